// Members, their levels, points and coupons: levels by points ever earned, points for each whole
// yuan actually paid.

import { addDays, businessDay, businessDaySpan, type StoreClock } from './calendar'
import type { Localized } from './language'
import { MAXIMUM_CENTS, partOf, shareOf } from './money'

/** A level of the brand; `payBasisPoints` 9500 = 95 折. */
export type Level = {
  level: number
  name: string
  names: Localized
  minimumPoints: number
  payBasisPoints: number
}

/** Where everybody starts, also in a brand that has set up no levels or none from 0 points. */
export const FIRST_LEVEL: Level = {
  level: 1,
  name: '普通会员',
  names: { en: 'Member' },
  minimumPoints: 0,
  payBasisPoints: 10_000,
}

/** The spec's four levels, which a new brand starts with. */
export const DEFAULT_LEVELS: readonly Level[] = [
  FIRST_LEVEL,
  {
    level: 2,
    name: '银卡会员',
    names: { en: 'Silver' },
    minimumPoints: 1_000,
    payBasisPoints: 9_500,
  },
  {
    level: 3,
    name: '金卡会员',
    names: { en: 'Gold' },
    minimumPoints: 5_000,
    payBasisPoints: 9_000,
  },
  {
    level: 4,
    name: '白金会员',
    names: { en: 'Platinum' },
    minimumPoints: 10_000,
    payBasisPoints: 8_500,
  },
]

/**
 * Points for an amount actually paid (分): so many for each whole yuan, part of a yuan earns nothing
 * (spec, 积分规则).
 */
export function pointsFor(paidCents: number, pointsPerYuan: number): number {
  return Math.floor(paidCents / 100) * pointsPerYuan
}

/** The highest level that the points ever earned reach; redeeming never demotes (design.md §5). */
export function levelOf(levels: readonly Level[], lifetimePoints: number): Level {
  const sorted = [...levels].sort((a, b) => a.minimumPoints - b.minimumPoints)
  let reached = FIRST_LEVEL
  for (const level of sorted) if (level.minimumPoints <= lifetimePoints) reached = level
  return reached
}

/** The next level and the points still missing to it, or null at the top. */
export function nextLevel(
  levels: readonly Level[],
  lifetimePoints: number,
): { level: Level; missingPoints: number } | null {
  const above = levels
    .filter((level) => level.minimumPoints > lifetimePoints)
    .sort((a, b) => a.minimumPoints - b.minimumPoints)[0]
  return above ? { level: above, missingPoints: above.minimumPoints - lifetimePoints } : null
}

/**
 * What an amount (分) becomes for a member of a level: a quote, never a charge; the parts add back
 * to the whole.
 */
export function quoteFor(
  level: Pick<Level, 'payBasisPoints'>,
  amountCents: number,
): { originalCents: number; discountCents: number; finalCents: number } {
  const finalCents = shareOf(amountCents, level.payBasisPoints)
  return { originalCents: amountCents, discountCents: amountCents - finalCents, finalCents }
}

/**
 * What of a payment a member has spent, in 分: all of it but what went back. What came beyond the
 * owed was never spent, whether it is back already or not, or the platform gave it back by itself.
 * @param refunds of this payment, as they are kept
 */
export function spentCents(
  payment: { id: number; amountCents: number },
  refunds: readonly { id: number; state: string; amountCents: number; idempotencyKey: string }[],
): number {
  const surplus = new Set<number>()
  let backCents = 0
  for (const refund of [...refunds].sort((a, b) => a.id - b.id)) {
    const [, first] = refund.idempotencyKey.match(/^retry-(\d+)$/) ?? []
    if (first && surplus.has(Number(first))) surplus.add(refund.id)
    else if (refund.idempotencyKey === `surplus-${payment.id}`) {
      surplus.add(refund.id)
      backCents += refund.amountCents
    } else if (refund.state === 'succeeded') backCents += refund.amountCents
  }
  return Math.max(0, payment.amountCents - backCents)
}

/**
 * The points of one more payment of a bill: what the bill's whole yuan earn with it, less what they
 * earned without it. So ten payments of 1.90 earn 19, as one of 19.00 does. Whoever pays, the
 * points of a bill are the bill's member's.
 * @param beforeCents what the member had spent on the bill before, in 分
 */
export function pointsOfPayment(
  beforeCents: number,
  paymentCents: number,
  pointsPerYuan: number,
): number {
  return (
    pointsFor(beforeCents + paymentCents, pointsPerYuan) - pointsFor(beforeCents, pointsPerYuan)
  )
}

/**
 * The points that money going back takes back: of those that the bill still has, all but the share
 * of the whole yuan still spent. Part by part it takes what it takes at once, and with the last 分
 * all.
 * @param bill its points now, earned less taken back, and what was spent on it before, in 分
 */
export function pointsToTakeBack(
  bill: { points: number; spentCents: number },
  backCents: number,
): number {
  const before = Math.floor(bill.spentCents / 100)
  const after = Math.min(Math.floor((bill.spentCents - backCents) / 100), before)
  return bill.points - (after > 0 ? partOf(bill.points, after, before) : 0)
}

