// In which state the orders of a period are; the only report that counts cancelled ones.

import type { DaySpan } from '@/domain/analytics'
import { yuan } from '@/domain/money'
import type { OrderState } from '@/domain/ordering'
import type { Ground } from '../ground'

export type OrderStatusCount = { order_status: OrderState; count: number; amount: number }

/** The spec's order status in the order of the states; amount = owed, in yuan. */
export async function readOrderStatus(
  ground: Ground,
  storeId: number,
  { fromDay, toDay }: DaySpan,
): Promise<OrderStatusCount[]> {
  const { rows } = await ground.pool.query<{ state: OrderState; count: number; cents: number }>({
    name: 'order-status',
    text: `SELECT state, count(*)::int AS count, sum(owed_cents)::float8 AS cents
             FROM customer_order WHERE store_id = $1 AND business_day BETWEEN $2 AND $3
            GROUP BY state ORDER BY state`,
    values: [storeId, fromDay, toDay],
  })
  return rows.map(({ state, count, cents }) => ({
    order_status: state,
    count,
    amount: yuan(cents),
  }))
}
