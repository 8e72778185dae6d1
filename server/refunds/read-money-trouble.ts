// Money of guests that should go back: what the platform did not take, what takes too long, and
// what came twice and went back by itself. The floor is told, because the guest may still be there.

import { z } from 'zod'
import { type RefundTrouble, refundTrouble } from '@/domain/billing'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'

export type MoneyTrouble = {
  refundId: number | null
  /** What the platform moved by itself and a manager has to book; null for a refund of ours. */
  moveId: number | null
  /**
   * failed: somebody must try again, or give cash. slow: still on its way. surplus: paid twice,
   * goes back by itself; to know, not to do. moved: given back at the platform by hand. chargeback:
   * taken by the guest's bank. Both wait to be booked.
   */
  kind: 'failed' | 'slow' | 'surplus' | 'moved' | 'chargeback'
  /** Why, as far as somebody here can do something about it. */
  trouble: RefundTrouble | null
  tableName: string
  orderNumber: string
  /** In 分. */
  amountCents: number
  /** False for what moved at a platform that did not say how much: then it is the most. */
  isAmountKnown: boolean
  sinceAt: string
}

const SLOW_MINUTES = 60
/** As long as somebody may be asked about it at the table. */
const SURPLUS_NEWS_MINUTES = 30
const MOST_TOLD = 20

const READ_MONEY_TROUBLE = statement(
  'read-money-trouble',
  {
    refundId: z.int().nullable(),
    moveId: z.int().nullable(),
    tableName: z.string(),
    orderNumber: z.string(),
    amountCents: z.int(),
    isAmountKnown: z.boolean(),
    sinceAt: z.date(),
    failReason: z.string().nullable(),
    kind: z.enum(['failed', 'slow', 'surplus', 'moved', 'chargeback']),
  },
  `
SELECT r.id AS "refundId", NULL::int AS "moveId", o.table_name AS "tableName", o.number AS "orderNumber", r.amount_cents AS "amountCents", true AS "isAmountKnown",
       r.created_at AS "sinceAt", r.fail_reason AS "failReason",
       CASE WHEN r.state = 'failed' THEN 'failed' WHEN r.state = 'pending' AND (r.created_at <= $2 OR r.fail_reason = 'ABNORMAL') THEN 'slow' ELSE 'surplus' END AS kind
  FROM (SELECT * FROM refund f WHERE f.state = 'failed' AND f.fail_reason IS DISTINCT FROM 'returned' AND NOT EXISTS (
          SELECT FROM refund n WHERE n.store_id = f.store_id AND n.idempotency_key = 'retry-' || f.id OFFSET 0)
          -- What went back another way meanwhile is nothing to try again.
          AND f.amount_cents <= (SELECT p.amount_cents FROM payment p WHERE p.id = f.payment_id) - (
            SELECT COALESCE(sum(g.amount_cents), 0) FROM refund g WHERE g.payment_id = f.payment_id AND g.state <> 'failed')
         UNION
        SELECT * FROM refund WHERE state = 'pending' AND (created_at <= $2 OR fail_reason = 'ABNORMAL')
         UNION
        SELECT * FROM refund WHERE state IN ('pending', 'succeeded') AND created_at > $3 AND reason = 'surplus') r
 CROSS JOIN LATERAL (SELECT * FROM customer_order WHERE id = r.order_id OFFSET 0) o
 WHERE r.store_id = $1
 UNION ALL
SELECT NULL, m.id, o.table_name, o.number, m.amount_cents, m.is_amount_known, m.heard_at, NULL,
       CASE m.kind WHEN 'refund' THEN 'moved' ELSE 'chargeback' END
  FROM platform_move m JOIN payment p ON p.id = m.payment_id JOIN customer_order o ON o.id = p.order_id
 WHERE m.store_id = $1 AND m.state = 'open'
 ORDER BY "sinceAt", "refundId", "moveId" LIMIT ${MOST_TOLD}`,
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
  return rows.map(({ failReason, ...row }) => ({
    ...row,
    trouble: refundTrouble(failReason),
    sinceAt: row.sinceAt.toISOString(),
  }))
}
