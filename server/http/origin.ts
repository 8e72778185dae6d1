// Whether a request may act with the cookies it carries: another site's pages must not act for the
// person. Browsers say where a request comes from: as Sec-Fetch-Site, which no page can write and
// no proxy needs to understand, else as Origin, which is held against the host that was asked for
// and against PUBLIC_URL. Programs without a browser say neither and carry their own key.

import type { IncomingMessage } from 'node:http'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '../deps'
import { sourceOfRequest } from './facts'

type Asked = Pick<Deps, 'proxies' | 'publicUrl' | 'log'>

/**
 * The refusal of a request that a page of another site made, or may have made; null for our own
 * pages and for programs.
 */
export function foreignOrigin(deps: Asked, req: IncomingMessage): Refusal | null {
  const site = req.headers['sec-fetch-site']
  if (site && site !== 'same-origin' && site !== 'none') {
    return new Refusal('request.foreign-origin')
  }
  const { origin } = req.headers
  if (!origin) return null
  const { host } = sourceOfRequest(deps, req)
  if (isAt(origin, host) || originOf(origin) === originOf(deps.publicUrl)) return null

  // A proxy in front that does not pass the Host on looks just like this.
  tellOnce(deps, { origin: origin.slice(0, MOST_SHOWN), host, isRefused: !site })
  return site
    ? null
    : new Refusal('request.foreign-origin', { origin: originOf(origin)?.slice(0, MOST_SHOWN) })
}

/** Whether the body says it is JSON: a form of another site cannot say so without asking first. */
export function isJson(req: IncomingMessage): boolean {
  return (
    (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() === 'application/json'
  )
}

/** Whether a page of this origin is at that host, whichever of its scheme's ports are left out. */
function isAt(origin: string, host: string): boolean {
  const own = originOf(origin)
  return own !== null && own === originOf(`${own.split(':')[0]}://${host}`)
}

function originOf(url: string): string | null {
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url).origin : null
}

/**
 * What was told, by the log that was told it; not more than a strip of paper full, whatever anybody
 * sends.
 */
const toldOrigins = new WeakMap<Deps['log'], Set<string>>()
const MOST_TOLD = 20
const MOST_SHOWN = 200

type Difference = { origin: string; host: string; isRefused: boolean }

function tellOnce({ log, publicUrl }: Asked, { origin, host, isRefused }: Difference): void {
  const already = toldOrigins.get(log) ?? new Set()
  toldOrigins.set(log, already)
  if (already.has(`${origin} ${host}`) || already.size >= MOST_TOLD) return
  already.add(`${origin} ${host}`)
  const done = isRefused ? 'was refused' : 'was let in, for the browser vouches for it'
  log.warn(
    { origin, host, publicUrl },
    `a request of a page at ${origin} that asks for the host ${host} ${done}. If that page is this house, behind a proxy, set PUBLIC_URL=${origin}, ` +
      'or let the proxy pass the host on (nginx: proxy_set_header Host $http_host;), see docs/operating.md',
  )
}
