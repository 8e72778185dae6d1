// Points for a reward: the ledger's entry and the coupon in one transaction, once per key. For a
// guest who proved their phone and for staff who serve a member.

import { Refusal } from '@/domain/refusal'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { bookPoints } from './book-points'
import { issueCoupon } from './issue-coupon'
import { lockMember } from './lock-member'
import { COUPON_FACTS, type CouponView, couponView } from './read-coupons'

export type Redeemer = { storeId: number; staffId: number | null; memberId: number }
export type RewardRedeemed = { coupon: CouponView; remainingPoints: number }

/**
 * @throws Refusal points.too-few (points, missing), coupon.ended, coupon.not-yet,
 *   coupon.per-member, coupon.all-given, thing.not-found, member.unknown, request.key-reused
 */
export async function redeemReward(
  deps: Deps,
  redeemer: Redeemer,
  { rewardId, key }: { rewardId: number; key: string },
): Promise<RewardRedeemed> {
  const { storeId, staffId, memberId } = redeemer
  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const member = await lockMember(tx, storeId, memberId)
    const earlier = await tx.pointsEntry.findUnique({
      where: { memberId_idempotencyKey: { memberId, idempotencyKey: key } },
      include: { coupons: { include: COUPON_FACTS } },
    })
    const otherCoupon = await tx.coupon.findUnique({
      where: { memberId_idempotencyKey: { memberId, idempotencyKey: key } },
      select: { entryId: true },
    })

    const [given] = earlier?.coupons ?? []
    if (earlier && given && earlier.rewardId === rewardId) {
      return { coupon: couponView(given, at), remainingPoints: earlier.pointsAfter }
    }
    if (earlier || otherCoupon) throw new Refusal('request.key-reused')
    const reward = await tx.reward.findFirst({
      where: { id: rewardId, brandId: member.brandId, archivedAt: null },
    })
    if (!reward) throw new Refusal('thing.not-found')
    const { points, name, offerId } = reward
    if (member.points < points) {
      throw new Refusal('points.too-few', {
        points: member.points,
        missing: points - member.points,
      })
    }

    const { points: remainingPoints, entryId } = await bookPoints(tx, member, {
      change: -points,
      reason: 'redeemed',
      note: name,
      rewardId,
      idempotencyKey: key,
      at,
    })
    const issuing = { storeId, offerId, memberId, staffId, entryId, key, at }
    const { id } = await issueCoupon(tx, issuing)

    const details = { rewardId, points, couponId: id }
    const fact = { action: 'reward.redeemed', subject: 'member', subjectId: memberId, details }
    await writeAudit(tx, { storeId, staffId }, fact)
    const coupon = await tx.coupon.findUniqueOrThrow({ where: { id }, include: COUPON_FACTS })
    return { coupon: couponView(coupon, at), remainingPoints }
  })
}
