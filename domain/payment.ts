// Payments: states, methods and what a payment does to an order's sums. Amounts in 分.

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
