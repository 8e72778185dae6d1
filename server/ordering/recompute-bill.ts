// The bill again, after something that prices depend on changed: a member was attached, heads were
// counted.

import type { Prisma } from '@/prisma/client/client'
import { followLines } from './follow-lines'

/**
 * Recomputes adjustments, discount and what is owed of an order whose row is locked by this
 * transaction.
 */
export async function recomputeBill(
  tx: Prisma.TransactionClient,
  orderId: number,
  by: { staffId: number | null; at: Date },
): Promise<void> {
  await followLines(tx, { orderId, reason: 'bill', ...by })
}
