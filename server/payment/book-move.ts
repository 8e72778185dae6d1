// A manager books what a platform moved by itself: as a refund that has been done, so that the sums
// of the bill, of the day and of the platform agree. Where the payment never counted here, it is
// booked with it: what came, what went, and only the rest pays the bill.

import { refundableCents } from '@/domain/billing'
import { AT_PLATFORM, CHARGEBACK } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { PlatformMove, Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { lockOrder } from '../ordering/lock-order'
import { carryRefund, writeOutcome } from '../refunds/carry-refund'
import { takeOffUnserved } from '../refunds/take-off-unserved'
import { settlePayment } from './settle-payment'
import { ownPaymentFor } from './take-notice'

/**
 * A second tap changes nothing; a loss beyond what is left of the payment is booked as far as there
 * is something left.
 * @param request.amountCents how much it was, in 分, where the platform has not said it; null =
 *   as it was told
 * @throws Refusal thing.not-found, thing.changed for what came back meanwhile,
 *   refund.amount-unknown where nobody has said how much it was, refund.too-much (leftCents) for
 *   more than the payment, and while a refund of ours is on its way that would be more than the
 *   payment with it
 */
export async function bookMove(
  deps: Deps,
  actor: Actor,
  { moveId, amountCents: saidCents }: { moveId: number; amountCents: number | null },
): Promise<void> {
  const { storeId, staffId } = actor
  const found = await deps.db.platformMove.findFirst({
    where: { id: moveId, storeId },
    include: { payment: { select: { orderId: true } } },
  })
  if (!found) throw new Refusal('thing.not-found')

  const surplusRefundId = await deps.db.$transaction(async (tx) => {
    const at = deps.now()
    await lockOrder(tx, storeId, found.payment.orderId)
    const told = await tx.platformMove.findUniqueOrThrow({ where: { id: moveId } })
    if (told.state === 'booked') return null
    if (told.state === 'returned') throw new Refusal('thing.changed')
    const move = { ...told, amountCents: sumOf(told, saidCents) }

    const { paymentId, surplusRefundId } = await countedPayment(tx, move, at)
    const payment = await tx.payment.findUniqueOrThrow({
      where: { id: paymentId },
      include: { refunds: true },
    })
    const leftCents = refundableCents(payment, payment.refunds)
    const isUnderWay = payment.refunds.some(({ state }) => state === 'pending')
    if (isUnderWay && leftCents < move.amountCents) {
      throw new Refusal('refund.too-much', { leftCents })
    }

    const amountCents = Math.min(leftCents, move.amountCents)
    const refund = await tx.refund.createManyAndReturn({
      data:
        amountCents === 0
          ? []
          : [
              {
                storeId,
                orderId: payment.orderId,
                paymentId,
                staffId,
                amountCents,
                reason: move.kind === 'refund' ? AT_PLATFORM : CHARGEBACK,
                idempotencyKey: `move-${move.id}`,
                createdAt: at,
              },
            ],
    })
    const [{ id: refundId } = { id: null }] = refund
    if (refundId) {
      const providerRef = move.number || move.mark
      await writeOutcome(tx, refundId, { state: 'succeeded', providerRef }, at)
      const order = await tx.order.findUniqueOrThrow({
        where: { id: payment.orderId },
        select: { id: true, storeId: true, paidCents: true, refundedCents: true },
      })
      if (move.kind === 'refund' && order.refundedCents >= order.paidCents) {
        const by = { staffId, reason: AT_PLATFORM, at }
        await takeOffUnserved(tx, order, 'all', by)
      }
    }
    await tx.platformMove.update({
      where: { id: moveId, state: 'open' },
      data: {
        state: 'booked',
        amountCents: move.amountCents,
        isAmountKnown: true,
        refundId,
        endedAt: at,
      },
    })
    await writeAudit(tx, actor, {
      action: 'move.booked',
      subject: 'payment',
      subjectId: paymentId,
      details: { kind: move.kind, amountCents: move.amountCents, bookedCents: amountCents },
    })
    return surplusRefundId
  })
  if (surplusRefundId) await carryRefund(deps, surplusRefundId)
}

function sumOf({ amountCents, isAmountKnown }: PlatformMove, saidCents: number | null): number {
  if (isAmountKnown) return amountCents
  if (saidCents === null) throw new Refusal('refund.amount-unknown')
  if (saidCents > amountCents) throw new Refusal('refund.too-much', { leftCents: amountCents })
  return saidCents
}

/**
 * The payment that the move took from; one that never counted is counted now, of which only what
 * stayed pays the bill.
 */
async function countedPayment(
  tx: Prisma.TransactionClient,
  { paymentId, transactionId, amountCents: goneCents }: PlatformMove,
  at: Date,
): Promise<{ paymentId: number; surplusRefundId: number | null }> {
  const asked = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } })
  if (asked.state === 'succeeded') return { paymentId, surplusRefundId: null }
  const { provider } = asked
  const where = { provider_transactionId: { provider, transactionId } }
  const counted = transactionId ? await tx.payment.findUnique({ where }) : null
  if (counted) return { paymentId: counted.id, surplusRefundId: null }

  const order = await lockOrder(tx, asked.storeId, asked.orderId)
  const paid = asked.state === 'pending' ? asked : await ownPaymentFor(tx, asked, at)
  const success = { transactionId: transactionId || `${asked.token}-back`, staffId: null, at }
  const { surplusRefundId } = await settlePayment(tx, order, paid, success, goneCents)
  return { paymentId: paid.id, surplusRefundId }
}