/**
 * Points to spend, and points owed, because money went back whose points were spent already. One of
 * the two is always 0.
 */
export type Balance = { points: number; debtPoints: number }

/**
 * A balance after points came (+) or went (−): what is missing is owed, and whatever comes later
 * pays that first.
 */
export function movePoints(before: Balance, change: number): Balance {
  const net = before.points - before.debtPoints + change
  return { points: Math.max(0, net), debtPoints: Math.max(0, 0 - net) }
}

/**
 * Whether a bill counts as a visit of its member: it is settled, and money stays with us, or it
 * cost nothing from the beginning. One that was corrected until nothing was left is none. Dishes
 * that are taken off later change nothing; their money going back does. Amounts in 分.
 */
export function isVisit(bill: {
  settledAt: Date | null
  reopenedAt: Date | null
  state: string
  paidCents: number
  surplusCents: number
  refundedCents: number
}): boolean {
  if (bill.settledAt === null) return false
  if (bill.paidCents - bill.surplusCents > bill.refundedCents) return true
  const isCorrectedAway = bill.reopenedAt !== null && bill.state === 'cancelled'
  return bill.refundedCents === 0 && !isCorrectedAway
}

/**
 * Whether a bill becomes a member's: only before anything was paid of it, and only when nobody else
 * has it already.
 * @param previousMemberId who the person was taken for until now: their own bills follow a
 *   corrected phone
 */
export function mayTakeBill(
  bill: { memberId: number | null; paidCents: number; isClosed: boolean },
  previousMemberId: number | null,
): boolean {
  if (bill.isClosed || bill.paidCents > 0) return false
  return bill.memberId === null || bill.memberId === previousMemberId
}

/**
 * Whether the points of a bill that is paid may still be claimed: it is nobody's, and its last
 * money came on the business day of now.
 * @param bill `paidAtMs`: when each of its payments succeeded
 */
export function mayClaimPoints(
  bill: { memberId: number | null; isSettled: boolean; state: string; paidAtMs: readonly number[] },
  { nowMs, ...clock }: StoreClock & { nowMs: number },
): boolean {
  if (bill.memberId !== null || !bill.isSettled || bill.state === 'cancelled') return false
  if (bill.paidAtMs.length === 0) return false
  return businessDay(Math.max(...bill.paidAtMs), clock) === businessDay(nowMs, clock)
}

/** The last four digits → '*** **** 8000', all that a list shows of a phone. */
export function maskedPhone(tail: string): string {
  return `*** **** ${tail}`
}

/**
 * A mainland mobile number in the one form it is kept in, or null. Accepts spaces, dashes, +86 and
 * full-width digits.
 */
export function normalPhone(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s-]/g, '')
    .replace(/^(\+?86)(?=1\d{10}$)/, '')
  return /^1[3-9]\d{9}$/.test(digits) ? digits : null
}

// ── one-time codes ─────────────────────────────────────────────────────────────────────────────

/**
 * A code: its digits, how long it lives, how often it may be tried, when another may be sent, and
 * how many an hour.
 */
export const ONE_TIME_CODE = {
  digits: 6,
  livesMinutes: 5,
  maximumTries: 5,
  againSeconds: 30,
  perPhoneAndHour: 5,
} as const

// ── what the manager sets ──────────────────────────────────────────────────────────────────────

export const MAXIMUM_LEVELS = 10
export const MAXIMUM_POINTS_PER_YUAN = 100
/** Of a level, a reward, a redeeming: as many as the largest bills bring. */
export const MAXIMUM_POINTS = MAXIMUM_CENTS

/** Why levels cannot be the house's: which level (1 …) and what of it, or null when they can. */
export type LevelsFlaw = {
  level: number
  what: 'none' | 'name' | 'first-minimum' | 'minimum-order' | 'discount' | 'discount-order'
}

/**
 * Levels lowest first: the first from 0 points, minimums strictly rising, each at least as good as
 * the one below.
 */
export function levelsFlaw(
  levels: readonly Pick<Level, 'name' | 'minimumPoints' | 'payBasisPoints'>[],
): LevelsFlaw | null {
  if (levels.length === 0 || levels.length > MAXIMUM_LEVELS) return { level: 1, what: 'none' }
  for (const [index, { name, minimumPoints, payBasisPoints }] of levels.entries()) {
    const level = index + 1
    const below = levels[index - 1]
    if (name.trim() === '') return { level, what: 'name' }
    if (!below && minimumPoints !== 0) return { level, what: 'first-minimum' }
    if (below && minimumPoints <= below.minimumPoints) return { level, what: 'minimum-order' }
    if (payBasisPoints < 1 || payBasisPoints > 10_000) return { level, what: 'discount' }
    if (below && payBasisPoints > below.payBasisPoints) return { level, what: 'discount-order' }
  }
  return null
}

export const COUPON_KINDS = ['amount_off', 'percent_off', 'gift'] as const
export type CouponKind = (typeof COUPON_KINDS)[number]

