// Orders are changed one at a time: whoever changes one, or its lines or payments, first locks its
// row here, several always in the order of their ids.

import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'

export const WHOLE_ORDER = {
  rounds: { orderBy: { number: 'asc' } },
  lines: { orderBy: { id: 'asc' } },
  adjustments: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.OrderInclude

export type WholeOrder = Prisma.OrderGetPayload<{ include: typeof WHOLE_ORDER }>

/** Locks an order of this store and reads it whole. @throws Refusal thing.not-found */
export async function lockOrder(
  tx: Prisma.TransactionClient,
  storeId: number,
  orderId: number,
): Promise<WholeOrder> {
  const [order] = await lockOrders(tx, storeId, [orderId])
  if (!order) throw new Refusal('thing.not-found')
  return order
}

/** As lockOrder, for several; those that are not this store's are left out. */
export async function lockOrders(
  tx: Prisma.TransactionClient,
  storeId: number,
  orderIds: readonly number[],
): Promise<WholeOrder[]> {
  const ids = [...new Set(orderIds)]
  await tx.$queryRaw`
    SELECT id FROM customer_order WHERE id = ANY(${ids}) AND store_id = ${storeId} ORDER BY id FOR UPDATE`
  return tx.order.findMany({
    where: { id: { in: ids }, storeId },
    include: WHOLE_ORDER,
    orderBy: { id: 'asc' },
  })
}
