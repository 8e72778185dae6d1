// Giving back: what may go back, of dishes too, and what it does to an order's sums. Amounts in 分.

import type { RefundState } from './billing'
import { partOf } from './money'
import type { Moves } from './moves'

/**
 * From → to: it goes, or it does not. What was refused is wanted again under its number, or, where
 * that is dead, as another one; what went can come back from a bank that did not take it.
 */
export const REFUND_MOVES: Moves<RefundState> = {
  pending: ['succeeded', 'failed'],
  succeeded: ['failed'],
  failed: ['pending'],
}

/**
 * What money going back does to an order: it is taken from the surplus first. Of a settled bill the
 * rest is a refund; of one that still runs it is simply not paid any more, and open again.
 */
export function giveBack(
  order: { paidCents: number; surplusCents: number; refundedCents: number; isSettled: boolean },
  amountCents: number,
): { paidCents: number; surplusCents: number; refundedCents: number; fromSurplusCents: number } {
  const fromSurplusCents = Math.min(order.surplusCents, amountCents)
  const restCents = amountCents - fromSurplusCents
  return {
    paidCents: order.paidCents - (order.isSettled ? fromSurplusCents : amountCents),
    surplusCents: order.surplusCents - fromSurplusCents,
    refundedCents: order.refundedCents + (order.isSettled ? restCents : 0),
    fromSurplusCents,
  }
}

/**
 * What a refund that came back undoes of an order's sums: of a settled bill it is not refunded any
 * more; what had been a surplus, or makes a bill that still runs paid again, is a surplus until
 * somebody gives it back.
 */
export function undoGiveBack(
  order: { paidCents: number; surplusCents: number; refundedCents: number; isSettled: boolean },
  amountCents: number,
  wasSurplus: boolean,
): { paidCents: number; surplusCents: number; refundedCents: number } {
  const isRefund = order.isSettled && !wasSurplus
  const notRefundedCents = isRefund ? Math.min(order.refundedCents, amountCents) : 0
  const restCents = amountCents - notRefundedCents
  return {
    paidCents: order.paidCents + restCents,
    surplusCents: order.surplusCents + restCents,
    refundedCents: order.refundedCents - notRefundedCents,
  }
}

/**
 * A line as a refund sees it: what its portions cost (`payableOf`), and how many of them went back
 * already.
 */
export type RefundableLine = {
  id: number
  quantity: number
  payableCents: number
  refundedQuantity: number
}

/** What portions of lines are worth when they are given back, in 分. */
export type DishRefund = { lineId: number; quantity: number; amountCents: number }

/**
 * What portions of lines cost and so are worth, in 分; all portions of all lines together are
 * exactly what is owed.
 * @param kept every line of the bill that was not taken back
 * @throws RangeError for a line that is not on the bill or has fewer portions left; check
 *   `leftQuantity` first
 */
export function lineRefunds(
  kept: readonly RefundableLine[],
  wanted: readonly { lineId: number; quantity: number }[],
): DishRefund[] {
  return wanted.map(({ lineId, quantity }) => {
    const line = kept.find(({ id }) => id === lineId)
    if (!line || quantity > leftQuantity(line)) throw new RangeError(`line ${lineId}`)
    const upTo = (portions: number) => partOf(line.payableCents, portions, line.quantity)
    const amountCents = upTo(line.refundedQuantity + quantity) - upTo(line.refundedQuantity)
    return { lineId, quantity, amountCents }
  })
}

/**
 * A payment as a refund sees it: what is left of it, and for which dishes or heads it was; none =
 * for nothing in particular.
 */
export type RefundablePayment = {
  id: number
  leftCents: number
  headCents: number
  shares: readonly { lineId: number; amountCents: number }[]
}

/**
 * From whose payment the money of dishes goes back, in 分: from those that were for the dish, the
 * latest first, then from those that were for no dish in particular. Never from what somebody paid
 * for another dish.
 * @param comesOff the lines that come off a bill that still runs: what nobody has paid of them is
 *   not missing, and where somebody paid for them in particular nobody else's money moves
 * @returns the parts of each payment, together and of each dish, and for each dish the payment in
 *   which its money begins; what cannot be had is `missingCents`
 */
