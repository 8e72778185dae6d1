// What a Node request tells a context: headers, address, whether it came over TLS.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { RequestFacts } from '../context'

export function factsOf(req: IncomingMessage, res: ServerResponse): RequestFacts {
  return {
    headers: req.headers,
    ip: req.socket.remoteAddress ?? '',
    isSecure:
      (req.socket as TLSSocket).encrypted === true || req.headers['x-forwarded-proto'] === 'https',
    appendSetCookie: (cookie) => res.appendHeader('Set-Cookie', cookie),
  }
}
