// Money of guests that should go back: what the platform did not take, what takes too long, and what came twice and went back by
// itself. The floor is told, because the guest may still be there.

import type { Ground } from '../ground'

export type MoneyTrouble = {
  refundId: number
  /** failed: somebody must try again. slow: still on its way. surplus: paid twice, goes back by itself; to know, not to do. */
  kind: 'failed' | 'slow' | 'surplus'
  tableName: string
  orderNumber: string
  /** In 分. */
  amountCents: number
  sinceAt: string
}

const SLOW_MINUTES = 60
/** As long as somebody may be asked about it at the table. */
const SURPLUS_NEWS_MINUTES = 30
const MOST_TOLD = 20

/** Nothing in it is the normal case. The oldest first. */
export async function readMoneyTrouble(ground: Ground, storeId: number): Promise<MoneyTrouble[]> {
  const now = ground.now().getTime()
  const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000)
  const { rows } = await ground.pool.query<Omit<MoneyTrouble, 'sinceAt'> & { sinceAt: Date }>({
    name: 'read-money-trouble',
    text: `
SELECT r.id AS "refundId", o.table_name AS "tableName", o.number AS "orderNumber", r.amount_cents AS "amountCents",
       r.created_at AS "sinceAt",
       CASE WHEN r.state = 'failed' THEN 'failed' WHEN r.state = 'pending' AND r.created_at <= $2 THEN 'slow' ELSE 'surplus' END AS kind
  FROM refund r JOIN customer_order o ON o.id = r.order_id
 WHERE r.store_id = $1
   AND ((r.state = 'failed' AND NOT EXISTS (
          SELECT FROM refund n WHERE n.store_id = r.store_id AND n.idempotency_key = 'retry-' || r.id))
     OR (r.state = 'pending' AND r.created_at <= $2)
     OR (r.reason = 'surplus' AND r.created_at > $3))
 ORDER BY r.id LIMIT ${MOST_TOLD}`,
    values: [storeId, minutesAgo(SLOW_MINUTES), minutesAgo(SURPLUS_NEWS_MINUTES)],
  })
  return rows.map((row) => ({ ...row, sinceAt: row.sinceAt.toISOString() }))
}
