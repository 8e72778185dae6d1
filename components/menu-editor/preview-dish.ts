// A dish of the editor as a guest gets it once it is published: what is typed now, with the options
// and the parts that the draft has for it.

import type { Localized } from '@/domain/language'
import {
  type DishBody,
  itemsOf,
  type Key,
  type MenuDocument,
  type OptionBody,
} from '@/domain/menu-document'
import type { GuestDish } from '@/server/menu/read-menu'

/** What is typed and is no number yet counts as nothing. */
const cents = (typed: number) => (Number.isNaN(typed) ? 0 : typed)
const centsOrNone = (typed: number | null) => (Number.isNaN(typed) ? null : typed)

/** A field that is left empty says nothing in its language. */
const said = (texts: Localized): Localized =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''))

/**
 * @param document of the draft
 * @returns numbers of options are its own: below 0 those of parts, as in every menu
 */
export function previewDish(body: DishBody, document: MenuDocument): GuestDish {
  const numbers = new Map<Key, number>()
  const numberOf = (key: Key) => {
    const number = numbers.get(key) ?? numbers.size + 1
    numbers.set(key, number)
    return number
  }
  const dishes = new Map(itemsOf(document, 'dish').map((item) => [item.key, item.body]))
  const groups = new Map(itemsOf(document, 'option_group').map((item) => [item.key, item.body]))
  const schedules = new Map(itemsOf(document, 'schedule').map((item) => [item.key, item.body]))
  const option = ({ key, sizePrices, ...each }: OptionBody) => ({
    ...each,
    id: numberOf(key),
    isSoldOut: false,
    stock: null,
    part: null,
    sizePrices: sizePrices.map(({ size, priceCents }) => ({ sizeId: numberOf(size), priceCents })),
  })
  const asked = body.optionGroups.flatMap((key) => {
    const group = groups.get(key)
    return group
      ? [{ ...group, id: numberOf(`group ${key}`), options: group.options.map(option) }]
      : []
  })
  const parts = body.slots.map(({ key, choices, ...slot }) => ({
    ...slot,
    id: -numberOf(`slot ${key}`),
    kind: 'part' as const,
    freeCount: 0,
    isDearest: false,
    options: choices.map(({ dish, extraCents }) => ({
      id: -numberOf(`choice ${key} ${dish}`),
      name: dishes.get(dish)?.name ?? '',
      names: dishes.get(dish)?.names ?? {},
      priceCents: cents(extraCents),
      maximumQuantity: cents(slot.maximum),
      isDefault: false,
      isSoldOut: false,
      stock: null,
      sizePrices: [],
      allergens: dishes.get(dish)?.allergens ?? [],
      freeFrom: dishes.get(dish)?.freeFrom ?? [],
      part: { dishId: numberOf(`dish ${dish}`), stationIds: [], soldOutUntil: null },
    })),
  }))
  return {
    id: 0,
    name: body.name,
    names: said(body.names),
    unit: body.unit,
    units: said(body.units),
    description: body.description,
    descriptions: said(body.descriptions),
    pinyin: '',
    picture: body.picture,
    priceCents: cents(body.priceCents),
    promoPriceCents: centsOrNone(body.promoPriceCents),
    memberPriceCents: centsOrNone(body.memberPriceCents),
    isPerPerson: body.isPerPerson,
    perGrams: body.perGrams,
    hourPrices: body.hourPrices.flatMap(({ schedule, priceCents }) => {
      const hours = schedules.get(schedule)
      return hours && !Number.isNaN(priceCents) ? [{ ...hours, priceCents }] : []
    }),
    isMarketPrice: body.isMarketPrice,
    servedAs: body.servedAs,
    isServedHere: true,
    marketCents: null,
    marketUntil: null,
    isSoldOut: false,
    soldOutUntil: null,
    stock: null,
    isArchived: false,
    allergens: [...body.allergens],
    freeFrom: [...body.freeFrom],
    dietTags: [...body.dietTags],
    spiciness: body.spiciness,
    isSignature: body.isSignature,
    optionGroups: body.kind === 'combo' ? parts : asked,
  }
}
