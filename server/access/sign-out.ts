// A person ends their shift on this screen: the session ends in the database, so a copy of its cookie is worthless too.

import type { Context } from '../context'
import { STAFF_COOKIE } from './read-staff'
import { hashToken } from './tokens'

/** Harmless without a session. */
export async function signOut(ctx: Context): Promise<{ isSignedOut: true }> {
  const token = ctx.cookies.get(STAFF_COOKIE)
  if (token) {
    await ctx.db.staffSession.updateMany({
      where: { tokenHash: hashToken(token), endedAt: null },
      data: { endedAt: ctx.now() },
    })
  }

  ctx.setCookie(STAFF_COOKIE, '', { maxAgeSeconds: 0 })
  return { isSignedOut: true }
}
