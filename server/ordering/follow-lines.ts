// After its rounds or lines changed, an order follows them (domain/order-flow), and everybody
// concerned is told: one statement reads, one writes.

import { z } from 'zod'
import { eventsOf, followOrder } from '@/domain/order-flow'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import { statement } from '../database/statement'
import { readBillFacts } from './bill-facts'
import {
  FREED_COUPON,
  NEW_ADJUSTMENTS,
  PATCH_RECORD,
  patchedOrderSql,
  patchOf,
  toldSql,
} from './write-bill'

export type Follow = {
  orderId: number
  staffId: number | null
  reason: string
  at: Date
  /** The lines that this change is about, for screens that flash them. */
  lineIds?: readonly number[]
}

/** $1 the patch as JSON (`patchOf`). Without a change of the order only the news is written. */
const WRITE_BILL = statement(
  'write-bill',
  { written: z.int() },
  `
WITH plan AS (SELECT * FROM jsonb_to_record($1::jsonb) AS p(${PATCH_RECORD})),
${patchedOrderSql('plan p')},
${NEW_ADJUSTMENTS},
${FREED_COUPON},
heard AS (SELECT o.store_id FROM customer_order o, plan p WHERE o.id = p."orderId"),
${toldSql('heard')}
SELECT count(*)::int AS written FROM the_order`,
)

/**
 * The state and the bill of an order whose row is locked by this transaction follow its rounds and
 * lines.
 * @throws Refusal line.paid when less would be owed than was paid; that is a refund's
 */
export async function followLines(tx: Prisma.TransactionClient, follow: Follow): Promise<void> {
  const at = follow.at.toISOString()
  const { bill: order, rules } = await readBillFacts(tx, follow.orderId)
  const followed = followOrder(order, rules, at)
  if (followed.overpaidCents > 0) throw new Refusal('line.paid')

  const events = eventsOf(
    { ...order, ...followed.bill, state: followed.state },
    {
      type: 'order_status_update',
      roundNumber: order.rounds.at(-1)?.number ?? 1,
      stationIds: order.lines.flatMap((line) => line.stationIds),
      lineIds: follow.lineIds ?? [],
    },
  )
  const patch = patchOf(order, followed, { ...follow, at }, events, rules)
  const [row] = await tx.$queryRawUnsafe<{ written: number }[]>(
    WRITE_BILL.text,
    JSON.stringify(patch),
  )
  if (patch.isChanged && !row?.written) {
    throw new Error(`order ${order.id} did not follow from ${order.state} to ${followed.state}`)
  }
  const hasEnded = followed.hasMoved && followed.state === 'cancelled' && !order.isSettled
  if (hasEnded && order.heads > 0) await passHeadsOn(tx, order, follow)
}

/**
 * $1 the sitting, $2 for how many heads. Its newest open order that nobody pays or has paid of:
 * what those were shown stays. Another change of an order is not waited for, it may wait for us.
 */
const PASS_HEADS = statement(
  'pass-heads-on',
  { id: z.int() },
  `
UPDATE customer_order o SET heads = o.heads + $2::int
 WHERE o.id = (SELECT x.id FROM customer_order x
                WHERE x.sitting_id = $1 AND x.settled_at IS NULL AND x.state <> 'cancelled' AND x.paid_cents = 0
                  AND NOT EXISTS (SELECT FROM payment p WHERE p.order_id = x.id AND p.state = 'pending')
                ORDER BY x.id DESC LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING o.id`,
)

/**
 * Whom an order that ends unpaid was for are still there: another order of the sitting is for them
 * now, and where none can take them, the next one is.
 */
async function passHeadsOn(
  tx: Prisma.TransactionClient,
  { sittingId, heads }: { sittingId: number | null; heads: number },
  { staffId, at }: Follow,
): Promise<void> {
  const passed = await tx.$queryRawUnsafe<{ id: number }[]>(PASS_HEADS.text, sittingId, heads)
  for (const { id } of passed) await followLines(tx, { orderId: id, staffId, at, reason: 'bill' })
}
