// A refund takes back the points that its money earned, once per refund: from the balance, and what
// was spent already as a debt; from the level's lifetime points all of it.

import { pointsToTakeBack, spentCents } from '@/domain/membership'
import type { Prisma } from '@/prisma/client/client'
import { bookPoints } from './book-points'
import { lockLedger } from './lock-member'
import { readEarnings } from './read-earnings'

export type TakingBack = {
  storeId: number
  orderId: number
  memberId: number
  /** It has succeeded in this transaction. */
  refundId: number
  at: Date
}

/** @returns the points taken back */
export async function takeBackPoints(
  tx: Prisma.TransactionClient,
  takingBack: TakingBack,
): Promise<number> {
  const { storeId, memberId, refundId, at } = takingBack
  const member = await lockLedger(tx, storeId, memberId)
  const bill = await readEarnings(tx, takingBack)
  const { refunds, ...payment } = await tx.payment.findFirstOrThrow({
    where: { refunds: { some: { id: refundId } } },
    include: { refunds: { orderBy: { id: 'asc' } } },
  })

  const before = refunds.map((each) =>
    each.id === refundId ? { ...each, state: 'pending' } : each,
  )
  const unspentCents = spentCents(payment, before) - spentCents(payment, refunds)
  const points = pointsToTakeBack(
    { points: bill.points, spentCents: bill.spentCents + unspentCents },
    unspentCents,
  )

  await bookPoints(tx, member, {
    change: -points,
    spentCents: -unspentCents,
    reason: 'reversed',
    refundId,
    at,
  })
  return points
}
