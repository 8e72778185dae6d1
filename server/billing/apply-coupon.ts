// A member's coupon goes on a bill of theirs: one coupon a bill, one bill a coupon, whoever is
// first. What it takes off is decided by the price function alone; a coupon that would take off
// nothing stays in the hand.

import { couponState } from '@/domain/membership'
import { Refusal } from '@/domain/refusal'
import { writeAudit } from '../access/write-audit'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { dishNamesOf, OFFER_FACTS, type OfferRow } from '../membership/offer'
import { recomputeBill } from '../ordering/recompute-bill'
import { type BillKeeper, lockOpenBill } from './lock-open-bill'

/**
 * Who puts it there: a guest with their own proven membership, or staff (memberId null) for the
 * bill's member.
 */
export type CouponKeeper = BillKeeper & { memberId: number | null; staffId: number | null }

export type Repriced = { orderId: number /** In 分. */; owedCents: number }

/**
 * @throws Refusal thing.not-found, order.final, order.already-paid, payment.other-pending,
 *   coupon.other-member, coupon.not-in-hand, coupon.expired, coupon.one-per-bill,
 *   coupon.condition-unmet (minimumCents, dishes)
 */
export async function applyCoupon(
  deps: Deps,
  keeper: CouponKeeper,
  { orderId, couponId }: { orderId: number; couponId: number },
): Promise<Repriced> {
  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const { storeId, staffId } = keeper
    const order = await lockOpenBill(tx, keeper, orderId)
    const coupon = await tx.coupon.findFirst({
      where: { id: couponId, member: { brand: { stores: { some: { id: storeId } } } } },
      include: { offer: { select: OFFER_FACTS } },
    })
    const other = await tx.coupon.findFirst({ where: { orderId, id: { not: couponId } } })

    if (!coupon || (keeper.memberId ?? coupon.memberId) !== coupon.memberId) {
      throw new Refusal('thing.not-found')
    }
    if (coupon.orderId === orderId) return { orderId, owedCents: order.owedCents }
    if (coupon.memberId !== order.memberId) throw new Refusal('coupon.other-member')
    if (other) throw new Refusal('coupon.one-per-bill')
    const state = couponState(
      {
        orderId: coupon.orderId,
        usedAtMs: coupon.usedAt?.getTime() ?? null,
        voidedAtMs: coupon.voidedAt?.getTime() ?? null,
        expiresAtMs: coupon.expiresAt?.getTime() ?? null,
      },
      at.getTime(),
    )
    if (state === 'expired') throw new Refusal('coupon.expired')
    if (state !== 'usable') throw new Refusal('coupon.not-in-hand')

    const { count } = await tx.coupon.updateMany({
      where: { id: couponId, orderId: null, usedAt: null, voidedAt: null },
      data: { orderId, returnedFromId: null, returnedAt: null },
    })
    if (count === 0) throw new Refusal('coupon.not-in-hand')
    await recomputeBill(tx, orderId, { staffId, at })
    const taken = await tx.orderAdjustment.findFirst({ where: { orderId, couponId } })
    if (!taken || taken.amountCents === 0) throw couponUnmet(spoken(coupon.offer))
    if (staffId) {
      await writeAudit(tx, keeper, {
        action: 'coupon.put-on-bill',
        subject: 'order',
        subjectId: orderId,
        details: { couponId, takenCents: -taken.amountCents },
      })
    }
    const { owedCents } = await tx.order.findUniqueOrThrow({ where: { id: orderId } })
    return { orderId, owedCents }
  })
}

function couponUnmet(offer: OfferRow) {
  const { minimumCents } = offer
  return new Refusal('coupon.condition-unmet', { minimumCents, dishes: dishNamesOf(offer) })
}
