// The levels of a store's brand, lowest first: public, as they hang on the wall.

import type { Level } from '@/domain/membership'
import { Refusal } from '@/domain/refusal'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { LEVEL_FACTS } from './member-card'

/** @throws Refusal thing.not-found */
export async function readLevels(deps: Deps, storeId: number): Promise<Level[]> {
  const store = await deps.db.store.findUnique({
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
  return spoken(store.brand.levels)
}
