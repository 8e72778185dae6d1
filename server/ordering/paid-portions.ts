// What was paid for one dish of a bill in particular: such portions are given back, not taken off.

import { payableOf } from '@/domain/costs'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import { keptAdjustments } from './kept-adjustments'
import type { WholeOrder } from './lock-order'

/**
 * Passes when so many portions of a line can come off without any that somebody has paid for.
 * @throws Refusal line.paid
 */
export async function refusePaidPortions(
  tx: Prisma.TransactionClient,
  order: Pick<WholeOrder, 'paidCents' | 'owedCents' | 'lines' | 'adjustments'>,
  line: WholeOrder['lines'][number],
  portions: number,
): Promise<void> {
  if (order.paidCents === 0) return
  const [paid] = await tx.$queryRaw<{ cents: number }[]>`
    SELECT COALESCE(sum(s.amount_cents), 0)::bigint AS cents
      FROM payment_share s JOIN payment p ON p.id = s.payment_id
     WHERE s.line_id = ${line.id} AND p.state = 'succeeded'
       AND p.amount_cents > (SELECT COALESCE(sum(r.amount_cents), 0) FROM refund r
                              WHERE r.payment_id = p.id AND r.state <> 'failed')`
  if (!paid?.cents) return
  const kept = order.lines.filter(({ state }) => state !== 'voided')
  const { lines } = payableOf(order.owedCents, kept, keptAdjustments(order))
  const costCents = lines[kept.findIndex(({ id }) => id === line.id)] ?? 0
  const left = line.quantity - portions
  if (left === 0 || paid.cents > Math.ceil((costCents * left) / line.quantity)) {
    throw new Refusal('line.paid')
  }
}
