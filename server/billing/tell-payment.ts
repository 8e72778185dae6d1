// A payment's change told to the store, the table and whoever follows the order.

import { type PaymentState, specStatusOf } from '@/domain/billing'
import { roomsOf } from '@/domain/event'
import type { PaymentMethod } from '@/domain/methods'
import { wholeOf } from '@/domain/money'
import { wireOrder } from '@/domain/order-flow'
import type { Prisma } from '@/prisma/client/client'
import { tell } from '../outbox'

/** Tells of a payment as it is now; reads the order as this transaction left it. */
export async function tellPayment(
  tx: Prisma.TransactionClient,
  payment: {
    id: number
    orderId: number
    amountCents: number
    method: PaymentMethod
    state: PaymentState
  },
): Promise<void> {
  const order = await tx.order.findUniqueOrThrow({
    where: { id: payment.orderId },
    include: {
      rounds: { select: { number: true }, orderBy: { number: 'desc' }, take: 1 },
      store: { select: { currency: true } },
    },
  })
  await tell(tx, {
    storeId: order.storeId,
    type: 'payment_status_update',
    rooms: roomsOf({ storeId: order.storeId, sittingId: order.sittingId, orderId: order.id }),
    payload: {
      payment: {
        payment_id: payment.id,
        order_id: order.id,
        order_number: order.number,
        amount: wholeOf(payment.amountCents, order.store.currency),
        currency: order.store.currency,
        payment_method: payment.method,
        status: specStatusOf(payment.state),
      },
      order: wireOrder(
        { ...order, isSettled: order.settledAt !== null, currency: order.store.currency },
        order.rounds[0]?.number ?? 1,
      ),
      ...(order.sittingId ? { sitting_id: order.sittingId } : {}),
    },
  })
}
