// A member's coupons, seen from one bill: what each would take off it now, or why it cannot.

import type { Localized } from '@/domain/language'
import { couponState } from '@/domain/membership'
import { billOf, type DiscountKind } from '@/domain/ordering'
import { Refusal, type RefusalCode } from '@/domain/refusal'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { type DishName, dishNamesOf, OFFER_FACTS, termsOf } from '../membership/offer'
import { keptLines, readBillFacts } from '../ordering/bill-facts'
import type { BillKeeper } from './lock-open-bill'

export type BillCoupon = {
  id: number
  name: string
  names: Localized
  kind: DiscountKind
  minimumCents: number
  /** 赠品: what is free, by each name that it has. */
  dishes: DishName[]
  expiresAt: string | null
  isOnBill: boolean
  /** What it takes off this bill, in 分. */
  worthCents: number
  /** Why it cannot be used now; null when it can, or is on this bill. */
  trouble: RefusalCode | null
}

/**
 * Best first; empty without a member.
 * @param whose the member that a guest proved to be, or the bill's own
 * @throws Refusal thing.not-found
 */
export async function readBillCoupons(
  deps: Deps,
  { storeId, sittingId }: BillKeeper,
  { orderId, whose }: { orderId: number; whose: number | null | 'the bill' },
): Promise<BillCoupon[]> {
  const order = await deps.db.order.findFirst({
    where: { id: orderId, storeId, ...(sittingId === null ? {} : { sittingId }) },
    select: { memberId: true },
  })
  if (!order) throw new Refusal('thing.not-found')
  const memberId = whose === 'the bill' ? order.memberId : whose
  if (memberId === null) return []
  const coupons = await deps.db.coupon.findMany({
    where: { memberId, usedAt: null, voidedAt: null, OR: [{ orderId: null }, { orderId }] },
    include: { offer: { select: OFFER_FACTS } },
    orderBy: { id: 'asc' },
    take: 100,
  })

  const { bill, rules } = await readBillFacts(deps.db, orderId)
  const lines = keptLines(bill)
  const nowMs = deps.now().getTime()
  return spoken(coupons)
    .map(({ id, offer, expiresAt, ...coupon }): BillCoupon => {
      const billed = { ...termsOf(offer), id }
      const { adjustments } = billOf(lines, { ...rules, coupon: billed })
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
        names: offer.names,
        kind: offer.kind,
        minimumCents: offer.minimumCents,
        dishes: dishNamesOf(offer),
        expiresAt: expiresAt?.toISOString() ?? null,
        isOnBill,
        worthCents,
        trouble: isOnBill ? null : trouble,
      }
    })
    .sort((a, b) => b.worthCents - a.worthCents || a.id - b.id)
}
