// An order's sums changed without a payment: told to the store, the table and whoever follows the
// order.

import { roomsOf } from '@/domain/event'
import { wireOrder } from '@/domain/order-flow'
import type { Prisma } from '@/prisma/client/client'
import { tell } from '../outbox'

/** Reads the order as this transaction left it. */
export async function tellOrder(tx: Prisma.TransactionClient, orderId: number): Promise<void> {
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    include: {
      rounds: { select: { number: true }, orderBy: { number: 'desc' }, take: 1 },
      store: { select: { currency: true } },
    },
  })
  await tell(tx, {
    storeId: order.storeId,
    type: 'order_status_update',
    rooms: roomsOf({ storeId: order.storeId, sittingId: order.sittingId, orderId }),
    payload: {
      order: wireOrder(
        { ...order, isSettled: order.settledAt !== null, currency: order.store.currency },
        order.rounds[0]?.number ?? 1,
      ),
      ...(order.sittingId ? { sitting_id: order.sittingId } : {}),
    },
  })
}
