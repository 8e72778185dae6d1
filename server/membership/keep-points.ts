// A refund that took points back counts no more: what was spent is spent again, and the bill has
// its points again.

import type { Prisma } from '@/prisma/client/client'
import { bookPoints } from './book-points'
import { lockLedger } from './lock-member'

export type Keeping = {
  storeId: number
  memberId: number
  paymentId: number
  refundId: number
  /** What counts as spent again, in 分. */
  spentCents: number
  at: Date
}

export async function keepPoints(
  tx: Prisma.TransactionClient,
  { storeId, memberId, paymentId, refundId, spentCents, at }: Keeping,
): Promise<void> {
  const member = await lockLedger(tx, storeId, memberId)
  const taken = await tx.pointsEntry.findUnique({ where: { refundId } })
  // The ledger takes one such entry a payment; of a second one the points come without saying for
  // which.
  const where = { paymentId, reason: 'reversed' as const }
  const isFirst = (await tx.pointsEntry.count({ where })) === 0

  await bookPoints(tx, member, {
    change: taken ? taken.debtDelta - taken.delta : 0,
    spentCents,
    reason: 'reversed',
    ...(isFirst && { paymentId }),
    at,
  })
}
