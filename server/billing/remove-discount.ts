// A discount given by hand is taken off the bill again.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { recomputeBill } from '../ordering/recompute-bill'
import type { Discounted } from './discount-order'
import { lockOpenBill } from './lock-open-bill'

/**
 * A second time changes nothing. @throws Refusal thing.not-found, order.final, order.already-paid,
 * payment.other-pending
 */
export async function removeDiscount(
  deps: Deps,
  actor: Actor,
  { discountId }: { discountId: number },
): Promise<Discounted> {
  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const { storeId, staffId } = actor
    const found = await tx.manualDiscount.findFirst({ where: { id: discountId, storeId } })
    if (!found) throw new Refusal('thing.not-found')
    const { orderId } = found
    await lockOpenBill(tx, { storeId, sittingId: null }, orderId)

    const { count } = await tx.manualDiscount.updateMany({
      where: { id: discountId, removedAt: null },
      data: { removedAt: at, removedById: staffId },
    })
    if (count > 0) {
      await recomputeBill(tx, orderId, { staffId, at })
      await writeAudit(tx, actor, {
        action: 'discount.removed',
        subject: 'order',
        subjectId: orderId,
        details: { discountId },
      })
    }
    const { owedCents } = await tx.order.findUniqueOrThrow({ where: { id: orderId } })
    return { discountId, owedCents }
  })
}
