// Paying: how payments move, what a success does to an order's sums, and what a platform's word
// means. Amounts in 分.

import { isCallForWhole, openCents, type PaymentState } from './billing'
import type { PaymentMethod } from './methods'
import type { Moves } from './moves'
import type { Notice, NoticeVerdict } from './platforms'

/** From → to: pending ends once; final is final. */
export const PAYMENT_MOVES: Moves<PaymentState> = {
  pending: ['succeeded', 'failed', 'expired', 'cancelled'],
  succeeded: [],
  failed: [],
  expired: [],
  cancelled: [],
}

/**
 * What a success does to an order: paid grows by the whole amount; what goes beyond the owed is
 * surplus to give back.
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
 * What a platform's word means for a payment. accepted: it decides a pending payment; repeated:
 * known already; late: money for a payment that has ended, which is recorded as a payment of its
 * own and never lost; refused: it contradicts what was asked for.
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
 * Which of an order's pending payments a new one replaces. Whoever pays: what has expired, and a
 * call for cash for the whole bill. A guest: their own too. Staff who take the whole bill: all of
 * them. The others stay, and lock what they are for.
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
