// A pay-first order that costs nothing (free water, a cake that a coupon covers) has nothing to be
// paid and so nobody to send it to the kitchen: it settles itself, whenever its bill becomes 0.
// Called at an interval by main.

import { z } from 'zod'
import { Refusal } from '@/domain/refusal'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { closeBill } from './close-bill'

const AT_ONCE = 100

const FREE_ORDERS = statement(
  'free-orders-to-settle',
  { id: z.int(), storeId: z.int() },
  `
SELECT o.id, o.store_id AS "storeId" FROM customer_order o
 WHERE o.mode = 'pay_first' AND o.state = 'pending' AND o.settled_at IS NULL AND o.owed_cents = 0 AND o.awaited = 0 AND o.reopened_at IS NULL
   AND NOT EXISTS (SELECT FROM payment p WHERE p.order_id = o.id AND p.state = 'pending')
 ORDER BY o.id LIMIT ${AT_ONCE}`,
)

/** May run twice at once. @returns how many orders were settled */
export async function settleFree(deps: Deps): Promise<number> {
  const orders = await ask(deps.pool, FREE_ORDERS)
  for (const { id: orderId, storeId } of orders) {
    await closeBill(deps, { storeId, staffId: null }, { orderId }).catch((error: unknown) => {
      // It was cancelled, or costs something again, in this very moment.
      if (!(error instanceof Refusal)) throw error
    })
  }
  if (orders.length > 0) deps.nudge()
  return orders.length
}
