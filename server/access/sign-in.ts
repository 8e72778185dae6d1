// A person starts their shift: the right password makes a session and its cookie. An unknown login,
// a wrong password and a disabled person get the same answer after the same time. Tries are slowed
// down, for strangers and for a browser that signed this person in before each by itself: whatever
// strangers try, it never shuts that browser out.

import { SESSION_IDLE_HOURS, sessionEndsByMs } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import type { Context } from '../context'
import { addressGroup } from '../http/proxies'
import { countCommand, forgiveCommand, type Who } from '../limit'
import { holdPassword } from './demo-password'
import { knownDevice, rememberDevice } from './known-device'
import { isPassword } from './passwords'
import { STAFF_COOKIE } from './read-staff'
import { hashToken, newToken } from './tokens'
import { writeAudit } from './write-audit'

export type SignInInput = { login: string; password: string }

/**
 * @returns the person and their roles, to know where their day starts; @throws Refusal
 *   session.wrong-password, session.demo-password, input.too-often
 */
export async function signIn(ctx: Context, { login, password }: SignInInput) {
  const staff = await ctx.db.staff.findUnique({
    where: { login },
    select: {
      id: true,
      name: true,
      passwordHash: true,
      hasDemoPassword: true,
      disabledAt: true,
      storeRoles: {
        select: {
          storeId: true,
          role: true,
          store: { select: { timeZone: true, dayEndsAtHour: true } },
        },
      },
    },
  })

  const device = staff && knownDevice(ctx, staff.id)
  const who: Who = device
    ? { device: `${staff.id} ${device}` }
    : {
        'login here': `${addressGroup(ctx.ip)} ${login}`,
        login,
        'strangers here': addressGroup(ctx.ip),
      }
  await countCommand(ctx, 'access.signIn', who)
  const isRight = await isPassword(password, staff?.passwordHash ?? null)
  if (!staff || !isRight || staff.disabledAt) {
    const by = staff && { storeId: staff.storeRoles[0]?.storeId ?? 0, staffId: staff.id }
    throw new Refusal('session.wrong-password', {}, by)
  }

  const token = newToken()
  const nowMs = ctx.now().getTime()
  const clocks = staff.storeRoles.map(({ role, store }) => ({ role, clock: store }))
  const endsBy = new Date(sessionEndsByMs(nowMs, clocks))
  const idleEndMs = nowMs + SESSION_IDLE_HOURS * 3_600_000
  const expiresAt = new Date(Math.min(idleEndMs, endsBy.getTime()))
  await ctx.db.$transaction(async (tx) => {
    await holdPassword(tx, ctx, staff)
    const session = await tx.staffSession.create({
      data: {
        staffId: staff.id,
        tokenHash: hashToken(token),
        createdAt: ctx.now(),
        lastSeenAt: ctx.now(),
        expiresAt,
        endsBy,
      },
    })
    const started = { action: 'session.started', subject: 'session', subjectId: session.id }
    for (const { storeId } of staff.storeRoles) {
      await writeAudit(tx, { storeId, staffId: staff.id }, started)
    }
  })
  await forgiveCommand(ctx, 'access.signIn', who, ['device', 'login here'])

  rememberDevice(ctx, staff.id)
  // As long as it can last at all: when it ends within that time, the database says.
  const maxAgeSeconds = Math.ceil((endsBy.getTime() - nowMs) / 1_000)
  ctx.setCookie(STAFF_COOKIE, token, { maxAgeSeconds })
  return { id: staff.id, name: staff.name, roles: staff.storeRoles.map(({ role }) => role) }
}
