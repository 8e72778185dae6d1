// Which door a request goes through, by its path alone; everything that is not a door of ours is a page.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Ground } from '../ground'
import type { Reconciler } from '../kitchen/reconcile'
import { answerRefusal } from './answer'
import { callbackDoor } from './callback-door'
import { contractDoor } from './contract-door'
import { healthDoor } from './health-door'
import type { Pages } from './pages'
import { picturesDoor } from './pictures-door'
import { trpcDoor } from './trpc-door'
import { wechatDoor } from './wechat-door'

const CONTRACT = /^\/api\/(payment|member|analytics|docs|openapi\.json)(\/|$)/

export function openDoors(
  ground: Ground,
  pages: Pages,
  picturesDir: string,
  reconciler: Reconciler,
): RequestListener {
  const trpc = trpcDoor(ground)
  const callback = callbackDoor(ground)
  const wechat = wechatDoor(ground)
  const contract = contractDoor(ground)
  const health = healthDoor(ground, reconciler)
  const pictures = picturesDoor(picturesDir)

  const route = (req: IncomingMessage, res: ServerResponse): Promise<void> | void => {
    const url = new URL(req.url ?? '/', 'http://fanzhuo')
    const { pathname } = url
    if (pathname.startsWith('/api/trpc/')) return trpc(req, res, pathname)
    if (pathname === '/healthz' || pathname === '/readyz' || pathname === '/metrics') {
      return health(req, res, url)
    }
    if (pathname.startsWith('/pictures/')) return pictures(req, res, url)
    if (pathname.startsWith('/api/payment/callback')) return callback(req, res, url)
    if (pathname.startsWith('/api/payment/wechat/')) return wechat(req, res, url)
    if (CONTRACT.test(pathname)) return contract(req, res, url)
    if (pathname.startsWith('/api/')) return answerRefusal(req, res, 'thing.not-found')
    return pages.handle(req, res)
  }

  return async (req, res) => {
    try {
      await route(req, res)
    } catch (error) {
      // Without what is behind the question mark, and without a payment's token: both let somebody in.
      const path = req.url?.split('?')[0]?.replace(/[\w-]{22,}/g, '…')
      ground.log.error({ err: error, path }, 'a door failed')
      if (res.headersSent) res.destroy()
      else {
        res.statusCode = 500
        res.end()
      }
    }
  }
}
