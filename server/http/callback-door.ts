// POST /api/payment/callback[/provider[/account]]: a platform's word about a payment, as raw bytes
// for its signature to be checked.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Deps } from '../deps'
import { countCommand } from '../limit'
import { MAXIMUM_CALLBACK_BYTES, takeCallback } from '../payment/take-callback'
import { answerRefusal } from './answer'
import { sourceOfRequest } from './facts'
import { firstBytes } from './first-bytes'

const PREFIX = '/api/payment/callback'

export function callbackDoor(deps: Deps) {
  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    if (req.method !== 'POST') return answerRefusal(req, res, 'thing.not-found')
    await countCommand(deps, 'payment.callback', { address: sourceOfRequest(deps, req).ip })
    const [provider = '', account] = url.pathname.slice(PREFIX.length + 1).split('/')
    const accountId =
      account !== undefined && /^[1-9]\d{0,8}$/.test(account) ? Number(account) : null
    const body = await firstBytes(req, MAXIMUM_CALLBACK_BYTES + 1)
    const answer = await takeCallback(
      deps,
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
