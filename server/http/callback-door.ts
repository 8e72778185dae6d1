// POST /api/payment/callback[/provider[/account]]: a platform's word about a payment, as raw bytes for its signature to be checked.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Ground } from '../ground'
import { MAXIMUM_CALLBACK_BYTES, takeCallback } from '../payment/take-callback'
import { answerRefusal } from './answer'

const PREFIX = '/api/payment/callback'
const FLOOD_BYTES = 16_777_216

export function callbackDoor(ground: Ground) {
  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    if (req.method !== 'POST') return answerRefusal(req, res, 'thing.not-found')
    const [provider = '', account] = url.pathname.slice(PREFIX.length + 1).split('/')
    const accountId =
      account !== undefined && /^[1-9]\d{0,8}$/.test(account) ? Number(account) : null
    const body = await firstBytes(req, MAXIMUM_CALLBACK_BYTES + 1)
    const answer = await takeCallback(
      ground,
      provider || 'simulator',
      { headers: req.headers, body },
      accountId,
    )
    res.statusCode = answer.status
    res.setHeader('Content-Type', answer.contentType ?? 'application/json; charset=utf-8')
    res.end(answer.body)
    if (!req.complete) req.destroy()
  }
}

/** The first so many bytes. What comes beyond is thrown away, for a sender that is cut off reads no answer; a flood is cut off. */
async function firstBytes(req: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    if (length < most) chunks.push(chunk)
    length += chunk.length
    if (length >= FLOOD_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, most)
}
