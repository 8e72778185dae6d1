// The demo's password, which anybody can read, opens a house only from its own network, and never
// one that the world is invited to or that takes real money. Whose it is stands in the database;
// `demo-logins.ts` says whom it opens the house for.

import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import { DEMO_PASSWORD } from '@/prisma/demo/people'
import type { Context } from '../context'
import type { Deps } from '../deps'
import { asksFromOwnNetwork } from './own-network'
import { isPassword } from './passwords'

type Person = { id: number; passwordHash: string; hasDemoPassword: boolean }

/**
 * Whether the password that was right when it was read still lets this person in. The person is
 * held until the session is written, so that whoever is disabled, gets another password or sees an
 * account enabled meanwhile has no session left over.
 * @throws Refusal session.wrong-password; session.demo-password only to somebody on the house's own
 *   network, for whom it is no news
 */
export async function holdPassword(
  tx: Prisma.TransactionClient,
  ctx: Context,
  { id, passwordHash, hasDemoPassword }: Person,
): Promise<void> {
  const held = await tx.$queryRaw<unknown[]>`
    SELECT FROM staff
     WHERE id = ${id} AND password_hash = ${passwordHash} AND disabled_at IS NULL FOR SHARE`
  if (held.length === 0) throw new Refusal('session.wrong-password')
  if (!hasDemoPassword) return
  if (!asksFromOwnNetwork(ctx)) throw new Refusal('session.wrong-password')
  await checkDemoPassword(tx, ctx, id)
}

/**
 * Whether somebody with the demo's password still comes in here. @throws Refusal
 * session.demo-password
 */
export async function checkDemoPassword(
  tx: Prisma.TransactionClient,
  ctx: Context,
  id: number,
): Promise<void> {
  if (!ctx.takesDemoPasswords || (await takesRealMoney(tx, id))) {
    throw new Refusal('session.demo-password')
  }
}

async function takesRealMoney(tx: Prisma.TransactionClient, staffId: number): Promise<boolean> {
  const account = await tx.paymentAccount.findFirst({
    where: { isEnabled: true, archivedAt: null, store: { storeRoles: { some: { staffId } } } },
    select: { id: true },
  })
  return account !== null
}

/**
 * At the start: whoever is marked, as older installations mark everybody with a login of the demo,
 * and has a password of their own is let off; and where the demo's password opens nothing, the
 * sessions that it opened end.
 */
export async function settleDemoPasswords({ db, now, takesDemoPasswords }: Deps): Promise<void> {
  const marked = await db.staff.findMany({
    where: { hasDemoPassword: true },
    distinct: ['passwordHash'],
    select: { passwordHash: true },
  })
  for (const { passwordHash } of marked) {
    if (await isPassword(DEMO_PASSWORD, passwordHash)) continue
    await db.staff.updateMany({ where: { passwordHash }, data: { hasDemoPassword: false } })
  }
  if (takesDemoPasswords) return
  await db.staffSession.updateMany({
    where: { endedAt: null, staff: { hasDemoPassword: true } },
    data: { endedAt: now() },
  })
  await db.device.updateMany({
    where: { revokedAt: null, isDemo: true },
    data: { revokedAt: now() },
  })
}
