// Under TLS our cookies carry the prefix __Host-: browsers take such a one only from this very host
// and only over TLS, so a neighbouring domain, or somebody on the Wi-Fi who answers for our plain
// HTTP, can plant none. Inside the house they have their plain names: the prefix is put on in
// server/context.ts and taken off here.

import type { IncomingMessage } from 'node:http'
import { cookiesOf, HOST_PREFIX } from '../context'

/** What pages write themselves, and what lets nobody in. */
const OPEN_COOKIES: readonly string[] = ['locale', 'store']

/** Under TLS only prefixed cookies count, under plain HTTP only plain ones. */
export function keepOwnCookies(req: IncomingMessage, isSecure: boolean): void {
  const kept: string[] = []
  for (const [name, value] of cookiesOf(req.headers.cookie)) {
    const isPrefixed = name.startsWith(HOST_PREFIX)
    if (isPrefixed !== isSecure && !OPEN_COOKIES.includes(name)) continue
    kept.push(`${isPrefixed ? name.slice(HOST_PREFIX.length) : name}=${value}`)
  }
  if (kept.length > 0) req.headers.cookie = kept.join('; ')
  else delete req.headers.cookie
}
