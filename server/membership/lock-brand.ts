// The rules of a brand change one change at a time: whoever changes them locks the brand's row
// here.

import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'

/** Locks the brand of a store. @throws Refusal thing.not-found */
export async function lockBrand(
  tx: Prisma.TransactionClient,
  storeId: number,
): Promise<{ id: number; pointsPerYuan: number }> {
  const [brand] = await tx.$queryRaw<{ id: number; pointsPerYuan: number }[]>`
    SELECT b.id, b.points_per_yuan AS "pointsPerYuan" FROM brand b
     WHERE b.id = (SELECT s.brand_id FROM store s WHERE s.id = ${storeId})
       FOR NO KEY UPDATE`
  if (!brand) throw new Refusal('thing.not-found')
  return brand
}
