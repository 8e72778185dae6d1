// A refund that a platform declined is tried again by a person: as a refund of its own, because the declined one has ended.

import { refundableCents } from '@/domain/billing'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import { type PaymentView, readPaymentView } from '../billing/read-payment'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import { carryRefund } from './carry-refund'
import { checkRefundDay, checkRefundLimit } from './refund-limit'

/**
 * Once per failed refund: a second tap finds the first retry.
 * @throws Refusal thing.not-found, refund.not-failed, refund.too-much (leftCents), refund.earlier-day (day),
 *   refund.over-limit (limitCents)
 */
export async function retryRefund(
  deps: Deps,
  actor: Actor,
  { refundId }: { refundId: number },
): Promise<PaymentView> {
  const { storeId, staffId } = actor
  const found = await deps.db.refund.findFirst({ where: { id: refundId, storeId } })
  if (!found) throw new Refusal('thing.not-found')

  const retryId = await deps.db.$transaction(async (tx) => {
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
    await checkRefundDay(tx, actor, [failed.paymentId], deps.now())
    await checkRefundLimit(tx, actor, failed.orderId, failed.amountCents)

    const retry = await tx.refund.create({
      data: {
        storeId,
        orderId: failed.orderId,
        paymentId: failed.paymentId,
        staffId,
        amountCents: failed.amountCents,
        reason: failed.reason,
        requestKey: failed.requestKey,
        requestHash: failed.requestHash,
        idempotencyKey,
        createdAt: deps.now(),
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

  await carryRefund(deps, retryId)
  return readPaymentView(deps, found.paymentId, { storeId, sittingId: null, guestId: null })
}
