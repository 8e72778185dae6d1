// What every answer says to the browser beside its content: what it may run and load, who may frame
// it, what it tells others of where it was. Set here alone, for every door and for what is refused
// before any door; a script runs only when it is ours.

import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { SENTENCE_STYLE } from './sentence-page'

/**
 * `page`: a page of ours, its inline scripts known by a nonce; `docs`: the API's pages; `sentence`:
 * a refusal as a page; `data`: nothing to run or to show.
 */
export type Policy = 'page' | 'docs' | 'sentence' | 'data'

export type Arrival = {
  policy: Policy
  isSecure: boolean
  /**
   * The host that was asked for; behind a proxy that says nothing else, that is not the browser's
   * word.
   */
  host: string
  /** Where the house says it is: pages speak with its WebSocket there too. */
  publicUrl?: string
  /** Development needs eval and styles that come with the code. */
  isDev: boolean
}

/** Where Next's pages find the nonce of their answer. */
const NONCE_HEADER = 'x-nonce'

/** Only what no page of ours needs; a kitchen screen keeps its wake lock and the full screen. */
const PERMISSIONS = [
  ...['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'hid', 'midi'],
  ...['display-capture', 'accelerometer', 'gyroscope', 'magnetometer', 'publickey-credentials-get'],
]
  .map((feature) => `${feature}=()`)
  .join(', ')

const YEAR_SECONDS = 31_536_000

/**
 * The style that the toasts' library writes into the page without a nonce, and the empty one that
 * it is at first.
 */
export const TOAST_STYLES = [
  'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=',
  'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
]

/**
 * Sets them on the answer; for a page also tells Next the nonce, whatever the client sent under
 * that name.
 */
export function setSecurityHeaders(
  req: IncomingMessage,
  res: ServerResponse,
  arrival: Arrival,
): void {
  const nonce = arrival.policy === 'page' ? randomBytes(16).toString('base64') : ''
  const headers = safetyHeaders(arrival, nonce)
  for (const [name, value] of headers) res.setHeader(name, value)
  delete req.headers['content-security-policy-report-only']
  req.headers['content-security-policy'] = headers.get('Content-Security-Policy')
  req.headers[NONCE_HEADER] = nonce
}

/** The answer became a sentence for a person, whatever its door would have given. */
export function protectSentence(res: ServerResponse): void {
  const arrival = { policy: 'sentence', isSecure: false, host: '', isDev: false } as const
  res.setHeader('Content-Security-Policy', policyText(arrival, ''))
}

export function safetyHeaders(arrival: Arrival, nonce: string): Map<string, string> {
  const { isSecure, host } = arrival
  const headers = new Map([
    ['Content-Security-Policy', policyText(arrival, nonce)],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    // Links of tables, payments and receipts let somebody in: nobody is told more than our domain,
    // which WeChat's H5 asks for.
    ['Referrer-Policy', 'strict-origin'],
    ['Permissions-Policy', PERMISSIONS],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
  ])
  // Over plain HTTP browsers ignore it, and complain; this machine itself they trust.
  if (isSecure || isLoopback(host)) headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  if (isSecure) headers.set('Strict-Transport-Security', `max-age=${YEAR_SECONDS}`)
  return headers
}

function policyText(arrival: Arrival, nonce: string): string {
  const { policy, isDev } = arrival
  const always = ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]
  if (policy === 'data') return [...always, "form-action 'none'"].join('; ')
  if (policy === 'sentence') {
    return [...always, "form-action 'none'", `style-src '${SENTENCE_STYLE}'`].join('; ')
  }
  const shown = [
    ...always,
    "object-src 'none'",
    "form-action 'self'",
    "font-src 'self'",
    // A style of one element runs nothing, and the first paint needs it: widths of bars, sizes of
    // the kitchen's type.
    "style-src-attr 'unsafe-inline'",
  ]
  if (policy === 'docs') {
    return [
      ...shown,
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
    ].join('; ')
  }
  return [
    ...shown,
    `script-src 'self' 'nonce-${nonce}'${isDev ? " 'unsafe-eval'" : ''}`,
    isDev
      ? "style-src 'self' 'unsafe-inline'"
      : `style-src 'self' 'nonce-${nonce}' ${TOAST_STYLES.map((hash) => `'${hash}'`).join(' ')}`,
    "img-src 'self'",
    ['connect-src', "'self'", ...socketsOf(arrival)].join(' '),
    "manifest-src 'self'",
    // WeChat's own browser speaks with its bridge through frames of its own schemes.
    'frame-src weixin: weixinping:',
  ].join('; ')
}

/** What older browsers do not count as `'self'`. */
function socketsOf({ isSecure, host, publicUrl }: Arrival): Set<string> {
  const asked = host ? [`${isSecure ? 'wss' : 'ws'}://${host}`] : []
  return new Set([
    ...asked,
    ...(publicUrl ? [new URL(publicUrl).origin.replace(/^http/, 'ws')] : []),
  ])
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host)
}
