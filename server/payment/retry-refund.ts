// A refund that a platform declined is tried again by a person: as a refund of its own, because the declined one has ended.

import { refundableCents } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'
import { lockOrder } from '../ordering/lock-order'
import { carryRefund } from './carry-refund'
import { type PaymentView, readPaymentView } from './read-payment'
import { checkRefundLimit } from './refund-limit'

/**
 * Once per failed refund: a second tap finds the first retry.
 * @throws Refusal thing.not-found, refund.not-failed, refund.too-much (leftCents), refund.over-limit (limitCents)
 */
export async function retryRefund(
  ground: Ground,
  actor: Actor,
  { refundId }: { refundId: number },
): Promise<PaymentView> {
  const { storeId, staffId } = actor
  const found = await ground.db.refund.findFirst({ where: { id: refundId, storeId } })
  if (!found) throw new Refusal('thing.not-found')

  const retryId = await ground.db.$transaction(async (tx) => {
    await lockOrder(tx, storeId, found.orderId)
    const failed = await tx.refund.findUniqueOrThrow({
      where: { id: refundId },
      include: { lines: true, payment: { include: { refunds: true } } },
    })
    const idempotencyKey = `retry-${refundId}`
    const earlier = failed.payment.refunds.find((each) => each.idempotencyKey === idempotencyKey)

    if (earlier) return earlier.id
    if (failed.state !== 'failed') throw new Refusal('refund.not-failed')
    const leftCents = refundableCents(failed.payment, failed.payment.refunds)
    if (failed.amountCents > leftCents) throw new Refusal('refund.too-much', { leftCents })
    await checkRefundLimit(tx, actor, failed.orderId, failed.amountCents)

    const retry = await tx.refund.create({
      data: {
        storeId,
        orderId: failed.orderId,
        paymentId: failed.paymentId,
        staffId,
        amountCents: failed.amountCents,
        reason: failed.reason,
        wishKey: failed.wishKey,
        wishHash: failed.wishHash,
        idempotencyKey,
        createdAt: ground.now(),
        lines: {
          create: failed.lines.map(({ lineId, quantity, amountCents }) => ({
            lineId,
            quantity,
            amountCents,
          })),
        },
      },
    })
    await writeAudit(tx, actor, {
      action: 'refund.retried',
      subject: 'refund',
      subjectId: refundId,
      details: { amountCents: failed.amountCents, refundId: retry.id },
    })
    return retry.id
  })

  await carryRefund(ground, retryId)
  return readPaymentView(ground, found.paymentId, { storeId, sittingId: null, guestId: null })
}
