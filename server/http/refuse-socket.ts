// A no to what never became a request: written on the bare connection, which is closed then,
// whether the other side reads or not.

import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Refusal } from '@/domain/refusal'
import { sentenceOf } from '../words'
import { bodyOfNo, retryAfter } from './answer'
import { safetyHeaders } from './headers'

/** How long the other side may take to read it. */
const READING_MS = 1_000

/** @param headers of the request, where they could be read */
export function refuseSocket(
  socket: Duplex,
  { code, status, details }: Refusal,
  headers: IncomingMessage['headers'] = {},
): void {
  // Whoever is gone already reads nothing; a connection without a listener for that would end the
  // process.
  socket.on('error', () => socket.destroy())
  if (!socket.writable) return void socket.destroy()
  const { isPage, type, body } = bodyOfNo(headers, status, {
    code,
    sentence: (language) => sentenceOf(language, code, details),
  })
  const policy = isPage ? 'sentence' : 'data'
  const arrival = { policy, isSecure: false, host: '', isDev: false } as const
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Connection: close',
      ...(status === 426 ? ['Upgrade: websocket'] : []),
      ...Object.entries(retryAfter([details])).map(([name, value]) => `${name}: ${value}`),
      `Content-Type: ${type}`,
      'Cache-Control: no-store',
      ...[...safetyHeaders(arrival, '')].map(([name, value]) => `${name}: ${value}`),
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  )
  socket.resume()
  setTimeout(() => socket.destroy(), READING_MS).unref()
}

const SAID = /^(accept|accept-language|sec-fetch-mode|cookie):[ \t]*(.*)$/gim

/** What of a request that could not be read says how its refusal is read. */
export function saidIn(raw: Buffer | undefined): IncomingMessage['headers'] {
  const text = raw?.toString('latin1') ?? ''
  return Object.fromEntries(
    [...text.matchAll(SAID)].map(([, name = '', value = '']) => [name.toLowerCase(), value.trim()]),
  )
}
