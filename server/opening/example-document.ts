// An example, or a list that somebody pasted, as a menu: a document in keys of its own, with prices
// in the store's money.

import type { Named } from '@/domain/language'
import {
  type DishBody,
  type MenuDocument,
  type MenuItem,
  plainCategory,
  plainDish,
  plainGroup,
  plainOption,
} from '@/domain/menu-document'
import { type ExampleMenuName, examplePrice, type ReadList } from '@/domain/opening'
import { EXAMPLE_MENUS, type ExampleDish, type ExampleGroup } from './example-menus'

const named = (name: string, english: string): Named => ({ name, names: { en: english } })

/** @param currency ISO 4217 */
export function exampleDocument(example: ExampleMenuName, currency: string): MenuDocument {
  const { groups, categories } = EXAMPLE_MENUS[example]
  return [
    ...categories.map(({ name, english }, at) => category(at, named(name, english))),
    ...Object.entries(groups).map(([key, group], sort) => groupItem(key, sort, group, currency)),
    ...categories.flatMap(({ dishes }, at) =>
      dishes.map((dish, sort) => dishItem(at, sort, dishBody(dish, currency))),
    ),
  ]
}

export function listDocument({ categories }: ReadList): MenuDocument {
  return [
    ...categories.map(({ name, names }, at) => category(at, { name, names })),
    ...categories.flatMap(({ dishes }, at) =>
      dishes.map(({ priceCents, ...dish }, sort) => dishItem(at, sort, { ...dish, priceCents })),
    ),
  ]
}

const category = (at: number, name: Named): MenuItem => ({
  kind: 'category',
  key: `c${at}`,
  sort: at,
  body: { ...plainCategory, ...name },
})

function groupItem(
  key: string,
  sort: number,
  { kind, name, english, minimum, maximum, options }: ExampleGroup,
  currency: string,
): MenuItem {
  return {
    kind: 'option_group',
    key,
    sort,
    body: {
      ...plainGroup,
      ...named(name, english),
      ...{ kind, minimum, maximum },
      options: options.map(([option, inEnglish, price], at) => ({
        ...plainOption(`${key}-${at}`),
        ...named(option, inEnglish),
        priceCents: price ? examplePrice(currency, price) : 0,
        isDefault: minimum === 1 && at === 0,
      })),
    },
  }
}

type Said = Pick<DishBody, 'name' | 'names' | 'priceCents'> & Partial<DishBody>

function dishBody([name, english, price, more = {}]: ExampleDish, currency: string): Said {
  const { groups = [], spicy = 0, allergens = [], diets = [], isSignature = false } = more
  return {
    ...named(name, english),
    priceCents: examplePrice(currency, price),
    optionGroups: groups,
    spiciness: spicy,
    allergens,
    dietTags: diets,
    isSignature,
  }
}

const dishItem = (at: number, sort: number, said: Said): MenuItem => ({
  kind: 'dish',
  key: `d${at}-${sort}`,
  sort,
  body: { ...plainDish(`c${at}`), ...said },
})
