// Day by day: a row for every business day, the quiet ones too.

import { z } from 'zod'
import type { DaySpan } from '@/domain/analytics'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { amountIn, COLLECTED, ORDERED, REFUNDED } from './contract-words'
import { isMoney, PLAY } from './real-money'
import { allAtOnce, type Columns, type Report } from './report'

export type DailyRevenue = {
  date: string
  order_count: number
  revenue_cents: number
  collected_cents: number
  refunded_cents: number
}

const DAILY_REVENUE = statement(
  'daily-revenue',
  {
    date: z.string(),
    orders: z.int(),
    cents: z.number(),
    collectedCents: z.number(),
    refundedCents: z.number(),
  },
  `
      WITH ${PLAY}
      SELECT to_char(d.business_day, 'YYYY-MM-DD') AS date,
             COALESCE(o.orders, 0) AS orders, COALESCE(o.cents, 0) AS cents,
             COALESCE(p.cents, 0) AS "collectedCents", COALESCE(r.cents, 0) AS "refundedCents"
        FROM (SELECT $2::date + n AS business_day FROM generate_series(0, $3::date - $2::date) n) d
        LEFT JOIN (SELECT business_day, count(*)::int AS orders, sum(owed_cents)::bigint AS cents
                     FROM customer_order
                    WHERE store_id = $1 AND business_day BETWEEN $2 AND $3 AND state <> 'cancelled'
                    GROUP BY business_day) o USING (business_day)
        LEFT JOIN (SELECT business_day, sum(amount_cents)::bigint AS cents FROM payment p
                    WHERE store_id = $1 AND business_day BETWEEN $2 AND $3 AND state = 'succeeded' AND ${isMoney('p')}
                    GROUP BY business_day) p USING (business_day)
        LEFT JOIN (SELECT f.business_day, sum(f.amount_cents)::bigint AS cents
                     FROM refund f JOIN payment p ON p.id = f.payment_id
                    WHERE f.store_id = $1 AND f.business_day BETWEEN $2 AND $3 AND f.state = 'succeeded' AND ${isMoney('p')}
                    GROUP BY f.business_day) r USING (business_day)
       ORDER BY d.business_day`,
)

/**
 * The spec's daily trend; revenue = ordered: what is owed of the day's orders that were not
 * cancelled. collected and refunded = real money that moved on the day.
 */
async function readDailyRevenue(
  deps: Deps,
  storeId: number,
  { fromDay, toDay }: DaySpan,
): Promise<DailyRevenue[]> {
  const rows = await ask(deps.pool, DAILY_REVENUE, [storeId, fromDay, toDay])
  return rows.map((row) => ({
    date: row.date,
    order_count: row.orders,
    revenue_cents: row.cents,
    collected_cents: row.collectedCents,
    refunded_cents: row.refundedCents,
  }))
}

export const dailyRevenue = {
  read: readDailyRevenue,
  contract: {
    days: 7,
    told: z.array(
      z.object({
        date: z.string(),
        order_count: z.number(),
        revenue: amountIn(ORDERED),
        collected: amountIn(COLLECTED),
        refunded: amountIn(REFUNDED),
      }),
    ),
  },
  file: {
    columns: {
      date: 'day',
      order_count: 'whole',
      revenue: 'money',
      collected: 'money',
      refunded: 'money',
    } satisfies Columns<DailyRevenue>,
    rows: allAtOnce(readDailyRevenue),
  },
} as const satisfies Report
