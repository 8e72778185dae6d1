// A person ends their shift on this screen: the session ends in the database, so a copy of its
// cookie is worthless too.

import type { Context } from '../context'
import { STAFF_COOKIE } from './read-staff'
import { hashToken } from './tokens'

/** Harmless without a session. */
export async function signOut(ctx: Context): Promise<{ isSignedOut: true }> {
  const token = ctx.cookies.get(STAFF_COOKIE)
  if (token) {
    const now = ctx.now()
    const ended = await ctx.db.staffSession.updateManyAndReturn({
      where: { tokenHash: hashToken(token), endedAt: null },
      data: { endedAt: now },
      select: { id: true },
    })
    // The kitchen screens of this session are switched off on purpose: nobody has to look for them.
    await ctx.db.kitchenScreen.updateMany({
      where: { sessionId: { in: ended.map(({ id }) => id) } },
      data: { goneAt: null, offAt: now },
    })
  }

  ctx.setCookie(STAFF_COOKIE, '', { maxAgeSeconds: 0 })
  return { isSignedOut: true }
}
