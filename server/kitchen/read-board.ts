// The board that guests watch: which orders are being made, and which can be picked up. It shows no more than a table's name
// and the end of an order's number.

import type { BoardOrder } from '@/domain/kitchen'
import type { Ground } from '../ground'

export type Board = {
  /** The server's clock at this answer. */
  at: string
  /** The oldest first. */
  preparing: BoardOrder[]
  /** The latest first. */
  ready: BoardOrder[]
}

/** What nobody took for this long was taken without anybody saying so. */
const READY_MINUTES = 60

/** Confirmed orders of open sittings: ready when nothing of them is cooked any more and something waits to be taken. */
export async function readBoard(ground: Ground, storeId: number): Promise<Board> {
  const { rows } = await ground.pool.query<BoardOrder & { isReady: boolean; sinceAt: Date }>({
    name: 'read-board',
    text: `
SELECT o.id AS "orderId", o.table_name AS "tableName", right(o.number, 4) AS "shortNumber",
       NOT l.is_open AS "isReady", CASE WHEN l.is_open THEN l.queued_at ELSE l.ready_at END AS "sinceAt"
  FROM customer_order o
  CROSS JOIN LATERAL (
    SELECT bool_or(l.state IN ('queued', 'cooking')) AS is_open, bool_or(l.state = 'ready') AS is_ready,
           min(l.queued_at) FILTER (WHERE l.state IN ('queued', 'cooking')) AS queued_at,
           max(l.ready_at) FILTER (WHERE l.state = 'ready') AS ready_at
      FROM order_line l JOIN round r ON r.id = l.round_id AND r.state = 'confirmed'
     WHERE l.order_id = o.id) l
 WHERE o.id IN (SELECT x.order_id FROM order_line x
                 WHERE x.store_id = $1 AND x.state IN ('queued', 'cooking', 'ready'))
   AND (l.is_open OR (l.is_ready AND l.ready_at > $2::timestamptz - interval '${READY_MINUTES} minutes'))
   AND NOT EXISTS (SELECT FROM sitting s WHERE s.id = o.sitting_id AND s.cleared_at IS NOT NULL)
 ORDER BY "sinceAt", o.id`,
    values: [storeId, ground.now()],
  })
  const orders = rows.map(({ isReady, sinceAt, ...order }) => ({
    isReady,
    order: { ...order, sinceAt: sinceAt.toISOString() },
  }))
  return {
    at: ground.now().toISOString(),
    preparing: orders.filter(({ isReady }) => !isReady).map(({ order }) => order),
    ready: orders
      .filter(({ isReady }) => isReady)
      .map(({ order }) => order)
      .toReversed(),
  }
}
