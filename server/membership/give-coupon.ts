// A coupon as a present of the house: within the offer's limits, once per key.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { issueCoupon } from './issue-coupon'
import { lockMember } from './lock-member'
import { COUPON_FACTS, type CouponView, couponView } from './read-coupons'

/**
 * @throws Refusal coupon.ended, coupon.not-yet, coupon.per-member, coupon.all-given,
 *   thing.not-found, member.unknown, request.key-reused
 */
export async function giveCoupon(
  deps: Deps,
  actor: Actor,
  { memberId, offerId, key }: { memberId: number; offerId: number; key: string },
): Promise<CouponView> {
  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const member = await lockMember(tx, actor.storeId, memberId)
    const earlier = await tx.coupon.findUnique({
      where: { memberId_idempotencyKey: { memberId, idempotencyKey: key } },
      include: COUPON_FACTS,
    })

    if (earlier && (earlier.offerId !== offerId || earlier.entryId !== null)) {
      throw new Refusal('request.key-reused')
    }
    if (earlier) return couponView(earlier, at)
    const offer = await tx.couponOffer.findFirst({
      where: { id: offerId, brandId: member.brandId },
      select: { id: true },
    })
    if (!offer) throw new Refusal('thing.not-found')

    const { staffId } = actor
    const { storeId } = actor
    const issuing = { storeId, offerId, memberId, staffId, entryId: null, key, at }
    const { id } = await issueCoupon(tx, issuing)

    await writeAudit(tx, actor, {
      action: 'coupon.given',
      subject: 'member',
      subjectId: memberId,
      details: { offerId, couponId: id },
    })
    return couponView(
      await tx.coupon.findUniqueOrThrow({ where: { id }, include: COUPON_FACTS }),
      at,
    )
  })
}
