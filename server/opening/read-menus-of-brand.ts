// The stores of a brand and whose menu each follows. Who has the brand sees all of them, everybody
// else the one where they ask.

import type { Localized } from '@/domain/language'
import type { Actor } from '../access/procedures'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'

export type MenuOfStore = {
  storeId: number
  name: string
  names: Localized
  currency: string
  /** Whose menu it follows; null = it has its own. */
  leader: { storeId: number; name: string; names: Localized } | null
}

export async function readMenusOfBrand(
  deps: Deps,
  { storeId, hasBrand }: Actor,
): Promise<MenuOfStore[]> {
  const named = { id: true, name: true, names: true } as const
  const rows = await deps.db.store.findMany({
    where: hasBrand ? { brand: { stores: { some: { id: storeId } } } } : { id: storeId },
    orderBy: { id: 'asc' },
    select: { ...named, currency: true, menuFrom: { select: named } },
  })
  return spoken(rows).map(({ id, menuFrom, ...store }) => ({
    storeId: id,
    ...store,
    leader: menuFrom && { storeId: menuFrom.id, name: menuFrom.name, names: menuFrom.names },
  }))
}