export function payersOf(
  payments: readonly RefundablePayment[],
  dishes: readonly DishRefund[],
  comesOff: ReadonlySet<number> = new Set(),
): {
  parts: RefundPart[]
  dishes: (DishRefund & { paymentId: number | null; parts: RefundPart[] })[]
  missingCents: number
} {
  const latest = [...payments].sort((a, b) => b.id - a.id)
  const left = new Map(latest.map(({ id, leftCents }) => [id, Math.max(0, leftCents)]))
  const taken = new Map<number, number>()
  let missingCents = 0
  const placed = dishes.map((dish) => {
    const shareOf = ({ shares }: RefundablePayment) =>
      shares.find(({ lineId }) => lineId === dish.lineId)?.amountCents ?? 0
    const isOff = comesOff.has(dish.lineId)
    const own = latest.filter((payment) => shareOf(payment) > 0 && left.get(payment.id))
    const common = latest.filter(({ shares, headCents }) => shares.length === 0 && headCents === 0)
    let restCents = dish.amountCents
    const parts: RefundPart[] = []
    for (const payment of isOff && own.length > 0 ? own : [...own, ...common]) {
      const { id } = payment
      const most = payment.shares.length > 0 ? shareOf(payment) : restCents
      const partCents = Math.min(restCents, most, left.get(id) ?? 0)
      if (partCents === 0) continue
      left.set(id, (left.get(id) ?? 0) - partCents)
      taken.set(id, (taken.get(id) ?? 0) + partCents)
      restCents -= partCents
      parts.push({ paymentId: id, amountCents: partCents })
    }
    if (!isOff) missingCents += restCents
    return { ...dish, paymentId: parts[0]?.paymentId ?? null, parts }
  })
  return { parts: partsOf(latest, taken), dishes: placed, missingCents }
}

/**
 * What else goes back beside parts of payments, in 分: of those that were for no dish in particular
 * first, then of any, each the latest first.
 */
export function withMore(
  payments: readonly RefundablePayment[],
  parts: readonly RefundPart[],
  moreCents: number,
): RefundPart[] {
  const latest = [...payments].sort((a, b) => b.id - a.id)
  const isCommon = ({ shares, headCents }: RefundablePayment) =>
    shares.length === 0 && headCents === 0
  const taken = new Map(parts.map(({ paymentId, amountCents }) => [paymentId, amountCents]))
  let restCents = moreCents
  for (const payment of [...latest.filter(isCommon), ...latest.filter((each) => !isCommon(each))]) {
    const gone = taken.get(payment.id) ?? 0
    const partCents = Math.min(restCents, Math.max(0, payment.leftCents - gone))
    taken.set(payment.id, gone + partCents)
    restCents -= partCents
  }
  return partsOf(latest, taken)
}

function partsOf(
  payments: readonly { id: number }[],
  taken: ReadonlyMap<number, number>,
): RefundPart[] {
  return payments.flatMap(({ id }) => {
    const amountCents = taken.get(id) ?? 0
    return amountCents > 0 ? [{ paymentId: id, amountCents }] : []
  })
}

/** What of a payment goes back, in 分. */
export type RefundPart = { paymentId: number; amountCents: number }

/** Portions of a line that were not given back yet. */
export function leftQuantity(line: { quantity: number; refundedQuantity: number }): number {
  return Math.max(0, line.quantity - line.refundedQuantity)
}

/**
 * Spreads money to give back, in 分, over payments: the latest first, of none more than is left of
 * it.
 * @returns the parts, or null when all payments together have less left
 */
export function allocateRefund<Payment extends { id: number; leftCents: number }>(
  payments: readonly Payment[],
  amountCents: number,
): RefundPart[] | null {
  const parts: RefundPart[] = []
  let restCents = amountCents
  for (const { id, leftCents } of [...payments].sort((a, b) => b.id - a.id)) {
    const partCents = Math.min(restCents, Math.max(0, leftCents))
    if (partCents > 0) parts.push({ paymentId: id, amountCents: partCents })
    restCents -= partCents
  }
  return restCents === 0 ? parts : null
}

/** What is paid beyond the owed of a corrected bill, in 分, and has no refund under way yet. */
export function unsentSurplusCents(
  surplusCents: number,
  refunds: readonly { state: RefundState; amountCents: number }[],
): number {
  const onTheWay = refunds.filter((refund) => refund.state === 'pending')
  return Math.max(0, surplusCents - onTheWay.reduce((sum, { amountCents }) => sum + amountCents, 0))
}
