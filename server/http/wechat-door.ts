// GET /api/payment/wechat/<token>: a phone opens a payment inside WeChat, or comes back from
// WeChat's sign-in, and is led on.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Deps } from '../deps'
import { countCommand } from '../limit'
import { enterWechat } from '../payment/enter-wechat'
import { answerRefusal } from './answer'
import { sourceOfRequest } from './facts'

const PATH = /^\/api\/payment\/wechat\/([A-Za-z0-9_-]{22})$/

export function wechatDoor(deps: Deps) {
  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    const token = PATH.exec(url.pathname)?.[1]
    if (req.method !== 'GET' || !token) return answerRefusal(req, res, 'thing.not-found')
    const phone = {
      ip: sourceOfRequest(deps, req).ip,
      userAgent: req.headers['user-agent'] ?? '',
    }
    const { searchParams } = url
    const isShort = url.search.length <= 1_000
    await countCommand(deps, 'payment.enterWechat', { link: token, address: phone.ip })
    const next = await enterWechat(deps, {
      token,
      phone,
      code: isShort ? searchParams.get('code') : null,
      state: isShort ? searchParams.get('state') : null,
    })
    res.writeHead(302, { Location: next, 'Cache-Control': 'no-store' })
    res.end()
  }
}
