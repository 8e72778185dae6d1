// The one way in which points move: the member's row, which the caller has locked, and the entry of
// the ledger, in one transaction. What is missing becomes a debt, and what comes later pays it
// first.

import { type Balance, movePoints } from '@/domain/membership'
import type { PointsReason, Prisma } from '@/prisma/client/client'
import type { LockedMember } from './lock-member'

export type PointsMove = {
  /** Points that come (+) or go (−). */
  change: number
  /** What the member has spent more (+) or less (−) with it, in 分. */
  spentCents?: number
  reason: PointsReason
  note?: string
  paymentId?: number
  refundId?: number
  rewardId?: number | null
  idempotencyKey?: string
  at: Date
}

/** A move of no points is no entry. @returns the balance afterwards, and the entry */
export async function bookPoints(
  tx: Prisma.TransactionClient,
  { id: memberId, points, debtPoints }: Pick<LockedMember, 'id' | 'points' | 'debtPoints'>,
  { change, spentCents = 0, at, ...entry }: PointsMove,
): Promise<Balance & { entryId: number | null }> {
  const after = movePoints({ points, debtPoints }, change)
  // Redeeming, and giving back what was redeemed, never moves a level.
  const countsForLevel = entry.reason === 'earned' || entry.reason === 'reversed'

  await tx.member.update({
    where: { id: memberId, points, debtPoints },
    data: {
      ...(change !== 0 && after),
      lifetimePoints: { increment: countsForLevel ? change : 0 },
      totalSpentCents: { increment: spentCents },
    },
  })
  if (change === 0) return { ...after, entryId: null }
  const { id: entryId } = await tx.pointsEntry.create({
    data: {
      ...entry,
      memberId,
      delta: after.points - points,
      debtDelta: after.debtPoints - debtPoints,
      pointsAfter: after.points,
      debtAfter: after.debtPoints,
      createdAt: at,
    },
    select: { id: true },
  })
  return { ...after, entryId }
}
