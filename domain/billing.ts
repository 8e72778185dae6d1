// A bill and the money that came and went for it: states, what is still open, what of a payment is still ours. Amounts in 分.

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
