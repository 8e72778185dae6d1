// The asking guest's own coupons, seen from one bill: what each would take off it now, or why it cannot.

import { couponState } from '@/domain/membership'
import { billOf, type DiscountKind } from '@/domain/ordering'
import { Refusal, type RefusalCode } from '@/domain/refusal'
import type { Seat } from '../access/read-seat'
import type { Ground } from '../ground'
import { BILL_FACTS, pricedBy } from '../ordering/bill-facts'

export type BillCoupon = {
  id: number
  name: string
  nameEn: string | null
  kind: DiscountKind
  minimumCents: number
  dishName: string | null
  expiresAt: string | null
  isOnBill: boolean
  /** What it takes off this bill, in 分. */
  worthCents: number
  /** Why it cannot be used now; null when it can, or is on this bill. */
  trouble: RefusalCode | null
}

/** Best first; empty for whoever has not proved to be a member. @throws Refusal thing.not-found */
export async function readBillCoupons(
  ground: Ground,
  seat: Seat,
  orderId: number,
): Promise<BillCoupon[]> {
  const { storeId, sittingId, memberId } = seat
  const order = await ground.db.order.findFirst({
    where: { id: orderId, storeId, sittingId },
    include: BILL_FACTS,
  })
  if (!order) throw new Refusal('thing.not-found')
  if (!memberId || !seat.isMemberProven) return []
  const coupons = await ground.db.coupon.findMany({
    where: { memberId, usedAt: null, voidedAt: null, OR: [{ orderId: null }, { orderId }] },
    include: { offer: true },
    orderBy: { id: 'asc' },
    take: 100,
  })

  const { lines, rules } = pricedBy(order)
  const nowMs = ground.now().getTime()
  return coupons
    .map(({ id, offer, expiresAt, ...coupon }): BillCoupon => {
      const { adjustments } = billOf(lines, { ...rules, coupon: { ...offer, id } })
      const worthCents = 0 - (adjustments.find(({ couponId }) => couponId === id)?.amountCents ?? 0)
      const isOnBill = coupon.orderId === orderId
      const expiresAtMs = expiresAt?.getTime() ?? null
      const state = couponState(
        { orderId: null, usedAtMs: null, voidedAtMs: null, expiresAtMs },
        nowMs,
      )
      const trouble =
        order.memberId !== memberId
          ? 'coupon.other-member'
          : state === 'expired'
            ? 'coupon.expired'
            : worthCents === 0
              ? 'coupon.condition-unmet'
              : null
      return {
        id,
        name: offer.name,
        nameEn: offer.nameEn,
        kind: offer.kind,
        minimumCents: offer.minimumCents,
        dishName: offer.dishName,
        expiresAt: expiresAt?.toISOString() ?? null,
        isOnBill,
        worthCents,
        trouble: isOnBill ? null : trouble,
      }
    })
    .sort((a, b) => b.worthCents - a.worthCents || a.id - b.id)
}
