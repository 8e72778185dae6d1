// A bill and the money that came and went for it: states, what is still open, what of a payment is
// still ours. Amounts in 分.

import type { PaymentMethod } from './methods'

export const PAYMENT_STATES = ['pending', 'succeeded', 'failed', 'expired', 'cancelled'] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]

export const REFUND_STATES = ['pending', 'succeeded', 'failed'] as const
export type RefundState = (typeof REFUND_STATES)[number]

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

/** A call for cash for the whole bill locks nothing: no money is on its way yet. */
export function isCallForWhole(payment: { method: PaymentMethod; splitKind: string }): boolean {
  return payment.method === 'cash' && payment.splitKind === 'whole'
}

/** The longest that a store gives a payment before it is closed, in minutes. */
export const MAXIMUM_PAYMENT_MINUTES = 120

/** What may still be given back of a payment: refunds under way count, failed ones do not. */
export function refundableCents(
  payment: { state: PaymentState; amountCents: number },
  refunds: readonly { state: RefundState; amountCents: number }[],
): number {
  if (payment.state !== 'succeeded') return 0
  const gone = refunds.filter((refund) => refund.state !== 'failed')
  return payment.amountCents - gone.reduce((sum, refund) => sum + refund.amountCents, 0)
}

/**
 * How long somebody has to themselves who began to pay; then anybody at the table may end it and
 * pay instead, in ms.
 */
export const TAKE_OVER_AFTER_MS = 60_000

/** Why money does not go back, as far as somebody at the till can do something about it. */
export type RefundTrouble =
  | 'balance'
  | 'too-late'
  | 'gone'
  | 'disputed'
  | 'guest'
  | 'abnormal'
  | 'bounced'
  | 'account'
  | 'no-answer'
  | 'declined'

/**
 * The platforms' own words for it, of which those are known that mean something else than a plain
 * no.
 */
const TROUBLE_OF: Readonly<Record<string, RefundTrouble>> = {
  NOT_ENOUGH: 'balance',
  'ACQ.SELLER_BALANCE_NOT_ENOUGH': 'balance',
  balance_insufficient: 'balance',
  insufficient_funds: 'balance',
  'ACQ.TRADE_HAS_FINISHED': 'too-late',
  'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL': 'gone',
  'ACQ.REASON_TRADE_REFUND_FEE_ERR': 'gone',
  charge_already_refunded: 'gone',
  charge_disputed: 'disputed',
  USER_ACCOUNT_ABNORMAL: 'guest',
  'ACQ.BUYER_NOT_EXIST': 'guest',
  'ACQ.BUYER_ERROR': 'guest',
  expired_or_canceled_card: 'guest',
  lost_or_stolen_card: 'guest',
  ABNORMAL: 'abnormal',
  bounced: 'bounced',
  SIGN_ERROR: 'account',
  NO_AUTH: 'account',
  'no-answer': 'no-answer',
}

/**
 * @param reason what is remembered of a refund that did not go: a platform's word, or a refusal's
 *   code
 */
export function refundTrouble(reason: string | null): RefundTrouble | null {
  if (reason === null) return null
  if (reason.startsWith('account.')) return 'account'
  return Object.hasOwn(TROUBLE_OF, reason) ? (TROUBLE_OF[reason] ?? 'declined') : 'declined'
}
