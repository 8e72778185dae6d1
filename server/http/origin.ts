// Whether a request may act with the cookies it carries: browsers say where a request comes from, and another site's
// pages must not act for the person. Programs without a browser say nothing and carry their own key.

import type { IncomingMessage } from 'node:http'

/** False for a request that a page of another site made. */
export function isOwnOrigin(req: IncomingMessage): boolean {
  const site = req.headers['sec-fetch-site']
  if (site && site !== 'same-origin' && site !== 'none') return false
  const { origin } = req.headers
  if (!origin) return true
  try {
    return new URL(origin).host === hostOf(req)
  } catch {
    return false
  }
}

/** The host the browser asked for, also behind one reverse proxy. */
export function hostOf(req: IncomingMessage): string {
  const forwarded = req.headers['x-forwarded-host']
  return (
    (typeof forwarded === 'string' ? forwarded.split(',')[0]?.trim() : undefined) ??
    req.headers.host ??
    ''
  )
}

/** Whether the body says it is JSON: a form of another site cannot say so without asking first. */
export function isJson(req: IncomingMessage): boolean {
  return (
    (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() === 'application/json'
  )
}
