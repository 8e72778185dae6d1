// A member's coupons, newest first: in the hand, on a bill, used, expired, taken away.

import { type CouponState, couponState } from '@/domain/membership'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import type { Seat } from '../access/read-seat'
import type { Ground } from '../ground'
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
  usedAt: string | null
}

export const COUPON_FACTS = {
  offer: { select: OFFER_FACTS },
} as const satisfies Prisma.CouponInclude

export function couponView(
  coupon: Prisma.CouponGetPayload<{ include: typeof COUPON_FACTS }>,
  at: Date,
): CouponView {
  const { id, code, orderId, issuedAt, expiresAt, usedAt, voidedAt } = coupon
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
    offer: offerView(coupon.offer),
    issuedAt: issuedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    usedAt: usedAt?.toISOString() ?? null,
  }
}

/** A guest's own. @throws Refusal member.unproven */
export async function readOwnCoupons(ground: Ground, seat: Seat): Promise<CouponView[]> {
  return couponsOf(ground, ownMember(seat))
}

/** @throws Refusal member.unknown for a member of another brand too */
export async function readCoupons(
  ground: Ground,
  actor: Actor,
  { memberId }: { memberId: number },
): Promise<CouponView[]> {
  const store = await ground.db.store.findUniqueOrThrow({ where: { id: actor.storeId } })
  return couponsOf(ground, await memberIdOf(ground.db, ground, store.brandId, { memberId }))
}

async function couponsOf(ground: Ground, memberId: number): Promise<CouponView[]> {
  const coupons = await ground.db.coupon.findMany({
    where: { memberId },
    include: COUPON_FACTS,
    orderBy: { id: 'desc' },
    take: 200,
  })
  return coupons.map((coupon) => couponView(coupon, ground.now()))
}
