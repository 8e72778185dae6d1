// A payment earns points, exactly once: so many for each whole yuan actually paid, at the brand's rate. The ledger's unique (payment, reason)
// stands behind it. Called by the one way in which a payment succeeds, inside its transaction.

import { pointsFor } from '@/domain/membership'
import type { Prisma } from '@/prisma/client/client'
import { lockLedger } from './lock-member'

export type Earning = {
  storeId: number
  memberId: number
  paymentId: number
  /** What of the payment stays with us, in 分: a surplus on its way back earns nothing. */
  keptCents: number
  /** Whether this payment finished an order. */
  hasSettled: boolean
  at: Date
}

/** @returns the points earned */
export async function earnPoints(tx: Prisma.TransactionClient, earning: Earning): Promise<number> {
  const { memberId, paymentId, keptCents } = earning
  const member = await lockLedger(tx, earning.storeId, memberId)

  const points = pointsFor(keptCents, member.pointsPerYuan)
  const pointsAfter = member.points + points

  await tx.member.update({
    where: { id: memberId, points: member.points },
    data: {
      points: pointsAfter,
      lifetimePoints: { increment: points },
      totalSpentCents: { increment: keptCents },
      totalOrders: { increment: earning.hasSettled ? 1 : 0 },
    },
  })
  if (points > 0) {
    await tx.pointsEntry.create({
      data: {
        memberId,
        delta: points,
        reason: 'earned',
        paymentId,
        pointsAfter,
        createdAt: earning.at,
      },
    })
  }
  return points
}
