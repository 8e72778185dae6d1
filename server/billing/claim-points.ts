// Who joins after paying still gets the points: a bill that is nobody's and was settled on this
// business day becomes theirs, at the price at which it was paid. Its visit counts, and what goes
// back later takes its points with it.

import { isVisit, mayClaimPoints, spentCents } from '@/domain/membership'
import type { Prisma } from '@/prisma/client/client'
import { countVisit } from '../membership/count-visit'
import { earnPoints } from '../membership/earn-points'
import { lockOrders } from '../ordering/lock-order'
import { tellOrder } from './tell-order'

/** Of every such bill of a sitting; a second time there is none. */
export async function claimPoints(
  tx: Prisma.TransactionClient,
  claim: { storeId: number; sittingId: number; memberId: number; at: Date },
): Promise<void> {
  const { storeId, sittingId, memberId, at } = claim
  const paid = await tx.order.findMany({
    where: { storeId, sittingId, memberId: null, settledAt: { not: null } },
    select: { id: true },
  })
  if (paid.length === 0) return
  const clock = await tx.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })
  const orders = await lockOrders(
    tx,
    storeId,
    paid.map(({ id }) => id),
  )

  for (const order of orders) {
    const { id: orderId, version, state } = order
    const payments = await tx.payment.findMany({
      where: { orderId, state: 'succeeded' },
      include: { refunds: true },
      orderBy: { id: 'asc' },
    })
    const paidAtMs = payments.map(({ paidAt }) => paidAt?.getTime() ?? 0)
    const bill = { ...order, isSettled: order.settledAt !== null, paidAtMs }
    if (!mayClaimPoints(bill, { nowMs: at.getTime(), ...clock })) continue

    await tx.order.update({
      where: { id: orderId, version },
      data: { memberId, version: { increment: 1 } },
    })
    const reason = 'member'
    await tx.orderMove.create({
      data: { orderId, version, fromState: state, toState: state, reason, at },
    })
    for (const payment of payments) {
      const { id: paymentId } = payment
      await tx.payment.update({ where: { id: paymentId }, data: { memberId } })
      const keptCents = spentCents(payment, payment.refunds)
      await earnPoints(tx, { storeId, orderId, memberId, paymentId, keptCents, at })
    }
    if (isVisit(order)) await countVisit(tx, memberId, 1)
    await tellOrder(tx, orderId)
  }
}
