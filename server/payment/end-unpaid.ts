// A pay-first order that nobody pays ends with the time that its store gives a payment, counted
// from when its last dish was priced: what is limited is there for others again. Who is paying, or
// has called somebody to pay, is waited for.
// Called at an interval by main.

import { z } from 'zod'
import { PRICED, UNPAID } from '@/domain/ordering'
import { writeAudit } from '../access/write-audit'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { changeOrder } from '../ordering/change-order'
import { lockOrder } from '../ordering/lock-order'

const AT_ONCE = 100

/** Also of an order that is looked at again, $2; $1 is the moment. */
const UNPAID_ORDERS = statement(
  'unpaid-orders-to-end',
  { id: z.int(), storeId: z.int() },
  `
SELECT o.id, o.store_id AS "storeId" FROM customer_order o JOIN store s ON s.id = o.store_id
 WHERE o.mode = 'pay_first' AND o.state = 'pending' AND o.settled_at IS NULL AND o.reopened_at IS NULL
   AND o.owed_cents > 0 AND o.awaited = 0 AND o.paid_cents <= o.refunded_cents AND ($2::int IS NULL OR o.id = $2)
   AND GREATEST(o.placed_at, (SELECT max(r.placed_at) FROM round r WHERE r.order_id = o.id),
                (SELECT max(m.at) FROM order_move m WHERE m.order_id = o.id AND m.reason = '${PRICED}'))
       <= $1::timestamptz - make_interval(mins => s.payment_expires_minutes)
   AND NOT EXISTS (SELECT FROM payment p WHERE p.order_id = o.id AND p.state = 'pending')
   AND NOT EXISTS (SELECT FROM service_request q WHERE q.sitting_id = o.sitting_id AND q.kind IN ('cash', 'bill') AND q.done_at IS NULL)
 ORDER BY o.id LIMIT ${AT_ONCE}`,
)

/** May run twice at once. @returns how many orders were ended */
export async function endUnpaid(deps: Deps): Promise<number> {
  const at = deps.now()
  let ended = 0
  for (const { id, storeId } of await ask(deps.pool, UNPAID_ORDERS, [at, null])) {
    const isEnded = await deps.db.$transaction(async (tx) => {
      const order = await lockOrder(tx, storeId, id)
      const still = await tx.$queryRawUnsafe<unknown[]>(UNPAID_ORDERS.text, at, id)
      if (still.length === 0) return false

      const waiting = order.rounds.flatMap((round) => (round.state === 'pending' ? round.id : []))
      await changeOrder(tx, order, { staffId: null, reason: UNPAID, at }, { reject: waiting })
      await writeAudit(
        tx,
        { storeId, staffId: null },
        {
          action: 'order.ended-unpaid',
          subject: 'order',
          subjectId: id,
          details: { owedCents: order.owedCents },
        },
      )
      return true
    })
    if (isEnded) ended += 1
  }
  if (ended > 0) deps.nudge()
  return ended
}
