// A bill of which nothing is open is settled by hand: one that was reopened and corrected, whose
// surplus goes back, or one that discounts made free.

import { openCents } from '@/domain/billing'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import { tellOrder } from '../billing/tell-order'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import { followSettled } from '../ordering/settle-order'
import { carryRefund } from '../refunds/carry-refund'
import { sendSurplusBack } from '../refunds/send-surplus-back'

/**
 * A second time it changes nothing.
 * @throws Refusal thing.not-found, order.final when cancelled, order.unpriced (number),
 *   order.still-open (openCents)
 */
export async function closeBill(
  deps: Deps,
  { storeId, staffId }: Pick<Actor, 'storeId' | 'staffId'>,
  { orderId }: { orderId: number },
): Promise<void> {
  const refundIds = await deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const order = await lockOrder(tx, storeId, orderId)

    if (order.settledAt) return []
    if (order.state === 'cancelled' && !order.reopenedAt) throw new Refusal('order.final')
    if (order.awaited > 0) throw new Refusal('order.unpriced', { number: order.awaited })
    const open = order.state === 'cancelled' ? 0 : openCents(order)
    if (open > 0) throw new Refusal('order.still-open', { openCents: open })

    await tx.order.update({
      where: { id: orderId, version: order.version, paidCents: order.paidCents },
      data: { settledAt: at },
    })
    await followSettled(tx, order, { staffId, at })
    const refundIds = await sendSurplusBack(tx, orderId, at)
    await writeAudit(
      tx,
      { storeId, staffId },
      {
        action: order.reopenedAt ? 'order.closed-again' : 'order.closed-free',
        subject: 'order',
        subjectId: orderId,
        details: { owedCents: order.owedCents, surplusCents: order.surplusCents },
      },
    )

    await tellOrder(tx, orderId)
    return refundIds
  })
  for (const id of refundIds) await carryRefund(deps, id)
}
