// Takes a coupon out of a member's hand: what points bought it come back, and it is to be had
// again. The points come back to the balance only: they were counted for the level when they were
// earned.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { bookPoints } from './book-points'
import { lockMember } from './lock-member'
import { COUPON_FACTS, type CouponView, couponView } from './read-coupons'

/** @throws Refusal thing.not-found, coupon.not-in-hand */
export async function voidCoupon(
  deps: Deps,
  actor: Actor,
  { couponId, reason }: { couponId: number; reason: string },
): Promise<CouponView> {
  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const found = await tx.coupon.findFirst({
      where: { id: couponId, member: { brand: { stores: { some: { id: actor.storeId } } } } },
      select: { memberId: true, offerId: true, entry: true },
    })
    if (!found) throw new Refusal('thing.not-found')
    const { memberId, offerId, entry } = found
    const member = await lockMember(tx, actor.storeId, memberId)

    const voided = await tx.coupon.updateMany({
      where: { id: couponId, usedAt: null, orderId: null, voidedAt: null },
      data: { voidedAt: at },
    })
    if (voided.count === 0) throw new Refusal('coupon.not-in-hand')
    await tx.couponOffer.update({ where: { id: offerId }, data: { issued: { decrement: 1 } } })
    if (entry) {
      await bookPoints(tx, member, {
        change: -entry.delta,
        reason: 'adjusted',
        note: entry.note,
        rewardId: entry.rewardId,
        idempotencyKey: `void-${couponId}`,
        at,
      })
    }

    await writeAudit(tx, actor, {
      action: 'coupon.voided',
      subject: 'member',
      subjectId: memberId,
      details: { couponId, reason },
    })
    return couponView(
      await tx.coupon.findUniqueOrThrow({ where: { id: couponId }, include: COUPON_FACTS }),
      at,
    )
  })
}
