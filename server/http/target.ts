// What a request asks for, in one spelling for every door: a path that begins with one slash,
// without dot segments, that can be decoded. Whatever else a client may write there is refused
// here, before any door reads it.

import type { IncomingMessage } from 'node:http'
import type { RefusalCode } from '@/domain/refusal'

const MAXIMUM_LENGTH = 8_000

/** A name or an address, and perhaps a port. */
const HOST = /^([\w.-]{1,253}|\[[\da-f:.]{2,45}\])(:\d{1,5})?$/i

export function isHost(host: string): boolean {
  return HOST.test(host)
}

/**
 * @returns the target, whose path and query are from now on the request's own `url`; or why it is
 *   refused
 */
export function readTarget(req: IncomingMessage): URL | RefusalCode {
  const raw = req.url ?? ''
  if (raw.length > MAXIMUM_LENGTH) return 'request.too-long'
  const { host } = req.headers
  // Programs of HTTP/1.0 name no host; with 1.1 a request without one is broken.
  if (host === undefined ? req.httpVersion !== '1.0' : !isHost(host)) return 'request.malformed'

  // A client that takes us for a proxy sends the whole address; what it asks for is the path.
  const path = raw.replace(/^https?:\/\/[^/?#]*/i, '')
  const target = `http://fanzhuo${path.startsWith('?') ? '/' : ''}${path}`
  if (!/^[/?]/.test(path) || /[\\#\s]/.test(path) || !URL.canParse(target)) {
    return 'request.malformed'
  }
  const url = new URL(target)
  if (!isReadable(url.pathname)) return 'request.malformed'
  if (url.pathname.includes('//')) return 'thing.not-found'
  req.url = url.pathname + url.search
  return url
}

function isReadable(path: string): boolean {
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return !/[\u0000-\u001f\u007f]/.test(decodeURIComponent(path))
  } catch {
    return false
  }
}
