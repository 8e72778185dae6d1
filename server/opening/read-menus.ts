// The menus that one may begin with, at this store's prices, and how much is on its menu already.

import { itemsOf } from '@/domain/menu-document'
import { EXAMPLE_MENUS, type ExampleMenuName } from '@/domain/opening'
import { readCurrency } from '../access/read-currency'
import type { Deps } from '../deps'
import { exampleDocument } from './example-document'

const FIRST = 4

export type MenusToBeginWith = Awaited<ReturnType<typeof readMenus>>

export async function readMenus(deps: Deps, storeId: number) {
  const currency = await readCurrency(deps, { storeId })
  const example = (name: ExampleMenuName) => {
    const document = exampleDocument(name, currency)
    const dishes = itemsOf(document, 'dish')
    // What is ordered most there.
    const first = dishes
      .toSorted((one, other) => Number(other.body.isSignature) - Number(one.body.isSignature))
      .slice(0, FIRST)
    return {
      name,
      categories: itemsOf(document, 'category').length,
      dishes: dishes.length,
      first: first.map(({ body: { name, names, priceCents } }) => ({ name, names, priceCents })),
    }
  }
  return {
    examples: EXAMPLE_MENUS.map(example),
    /** On the menu already. */
    dishes: await deps.db.dish.count({ where: { storeId, archivedAt: null } }),
  }
}
