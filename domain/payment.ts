// Payments: states, methods and what a payment does to an order's sums. Amounts in 分.

import type { Language } from './language'
import { prorate } from './money'

export const PAYMENT_METHODS = ['wechat', 'alipay', 'cash', 'credit_card'] as const
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]

export const PAYMENT_STATES = ['pending', 'succeeded', 'failed', 'expired', 'cancelled'] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]

/** From → to: pending ends once; final is final. */
export const PAYMENT_MOVES: Readonly<Record<PaymentState, readonly PaymentState[]>> = {
  pending: ['succeeded', 'failed', 'expired', 'cancelled'],
  succeeded: [],
  failed: [],
  expired: [],
  cancelled: [],
}

export function mayMovePayment(from: PaymentState, to: PaymentState): boolean {
  return PAYMENT_MOVES[from].includes(to)
}

/** The spec's word for a state (its `success` is our `succeeded`). */
export function specStatusOf(state: PaymentState): string {
  return state === 'succeeded' ? 'success' : state
}

/** What is still to be paid of an order. */
export function openCents(order: {
  owedCents: number
  paidCents: number
  surplusCents: number
}): number {
  return Math.max(0, order.owedCents - (order.paidCents - order.surplusCents))
}

/**
 * What a success does to an order: paid grows by the whole amount; what goes beyond the owed is surplus to give back.
 */
export function settle(
  order: { owedCents: number; paidCents: number; surplusCents: number },
  amountCents: number,
): { paidCents: number; surplusCents: number; newSurplusCents: number; isSettled: boolean } {
  const newSurplusCents = Math.max(0, amountCents - openCents(order))
  const paidCents = order.paidCents + amountCents
  const surplusCents = order.surplusCents + newSurplusCents
  return {
    paidCents,
    surplusCents,
    newSurplusCents,
    isSettled: paidCents - surplusCents >= order.owedCents,
  }
}

/**
 * What money going back does to an order: it is taken from the surplus first. Of a settled bill the rest is a refund; of one that
 * still runs it is simply not paid any more, and open again.
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

/** What may still be given back of a payment: refunds under way count, failed ones do not. */
export function refundableCents(
  payment: { state: PaymentState; amountCents: number },
  refunds: readonly { state: RefundState; amountCents: number }[],
): number {
  if (payment.state !== 'succeeded') return 0
  const gone = refunds.filter((refund) => refund.state !== 'failed')
  return payment.amountCents - gone.reduce((sum, refund) => sum + refund.amountCents, 0)
}

export const REFUND_STATES = ['pending', 'succeeded', 'failed'] as const
export type RefundState = (typeof REFUND_STATES)[number]

/** How long until a platform is asked again about what it has not decided, in ms: doubling from 20 s to about 10 minutes. */
export function askAgainAfterMs(asks: number): number {
  return 20_000 * 2 ** Math.min(asks, LONGEST_PATIENCE_ASKS)
}

/** From so many asks on the wait does not grow any more. */
export const LONGEST_PATIENCE_ASKS = 5

// ── giving back ──

/** A line as a refund sees it: what its portions cost on the bill's own prices, and what of them went back already. */
export type RefundableLine = {
  id: number
  quantity: number
  totalCents: number
  refundedQuantity: number
}

/**
 * What portions of lines are worth when they are given back, in 分: their part of what the bill owes, charges and discounts
 * included, so that all portions of all lines together are exactly the owed.
 * @param kept every line of the bill that was not taken back
 * @throws RangeError for a line that is not on the bill or has fewer portions left; check `leftQuantity` first
 */
export function lineRefunds(
  owedCents: number,
  kept: readonly RefundableLine[],
  wanted: readonly { lineId: number; quantity: number }[],
): { lineId: number; quantity: number; amountCents: number }[] {
  const payable = prorate(
    owedCents,
    kept.map((line) => line.totalCents),
  )
  return wanted.map(({ lineId, quantity }) => {
    const index = kept.findIndex((line) => line.id === lineId)
    const line = kept[index]
    if (!line || quantity > leftQuantity(line)) throw new RangeError(`line ${lineId}`)
    const upTo = (portions: number) =>
      Math.floor(((payable[index] ?? 0) * portions) / line.quantity)
    const amountCents = upTo(line.refundedQuantity + quantity) - upTo(line.refundedQuantity)
    return { lineId, quantity, amountCents }
  })
}

