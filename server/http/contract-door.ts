// /api/payment/*, /api/member/*, /api/analytics/*: the spec's HTTP contract, /api/openapi.json and
// its pages at /api/docs. A door of ours over the contract's router: it turns a request into a
// procedure's input and an outcome into an answer, and touches no schema.

import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  TRPCError,
} from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { Refusal } from '@/domain/refusal'
import { type Context, contextOf } from '../context'
import { contractRouter } from '../contract'
import type { Deps } from '../deps'
import { detailsOf, errorOf } from '../trpc'
import { answerJson, answerRefusal, retryAfter } from './answer'
import { contractDocument } from './contract-document'
import {
  contractRoutes,
  inputOf,
  type Operation,
  queryIn,
  type Resource,
  resourceAt,
} from './contract-routes'
import { factsOf } from './facts'
import { foreignOrigin } from './origin'
import { readJsonBody } from './read-json-body'

const DOCS = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>饭桌 HTTP API</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script></body></html>`
const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs' })`

type Page = (res: ServerResponse) => Promise<void>

export function contractDoor(deps: Deps) {
  const document = contractDocument(deps.publicUrl)
  const resources = contractRoutes(document)
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  const script = 'text/javascript; charset=utf-8'
  const pages = new Map<string, Page>([
    ['/api/openapi.json', async (res) => answerJson(res, 200, document)],
    ['/api/docs', textPage('text/html; charset=utf-8', DOCS)],
    ['/api/docs/start.js', textPage(script, START)],
    ['/api/docs/swagger-ui-bundle.js', filePage(script, join(swagger, 'swagger-ui-bundle.js'))],
    [
      '/api/docs/swagger-ui.css',
      filePage('text/css; charset=utf-8', join(swagger, 'swagger-ui.css')),
    ],
  ])

  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    const page = pages.get(url.pathname)
    if (page) {
      if (isReading(req)) await page(res)
      else refuseMethod(req, res, ['GET', 'HEAD'])
      return
    }

    const foreign = foreignOrigin(deps, req)
    if (foreign) return answerRefusal(req, res, foreign.code, foreign.details)
    const ctx = contextOf(deps, factsOf(deps, req, res))
    const asked = await readRequest(req, res, url, resources).catch(refusalIn)
    if (asked instanceof Refusal) answerError(res, ctx, errorOf(asked), null)
    else {
      const outcome = await callOperation(ctx, asked).catch(getTRPCErrorFromUnknown)
      if (outcome instanceof TRPCError) answerError(res, ctx, outcome, asked)
      else answerJson(res, 200, outcome)
    }
    if (req.readableDidRead && !req.complete) req.destroy()
  }
}

function refusalIn(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  throw error
}

type Asked = { operation: Operation; input: Record<string, unknown> }

/** @throws Refusal */
async function readRequest(
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  resources: readonly Resource[],
): Promise<Asked> {
  const found = resourceAt(resources, url.pathname)
  if (!found) throw new Refusal('thing.not-found')
  const { operations } = found.resource
  const operation = operations.get(req.method === 'HEAD' ? 'GET' : (req.method ?? ''))
  if (!operation) {
    const methods = [...operations.keys()].flatMap((each) =>
      each === 'GET' ? ['GET', 'HEAD'] : each,
    )
    res.setHeader('Allow', methods.join(', '))
    throw new Refusal('request.wrong-method')
  }
  const input = inputOf(operation.parameters, { path: found.named, query: queryIn(url.search) })
  return { operation, input: isReading(req) ? input : { ...(await readJsonBody(req)), ...input } }
}

function callOperation(ctx: Context, { operation, input }: Asked): Promise<unknown> {
  return callTRPCProcedure({
    router: contractRouter,
    path: operation.procedure,
    type: operation.type,
    getRawInput: async () => input,
    ctx,
    signal: undefined,
    batchIndex: 0,
  })
}

/**
 * `{ message, code, data }`; `code` is tRPC's word for the status, `data.refusal` ours for the
 * reason.
 */
function answerError(
  res: ServerResponse,
  ctx: Context,
  error: TRPCError,
  asked: Asked | null,
): void {
  const shape = getTRPCErrorShape({
    config: contractRouter._def._config,
    error,
    type: asked?.operation.type ?? 'unknown',
    path: asked?.operation.procedure,
    input: asked?.input,
    ctx,
  })
  res.setHeaders(new Headers(retryAfter([detailsOf(error)])))
  answerJson(res, getHTTPStatusCodeFromError(error), { ...shape, code: error.code })
}

const isReading = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD'

function refuseMethod(req: IncomingMessage, res: ServerResponse, allowed: string[]): void {
  res.setHeader('Allow', allowed.join(', '))
  answerRefusal(req, res, 'request.wrong-method')
}

function textPage(type: string, text: string): Page {
  return async (res) => {
    res.setHeader('Content-Type', type)
    res.end(text)
  }
}

function filePage(type: string, path: string): Page {
  return async (res) => {
    res.setHeader('Content-Type', type)
    if (res.req.method === 'HEAD') res.end()
    else await pipeline(createReadStream(path), res)
  }
}
