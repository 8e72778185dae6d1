// A member's coupons: those in the hand, newest first, then the last that were used or taken away.

import { type CouponState, couponState, MOST_COUPONS } from '@/domain/membership'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import type { Seat } from '../access/read-seat'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { memberIdOf } from './find-member'
import { OFFER_FACTS, type OfferView, offerView } from './offer'
import { ownMember } from './own-member'

export type CouponView = {
  id: number
  code: string
  state: CouponState
  offer: OfferView
  issuedAt: string
  expiresAt: string | null
  /**
   * The last business day (YYYY-MM-DD) on which it is good; null where there is no end, or an older
   * coupon has only an instant.
   */
  lastDay: string | null
  usedAt: string | null
}

export const COUPON_FACTS = {
  offer: { select: OFFER_FACTS },
} as const satisfies Prisma.CouponInclude

export function couponView(
  coupon: Prisma.CouponGetPayload<{ include: typeof COUPON_FACTS }>,
  at: Date,
): CouponView {
  const { id, code, orderId, issuedAt, expiresAt, lastDay, usedAt, voidedAt } = coupon
  const state = couponState(
    {
      orderId,
      usedAtMs: usedAt?.getTime() ?? null,
      voidedAtMs: voidedAt?.getTime() ?? null,
      expiresAtMs: expiresAt?.getTime() ?? null,
    },
    at.getTime(),
  )
  return {
    id,
    code,
    state,
    offer: offerView(spoken(coupon.offer)),
    issuedAt: issuedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastDay: lastDay?.toISOString().slice(0, 10) ?? null,
    usedAt: usedAt?.toISOString() ?? null,
  }
}

/** A guest's own. @throws Refusal member.unproven */
export async function readOwnCoupons(deps: Deps, seat: Seat): Promise<CouponView[]> {
  return couponsOf(deps, ownMember(seat))
}

/** @throws Refusal member.unknown for a member of another brand too */
export async function readCoupons(
  deps: Deps,
  actor: Actor,
  { memberId }: { memberId: number },
): Promise<CouponView[]> {
  const store = await deps.db.store.findUniqueOrThrow({ where: { id: actor.storeId } })
  return couponsOf(deps, await memberIdOf(deps.db, deps, store.brandId, { memberId }))
}

async function couponsOf(deps: Deps, memberId: number): Promise<CouponView[]> {
  const coupons = await deps.db.coupon.findMany({
    where: { memberId },
    include: COUPON_FACTS,
    // What can still be used is never cut.
    orderBy: [
      { usedAt: { sort: 'desc', nulls: 'first' } },
      { voidedAt: { sort: 'desc', nulls: 'first' } },
      { id: 'desc' },
    ],
    take: MOST_COUPONS,
  })
  return coupons.map((coupon) => couponView(coupon, deps.now()))
}
