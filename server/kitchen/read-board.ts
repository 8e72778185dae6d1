// The board that guests watch: which orders are being made, and which can be picked up. It shows no
// more than a table's name and the end of an order's number.

import { z } from 'zod'
import type { BoardOrder } from '@/domain/kitchen'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { isCleared, openLines } from './open-lines'

export type Board = {
  /** The server's clock at this answer. */
  at: string
  /** The oldest first. */
  preparing: BoardOrder[]
  /** The latest first. */
  ready: BoardOrder[]
  /** How many more there are of each. */
  more: { preparing: number; ready: number }
}

/**
 * As many as a board can show of each: of what is made the next ones, of what is ready the last
 * ones.
 */
const MOST = 60

/** What nobody took for this long was taken without anybody saying so. */
const READY_MINUTES = 60

const READ_BOARD = statement(
  'read-board',
  {
    orderId: z.int(),
    tableName: z.string(),
    shortNumber: z.string(),
    isReady: z.boolean(),
    sinceAt: z.date(),
    all: z.int(),
    nth: z.int(),
  },
  `
SELECT * FROM (
SELECT o.id AS "orderId", o.table_name AS "tableName", right(o.number, 4) AS "shortNumber",
       NOT l.is_open AS "isReady", CASE WHEN l.is_open THEN l.queued_at ELSE l.ready_at END AS "sinceAt",
       count(*) OVER (PARTITION BY l.is_open)::int AS "all",
       row_number() OVER (PARTITION BY l.is_open ORDER BY CASE WHEN l.is_open THEN l.queued_at END, l.ready_at DESC, o.id) AS nth
  FROM (SELECT DISTINCT x.order_id FROM ${openLines('$1', ['queued', 'cooking', 'ready'])} x) work
  CROSS JOIN LATERAL (SELECT * FROM customer_order WHERE id = work.order_id OFFSET 0) o
  CROSS JOIN LATERAL (
    SELECT bool_or(l.state IN ('queued', 'cooking')) AS is_open, bool_or(l.state = 'ready') AS is_ready,
           min(l.queued_at) FILTER (WHERE l.state IN ('queued', 'cooking')) AS queued_at,
           max(l.ready_at) FILTER (WHERE l.state = 'ready') AS ready_at
      FROM order_line l
     WHERE l.order_id = o.id AND (SELECT r.state FROM round r WHERE r.id = l.round_id) = 'confirmed') l
 WHERE (l.is_open OR (l.is_ready AND l.ready_at > $2::timestamptz - interval '${READY_MINUTES} minutes'))
   AND NOT ${isCleared('o.sitting_id')}
) listed WHERE nth <= ${MOST} ORDER BY "sinceAt", "orderId"`,
)

/**
 * Confirmed orders of open sittings: ready when nothing of them is cooked any more and something
 * waits to be taken.
 */
export async function readBoard(deps: Deps, storeId: number): Promise<Board> {
  const rows = await ask(deps.pool, READ_BOARD, [storeId, deps.now()])
  const told = (wanted: boolean) => {
    const some = rows.filter(({ isReady }) => isReady === wanted)
    const orders = some.map(({ orderId, tableName, shortNumber, sinceAt }) => ({
      orderId,
      tableName,
      shortNumber,
      sinceAt: sinceAt.toISOString(),
    }))
    return { orders, more: (some[0]?.all ?? 0) - some.length }
  }
  const preparing = told(false)
  const ready = told(true)
  return {
    at: deps.now().toISOString(),
    preparing: preparing.orders,
    ready: ready.orders.toReversed(),
    more: { preparing: preparing.more, ready: ready.more },
  }
}
