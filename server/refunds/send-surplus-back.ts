// A bill that was reopened is closed again: what is paid beyond the owed by now is put on its way
// back, once.

import { refundableCents } from '@/domain/billing'
import { allocateRefund, unsentSurplusCents } from '@/domain/refunds'
import type { Prisma } from '@/prisma/client/client'

/**
 * The order's row is locked by this transaction. @returns the refunds to be carried out after the
 * commit
 */
export async function sendSurplusBack(
  tx: Prisma.TransactionClient,
  orderId: number,
  at: Date,
): Promise<number[]> {
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { refunds: true, payments: { include: { refunds: true } } },
  })

  const surplusCents = unsentSurplusCents(order.surplusCents, order.refunds)
  const payments = order.payments.map((payment) => ({
    id: payment.id,
    leftCents: refundableCents(payment, payment.refunds),
  }))
  const parts = allocateRefund(payments, surplusCents)
  if (!parts) throw new Error(`order ${orderId} has less money than surplus`)

  const made = await tx.refund.createManyAndReturn({
    data: parts.map(({ paymentId, amountCents }) => ({
      storeId: order.storeId,
      orderId,
      paymentId,
      amountCents,
      reason: 'reopened',
      idempotencyKey: `reopened-${orderId}-${order.refunds.length}-${paymentId}`,
      createdAt: at,
    })),
    select: { id: true },
  })
  return made.map(({ id }) => id)
}
