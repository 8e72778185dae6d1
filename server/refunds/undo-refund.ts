// A refund that counts came back: the guest's bank did not take it, or what a platform had moved by
// itself was won back. It counts no more. What a guest did not get is wanted again by a person;
// what is rightly ours stays.

import { isVisit, spentCents } from '@/domain/membership'
import { statesBefore } from '@/domain/moves'
import { REFUND_MOVES, undoGiveBack } from '@/domain/refunds'
import type { Prisma } from '@/prisma/client/client'
import { tellPayment } from '../billing/tell-payment'
import { countVisit } from '../membership/count-visit'
import { keepPoints } from '../membership/keep-points'

/**
 * The order's row is locked by this transaction. @param why bounced: it still has to go, returned:
 * it has not
 */
export async function undoRefund(
  tx: Prisma.TransactionClient,
  refundId: number,
  why: 'bounced' | 'returned',
  at: Date,
): Promise<void> {
  const { order, payment, ...refund } = await tx.refund.findUniqueOrThrow({
    where: { id: refundId },
    include: { order: true, payment: { include: { refunds: true } } },
  })
  const { amountCents, reason } = refund
  const wasSurplus = reason === 'surplus' || reason === 'reopened'
  const isSettled = order.settledAt !== null

  await tx.refund.update({
    where: { id: refundId, state: { in: statesBefore(REFUND_MOVES, 'failed') } },
    data: {
      state: 'failed',
      failReason: why,
      isNumberDead: true,
      doneAt: at,
      refusals: { increment: 1 },
    },
  })
  const sums = undoGiveBack({ ...order, isSettled }, amountCents, wasSurplus)
  await tx.order.update({
    where: { id: order.id, version: order.version, refundedCents: order.refundedCents },
    data: sums,
  })
  if (!isVisit(order) && isVisit({ ...order, ...sums })) await countVisit(tx, order.memberId, 1)
  if (payment.memberId) {
    const undone = payment.refunds.map((each) =>
      each.id === refundId ? { ...each, state: 'failed' } : each,
    )
    await keepPoints(tx, {
      storeId: order.storeId,
      memberId: payment.memberId,
      paymentId: payment.id,
      refundId,
      spentCents: spentCents(payment, undone) - spentCents(payment, payment.refunds),
      at,
    })
  }

  await tellPayment(tx, payment)
}
