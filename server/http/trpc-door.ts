// /api/trpc/*: tRPC on its own Node handler. Checked before any procedure: where the request comes from, and that a
// write is JSON, so that another site's form can do nothing with the person's cookies.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import { contextOf } from '../context'
import type { Ground } from '../ground'
import { appRouter } from '../router'
import { answerRefusal } from './answer'
import { factsOf } from './facts'
import { isJson, isOwnOrigin } from './origin'

const PREFIX = '/api/trpc/'
const MAXIMUM_BODY_BYTES = 256_000
const MAXIMUM_CALLS = 10

export function trpcDoor(ground: Ground) {
  return async (req: IncomingMessage, res: ServerResponse, path: string): Promise<void> => {
    if (!isOwnOrigin(req)) return answerRefusal(req, res, 'request.foreign-origin')
    if (req.method === 'POST' && !isJson(req)) return answerRefusal(req, res, 'input.invalid')
    res.setHeader('Cache-Control', 'no-store')
    await nodeHTTPRequestHandler({
      router: appRouter,
      path: path.slice(PREFIX.length),
      req,
      res,
      createContext: () => contextOf(ground, factsOf(req, res)),
      maxBodySize: MAXIMUM_BODY_BYTES,
      maxBatchSize: MAXIMUM_CALLS,
    })
  }
}
