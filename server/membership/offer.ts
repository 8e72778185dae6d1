// A coupon offer as rows keep it and as rules and screens read it: instants as milliseconds for the
// rules, as text for screens.

import type { Localized } from '@/domain/language'
import type { OfferTerms } from '@/domain/membership'
import type { Prisma } from '@/prisma/client/client'
import type { Spoken } from '../database/spoken'

export const OFFER_FACTS = {
  id: true,
  kind: true,
  name: true,
  names: true,
  amountCents: true,
  payBasisPoints: true,
  maximumCents: true,
  minimumCents: true,
  validDays: true,
  perMember: true,
  total: true,
  issued: true,
  startsAt: true,
  endsAt: true,
  archivedAt: true,
  dishes: {
    select: { dish: { select: { id: true, name: true, names: true } } },
    orderBy: { dishId: 'asc' },
  },
} as const satisfies Prisma.CouponOfferSelect

/** As it is read. */
export type OfferRow = Spoken<Prisma.CouponOfferGetPayload<{ select: typeof OFFER_FACTS }>>

export function termsOf(offer: OfferRow) {
  const { startsAt, endsAt, issued: _i, archivedAt: _a, id: _, dishes, ...row } = offer
  return {
    ...row,
    dishIds: dishes.map(({ dish }) => dish.id),
    startsAtMs: startsAt?.getTime() ?? null,
    endsAtMs: endsAt?.getTime() ?? null,
  } satisfies OfferTerms
}

/** What the columns of an offer say for its terms; its dishes are rows of their own. */
export function columnsOf({ startsAtMs, endsAtMs, dishIds: _, ...terms }: OfferTerms) {
  return {
    ...terms,
    startsAt: startsAtMs === null ? null : new Date(startsAtMs),
    endsAt: endsAtMs === null ? null : new Date(endsAtMs),
  }
}

export type DishName = { name: string; names: Localized }

/** The dishes of a gift, each name once. */
export function dishNamesOf({ dishes }: Pick<OfferRow, 'dishes'>): DishName[] {
  const byName = new Map(dishes.map(({ dish: { name, names } }) => [name, { name, names }]))
  return [...byName.values()]
}

/** An offer as a coupon in somebody's hand shows it. Amounts in 分. */
export type OfferView = {
  id: number
  kind: OfferTerms['kind']
  name: string
  names: Localized
  amountCents: number
  payBasisPoints: number
  maximumCents: number | null
  minimumCents: number
  /** 赠品: what is free, by each name that it has in the stores of the brand. */
  dishes: DishName[]
  dishIds: number[]
  validDays: number | null
  startsAt: string | null
  endsAt: string | null
}

export function offerView(row: OfferRow): OfferView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    names: row.names,
    amountCents: row.amountCents,
    payBasisPoints: row.payBasisPoints,
    maximumCents: row.maximumCents,
    minimumCents: row.minimumCents,
    dishes: dishNamesOf(row),
    dishIds: row.dishes.map(({ dish }) => dish.id).sort((a, b) => a - b),
    validDays: row.validDays,
    startsAt: row.startsAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
  }
}

/** What decides whether one more may be given. */
export function issueFacts(row: OfferRow) {
  return {
    isArchived: row.archivedAt !== null,
    startsAtMs: row.startsAt?.getTime() ?? null,
    endsAtMs: row.endsAt?.getTime() ?? null,
    perMember: row.perMember,
    total: row.total,
    issued: row.issued,
  }
}
