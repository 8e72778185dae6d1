// In which state the orders of a period are; the only report that counts cancelled ones.

import { z } from 'zod'
import type { DaySpan } from '@/domain/analytics'
import { ORDER_STATES, type OrderState } from '@/domain/ordering'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { amountIn } from './contract-words'
import { allAtOnce, type Columns, type Report } from './report'

export type OrderStatusCount = { order_status: OrderState; count: number; amount_cents: number }

const ORDER_STATUS = statement(
  'order-status',
  { state: z.enum(ORDER_STATES), count: z.int(), cents: z.number() },
  `SELECT state, count(*)::int AS count, sum(owed_cents)::bigint AS cents
             FROM customer_order WHERE store_id = $1 AND business_day BETWEEN $2 AND $3
            GROUP BY state ORDER BY state`,
)

/** The spec's order status in the order of the states; amount = owed. */
async function readOrderStatus(
  deps: Deps,
  storeId: number,
  { fromDay, toDay }: DaySpan,
): Promise<OrderStatusCount[]> {
  const rows = await ask(deps.pool, ORDER_STATUS, [storeId, fromDay, toDay])
  return rows.map(({ state, count, cents }) => ({
    order_status: state,
    count,
    amount_cents: cents,
  }))
}

export const orderStatus = {
  read: readOrderStatus,
  contract: {
    told: z.array(
      z.object({
        order_status: z.string(),
        count: z.number(),
        amount: amountIn('What they are asked to pay'),
      }),
    ),
  },
  file: {
    columns: {
      order_status: 'text',
      count: 'whole',
      amount: 'money',
    } satisfies Columns<OrderStatusCount>,
    rows: allAtOnce(readOrderStatus),
  },
} as const satisfies Report
