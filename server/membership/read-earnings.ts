// What a bill has brought a member so far: the money spent on it, and the points it has, earned
// less taken back.

import { spentCents } from '@/domain/membership'
import type { Prisma } from '@/prisma/client/client'

type MembersBill = { orderId: number; memberId: number }

/** In 分 and points. */
export type Earnings = { spentCents: number; points: number }

/** What the member has spent on a bill, in 分, as this transaction sees it. */
export async function readSpent(
  tx: Prisma.TransactionClient,
  { orderId, memberId }: MembersBill,
): Promise<number> {
  const payments = await tx.payment.findMany({
    where: { orderId, memberId, state: 'succeeded' },
    include: { refunds: true },
  })
  return payments.reduce((sum, each) => sum + spentCents(each, each.refunds), 0)
}

export async function readEarnings(
  tx: Prisma.TransactionClient,
  { orderId, memberId }: MembersBill,
): Promise<Earnings> {
  const payment = { orderId, memberId }
  const { _sum } = await tx.pointsEntry.aggregate({
    where: { memberId, OR: [{ payment }, { refund: { payment } }] },
    _sum: { delta: true, debtDelta: true },
  })
  return {
    spentCents: await readSpent(tx, { orderId, memberId }),
    points: (_sum.delta ?? 0) - (_sum.debtDelta ?? 0),
  }
}
