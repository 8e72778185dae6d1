// What a bill has brought a member so far: the money spent on it, and the points it has, earned less taken back.

import { spentCents } from '@/domain/membership'
import type { Prisma } from '@/prisma/client/client'

export type Earnings = { spentCents: number; points: number }

/** As this transaction sees it, in 分 and points. */
export async function readEarnings(
  tx: Prisma.TransactionClient,
  { orderId, memberId }: { orderId: number; memberId: number },
): Promise<Earnings> {
  const payments = await tx.payment.findMany({
    where: { orderId, memberId, state: 'succeeded' },
    include: { refunds: true },
  })
  const paymentId = { in: payments.map(({ id }) => id) }
  const { _sum } = await tx.pointsEntry.aggregate({
    where: { memberId, OR: [{ paymentId }, { refund: { paymentId } }] },
    _sum: { delta: true, debtDelta: true },
  })
  return {
    spentCents: payments.reduce((sum, each) => sum + spentCents(each, each.refunds), 0),
    points: (_sum.delta ?? 0) - (_sum.debtDelta ?? 0),
  }
}
