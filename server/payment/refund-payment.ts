// Money goes back, by amount and with a reason: a row of its own, recorded first and then carried out at the provider.
// Never more than is left of the payment, counting what is already on its way.

import { refundableCents } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'
import { lockOrder } from '../ordering/lock-order'
import { carryRefund } from './carry-refund'
import { type PaymentView, readPaymentView } from './read-payment'
import { checkRefundLimit } from './refund-limit'

export type RefundWish = { paymentId: number; amountCents: number; reason: string; key: string }

/** @throws Refusal thing.not-found, refund.too-much (leftCents), refund.over-limit (limitCents), request.key-reused */
export async function refundPayment(
  ground: Ground,
  actor: Actor,
  wish: RefundWish,
): Promise<PaymentView> {
  const { storeId, staffId } = actor
  const { paymentId, amountCents, reason, key } = wish

  const refundId = await ground.db.$transaction(async (tx) => {
    const at = ground.now()
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

    await writeAudit(tx, actor, {
      action: 'payment.refunded',
      subject: 'payment',
      subjectId: paymentId,
      details: { amountCents, reason, refundId: refund.id },
    })
    return refund.id
  })

  await carryRefund(ground, refundId)
  return readPaymentView(ground, paymentId, { storeId, sittingId: null, guestId: null })
}
