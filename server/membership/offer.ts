// A coupon offer as rows keep it and as rules and screens read it: instants as milliseconds for the rules, as text for screens.

import type { Localized } from '@/domain/language'
import type { OfferTerms } from '@/domain/membership'
import type { CouponOffer } from '@/prisma/client/client'
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
  dishName: true,
  validDays: true,
  perMember: true,
  total: true,
  issued: true,
  startsAt: true,
  endsAt: true,
  archivedAt: true,
} as const

/** As it is read. */
export type OfferRow = Spoken<Pick<CouponOffer, keyof typeof OFFER_FACTS>>

export function termsOf({ startsAt, endsAt, issued: _i, archivedAt: _a, id: _, ...row }: OfferRow) {
  return {
    ...row,
    startsAtMs: startsAt?.getTime() ?? null,
    endsAtMs: endsAt?.getTime() ?? null,
  } satisfies OfferTerms
}

/** What the columns of an offer say for its terms. */
export function columnsOf({ startsAtMs, endsAtMs, ...terms }: OfferTerms) {
  return {
    ...terms,
    startsAt: startsAtMs === null ? null : new Date(startsAtMs),
    endsAt: endsAtMs === null ? null : new Date(endsAtMs),
  }
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
  dishName: string | null
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
    dishName: row.dishName,
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
