// 外带: whether a party takes its food away. That is said of the area in which its table stands now,
// so what is ordered follows the table, and what was ordered keeps what it was.

import type { Prisma } from '@/prisma/client/client'

/** Of the sitting aliased so; of tables that were put together the first one's. */
export const isTakeawaySql = (s: string) => `
  COALESCE((SELECT ar.is_takeaway FROM sitting_table x
              JOIN dining_table dt ON dt.id = x.table_id JOIN area ar ON ar.id = dt.area_id
             WHERE x.sitting_id = ${s}.id AND x.until_at IS NULL ORDER BY x.id LIMIT 1), false)`

export async function isTakeaway(
  tx: Prisma.TransactionClient,
  sittingId: number,
): Promise<boolean> {
  const [row] = await tx.$queryRawUnsafe<{ isTakeaway: boolean }[]>(
    `SELECT ${isTakeawaySql('s')} AS "isTakeaway" FROM sitting s WHERE s.id = $1`,
    sittingId,
  )
  return row?.isTakeaway ?? false
}
