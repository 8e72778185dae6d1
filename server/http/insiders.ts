// Who may look at the house's insides (/metrics, /readyz?deep=1): somebody on this very machine, or
// whoever shows METRICS_TOKEN. Behind a trusted proxy it is the asker's own address that counts,
// and behind any other nobody is on this machine.

import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Deps } from '../deps'
import { sourceOfRequest } from './facts'

export type Insiders = Pick<Deps, 'proxies' | 'metricsToken'>

export function isInsider(deps: Insiders, req: IncomingMessage): boolean {
  const { ip, isRelayed } = sourceOfRequest(deps, req)
  if (!isRelayed && (ip === '::1' || ip.startsWith('127.'))) return true
  const shown = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1]
  return deps.metricsToken !== undefined && shown !== undefined && isSame(shown, deps.metricsToken)
}

/** Takes as long for a word that begins right as for any other, whatever its length. */
function isSame(one: string, other: string): boolean {
  const hashOf = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hashOf(one), hashOf(other))
}
