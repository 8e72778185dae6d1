// /api/payment/*, /api/member/*, /api/analytics/*: the spec's HTTP contract, /api/openapi.json and its pages at /api/docs.

import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createOpenApiNodeHttpHandler, generateOpenApiDocument } from 'trpc-to-openapi'
import { contextOf } from '../context'
import { contractRouter } from '../contract'
import type { Ground } from '../ground'
import { answerJson, answerRefusal } from './answer'
import { factsOf } from './facts'
import { isJson, isOwnOrigin } from './origin'

const MAXIMUM_BODY_BYTES = 64_000

const DOCS = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>饭桌 HTTP API</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script></body></html>`
const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs' })`
const FILES: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
}

export function contractDoor(ground: Ground) {
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  const document = generateOpenApiDocument(contractRouter, {
    title: '饭桌 Fanzhuo HTTP API',
    version: '1.0.0',
    baseUrl: ground.publicUrl,
    description:
      'Amounts are yuan with two decimals. Authorization: Bearer <API key>, or a staff session.',
    securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
  })
  const handle = createOpenApiNodeHttpHandler({
    router: contractRouter,
    createContext: ({ req, res }) =>
      contextOf(ground, factsOf(req as IncomingMessage, res as ServerResponse)),
    maxBodySize: MAXIMUM_BODY_BYTES,
  })

  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    const { pathname } = url
    if (pathname === '/api/openapi.json') return answerJson(res, 200, document)
    if (pathname === '/api/docs') return send(res, 'text/html; charset=utf-8', DOCS)
    if (pathname === '/api/docs/start.js') return send(res, 'text/javascript', START)
    const file = pathname.replace('/api/docs/', '')
    if (FILES[file]) {
      res.setHeader('Content-Type', FILES[file])
      createReadStream(join(swagger, file)).pipe(res)
      return
    }

    if (!isOwnOrigin(req)) return answerRefusal(req, res, 'request.foreign-origin')
    if (req.method === 'POST' && !isJson(req)) return answerRefusal(req, res, 'input.invalid')
    res.setHeader('Cache-Control', 'no-store')
    await handle(req, res)
  }
}

function send(res: ServerResponse, type: string, text: string): void {
  res.setHeader('Content-Type', type)
  res.end(text)
}