/** What a coupon is worth and under which conditions; amounts in 分, instants in milliseconds. */
export type OfferTerms = {
  kind: CouponKind
  name: string
  names: Localized
  amountCents: number
  /** 8000 = 8 折. */
  payBasisPoints: number
  maximumCents: number | null
  minimumCents: number
  /** 赠品: the dishes of which one portion is free, in each store its own. */
  dishIds: number[]
  validDays: number | null
  perMember: number | null
  total: number | null
  startsAtMs: number | null
  endsAtMs: number | null
}

/** Why an offer's terms make no sense: the name of the field, or null when they do. */
export function offerFlaw(terms: OfferTerms): keyof OfferTerms | null {
  if (terms.name.trim() === '') return 'name'
  if (terms.kind === 'amount_off' && terms.amountCents < 1) return 'amountCents'
  if (terms.kind === 'amount_off' && terms.minimumCents < terms.amountCents) return 'minimumCents'
  if (terms.kind === 'percent_off' && (terms.payBasisPoints < 1 || terms.payBasisPoints > 9_999)) {
    return 'payBasisPoints'
  }
  if (terms.kind === 'gift' && terms.dishIds.length === 0) return 'dishIds'
  const { startsAtMs, endsAtMs } = terms
  if (startsAtMs !== null && endsAtMs !== null && endsAtMs <= startsAtMs) return 'endsAtMs'
  return null
}

/**
 * Terms with only what their kind needs: an amount says nothing of a percentage, a gift nothing of
 * a cap.
 */
export function onlyOfKind(terms: OfferTerms): OfferTerms {
  return {
    ...terms,
    amountCents: terms.kind === 'amount_off' ? terms.amountCents : 0,
    payBasisPoints: terms.kind === 'percent_off' ? terms.payBasisPoints : 10_000,
    maximumCents: terms.kind === 'percent_off' ? terms.maximumCents : null,
    dishIds: terms.kind === 'gift' ? [...new Set(terms.dishIds)].sort((a, b) => a - b) : [],
  }
}

/**
 * Whether a coupon already in somebody's hand keeps its worth when the terms change; dishes may be
 * added, as of a store that is new.
 */
export function isSameWorth(one: OfferTerms, other: OfferTerms): boolean {
  return (
    one.kind === other.kind &&
    one.amountCents === other.amountCents &&
    one.payBasisPoints === other.payBasisPoints &&
    one.maximumCents === other.maximumCents &&
    one.minimumCents === other.minimumCents &&
    one.dishIds.every((id) => other.dishIds.includes(id))
  )
}

// ── coupons ────────────────────────────────────────────────────────────────────────────────────

/**
 * The last business day (YYYY-MM-DD) on which a coupon issued at an instant is good, and when that
 * ends (ms): the last of its own days, the first of which is the one on which it is given, or the
 * offer's last, whichever is first; null = never.
 * @param clock of the store that gives it
 */
export function couponEnd(
  { validDays, endsAtMs }: { validDays: number | null; endsAtMs: number | null },
  issuedAtMs: number,
  clock: StoreClock,
): { lastDay: string; atMs: number } | null {
  const own = validDays && addDays(businessDay(issuedAtMs, clock), validDays - 1)
  const offers = endsAtMs === null ? null : businessDay(endsAtMs - 1, clock)
  const [lastDay] = [own, offers].filter((day) => typeof day === 'string').sort()
  return lastDay ? { lastDay, atMs: businessDaySpan(lastDay, clock).toMs } : null
}

export type IssueHindrance = 'ended' | 'not-yet' | 'per-member' | 'all-given'

/** Why a member cannot be given one more coupon of an offer now, or null when they can. */
export function issueHindrance(
  offer: {
    isArchived: boolean
    startsAtMs: number | null
    endsAtMs: number | null
    perMember: number | null
    total: number | null
    issued: number
  },
  heldByMember: number,
  nowMs: number,
): IssueHindrance | null {
  if (offer.isArchived || (offer.endsAtMs !== null && offer.endsAtMs <= nowMs)) return 'ended'
  if (offer.startsAtMs !== null && offer.startsAtMs > nowMs) return 'not-yet'
  if (offer.perMember !== null && heldByMember >= offer.perMember) return 'per-member'
  if (offer.total !== null && offer.issued >= offer.total) return 'all-given'
  return null
}

/** The most coupons of a member that a screen reads. */
export const MOST_COUPONS = 200

export type CouponState = 'usable' | 'on-bill' | 'used' | 'expired' | 'voided'

/** What a coupon is at an instant. */
export function couponState(
  coupon: {
    usedAtMs: number | null
    voidedAtMs: number | null
    orderId: number | null
    expiresAtMs: number | null
  },
  nowMs: number,
): CouponState {
  if (coupon.voidedAtMs !== null) return 'voided'
  if (coupon.usedAtMs !== null) return 'used'
  if (coupon.orderId !== null) return 'on-bill'
  return coupon.expiresAtMs !== null && coupon.expiresAtMs <= nowMs ? 'expired' : 'usable'
}
