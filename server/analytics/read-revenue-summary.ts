// What a period brought: ordered, discounted, owed; and beside it what was really collected and given back.

import type { DaySpan } from '@/domain/analytics'
import { yuan } from '@/domain/money'
import type { Ground } from '../ground'

export type RevenueSummary = {
  start_date: string
  end_date: string
  total_orders: number
  total_amount: number
  total_discount: number
  net_revenue: number
  average_order_amount: number
  collected: number
  refunded: number
}

/**
 * The spec's summary, in yuan with two decimals, over business days of the store; cancelled orders count nowhere.
 * total_amount = dishes and charges before discounts, net_revenue = what is owed after them,
 * collected and refunded = money that moved on these days, whenever it was ordered (docs/decisions/0008).
 */
export async function readRevenueSummary(
  ground: Ground,
  storeId: number,
  { fromDay, toDay }: DaySpan,
): Promise<RevenueSummary> {
  const { rows } = await ground.pool.query<{
    orders: number
    amountCents: number
    discountCents: number
    owedCents: number
    collectedCents: number
    refundedCents: number
  }>({
    name: 'revenue-summary',
    text: `
      SELECT count(*)::int AS orders,
             COALESCE(sum(items_cents + charges_cents), 0)::float8 AS "amountCents",
             COALESCE(sum(discount_cents), 0)::float8 AS "discountCents",
             COALESCE(sum(owed_cents), 0)::float8 AS "owedCents",
             (SELECT COALESCE(sum(p.amount_cents), 0)::float8 FROM payment p
               WHERE p.store_id = $1 AND p.business_day BETWEEN $2 AND $3 AND p.state = 'succeeded') AS "collectedCents",
             (SELECT COALESCE(sum(r.amount_cents), 0)::float8 FROM refund r
               WHERE r.store_id = $1 AND r.business_day BETWEEN $2 AND $3 AND r.state = 'succeeded') AS "refundedCents"
        FROM customer_order
       WHERE store_id = $1 AND business_day BETWEEN $2 AND $3 AND state <> 'cancelled'`,
    values: [storeId, fromDay, toDay],
  })
  const sums = rows[0]
  if (!sums) throw new Error('an aggregate has one row')
  return {
    start_date: fromDay,
    end_date: toDay,
    total_orders: sums.orders,
    total_amount: yuan(sums.amountCents),
    total_discount: yuan(sums.discountCents),
    net_revenue: yuan(sums.owedCents),
    average_order_amount: yuan(sums.orders === 0 ? 0 : Math.round(sums.owedCents / sums.orders)),
    collected: yuan(sums.collectedCents),
    refunded: yuan(sums.refundedCents),
  }
}
