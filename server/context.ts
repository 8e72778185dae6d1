// What a call knows before anybody was asked who they are: language, address, cookies, and its
// deps.

import { type Language, languageOf } from '@/domain/language'
import type { Deps } from './deps'

/** Before the name of every cookie of ours under TLS; see server/http/own-cookies.ts. */
export const HOST_PREFIX = '__Host-'

export type CookieOptions = { maxAgeSeconds: number }

export type Context = Deps & {
  language: Language
  ip: string
  /** Whether it came through somebody whose word is not believed, so that `ip` may be theirs. */
  isRelayed: boolean
  /** Whether nobody on the way could read along. */
  isSecure: boolean
  userAgent: string
  cookies: ReadonlyMap<string, string>
  /** The token of an `Authorization: Bearer …` header. */
  bearer: string | null
  /** The `Idempotency-Key` header of the HTTP contract. */
  idempotencyKey: string | null
  /** Sets an HttpOnly, SameSite=Lax cookie on the answer; an empty value removes it. */
  setCookie: (name: string, value: string, options: CookieOptions) => void
  /** Says something in a header of the answer, where a door has one. */
  setHeader: (name: string, value: string) => void
}

/** What a door knows of a request, whichever door it is. */
export type RequestFacts = {
  headers: Readonly<Record<string, string | string[] | undefined>>
  ip: string
  isRelayed: boolean
  isSecure: boolean
  appendSetCookie: (cookie: string) => void
  setHeader?: (name: string, value: string) => void
}

export function contextOf(deps: Deps, facts: RequestFacts): Context {
  const header = (name: string) => {
    const value = facts.headers[name]
    return Array.isArray(value) ? value[0] : value
  }
  const cookies = cookiesOf(header('cookie'))
  const authorization = header('authorization')
  return {
    ...deps,
    language: languageOf(cookies.get('locale'), header('accept-language')),
    ip: facts.ip,
    isRelayed: facts.isRelayed,
    isSecure: facts.isSecure,
    userAgent: header('user-agent') ?? '',
    cookies,
    bearer: authorization?.startsWith('Bearer ') ? authorization.slice(7) : null,
    idempotencyKey: header('idempotency-key') ?? null,
    setHeader: (name, value) => facts.setHeader?.(name, value),
    setCookie: (name, value, { maxAgeSeconds }) => {
      const secure = facts.isSecure ? '; Secure' : ''
      const prefix = facts.isSecure ? HOST_PREFIX : ''
      facts.appendSetCookie(
        `${prefix}${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`,
      )
    },
  }
}

/** Cookie names and values as sent; ours are URL-safe, so nothing is decoded. */
export function cookiesOf(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=')
    if (at > 0) cookies.set(part.slice(0, at).trim(), part.slice(at + 1).trim())
  }
  return cookies
}
