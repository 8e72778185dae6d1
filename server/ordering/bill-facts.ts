// What a bill is computed from, beside the hot path: its dishes, and the rules as the store, its member, a coupon and staff set them.

import { levelOf } from '@/domain/membership'
import type { BilledLine, BillRules, FixedRules } from '@/domain/ordering'
import type { Prisma } from '@/prisma/client/client'
import { spoken } from '../database/spoken'

export const BILL_FACTS = {
  lines: { orderBy: { id: 'asc' } },
  store: {
    select: {
      currency: true,
      perHeadCents: true,
      roundingCents: true,
      serviceBasisPoints: true,
      taxBasisPoints: true,
      isTaxAdded: true,
    },
  },
  // Counted here: Prisma's `_count` would add up the guests of all sittings that ever were.
  sitting: { select: { partySize: true, guests: { select: { id: true } } } },
  member: {
    select: {
      lifetimePoints: true,
      brand: { select: { levels: true } },
    },
  },
  coupons: { where: { voidedAt: null }, include: { offer: true } },
  discounts: { where: { removedAt: null } },
} as const satisfies Prisma.OrderInclude

type PricedOrder = Prisma.OrderGetPayload<{ include: typeof BILL_FACTS }>

/** The two arguments of `billOf` for an order. */
export function pricedBy(order: PricedOrder): { lines: BilledLine[]; rules: BillRules } {
  const coupon = spoken(order.coupons).find(({ memberId }) => memberId === order.memberId)
  return {
    lines: order.lines.filter((line) => line.state !== 'voided'),
    rules: {
      ...((order.fixedRules as FixedRules | null) ?? rulesOfNow(order)),
      coupon: coupon ? { ...coupon.offer, id: coupon.id } : null,
      discounts: order.discounts,
    },
  }
}

/** As the store, the party and the member's level have it at this moment. */
function rulesOfNow({ store, sitting, member }: PricedOrder): FixedRules {
  const { currency: _, ...ofStore } = store
  const level = member && levelOf(spoken(member.brand.levels), member.lifetimePoints)
  return {
    ...ofStore,
    heads: sitting?.partySize ?? sitting?.guests.length ?? 0,
    member: level && {
      payBasisPoints: level.payBasisPoints,
      levelName: level.name,
      levelNames: level.names,
    },
  }
}

/** The rules of now of an order, as they are fixed when the first money comes for it. */
export async function rulesOf(tx: Prisma.TransactionClient, orderId: number): Promise<FixedRules> {
  const order = await tx.order.findUniqueOrThrow({ where: { id: orderId }, include: BILL_FACTS })
  return rulesOfNow(order)
}
