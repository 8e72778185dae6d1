// A corrected bill is settled again by hand when nothing of it is open: what is paid too much goes back.

import { openCents } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'
import { lockOrder } from '../ordering/lock-order'
import { carryRefund } from './carry-refund'
import { sendSurplusBack } from './send-surplus-back'
import { tellOrder } from './tell-order'

/**
 * A second time it changes nothing.
 * @throws Refusal thing.not-found, order.not-reopened, order.still-open (openCents)
 */
export async function closeReopened(
  ground: Ground,
  actor: Actor,
  { orderId }: { orderId: number },
): Promise<void> {
  const refundIds = await ground.db.$transaction(async (tx) => {
    const at = ground.now()
    const order = await lockOrder(tx, actor.storeId, orderId)

    if (!order.reopenedAt) throw new Refusal('order.not-reopened')
    if (order.settledAt) return []
    const open = order.state === 'cancelled' ? 0 : openCents(order)
    if (open > 0) throw new Refusal('order.still-open', { openCents: open })

    await tx.order.update({
      where: { id: orderId, version: order.version, paidCents: order.paidCents },
      data: { settledAt: at },
    })
    const refundIds = await sendSurplusBack(tx, orderId, at)
    await writeAudit(tx, actor, {
      action: 'order.closed-again',
      subject: 'order',
      subjectId: orderId,
      details: { owedCents: order.owedCents, surplusCents: order.surplusCents },
    })

    await tellOrder(tx, orderId)
    return refundIds
  })
  for (const id of refundIds) await carryRefund(ground, id)
}
