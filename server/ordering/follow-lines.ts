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
}
