// When people order: the 24 hours of the store's own clock, empty ones too.

import type { DaySpan } from '@/domain/analytics'
import { yuan } from '@/domain/money'
import type { Ground } from '../ground'

export type HourlySale = { hour: number; order_count: number; revenue: number }

/** The spec's hourly sales by the local hour of the order; revenue = owed, in yuan. */
export async function readHourlySales(
  ground: Ground,
  storeId: number,
  { fromDay, toDay }: DaySpan,
): Promise<HourlySale[]> {
  const { rows } = await ground.pool.query<{ hour: number; orders: number; cents: number }>({
    name: 'hourly-sales',
    text: `SELECT h.hour, count(o.id)::int AS orders, COALESCE(sum(o.owed_cents), 0)::float8 AS cents
             FROM generate_series(0, 23) AS h(hour)
             LEFT JOIN (customer_order o JOIN store s ON s.id = o.store_id)
               ON o.store_id = $1 AND o.business_day BETWEEN $2 AND $3 AND o.state <> 'cancelled'
              AND EXTRACT(hour FROM o.placed_at AT TIME ZONE s.time_zone) = h.hour
            GROUP BY h.hour ORDER BY h.hour`,
    values: [storeId, fromDay, toDay],
  })
  return rows.map(({ hour, orders, cents }) => ({
    hour,
    order_count: orders,
    revenue: yuan(cents),
  }))
}
