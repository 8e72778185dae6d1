// A refund takes back the points that its money earned, once per refund, from the balance and from the level's lifetime points.

import { pointsToTakeBack } from '@/domain/membership'
import type { Prisma } from '@/prisma/client/client'
import { lockLedger } from './lock-member'

export type TakingBack = {
  storeId: number
  memberId: number
  paymentId: number
  refundId: number
  /** What of the payment stays with us after this refund, in 分. */
  keptCents: number
  /** What this refund gives back of what was owed, in 分; a surplus was never spent. */
  unspentCents: number
  at: Date
}

/** @returns the points taken back */
export async function takeBackPoints(
  tx: Prisma.TransactionClient,
  takingBack: TakingBack,
): Promise<number> {
  const { memberId, paymentId, refundId } = takingBack
  const member = await lockLedger(tx, takingBack.storeId, memberId)
  const entries = await tx.pointsEntry.findMany({
    where: { memberId, OR: [{ paymentId }, { refund: { paymentId } }] },
    select: { delta: true, reason: true },
  })
  const payment = await tx.payment.findUniqueOrThrow({
    where: { id: paymentId },
    select: {
      amountCents: true,
      refunds: { where: { idempotencyKey: `surplus-${paymentId}` }, select: { amountCents: true } },
    },
  })
  const surplusCents = payment.refunds.reduce((sum, { amountCents }) => sum + amountCents, 0)

  const sumOf = (reason: 'earned' | 'reversed') =>
    entries.filter((entry) => entry.reason === reason).reduce((sum, { delta }) => sum + delta, 0)
  const points = pointsToTakeBack(
    {
      earnedPoints: sumOf('earned'),
      takenBackPoints: -sumOf('reversed'),
      earnedCents: payment.amountCents - surplusCents,
      keptCents: takingBack.keptCents,
    },
    member.points,
  )
  const pointsAfter = member.points - points

  await tx.member.update({
    where: { id: memberId, points: member.points },
    data: {
      points: pointsAfter,
      lifetimePoints: { decrement: points },
      totalSpentCents: { decrement: takingBack.unspentCents },
    },
  })
  if (points > 0) {
    await tx.pointsEntry.create({
      data: {
        memberId,
        delta: -points,
        reason: 'reversed',
        refundId,
        pointsAfter,
        createdAt: takingBack.at,
      },
    })
  }
  return points
}
