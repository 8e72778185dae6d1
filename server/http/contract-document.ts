// The OpenAPI document of the spec's contract, made from the schemas of its procedures; making it
// changes none of them.

import { generateOpenApiDocument } from 'trpc-to-openapi'
import { contractRouter } from '../contract'

export type ContractDocument = ReturnType<typeof generateOpenApiDocument>

export function contractDocument(baseUrl: string): ContractDocument {
  const document = generateOpenApiDocument(contractRouter, {
    title: '饭桌 Fanzhuo HTTP API',
    version: '1.0.0',
    baseUrl,
    description:
      'Amounts are whole yuan with two decimals; in a store of another currency they are whole units of that, with its own decimals (JPY 0, KWD 3), and `currency` (ISO 4217) says which, or, where the answer is a list, the header `X-Currency`. Authorization: Bearer <API key>, or a staff session.',
    securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
  })
  // A procedure that needs nothing of a body is served without one.
  for (const { post } of Object.values(document.paths ?? {})) {
    const body = post?.requestBody
    if (!body || !('content' in body)) continue
    const schema = body.content['application/json']?.schema
    body.required = schema !== undefined && 'required' in schema && schema.required !== undefined
  }
  return document
}
