// The one way in which a payment succeeds, whoever brings the news: inside one transaction that has
// locked the order. It happens once per payment; the order's sums, the member's points, the kitchen
// and a surplus on its way back follow from it.

import { businessDay } from '@/domain/calendar'
import { settle } from '@/domain/payment'
import type { Payment, Prisma } from '@/prisma/client/client'
import { tellPayment } from '../billing/tell-payment'
import { earnPoints } from '../membership/earn-points'
import { readBillFacts } from '../ordering/bill-facts'
import type { WholeOrder } from '../ordering/lock-order'
import { followSettled } from '../ordering/settle-order'
import { sendSurplusBack } from '../refunds/send-surplus-back'
import { movePayment } from './move-payment'

export type Success = { transactionId: string; staffId: number | null; at: Date }

export type Settled = {
  earnedPoints: number
  /** A refund to be carried out after the commit: what was paid beyond the owed. */
  surplusRefundId: number | null
}

/**
 * @param goneCents what of it has gone back already, in 分, and pays nothing: its refund is to be
 *   written in the same transaction
 * @throws Refusal payment.final when the payment is not pending any more
 */
export async function settlePayment(
  tx: Prisma.TransactionClient,
  order: WholeOrder,
  payment: Payment,
  { transactionId, staffId, at }: Success,
  goneCents = 0,
): Promise<Settled> {
  const clock = await tx.store.findUniqueOrThrow({
    where: { id: order.storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })

  const stayedCents = payment.amountCents - goneCents
  const { newSurplusCents, isSettled, ...sums } = settle(order, stayedCents)
  const paidCents = sums.paidCents + goneCents
  const surplusCents = sums.surplusCents + goneCents
  const memberId = goneCents > 0 ? null : order.memberId
  const isFirstMoney = order.paidCents === order.surplusCents
  // What came to be weighed while it was under way is still to be paid.
  const isWhole = isSettled && order.awaited === 0
  const hasSettled = isWhole && !order.settledAt && order.state !== 'cancelled'

  const paid = await movePayment(tx, payment, 'succeeded', {
    transactionId,
    staffId: staffId ?? payment.staffId,
    memberId,
    businessDay: new Date(businessDay(at.getTime(), clock)),
    paidAt: at,
    closedAt: at,
  })
  await tx.order.update({
    where: { id: order.id, version: order.version, paidCents: order.paidCents },
    data: {
      paidCents,
      surplusCents,
      settledAt: hasSettled ? at : order.settledAt,
      ...(isFirstMoney && { fixedRules: await rulesOf(tx, order) }),
    },
  })
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
  const earnedPoints = memberId
    ? await earnPoints(tx, {
        storeId: order.storeId,
        orderId: order.id,
        memberId,
        paymentId: payment.id,
        keptCents: payment.amountCents - newSurplusCents,
        at,
      })
    : 0
  if (hasSettled && order.reopenedAt) await sendSurplusBack(tx, order.id, at)
  if (hasSettled) await followSettled(tx, order, { staffId, at })

  await tellPayment(tx, paid)
  return { earnedPoints, surplusRefundId: surplus?.id ?? null }
}

/** By what the bill that was seen and is paid was priced: what changed since does not move it. */
async function rulesOf(
  tx: Prisma.TransactionClient,
  { id, pricedRules }: WholeOrder,
): Promise<Prisma.InputJsonValue> {
  return (pricedRules ?? (await readBillFacts(tx, id)).rulesOfNow) as Prisma.InputJsonValue
}
