// On a device of the store people change by PIN: who it is is chosen by name, and the PIN proves
// it. From anywhere else a PIN opens nothing. Wrong ones are slowed down, for one person at one
// device, for a person anywhere and for the device, and answered alike: nobody learns who has one.

import type { Role } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Context } from '../context'
import { countCommand, forgiveCommand, type Who } from '../limit'
import { checkDemoPassword } from './demo-password'
import { isPin } from './passwords'
import { readDevice } from './read-device'
import { startSession } from './start-session'

export type Colleague = { id: number; name: string; role: Role }

/** Who changes here, by name; null where people do not change by PIN. */
export async function readColleagues(
  ctx: Context,
): Promise<{ storeId: number; lockMinutes: number; people: Colleague[] } | null> {
  const device = await readDevice(ctx)
  if (!device) return null
  const { storeId, lockMinutes } = device
  const rows = await ctx.db.staffRole.findMany({
    where: { storeId, staff: { disabledAt: null, pinHash: { not: null } } },
    orderBy: [{ role: 'asc' }, { staffId: 'asc' }],
    take: MOST_COLLEAGUES,
    select: { role: true, staff: { select: { id: true, name: true } } },
  })
  return { storeId, lockMinutes, people: rows.map(({ role, staff }) => ({ ...staff, role })) }
}

const MOST_COLLEAGUES = 200

/** @throws Refusal device.unknown, session.wrong-pin, session.demo-password, input.too-often */
export async function switchPerson(
  ctx: Context,
  { staffId, pin }: { staffId: number; pin: string },
): Promise<Colleague> {
  const device = await readDevice(ctx)
  if (!device) throw new Refusal('device.unknown')
  const { storeId } = device
  const who: Who = {
    device: `${device.id} ${staffId}`,
    login: `${storeId} ${staffId}`,
    'strangers here': device.id,
  }
  await countCommand(ctx, 'access.switchPerson', who)
  const staff = await ctx.db.staff.findFirst({
    where: { id: staffId, disabledAt: null, storeRoles: { some: { storeId } } },
    select: {
      id: true,
      name: true,
      pinHash: true,
      hasDemoPassword: true,
      storeRoles: {
        select: {
          storeId: true,
          role: true,
          store: { select: { timeZone: true, dayEndsAtHour: true } },
        },
      },
    },
  })
  const isRight = await isPin(ctx, pin, staff?.pinHash ?? null)
  if (!staff || !isRight) throw new Refusal('session.wrong-pin', {}, { storeId, staffId: null })

  await startSession(ctx, staff, device.id, async (tx) => {
    await holdDevice(tx, device.id)
    const held = await tx.$queryRaw<unknown[]>`
      SELECT FROM staff
       WHERE id = ${staffId} AND pin_hash = ${staff.pinHash} AND disabled_at IS NULL FOR SHARE`
    if (held.length === 0) throw new Refusal('session.wrong-pin')
    if (staff.hasDemoPassword) await checkDemoPassword(tx, ctx, staffId)
  })
  await forgiveCommand(ctx, 'access.switchPerson', who, ['device'])
  const here = staff.storeRoles.find((each) => each.storeId === storeId)
  return { id: staff.id, name: staff.name, role: here?.role ?? 'waiter' }
}

/** A device that is ended meanwhile leaves no session behind. @throws Refusal device.unknown */
export async function holdDevice(tx: Prisma.TransactionClient, id: number): Promise<void> {
  const held = await tx.$queryRaw<unknown[]>`
    SELECT FROM device WHERE id = ${id} AND revoked_at IS NULL FOR SHARE`
  if (held.length === 0) throw new Refusal('device.unknown')
}
