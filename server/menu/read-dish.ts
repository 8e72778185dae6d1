// One dish as the rules see it.

import { dishAt, type PricedDish } from '@/domain/menu'
import type { Prisma } from '@/prisma/client/client'
import { DISH_JSON } from './dish-json'

/** The dish of this store as it is at an instant, or null. */
export async function readDish(
  tx: Prisma.TransactionClient,
  storeId: number,
  dishId: number,
  at: Date,
): Promise<PricedDish | null> {
  const rows = await tx.$queryRawUnsafe<{ dish: PricedDish }[]>(
    `SELECT ${DISH_JSON} AS dish FROM dish d WHERE d.id = $1 AND d.store_id = $2 AND d.archived_at IS NULL`,
    dishId,
    storeId,
  )
  return rows[0] ? dishAt(rows[0].dish, at.getTime()) : null
}
