// A person starts their shift: the right password makes a session and its cookie. An unknown login, a wrong password and a
// disabled person get the same answer after the same time.

import { SESSION_HOURS } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import type { Context } from '../context'
import { isPassword } from './passwords'
import { STAFF_COOKIE } from './read-staff'
import { countAttempt, forgetAttempts } from './sign-in-limit'
import { hashToken, newToken } from './tokens'
import { writeAudit } from './write-audit'

export type SignInInput = { login: string; password: string }

/** @returns the person and their roles, to know where their day starts; @throws Refusal session.wrong-password, input.too-often */
export async function signIn(ctx: Context, { login, password }: SignInInput) {
  await countAttempt(ctx.ip, login)
  const staff = await ctx.db.staff.findUnique({
    where: { login },
    select: { id: true, name: true, passwordHash: true, disabledAt: true, posts: true },
  })

  const isRight = await isPassword(password, staff?.passwordHash ?? null)
  if (!staff || !isRight || staff.disabledAt) throw new Refusal('session.wrong-password')

  const token = newToken()
  const expiresAt = new Date(ctx.now().getTime() + SESSION_HOURS * 3_600_000)
  await ctx.db.$transaction(async (tx) => {
    const session = await tx.staffSession.create({
      data: { staffId: staff.id, tokenHash: hashToken(token), createdAt: ctx.now(), expiresAt },
    })
    const started = { action: 'session.started', subject: 'session', subjectId: session.id }
    for (const { storeId } of staff.posts) {
      await writeAudit(tx, { storeId, staffId: staff.id }, started)
    }
  })
  await forgetAttempts(ctx.ip, login)

  ctx.setCookie(STAFF_COOKIE, token, { maxAgeSeconds: SESSION_HOURS * 3_600 })
  return { id: staff.id, name: staff.name, roles: staff.posts.map(({ role }) => role) }
}
