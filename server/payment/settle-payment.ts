// The one way in which a payment succeeds, whoever brings the news: inside one transaction that has locked the order.
// It happens once per payment; the order's sums, the member's points, the kitchen and a surplus on its way back follow from it.

import { businessDay } from '@/domain/calendar'
import { settle } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import type { Payment, Prisma } from '@/prisma/client/client'
import { earnPoints } from '../membership/earn-points'
import { confirmRounds } from '../ordering/decide-round'
import type { WholeOrder } from '../ordering/lock-order'
import { sendSurplusBack } from './send-surplus-back'
import { tellPayment } from './tell-payment'

export type Success = { transactionId: string; staffId: number | null; at: Date }

export type Settled = {
  earnedPoints: number
  /** A refund to be carried out after the commit: what was paid beyond the owed. */
  surplusRefundId: number | null
}

/** @throws Refusal payment.final when the payment is not pending any more */
export async function settlePayment(
  tx: Prisma.TransactionClient,
  order: WholeOrder,
  payment: Payment,
  { transactionId, staffId, at }: Success,
): Promise<Settled> {
  const clock = await tx.store.findUniqueOrThrow({
    where: { id: order.storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })

  const { paidCents, surplusCents, newSurplusCents, isSettled } = settle(order, payment.amountCents)
  const hasSettled = isSettled && !order.settledAt && order.state !== 'cancelled'

  const { count } = await tx.payment.updateMany({
    where: { id: payment.id, state: 'pending', version: payment.version },
    data: {
      state: 'succeeded',
      version: { increment: 1 },
      transactionId,
      staffId: staffId ?? payment.staffId,
      memberId: order.memberId,
      businessDay: new Date(businessDay(at.getTime(), clock)),
      paidAt: at,
      closedAt: at,
    },
  })
  if (count === 0) throw new Refusal('payment.final')
  await tx.order.update({
    where: { id: order.id, version: order.version, paidCents: order.paidCents },
    data: { paidCents, surplusCents, settledAt: hasSettled ? at : order.settledAt },
  })
  if (hasSettled) {
    await tx.coupon.updateMany({
      where: { orderId: order.id, usedAt: null },
      data: { usedAt: at },
    })
  }
  const earnedPoints = order.memberId
    ? await earnPoints(tx, {
        storeId: order.storeId,
        memberId: order.memberId,
        paymentId: payment.id,
        keptCents: payment.amountCents - newSurplusCents,
        hasSettled: hasSettled && !order.reopenedAt,
        at,
      })
    : 0
  const surplus =
    newSurplusCents > 0
      ? await tx.refund.create({
          data: {
            storeId: order.storeId,
            orderId: order.id,
            paymentId: payment.id,
            amountCents: newSurplusCents,
            reason: 'surplus',
            idempotencyKey: `surplus-${payment.id}`,
            createdAt: at,
          },
        })
      : null
  if (hasSettled && order.reopenedAt) await sendSurplusBack(tx, order.id, at)
  if (hasSettled && order.mode === 'pay_first') {
    const waiting = order.rounds.filter((round) => round.state === 'pending')
    const roundIds = waiting.map((round) => round.id)
    await confirmRounds(tx, order, roundIds, { staffId, reason: 'paid', at })
  }

  await tellPayment(tx, { ...payment, state: 'succeeded' })
  return { earnedPoints, surplusRefundId: surplus?.id ?? null }
}
