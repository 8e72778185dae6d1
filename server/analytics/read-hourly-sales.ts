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
    text: `
      SELECT h.hour, COALESCE(o.orders, 0) AS orders, COALESCE(o.cents, 0) AS cents
        FROM generate_series(0, 23) AS h(hour)
        LEFT JOIN (SELECT EXTRACT(hour FROM placed_at AT TIME ZONE s.time_zone)::int AS hour,
                          count(*)::int AS orders, sum(owed_cents)::float8 AS cents
                     FROM customer_order JOIN store s ON s.id = store_id
                    WHERE store_id = $1 AND business_day BETWEEN $2 AND $3 AND state <> 'cancelled'
                    GROUP BY 1) o USING (hour)
       ORDER BY h.hour`,
    values: [storeId, fromDay, toDay],
  })
  return rows.map(({ hour, orders, cents }) => ({
    hour,
    order_count: orders,
    revenue: yuan(cents),
  }))
}
