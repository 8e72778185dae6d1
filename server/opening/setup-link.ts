// The one-time link into the opening: whoever reads the terminal has it, and nobody who only found
// the page. It is changed for a cookie, once; of both only hashes are kept.

import { SETUP_LINK_HOURS, SETUP_SESSION_HOURS } from '@/domain/opening'
import { setupPath } from '@/domain/paths'
import { Refusal } from '@/domain/refusal'
import { hashToken, newToken } from '../access/tokens'
import type { Context } from '../context'
import type { Deps } from '../deps'
import { readHouse } from './read-house'

const SETUP_COOKIE = 'setup'
const HOUR_MS = 3_600_000

/** A new link under the address that others reach us at; null once somebody owns the house. */
export async function makeSetupLink({
  db,
  now,
  publicUrl,
}: Pick<Deps, 'db' | 'now' | 'publicUrl'>): Promise<string | null> {
  if ((await readHouse(db)).hasOwner) return null
  const token = newToken()
  const expiresAt = new Date(now().getTime() + SETUP_LINK_HOURS * HOUR_MS)
  await db.setupLink.create({ data: { tokenHash: hashToken(token), expiresAt } })
  return `${publicUrl}${setupPath(token)}`
}

/**
 * Of however many who have the link, one comes in.
 * @throws Refusal setup.link-ended, whether it was used, is too old or never was
 */
export async function enterSetup(ctx: Context, token: string): Promise<void> {
  const cookie = newToken()
  const { count } = await ctx.db.setupLink.updateMany({
    where: { tokenHash: hashToken(token), usedAt: null, expiresAt: { gt: ctx.now() } },
    data: { usedAt: ctx.now(), ...sessionOf(ctx, cookie) },
  })
  if (count === 0) throw new Refusal('setup.link-ended')
  giveCookie(ctx, cookie)
}

/** An owner of the demo whose password is not the demo’s goes on without a link. */
export async function beginSetup(ctx: Context): Promise<void> {
  const cookie = newToken()
  const tokenHash = hashToken(newToken())
  const data = { tokenHash, usedAt: ctx.now(), ...sessionOf(ctx, cookie) }
  await ctx.db.setupLink.create({ data })
  giveCookie(ctx, cookie)
}

/** Whether whoever asks came by a link, and may go on: until somebody owns the house. */
export async function isInSetup(ctx: Context): Promise<boolean> {
  const cookie = ctx.cookies.get(SETUP_COOKIE)
  if (!cookie) return false
  const session = await ctx.db.setupLink.findUnique({
    where: { sessionHash: hashToken(cookie) },
    select: { expiresAt: true },
  })
  return session !== null && session.expiresAt > ctx.now()
}

export const endCookie = (ctx: Context) => ctx.setCookie(SETUP_COOKIE, '', { maxAgeSeconds: 0 })

const giveCookie = (ctx: Context, cookie: string) =>
  ctx.setCookie(SETUP_COOKIE, cookie, { maxAgeSeconds: SETUP_SESSION_HOURS * 3_600 })

const sessionOf = (ctx: Context, cookie: string) => ({
  sessionHash: hashToken(cookie),
  expiresAt: new Date(ctx.now().getTime() + SETUP_SESSION_HOURS * HOUR_MS),
})
