// When people order: the 24 hours of the store's own clock, empty ones too.

import { z } from 'zod'
import type { DaySpan } from '@/domain/analytics'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { amountIn, ORDERED } from './contract-words'
import { allAtOnce, type Columns, type Report } from './report'

export type HourlySale = { hour: number; order_count: number; revenue_cents: number }

const HOURLY_SALES = statement(
  'hourly-sales',
  { hour: z.int(), orders: z.int(), cents: z.number() },
  `
      SELECT h.hour, COALESCE(o.orders, 0) AS orders, COALESCE(o.cents, 0) AS cents
        FROM generate_series(0, 23) AS h(hour)
        LEFT JOIN (SELECT EXTRACT(hour FROM placed_at AT TIME ZONE s.time_zone)::int AS hour,
                          count(*)::int AS orders, sum(owed_cents)::bigint AS cents
                     FROM customer_order JOIN store s ON s.id = store_id
                    WHERE store_id = $1 AND business_day BETWEEN $2 AND $3 AND state <> 'cancelled'
                    GROUP BY 1) o USING (hour)
       ORDER BY h.hour`,
)

/** The spec's hourly sales by the local hour of the order; revenue = owed. */
async function readHourlySales(
  deps: Deps,
  storeId: number,
  { fromDay, toDay }: DaySpan,
): Promise<HourlySale[]> {
  const rows = await ask(deps.pool, HOURLY_SALES, [storeId, fromDay, toDay])
  return rows.map(({ hour, orders, cents }) => ({
    hour,
    order_count: orders,
    revenue_cents: cents,
  }))
}

export const hourlySales = {
  read: readHourlySales,
  contract: {
    told: z.array(
      z.object({ hour: z.number(), order_count: z.number(), revenue: amountIn(ORDERED) }),
    ),
  },
  file: {
    columns: {
      hour: 'whole',
      order_count: 'whole',
      revenue: 'money',
    } satisfies Columns<HourlySale>,
    rows: allAtOnce(readHourlySales),
  },
} as const satisfies Report
