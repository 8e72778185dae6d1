// A payment earns points, exactly once: what the whole yuan spent on its bill earn with it and did
// not without it, at the brand's rate. The ledger's unique (payment, reason) stands behind it.
// Called by the one way in which a payment succeeds, inside its transaction.

import { pointsOfPayment } from '@/domain/membership'
import type { Prisma } from '@/prisma/client/client'
import { bookPoints } from './book-points'
import { lockLedger } from './lock-member'
import { readSpent } from './read-earnings'

export type Earning = {
  storeId: number
  orderId: number
  memberId: number
  /** It has succeeded in this transaction, and what came too much stands as its refund. */
  paymentId: number
  /** What of the payment stays with us, in 分: a surplus on its way back earns nothing. */
  keptCents: number
  at: Date
}

/** @returns the points earned */
export async function earnPoints(tx: Prisma.TransactionClient, earning: Earning): Promise<number> {
  const { memberId, paymentId, keptCents, at } = earning
  const member = await lockLedger(tx, earning.storeId, memberId)
  const spent = await readSpent(tx, earning)

  const change = pointsOfPayment(spent - keptCents, keptCents, member.pointsPerYuan)

  await bookPoints(tx, member, { change, spentCents: keptCents, reason: 'earned', paymentId, at })
  return change
}
