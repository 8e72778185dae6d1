// What a table ordered, and about when each dish that is being made may be expected.

import { z } from 'zod'
import { type Wait, waitOf } from '@/domain/wait'
import type { Seat } from '../access/read-seat'
import { ask, notNullHere, statement } from '../database/statement'
import type { Deps } from '../deps'
import { type LineView, type OrderView, readSittingOrders } from './read-orders'

/** `wait`: null where nothing is being made. */
export type OwnLineView = LineView & { wait: Wait | null }

/** How many dishes back, and for how long (ms), a store's pace is looked for. */
const MOST_MADE = 200
const PACE_MS = 7 * 24 * 3_600_000

/** What the kitchen has of a sitting and has not made. $2 now. */
const READ_AWAITED = statement(
  'read-awaited-dishes',
  {
    id: z.int(),
    stationIds: notNullHere(z.array(z.int())),
    promisedMinutes: z.int(),
    waitedMs: z.number(),
  },
  `
SELECT l.id, l.station_ids AS "stationIds", l.promised_minutes AS "promisedMinutes",
       (extract(epoch FROM $2::timestamptz - l.queued_at) * 1000)::float8 AS "waitedMs"
  FROM customer_order o
 CROSS JOIN LATERAL (SELECT * FROM order_line WHERE order_id = o.id OFFSET 0) l
 WHERE o.sitting_id = $1 AND l.state IN ('queued', 'cooking')
   AND (SELECT r.state FROM round r WHERE r.id = l.round_id) = 'confirmed'`,
)

/**
 * What stations $3 of a store made, the last first, since $2. Where they work from paper, dishes
 * are made by their printing, which says nothing.
 */
const READ_MADE = statement(
  'read-made-dishes',
  {
    stationIds: notNullHere(z.array(z.int())),
    promisedMinutes: z.int(),
    tookMs: notNullHere(z.number()),
  },
  `
SELECT l.station_ids AS "stationIds", l.promised_minutes AS "promisedMinutes",
       (extract(epoch FROM l.ready_at - l.queued_at) * 1000)::float8 AS "tookMs"
  FROM (SELECT * FROM order_line WHERE store_id = $1 AND ready_at IS NOT NULL AND ready_at > $2
         ORDER BY ready_at DESC LIMIT ${MOST_MADE}) l
 WHERE l.station_ids && $3::int[]
   AND NOT l.station_ids && ARRAY(SELECT id FROM station WHERE store_id = $1 AND is_made_when_printed)
 ORDER BY l.ready_at DESC`,
)

/** The orders of a sitting, oldest first. Amounts in 分, instants ISO. */
export async function readMine(
  deps: Deps,
  { storeId, sittingId }: Seat,
): Promise<OrderView<OwnLineView>[]> {
  const at = deps.now()
  const [orders, awaited] = await Promise.all([
    readSittingOrders(deps, sittingId),
    ask(deps.pool, READ_AWAITED, [sittingId, at]),
  ])
  const stationIds = [...new Set(awaited.flatMap((dish) => dish.stationIds))]
  const since = new Date(at.getTime() - PACE_MS)
  const made =
    awaited.length > 0 ? await ask(deps.pool, READ_MADE, [storeId, since, stationIds]) : []
  const waits = new Map(awaited.map((dish) => [dish.id, waitOf(dish, made)]))
  return orders.map((order) => ({
    ...order,
    rounds: order.rounds.map((round) => ({
      ...round,
      lines: round.lines.map((line) => ({ ...line, wait: waits.get(line.id) ?? null })),
    })),
  }))
}
