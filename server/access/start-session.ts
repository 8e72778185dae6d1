// Somebody who proved who they are gets a session of their own, as long as what proved it still
// holds when it is written. Whoever was signed in on this screen before is out.

import { type Role, sessionEndsByMs } from '@/domain/access'
import type { StoreClock } from '@/domain/calendar'
import type { Prisma } from '@/prisma/client/client'
import type { Context } from '../context'
import { idleMs, STAFF_COOKIE } from './read-staff'
import { hashToken, newToken } from './tokens'
import { writeAudit } from './write-audit'

type Proven = {
  id: number
  storeRoles: readonly { storeId: number; role: Role; store: StoreClock }[]
}

/**
 * Sets the cookie. @param hold refuses whoever is not let in any more, and holds the person
 * @param deviceId of the device that people share, where they come in on one
 */
export async function startSession(
  ctx: Context,
  { id: staffId, storeRoles }: Proven,
  deviceId: number | null,
  hold: (tx: Prisma.TransactionClient) => Promise<void>,
): Promise<void> {
  const token = newToken()
  const at = ctx.now()
  const nowMs = at.getTime()
  const clocks = storeRoles.map(({ role, store }) => ({ role, clock: store }))
  const endsBy = new Date(sessionEndsByMs(nowMs, clocks))
  const expiresAt = new Date(Math.min(nowMs + idleMs(deviceId), endsBy.getTime()))
  const before = ctx.cookies.get(STAFF_COOKIE)
  await ctx.db.$transaction(async (tx) => {
    await hold(tx)
    if (before) {
      await tx.staffSession.updateMany({
        where: { tokenHash: hashToken(before), endedAt: null },
        data: { endedAt: at },
      })
    }
    const dates = { createdAt: at, lastSeenAt: at, expiresAt, endsBy }
    const session = await tx.staffSession.create({
      data: { staffId, deviceId, tokenHash: hashToken(token), ...dates },
    })
    const started = {
      action: 'session.started',
      subject: 'session',
      subjectId: session.id,
      ...(deviceId !== null && { details: { deviceId } }),
    }
    for (const { storeId } of storeRoles) await writeAudit(tx, { storeId, staffId }, started)
  })
  // As long as it can last at all: when it ends within that time, the database says.
  const maxAgeSeconds = Math.ceil((endsBy.getTime() - nowMs) / 1_000)
  ctx.setCookie(STAFF_COOKIE, token, { maxAgeSeconds })
}
