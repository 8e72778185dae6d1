// Money goes back, by amount and with a reason: a row of its own, recorded first and then carried
// out at the provider. Never more than is left of the payment, counting what is already on its way.

import { refundableCents } from '@/domain/billing'
import { refuseWordless } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import { type PaymentView, readPaymentView } from '../billing/read-payment'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import { carryRefund } from './carry-refund'
import { BILL_TO_REFUND, paymentsLeft } from './read-refundable'
import { checkRefundDay, checkRefundLimit } from './refund-limit'
import { takeOffUnserved } from './take-off-unserved'

export type RefundRequest = { paymentId: number; amountCents: number; reason: string; key: string }

/**
 * @throws Refusal reason.wordless, thing.not-found, refund.too-much (leftCents), refund.earlier-day
 *   (day), refund.over-limit (limitCents), request.key-reused
 */
export async function refundPayment(
  deps: Deps,
  actor: Actor,
  request: RefundRequest,
): Promise<PaymentView> {
  const { storeId, staffId } = actor
  const { paymentId, amountCents, reason, key } = request
  refuseWordless(reason)

  const refundId = await deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const found = await tx.payment.findFirst({ where: { id: paymentId, storeId } })
    if (!found) throw new Refusal('thing.not-found')
    await lockOrder(tx, storeId, found.orderId)
    const payment = await tx.payment.findUniqueOrThrow({
      where: { id: paymentId },
      include: { refunds: true },
    })
    const earlier = await tx.refund.findUnique({
      where: { storeId_idempotencyKey: { storeId, idempotencyKey: key } },
    })

    if (earlier) {
      const isSame =
        earlier.paymentId === paymentId &&
        earlier.amountCents === amountCents &&
        earlier.reason === reason
      if (!isSame) throw new Refusal('request.key-reused')
      return earlier.id
    }
    const leftCents = refundableCents(payment, payment.refunds)
    if (amountCents > leftCents) throw new Refusal('refund.too-much', { leftCents })

    const { orderId } = payment
    const all = await tx.order.findUniqueOrThrow({
      where: { id: orderId },
      include: BILL_TO_REFUND,
    })
    const leftOfAll = paymentsLeft(all).reduce((sum, each) => sum + each.leftCents, 0)
    await checkRefundDay(tx, actor, [paymentId], at)
    await checkRefundLimit(tx, actor, orderId, amountCents)
    const refund = await tx.refund.create({
      data: {
        storeId,
        orderId,
        paymentId,
        staffId,
        amountCents,
        reason,
        idempotencyKey: key,
        createdAt: at,
      },
    })

    if (amountCents === leftOfAll) {
      await takeOffUnserved(tx, all, 'all', { staffId, reason, at })
    }
    await writeAudit(tx, actor, {
      action: 'payment.refunded',
      subject: 'payment',
      subjectId: paymentId,
      details: { amountCents, reason, refundId: refund.id },
    })
    return refund.id
  })

  await carryRefund(deps, refundId)
  return readPaymentView(deps, paymentId, { storeId, sittingId: null, guestId: null })
}
