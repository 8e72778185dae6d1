// A payment earns points, exactly once: one whole yuan actually paid is one point. The ledger's unique (payment, reason)
// stands behind it. Called by the one way in which a payment succeeds, inside its transaction.

import { pointsFor } from '@/domain/membership'
import type { Prisma } from '@/prisma/client/client'
import { lockMember } from './lock-member'

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
  const member = await lockMember(tx, earning.storeId, memberId)

  const points = pointsFor(keptCents)
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
