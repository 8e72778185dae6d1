// Day by day: a row for every business day, the quiet ones too.

import type { DaySpan } from '@/domain/analytics'
import { yuan } from '@/domain/money'
import type { Ground } from '../ground'

export type DailyRevenue = {
  date: string
  order_count: number
  revenue: number
  collected: number
  refunded: number
}

/** The spec's daily trend; revenue = owed of orders that were not cancelled, in yuan. */
export async function readDailyRevenue(
  ground: Ground,
  storeId: number,
  { fromDay, toDay }: DaySpan,
): Promise<DailyRevenue[]> {
  const { rows } = await ground.pool.query<{
    date: string
    orders: number
    cents: number
    collectedCents: number
    refundedCents: number
  }>({
    name: 'daily-revenue',
    text: `
      SELECT to_char(d.business_day, 'YYYY-MM-DD') AS date,
             COALESCE(o.orders, 0) AS orders, COALESCE(o.cents, 0) AS cents,
             COALESCE(p.cents, 0) AS "collectedCents", COALESCE(r.cents, 0) AS "refundedCents"
        FROM (SELECT $2::date + n AS business_day FROM generate_series(0, $3::date - $2::date) n) d
        LEFT JOIN (SELECT business_day, count(*)::int AS orders, sum(owed_cents)::float8 AS cents
                     FROM customer_order
                    WHERE store_id = $1 AND business_day BETWEEN $2 AND $3 AND state <> 'cancelled'
                    GROUP BY business_day) o USING (business_day)
        LEFT JOIN (SELECT business_day, sum(amount_cents)::float8 AS cents FROM payment
                    WHERE store_id = $1 AND business_day BETWEEN $2 AND $3 AND state = 'succeeded'
                    GROUP BY business_day) p USING (business_day)
        LEFT JOIN (SELECT business_day, sum(amount_cents)::float8 AS cents FROM refund
                    WHERE store_id = $1 AND business_day BETWEEN $2 AND $3 AND state = 'succeeded'
                    GROUP BY business_day) r USING (business_day)
       ORDER BY d.business_day`,
    values: [storeId, fromDay, toDay],
  })
  return rows.map((row) => ({
    date: row.date,
    order_count: row.orders,
    revenue: yuan(row.cents),
    collected: yuan(row.collectedCents),
    refunded: yuan(row.refundedCents),
  }))
}
