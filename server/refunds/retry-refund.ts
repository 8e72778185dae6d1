// A refund that a platform refused is tried again by a person, or given in cash instead. It keeps
// its number as long as that is good, so that the same money never goes by two; where the number is
// dead, it is tried again as a refund of its own.

import { refundableCents } from '@/domain/billing'
import { statesBefore } from '@/domain/moves'
import { REFUND_MOVES } from '@/domain/refunds'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import { type PaymentView, readPaymentView } from '../billing/read-payment'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import { carryRefund } from './carry-refund'
import { checkRefundDay, checkRefundLimit } from './refund-limit'

/**
 * Once per failed refund: a second tap finds what the first made of it.
 * @param by the way it came, or cash that a person hands over
 * @throws Refusal thing.not-found, refund.not-failed, refund.too-much (leftCents),
 *   refund.earlier-day (day), refund.over-limit (limitCents)
 */
export async function retryRefund(
  deps: Deps,
  actor: Actor,
  { refundId, by = 'platform' }: { refundId: number; by?: 'platform' | 'cash' },
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
    const isWanted = failed.refusals > 0 && failed.isInCash === (by === 'cash')
    if (failed.state !== 'failed' && isWanted) return failed.id
    if (failed.state !== 'failed') throw new Refusal('refund.not-failed')
    const leftCents = refundableCents(failed.payment, failed.payment.refunds)
    if (failed.amountCents > leftCents) throw new Refusal('refund.too-much', { leftCents })
    await checkRefundDay(tx, actor, [failed.paymentId], deps.now())
    await checkRefundLimit(tx, actor, failed.orderId, failed.amountCents)

    if (by === 'cash' || !failed.isNumberDead) {
      await tx.refund.update({
        where: { id: refundId, state: { in: statesBefore(REFUND_MOVES, 'pending') } },
        data: {
          state: 'pending',
          isInCash: by === 'cash',
          attempts: 0,
          askedAt: null,
          doneAt: null,
          businessDay: null,
          failReason: null,
        },
      })
      await writeAudit(tx, actor, {
        action: by === 'cash' ? 'refund.in-cash' : 'refund.retried',
        subject: 'refund',
        subjectId: refundId,
        details: { amountCents: failed.amountCents },
      })
      return refundId
    }
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
