// A bill of which nothing is open is settled by hand: one that was reopened and corrected, whose surplus goes back, or one that
// discounts made free.

import { openCents } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'
import { confirmRounds } from '../ordering/decide-round'
import { lockOrder } from '../ordering/lock-order'
import { carryRefund } from './carry-refund'
import { sendSurplusBack } from './send-surplus-back'
import { tellOrder } from './tell-order'

/**
 * A second time it changes nothing.
 * @throws Refusal thing.not-found, order.final when cancelled, order.still-open (openCents)
 */
export async function closeBill(
  ground: Ground,
  actor: Actor,
  { orderId }: { orderId: number },
): Promise<void> {
  const refundIds = await ground.db.$transaction(async (tx) => {
    const at = ground.now()
    const order = await lockOrder(tx, actor.storeId, orderId)

    if (order.settledAt) return []
    if (order.state === 'cancelled' && !order.reopenedAt) throw new Refusal('order.final')
    const open = order.state === 'cancelled' ? 0 : openCents(order)
    if (open > 0) throw new Refusal('order.still-open', { openCents: open })

    await tx.order.update({
      where: { id: orderId, version: order.version, paidCents: order.paidCents },
      data: { settledAt: at },
    })
    await tx.coupon.updateMany({ where: { orderId, usedAt: null }, data: { usedAt: at } })
    if (order.mode === 'pay_first') {
      const waiting = order.rounds.filter(({ state }) => state === 'pending')
      const roundIds = waiting.map(({ id }) => id)
      await confirmRounds(tx, order, roundIds, { staffId: actor.staffId, reason: 'paid', at })
    }
    const refundIds = await sendSurplusBack(tx, orderId, at)
    await writeAudit(tx, actor, {
      action: order.reopenedAt ? 'order.closed-again' : 'order.closed-free',
      subject: 'order',
      subjectId: orderId,
      details: { owedCents: order.owedCents, surplusCents: order.surplusCents },
    })

    await tellOrder(tx, orderId)
    return refundIds
  })
  for (const id of refundIds) await carryRefund(ground, id)
}
