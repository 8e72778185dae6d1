// A browser in which a person signed in before is known by a signed cookie of that person's. It
// lets nobody in; it only takes its own turn at signing in, so that strangers who guess at the
// login never shut it out.

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Context } from '../context'
import { newToken } from './tokens'

/** As long as browsers keep a cookie. */
const COOKIE_DAYS = 400

const cookieOf = (staffId: number) => `device_${staffId}`

/** An id of this browser where its cookie is one that we gave to this person, else null. */
export function knownDevice(
  { cookies, secret }: Pick<Context, 'cookies' | 'secret'>,
  staffId: number,
): string | null {
  const [id = '', sign = ''] = (cookies.get(cookieOf(staffId)) ?? '').split('.')
  const [given, right] = [Buffer.from(sign), Buffer.from(signOf(secret, staffId, id))]
  return given.length === right.length && timingSafeEqual(given, right) ? id : null
}

/** Called when a person got in. */
export function rememberDevice(ctx: Context, staffId: number): void {
  const id = knownDevice(ctx, staffId) ?? newToken()
  const maxAgeSeconds = COOKIE_DAYS * 86_400
  ctx.setCookie(cookieOf(staffId), `${id}.${signOf(ctx.secret, staffId, id)}`, { maxAgeSeconds })
}

function signOf(secret: Buffer, staffId: number, id: string): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'fanzhuo known device', 32))
  return createHmac('sha256', key).update(`${staffId} ${id}`).digest('base64url')
}
