// The body of a request of the contract: nothing, or one JSON object in UTF-8, of bounded size and
// depth. Its values are taken as they are: no type becomes another.

import type { IncomingMessage } from 'node:http'
import { MIMEType } from 'node:util'
import { Refusal } from '@/domain/refusal'
import { refuseForeignName } from './contract-routes'
import { firstBytes } from './first-bytes'

const MOST_BYTES = 64_000
/** Deeper than any input of ours by far. */
const MOST_LEVELS = 32

/**
 * The object that was sent; an empty one where nothing was.
 * @throws Refusal request.wrong-type, request.too-large, input.invalid
 */
export async function readJsonBody(req: IncomingMessage): Promise<Record<string, unknown>> {
  const bytes = await firstBytes(req, MOST_BYTES + 1)
  if (bytes.length === 0) return {}
  if (!isJsonInUtf8(req)) throw new Refusal('request.wrong-type')
  if (bytes.length > MOST_BYTES) throw new Refusal('request.too-large')
  const value = parseJson(bytes)
  if (!isObject(value) || Array.isArray(value)) throw new Refusal('input.invalid')
  refuseOddShapes(value)
  return value
}

function isJsonInUtf8(req: IncomingMessage): boolean {
  if ((req.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') return false
  try {
    const { essence, params } = new MIMEType(req.headers['content-type'] ?? '')
    const charset = (params.get('charset') ?? 'utf-8').toLowerCase()
    return essence === 'application/json' && (charset === 'utf-8' || charset === 'utf8')
  } catch {
    return false
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Refusal('input.invalid')
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Level by level, so that no depth costs a stack. */
function refuseOddShapes(value: Record<string, unknown>): void {
  let level: Record<string, unknown>[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth >= MOST_LEVELS) throw new Refusal('input.invalid')
    for (const name of level.flatMap(Object.keys)) refuseForeignName(name)
    level = level.flatMap((each) => Object.values(each)).filter(isObject)
  }
}
