// One dish as the rules see it.

import { localMinute } from '@/domain/calendar'
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
  const [row] = await tx.$queryRawUnsafe<{ dish: PricedDish; timeZone: string }[]>(
    `SELECT ${DISH_JSON} AS dish, st.time_zone AS "timeZone"
       FROM dish d JOIN store st ON st.id = d.store_id
      WHERE d.id = $1 AND d.store_id = $2 AND d.archived_at IS NULL`,
    dishId,
    storeId,
  )
  if (!row) return null
  const atMs = at.getTime()
  return dishAt(row.dish, { atMs, ...localMinute(atMs, row.timeZone) })
}
