// Dishes that were taken back before they were cooked return to the 限量 they came from, once.

import { menuRoom } from '@/domain/event'
import type { Prisma } from '@/prisma/client/client'
import { tell } from '../outbox'

/**
 * Gives the portions of voided lines back to dishes that are limited; the lines' orders are locked
 * by this transaction.
 */
export async function returnStock(
  tx: Prisma.TransactionClient,
  storeId: number,
  lines: readonly {
    id: number
    splitFromId: number | null
    dishId: number
    quantity: number
    /** Portions to give back, where that is not all of the line. */
    returned?: number
  }[],
  by: { staffId: number | null; at: Date },
): Promise<void> {
  for (const line of [...lines].sort((a, b) => a.dishId - b.dishId)) {
    const sold = await tx.stockMove.findFirst({
      where: { storeId, dishId: line.dishId, lineId: line.splitFromId ?? line.id, reason: 'sold' },
      select: { id: true },
    })
    const { _sum } = await tx.stockMove.aggregate({
      where: { storeId, dishId: line.dishId, lineId: line.id, reason: 'returned' },
      _sum: { delta: true },
    })
    const portions = Math.min(line.returned ?? line.quantity, line.quantity - (_sum.delta ?? 0))
    if (portions <= 0) continue
    const { count } = sold
      ? await tx.dish.updateMany({
          where: { id: line.dishId, stock: { not: null } },
          data: { stock: { increment: portions } },
        })
      : { count: 0 }
    if (count === 0) continue

    await tx.stockMove.create({
      data: {
        storeId,
        dishId: line.dishId,
        delta: portions,
        reason: 'returned',
        lineId: line.id,
        staffId: by.staffId,
        at: by.at,
      },
    })
    await tell(tx, {
      storeId,
      type: 'menu_changed',
      rooms: [`store:${storeId}`, menuRoom(storeId)],
      payload: { dish_id: line.dishId },
    })
  }
}
