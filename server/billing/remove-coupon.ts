// A coupon comes off a bill and is back in its owner's hand.

import { Refusal } from '@/domain/refusal'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { recomputeBill } from '../ordering/recompute-bill'
import type { CouponKeeper, Repriced } from './apply-coupon'
import { lockOpenBill } from './lock-open-bill'

/**
 * Without a coupon on it the bill stays as it is.
 * @throws Refusal thing.not-found (another guest's coupon too), order.final, order.already-paid,
 *   payment.other-pending
 */
export async function removeCoupon(
  deps: Deps,
  keeper: CouponKeeper,
  { orderId }: { orderId: number },
): Promise<Repriced> {
  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const { staffId } = keeper
    const order = await lockOpenBill(tx, keeper, orderId)
    const coupon = await tx.coupon.findFirst({ where: { orderId } })

    if (!coupon) return { orderId, owedCents: order.owedCents }
    if ((keeper.memberId ?? coupon.memberId) !== coupon.memberId) {
      throw new Refusal('thing.not-found')
    }

    await tx.coupon.updateMany({
      where: { id: coupon.id, orderId, usedAt: null },
      data: { orderId: null },
    })
    await recomputeBill(tx, orderId, { staffId, at })
    if (staffId) {
      await writeAudit(tx, keeper, {
        action: 'coupon.taken-off-bill',
        subject: 'order',
        subjectId: orderId,
        details: { couponId: coupon.id },
      })
    }
    const { owedCents } = await tx.order.findUniqueOrThrow({ where: { id: orderId } })
    return { orderId, owedCents }
  })
}
