// What a bill is computed from, beside the hot path: its dishes, and the rules as the store, its member, a coupon and staff set them.

import type { BilledLine, BillRules } from '@/domain/ordering'
import type { Prisma } from '@/prisma/client/client'

export const BILL_FACTS = {
  lines: { orderBy: { id: 'asc' } },
  store: {
    select: {
      perHeadCents: true,
      roundingCents: true,
      serviceBasisPoints: true,
      taxBasisPoints: true,
      isTaxAdded: true,
    },
  },
  sitting: { select: { partySize: true, _count: { select: { guests: true } } } },
  member: {
    select: {
      lifetimePoints: true,
      brand: { select: { levels: { orderBy: { minimumPoints: 'desc' } } } },
    },
  },
  coupons: { where: { voidedAt: null }, include: { offer: true } },
  discounts: { where: { removedAt: null } },
} as const satisfies Prisma.OrderInclude

type PricedOrder = Prisma.OrderGetPayload<{ include: typeof BILL_FACTS }>

/** The two arguments of `billOf` for an order. */
export function pricedBy(order: PricedOrder): { lines: BilledLine[]; rules: BillRules } {
  const { store, sitting, member } = order
  const level = member?.brand.levels.find((each) => each.minimumPoints <= member.lifetimePoints)
  const coupon = order.coupons.find(({ memberId }) => memberId === order.memberId)
  return {
    lines: order.lines.filter((line) => line.state !== 'voided'),
    rules: {
      ...store,
      heads: sitting?.partySize ?? sitting?._count.guests ?? 0,
      member: level
        ? {
            payBasisPoints: level.payBasisPoints,
            levelName: level.name,
            levelNameEn: level.nameEn,
          }
        : null,
      coupon: coupon ? { ...coupon.offer, id: coupon.id } : null,
      discounts: order.discounts,
    },
  }
}
