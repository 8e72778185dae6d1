// A bill whose price may still change by hand: nothing of it is paid, and nobody is paying. Whoever
// changes one locks it here.

import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import { lockOrder, type WholeOrder } from '../ordering/lock-order'

/** Whose bills: of a guest's sitting, or (sittingId null) any of the store. */
export type BillKeeper = { storeId: number; sittingId: number | null }

/** @throws Refusal thing.not-found, order.final, order.already-paid, payment.other-pending */
export async function lockOpenBill(
  tx: Prisma.TransactionClient,
  keeper: BillKeeper,
  orderId: number,
): Promise<WholeOrder> {
  const order = await lockOrder(tx, keeper.storeId, orderId)
  await refuseClosedBill(tx, keeper, order)
  return order
}

/**
 * As lockOpenBill, of an order that this transaction has locked already. @param mayBePartlyPaid
 * money in it is no reason to refuse
 */
export async function refuseClosedBill(
  tx: Prisma.TransactionClient,
  keeper: BillKeeper,
  order: WholeOrder,
  mayBePartlyPaid = false,
): Promise<void> {
  const pending = await tx.payment.count({ where: { orderId: order.id, state: 'pending' } })

  if (keeper.sittingId !== null && order.sittingId !== keeper.sittingId) {
    throw new Refusal('thing.not-found')
  }
  if (order.state === 'cancelled') throw new Refusal('order.final')
  if (order.settledAt || (order.paidCents > order.refundedCents && !mayBePartlyPaid)) {
    throw new Refusal('order.already-paid')
  }
  if (pending > 0) throw new Refusal('payment.other-pending')
}
