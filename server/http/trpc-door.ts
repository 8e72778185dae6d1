// /api/trpc/*: tRPC on its own Node handler. Checked before any procedure: where the request comes
// from, and that a write is JSON, so that another site's form can do nothing with the person's
// cookies.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import { contextOf } from '../context'
import type { Deps } from '../deps'
import { appRouter } from '../router'
import { detailsOf } from '../trpc'
import { answerRefusal, retryAfter } from './answer'
import { factsOf } from './facts'
import { foreignOrigin, isJson } from './origin'

const PREFIX = '/api/trpc/'
const MAXIMUM_BODY_BYTES = 256_000
const MAXIMUM_CALLS = 10

export function trpcDoor(deps: Deps) {
  return async (req: IncomingMessage, res: ServerResponse, path: string): Promise<void> => {
    const foreign = foreignOrigin(deps, req)
    if (foreign) return answerRefusal(req, res, foreign.code, foreign.details)
    if (req.method === 'POST' && !isJson(req)) return answerRefusal(req, res, 'input.invalid')
    res.setHeader('Cache-Control', 'no-store')
    await nodeHTTPRequestHandler({
      router: appRouter,
      path: path.slice(PREFIX.length),
      req,
      res,
      createContext: () => contextOf(deps, factsOf(deps, req, res)),
      maxBodySize: MAXIMUM_BODY_BYTES,
      maxBatchSize: MAXIMUM_CALLS,
      responseMeta: ({ errors }) => ({ headers: retryAfter(errors.map(detailsOf)) }),
    })
  }
}
