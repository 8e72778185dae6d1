// Members, their levels and points: levels by points ever earned, one point for each whole yuan actually paid.

import { shareOf } from './money'

/** A level of the brand; `payBasisPoints` 9500 = 95 折. */
export type Level = {
  level: number
  name: string
  nameEn: string | null
  minimumPoints: number
  payBasisPoints: number
}

/** The spec's four levels, which a new brand starts with. */
export const DEFAULT_LEVELS: readonly Level[] = [
  { level: 1, name: '普通会员', nameEn: 'Member', minimumPoints: 0, payBasisPoints: 10_000 },
  { level: 2, name: '银卡会员', nameEn: 'Silver', minimumPoints: 1_000, payBasisPoints: 9_500 },
  { level: 3, name: '金卡会员', nameEn: 'Gold', minimumPoints: 5_000, payBasisPoints: 9_000 },
  { level: 4, name: '白金会员', nameEn: 'Platinum', minimumPoints: 10_000, payBasisPoints: 8_500 },
]

/** Points for an amount actually paid (分): 1 yuan = 1 point, part of a yuan earns nothing (spec, 积分规则). */
export function pointsFor(paidCents: number): number {
  return Math.floor(paidCents / 100)
}

/** The highest level that the points ever earned reach; redeeming never demotes (design.md §5). */
export function levelOf(levels: readonly Level[], lifetimePoints: number): Level {
  const sorted = [...levels].sort((a, b) => a.minimumPoints - b.minimumPoints)
  let reached = sorted[0]
  for (const level of sorted) if (level.minimumPoints <= lifetimePoints) reached = level
  if (!reached) throw new Error('a brand has at least one level')
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

/** What an amount (分) becomes for a member of a level: a quote, never a charge; the parts add back to the whole. */
export function quoteFor(
  level: Pick<Level, 'payBasisPoints'>,
  amountCents: number,
): { originalCents: number; discountCents: number; finalCents: number } {
  const finalCents = shareOf(amountCents, level.payBasisPoints)
  return { originalCents: amountCents, discountCents: amountCents - finalCents, finalCents }
}

/**
 * The points a refund takes back: down to what the amount still kept (分) would have earned, counting what earlier refunds of the
 * payment took, and never more than the member still has — spent points are not asked back.
 */
export function pointsToTakeBack(
  payment: { earnedPoints: number; takenBackPoints: number; keptCents: number },
  balance: number,
): number {
  const due = payment.earnedPoints - payment.takenBackPoints - pointsFor(payment.keptCents)
  return Math.max(0, Math.min(due, balance))
}

/**
 * Whether a bill becomes a member's: only before anything was paid of it, and only when nobody else has it already.
 * @param previousMemberId who the person was taken for until now: their own bills follow a corrected phone
 */
export function mayTakeBill(
  bill: { memberId: number | null; paidCents: number; isClosed: boolean },
  previousMemberId: number | null,
): boolean {
  if (bill.isClosed || bill.paidCents > 0) return false
  return bill.memberId === null || bill.memberId === previousMemberId
}

/** The last four digits → '*** **** 8000', all that a list shows of a phone. */
export function maskedPhone(tail: string): string {
  return `*** **** ${tail}`
}

/** A mainland mobile number in the one form it is kept in, or null. Accepts spaces, dashes, +86 and full-width digits. */
export function normalPhone(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s-]/g, '')
    .replace(/^(\+?86)(?=1\d{10}$)/, '')
  return /^1[3-9]\d{9}$/.test(digits) ? digits : null
}