/** Portions of a line that were not given back yet. */
export function leftQuantity(line: { quantity: number; refundedQuantity: number }): number {
  return Math.max(0, line.quantity - line.refundedQuantity)
}

/**
 * Spreads money to give back, in 分, over payments: the latest first, of none more than is left of it.
 * @returns the parts, or null when all payments together have less left
 */
export function allocateRefund<Payment extends { id: number; leftCents: number }>(
  payments: readonly Payment[],
  amountCents: number,
): { paymentId: number; amountCents: number }[] | null {
  const parts: { paymentId: number; amountCents: number }[] = []
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

// ── what a platform says ──

/** A platform's word on one payment, after its signature and its merchant were found right. */
export type Notice = {
  isPaid: boolean
  transactionId: string
  amountCents: number
  currency: string
}

export type NoticeVerdict = 'accepted' | 'repeated' | 'late' | 'refused'

/**
 * What a platform's word means for a payment.
 * accepted: it decides a pending payment; repeated: known already; late: money for a payment that has ended, which is recorded as
 * a payment of its own and never lost; refused: it contradicts what was asked for.
 * @param usedBy the payment that already carries this transaction id, if any
 */
export function judgeNotice(
  payment: { orderId: number; state: PaymentState; amountCents: number; currency: string },
  notice: Notice,
  usedBy: { orderId: number } | null,
): { verdict: NoticeVerdict; reason: string } {
  if (notice.amountCents !== payment.amountCents) return { verdict: 'refused', reason: 'amount' }
  if (notice.currency !== payment.currency) return { verdict: 'refused', reason: 'currency' }
  if (usedBy && usedBy.orderId !== payment.orderId) {
    return { verdict: 'refused', reason: 'transaction' }
  }
  if (usedBy) return { verdict: 'repeated', reason: payment.state }
  if (payment.state === 'pending') return { verdict: 'accepted', reason: '' }
  return { verdict: notice.isPaid ? 'late' : 'repeated', reason: payment.state }
}

/**
 * Which of an order's pending payments a new one replaces. Whoever pays: what has expired, and a call for cash for the whole bill.
 * A guest: their own too. Staff who take the whole bill: all of them. The others stay, and lock what they are for.
 */
export function makeWay<
  Pending extends {
    guestId: number | null
    method: PaymentMethod
    splitKind: string
    expiresAt: Date
  },
>(
  pending: readonly Pending[],
  who: { guestId: number | null; isForWhole: boolean },
  atMs: number,
): Pending[] {
  return pending.filter(
    (payment) =>
      (who.guestId === null ? who.isForWhole : payment.guestId === who.guestId) ||
      isCallForWhole(payment) ||
      payment.expiresAt.getTime() <= atMs,
  )
}

/** A call for cash for the whole bill locks nothing: no money is on its way yet. */
export function isCallForWhole(payment: { method: PaymentMethod; splitKind: string }): boolean {
  return payment.method === 'cash' && payment.splitKind === 'whole'
}

// ── methods ──

/** Whom a guest's phone pays through by itself; cash needs a person. */
export const ONLINE_METHODS = ['wechat', 'alipay', 'credit_card'] as const
export type OnlineMethod = (typeof ONLINE_METHODS)[number]

/** The spec's names and descriptions of the methods, in both languages. */
export const METHOD_WORDS: Readonly<
  Record<PaymentMethod, Readonly<Record<Language, { name: string; description: string }>>>
> = {
  wechat: {
    'zh-CN': { name: '微信支付', description: '使用微信扫码支付' },
    en: { name: 'WeChat Pay', description: 'Pay with WeChat' },
  },
  alipay: {
    'zh-CN': { name: '支付宝', description: '使用支付宝扫码支付' },
    en: { name: 'Alipay', description: 'Pay with Alipay' },
  },
  cash: {
    'zh-CN': { name: '现金支付', description: '现金支付，由店员确认' },
    en: { name: 'Cash', description: 'Pay in cash, confirmed by our staff' },
  },
  credit_card: {
    'zh-CN': { name: '信用卡', description: '刷卡支付' },
    en: { name: 'Card', description: 'Pay by credit card' },
  },
}

/** The longest that a store gives a payment before it is closed, in minutes. */
export const MAXIMUM_PAYMENT_MINUTES = 120
