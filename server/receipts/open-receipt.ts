// The way to an order's receipt, for the guests of its table and for staff.

import { receiptPath } from '@/domain/paths'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '../deps'
import { openReceipt as receiptTokenOf } from './read-receipt'

/** @returns the page's path @throws Refusal thing.not-found */
export async function openReceipt(
  deps: Deps,
  who: { storeId: number; sittingId: number | null },
  { orderId, paymentId }: { orderId: number; paymentId: number | null },
): Promise<{ path: string }> {
  const where = {
    id: orderId,
    storeId: who.storeId,
    ...(who.sittingId ? { sittingId: who.sittingId } : {}),
  }
  return deps.db.$transaction(async (tx) => {
    if ((await tx.order.count({ where })) === 0) throw new Refusal('thing.not-found')
    return { path: receiptPath(await receiptTokenOf(tx, orderId), paymentId) }
  })
}
