// Money of guests that should go back: what the platform did not take, what takes too long, and what came twice and went back by
// itself. The floor is told, because the guest may still be there.

import { z } from 'zod'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'

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

const READ_MONEY_TROUBLE = statement(
  'read-money-trouble',
  {
    refundId: z.int(),
    tableName: z.string(),
    orderNumber: z.string(),
    amountCents: z.int(),
    sinceAt: z.date(),
    kind: z.enum(['failed', 'slow', 'surplus']),
  },
  `
SELECT r.id AS "refundId", o.table_name AS "tableName", o.number AS "orderNumber", r.amount_cents AS "amountCents",
       r.created_at AS "sinceAt",
       CASE WHEN r.state = 'failed' THEN 'failed' WHEN r.state = 'pending' AND r.created_at <= $2 THEN 'slow' ELSE 'surplus' END AS kind
  FROM (SELECT * FROM refund f WHERE f.state = 'failed' AND NOT EXISTS (
          SELECT FROM refund n WHERE n.store_id = f.store_id AND n.idempotency_key = 'retry-' || f.id OFFSET 0)
         UNION
        SELECT * FROM refund WHERE state = 'pending' AND created_at <= $2
         UNION
        SELECT * FROM refund WHERE state IN ('pending', 'succeeded', 'failed') AND created_at > $3 AND reason = 'surplus') r
 CROSS JOIN LATERAL (SELECT * FROM customer_order WHERE id = r.order_id OFFSET 0) o
 WHERE r.store_id = $1
 ORDER BY r.id LIMIT ${MOST_TOLD}`,
)

/** Nothing in it is the normal case. The oldest first. */
export async function readMoneyTrouble(deps: Deps, storeId: number): Promise<MoneyTrouble[]> {
  const now = deps.now().getTime()
  const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000)
  const rows = await ask(deps.pool, READ_MONEY_TROUBLE, [
    storeId,
    minutesAgo(SLOW_MINUTES),
    minutesAgo(SURPLUS_NEWS_MINUTES),
  ])
  return rows.map((row) => ({ ...row, sinceAt: row.sinceAt.toISOString() }))
}
