// GET /api/reports/<report>.csv or .xlsx: a report as a file, written as it is read. Same rights as
// on the screen: staff, or a program's key. A few at once per store, and never so many that they
// take the database's connections from the floor.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { MAXIMUM_PERIOD_DAYS, PERIODS } from '@/domain/analytics'
import { Refusal } from '@/domain/refusal'
import { id } from '@/forms/fields'
import { actorAt, personOf } from '../access/procedures'
import { exportReport, FORMATS, type Format } from '../analytics/export-report'
import { DIRECTIONS } from '../analytics/ranks'
import { DISH_RANKS } from '../analytics/read-menu-item-sales'
import { ORDER_RANKS } from '../analytics/read-top-orders'
import { REPORT_NAMES } from '../analytics/reports'
import { type Context, contextOf } from '../context'
import type { Deps } from '../deps'
import { countCommand } from '../limit'
import { answerRefusal } from './answer'
import { inputOf, type Parameter, queryIn } from './contract-routes'
import { factsOf } from './facts'
import { foreignOrigin } from './origin'

const PATH = /^\/api\/reports\/([a-z-]+)\.(csv|xlsx)$/

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<Format, string>

const AT_ONCE_PER_STORE = 2
/** Of the connections to the database, all exports together. */
const SHARE = 1 / 3
const AGAIN_SECONDS = 5

/** Who reads nothing for so long is gone; nothing is exported for longer than that. */
const STALL_MS = 12_000
const MOST_MS = 120_000

const PARAMETERS: readonly Parameter[] = [
  { in: 'query', name: 'store_id', schema: { type: 'integer' } },
  { in: 'query', name: 'period', schema: { type: 'string' } },
  { in: 'query', name: 'custom_start', schema: { type: 'string' } },
  { in: 'query', name: 'custom_end', schema: { type: 'string' } },
  { in: 'query', name: 'days', schema: { type: 'integer' } },
  { in: 'query', name: 'sort_by', schema: { type: 'string' } },
  { in: 'query', name: 'sort_direction', schema: { type: 'string' } },
]
const day = z.string().max(10).optional()
const request = z.object({
  report: z.enum(REPORT_NAMES),
  format: z.enum(FORMATS),
  store_id: id,
  period: z.enum(PERIODS).default('today'),
  custom_start: day,
  custom_end: day,
  days: z.int().min(1).max(MAXIMUM_PERIOD_DAYS).optional(),
  sort_by: z.enum([...new Set([...DISH_RANKS, ...ORDER_RANKS])]).optional(),
  sort_direction: z.enum(DIRECTIONS).default('desc'),
})

export function exportDoor(deps: Deps) {
  const running = new Map<number, number>()

  /** @throws Refusal input.too-often */
  const enter = (storeId: number): (() => void) => {
    const here = running.get(storeId) ?? 0
    const all = [...running.values()].reduce((sum, each) => sum + each, 0)
    const most = Math.max(1, Math.floor((deps.pool.options.max ?? 10) * SHARE))
    if (here >= AT_ONCE_PER_STORE || all >= most) {
      throw new Refusal('input.too-often', { retryAfterSeconds: AGAIN_SECONDS })
    }
    running.set(storeId, here + 1)
    return () => {
      const left = (running.get(storeId) ?? 1) - 1
      if (left > 0) running.set(storeId, left)
      else running.delete(storeId)
    }
  }

  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    try {
      if (req.method !== 'GET') {
        res.setHeader('Allow', 'GET')
        throw new Refusal('request.wrong-method')
      }
      const foreign = foreignOrigin(deps, req)
      if (foreign) throw foreign
      const asked = readRequest(url)
      const ctx = contextOf(deps, factsOf(deps, req, res))
      const actor = await actorAt(ctx, asked.storeId, 'report.see')
      const leave = enter(asked.storeId)
      try {
        await countCommand(ctx, 'analytics.export', { person: personOf(actor) })
        await sendExport(ctx, asked, res)
      } finally {
        leave()
      }
    } catch (error) {
      if (res.headersSent || !(error instanceof Refusal)) throw error
      answerRefusal(req, res, error.code, error.details)
    }
  }
}

type ExportRequest = Parameters<typeof exportReport>[1]

/** @throws Refusal thing.not-found, input.invalid */
function readRequest(url: URL): ExportRequest {
  const [, report, format] = PATH.exec(url.pathname) ?? []
  if (!REPORT_NAMES.some((name) => name === report)) throw new Refusal('thing.not-found')
  const given = inputOf(PARAMETERS, { path: new Map(), query: queryIn(url.search) })
  const { success, data, error } = request.safeParse({ ...given, report, format })
  if (!success) {
    const field = error.issues[0]?.path.join('.')
    throw new Refusal('input.invalid', field ? { field } : {})
  }
  const { store_id: storeId, custom_start: customStart, custom_end: customEnd, ...rest } = data
  const { sort_by: by, sort_direction: direction, ...wanted } = rest
  return { storeId, customStart, customEnd, sort: { by, direction }, ...wanted }
}

async function sendExport(ctx: Context, asked: ExportRequest, res: ServerResponse): Promise<void> {
  const gone = new AbortController()
  res.once('close', () => gone.abort())
  res.setTimeout(STALL_MS, () => res.destroy())
  const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(MOST_MS)])
  const { fileName, chunks } = await exportReport(ctx, asked, signal)
  try {
    // What the database refuses, it refuses at the first look; then there is still an answer to
    // give.
    const first = await chunks.next()
    res.setHeader('Content-Type', TYPES[asked.format ?? 'csv'])
    res.setHeader('Content-Disposition', `attachment; filename="${fileName}"`)
    res.setHeader('Cache-Control', 'no-store')
    const all = async function* () {
      if (!first.done) yield first.value
      yield* chunks
    }
    await pipeline(Readable.from(all(), { objectMode: true, highWaterMark: 1 }), res)
  } finally {
    await chunks.return(undefined)
  }
}
