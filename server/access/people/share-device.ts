// Devices on which people change by PIN: a manager makes the one in hand such a device, and ends
// it. By itself it may nothing.

import { Refusal } from '@/domain/refusal'
import type { Context } from '../../context'
import type { Deps } from '../../deps'
import { tell } from '../../outbox'
import type { Actor } from '../procedures'
import { readShared, setDeviceCookie } from '../read-device'
import { STAFF_COOKIE } from '../read-staff'
import { hashToken, newToken } from '../tokens'
import { writeAudit } from '../write-audit'

export type SharedDevice = {
  id: number
  name: string
  lockMinutes: number
  sharedAt: string
  by: string | null
  /** Who is signed in there now. */
  person: string | null
  isThis: boolean
}

/**
 * The browser that asks. One that is shared already gets this name. @throws Refusal
 * session.missing
 */
export async function shareDevice(
  ctx: Context,
  actor: Actor,
  { name, lockMinutes }: { name: string; lockMinutes: number },
): Promise<{ deviceId: number }> {
  const { storeId, staffId } = actor
  const shared = await readShared(ctx)
  const token = newToken()
  const at = ctx.now()
  const deviceId = await ctx.db.$transaction(async (tx) => {
    const here = { tokenHash: hashToken(ctx.cookies.get(STAFF_COOKIE) ?? ''), endedAt: null }
    const [person] = await tx.$queryRaw<{ isDemo: boolean }[]>`
      SELECT has_demo_password AS "isDemo" FROM staff
       WHERE id = ${staffId} AND disabled_at IS NULL FOR SHARE`
    if (!person || (await tx.staffSession.count({ where: here })) === 0) {
      throw new Refusal('session.missing')
    }
    const known = shared?.storeId === storeId ? shared.id : null
    const { id } = known
      ? await tx.device.update({ where: { id: known }, data: { name, lockMinutes } })
      : await tx.device.create({
          data: {
            ...{ storeId, name, lockMinutes, isShared: true, isDemo: person.isDemo },
            ...{ tokenHash: hashToken(token), pairedById: staffId },
            ...{ pairedAt: at, renewedAt: at, confirmedAt: at },
          },
        })
    await tx.staffSession.updateMany({ where: here, data: { deviceId: id } })
    const details = { name, lockMinutes }
    const fact = { action: 'device.shared', subject: 'device', subjectId: id, details }
    await writeAudit(tx, actor, fact)
    await tell(tx, { storeId, type: 'people_changed', rooms: [`store:${storeId}`], payload: {} })
    return id
  })
  if (shared?.storeId !== storeId) setDeviceCookie(ctx, token)
  return { deviceId }
}

/** Who is signed in there is out within a second. A second time changes nothing. */
export function endDevice(
  deps: Deps,
  actor: Actor,
  { deviceId }: { deviceId: number },
): Promise<void> {
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    const device = await tx.device.findFirst({ where: { id: deviceId, storeId, isShared: true } })
    if (!device) throw new Refusal('thing.not-found')
    // The database ends the sessions.
    const { count } = await tx.device.updateMany({
      where: { id: deviceId, revokedAt: null },
      data: { revokedAt: deps.now() },
    })
    if (count === 0) return
    const details = { name: device.name }
    const fact = { action: 'device.ended', subject: 'device', subjectId: deviceId, details }
    await writeAudit(tx, actor, fact)
    await tell(tx, { storeId, type: 'people_changed', rooms: [`store:${storeId}`], payload: {} })
  })
}

const MOST_DEVICES = 200

export async function readDevices(ctx: Context, { storeId }: Actor): Promise<SharedDevice[]> {
  const here = await readShared(ctx)
  const devices = await ctx.db.device.findMany({
    where: { storeId, isShared: true, revokedAt: null },
    orderBy: { id: 'asc' },
    take: MOST_DEVICES,
    select: {
      id: true,
      name: true,
      lockMinutes: true,
      pairedAt: true,
      pairedBy: { select: { name: true } },
      sessions: {
        where: { endedAt: null, expiresAt: { gt: ctx.now() } },
        orderBy: { id: 'desc' },
        take: 1,
        select: { staff: { select: { name: true } } },
      },
    },
  })
  return devices.map(({ pairedAt, pairedBy, sessions, ...device }) => ({
    ...device,
    sharedAt: pairedAt.toISOString(),
    by: pairedBy?.name ?? null,
    person: sessions[0]?.staff.name ?? null,
    isThis: device.id === here?.id,
  }))
}
