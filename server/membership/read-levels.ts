// The levels of a store's brand, lowest first: public, as they hang on the wall.

import type { Level } from '@/domain/membership'
import { Refusal } from '@/domain/refusal'
import type { Ground } from '../ground'
import { LEVEL_FACTS } from './member-card'

/** @throws Refusal thing.not-found */
export async function readLevels(ground: Ground, storeId: number): Promise<Level[]> {
  const store = await ground.db.store.findUnique({
    where: { id: storeId },
    select: {
      brand: {
        select: {
          levels: {
            select: LEVEL_FACTS,
            orderBy: { minimumPoints: 'asc' },
          },
        },
      },
    },
  })
  if (!store) throw new Refusal('thing.not-found')
  return store.brand.levels
}
