// What a request, whichever door or socket it comes to, says of where it comes from: the one place
// that is asked for it.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { RequestFacts } from '../context'
import type { Deps } from '../deps'
import { type Source, sourceOf } from './proxies'

type Asked = Pick<Deps, 'proxies'>

export function factsOf(deps: Asked, req: IncomingMessage, res: ServerResponse): RequestFacts {
  const { ip, isRelayed, isSecure } = sourceOfRequest(deps, req)
  return {
    headers: req.headers,
    ip,
    isRelayed,
    isSecure,
    appendSetCookie: (cookie) => res.appendHeader('Set-Cookie', cookie),
    setHeader: (name, value) => res.setHeader(name, value),
  }
}

/** Address, TLS and host, also of an upgrade. */
export function sourceOfRequest({ proxies }: Asked, req: IncomingMessage): Source {
  return sourceOf(proxies, {
    peer: req.socket.remoteAddress,
    isEncrypted: (req.socket as TLSSocket).encrypted === true,
    headers: req.headers,
  })
}

/**
 * Pages are rendered from headers alone: they get ours, one value each, in place of what anybody
 * wrote. Read by factsOfPage in app/first-paint.ts.
 */
export function tellSource(deps: Asked, req: IncomingMessage): void {
  const { ip, isSecure, host } = sourceOfRequest(deps, req)
  Object.assign(req.headers, {
    'x-forwarded-for': ip,
    'x-forwarded-proto': isSecure ? 'https' : 'http',
    ...(host && { 'x-forwarded-host': host }),
  })
  delete req.headers.forwarded
}
