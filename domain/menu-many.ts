// Changing many dishes at once: what is said once, done to each of them.

import type { Contents } from './allergies'
import { ALLERGENS, type Allergen, DIET_TAGS, type DietTag, type ServedAs } from './menu'
import { type DishBody, type Key, printOf } from './menu-document'
import { MAXIMUM_CENTS, unitsOfOne } from './money'

/** What is said of each; what is not said here stays as it is. */
export type DishesChange = {
  price?: PriceChange | undefined
  category?: Key | undefined
  /** None = the default station. */
  stations?: readonly Key[] | undefined
  /** Null = as its category. */
  course?: number | null | undefined
  promisedMinutes?: number | null | undefined
  servedAs?: ServedAs | undefined
  allergens?: readonly { allergen: Allergen; contents: Contents }[] | undefined
  diets?: readonly { diet: DietTag; isSo: boolean }[] | undefined
}

/** First the share, then the amount, then to the nearest `roundToCents`, a half up. */
export type PriceChange = {
  /** Of 10,000; less than nothing to make it cheaper. */
  addedBasisPoints: number
  /** Smallest units of the currency. */
  addedCents: number
  roundToCents: number
  /** Whether the promotion, the members' price and those of some hours go with it. */
  isReducedToo: boolean
}

/** To what prices of a currency are rounded: its last digit, a half, a whole (JPY 1, 10, 100). */
export function roundingsOf(currency: string): readonly number[] {
  const one = unitsOfOne(currency)
  return one === 1 ? [1, 10, 100] : [1, one / 2, one]
}

export type PriceFlaw = 'below-nothing' | 'too-high'

/** Smallest units, or why there is no such price. */
export function changedPrice(cents: number, change: PriceChange): number | PriceFlaw {
  const parts =
    BigInt(cents) * BigInt(10_000 + change.addedBasisPoints) + BigInt(change.addedCents) * 10_000n
  if (parts < 0n) return 'below-nothing'
  const step = 10_000n * BigInt(change.roundToCents)
  const steps = (2n * parts + step) / (2n * step)
  const after = Number(steps) * change.roundToCents
  return after > MAXIMUM_CENTS ? 'too-high' : after
}

const FIELDS: Record<keyof DishesChange, readonly (keyof DishBody)[]> = {
  price: ['priceCents', 'promoPriceCents', 'memberPriceCents', 'hourPrices', 'isMarketPrice'],
  category: ['category'],
  stations: ['stations'],
  course: ['course'],
  promisedMinutes: ['promisedMinutes'],
  servedAs: ['servedAs'],
  allergens: ['allergens', 'freeFrom'],
  diets: ['dietTags'],
}

/** A dish as it will be, or why its price cannot be so. */
export function changedDish(body: DishBody, change: DishesChange): DishBody | PriceFlaw {
  const { price, category, stations, course, promisedMinutes, servedAs, allergens, diets } = change
  const after = { ...body }
  // 时价: what stands there costs nobody anything.
  if (price && !body.isMarketPrice) {
    const prices = changedPrices(body, price)
    if (typeof prices === 'string') return prices
    Object.assign(after, prices)
  }
  if (category !== undefined) after.category = category
  if (stations !== undefined) after.stations = stations
  if (course !== undefined) after.course = course
  if (promisedMinutes !== undefined) after.promisedMinutes = promisedMinutes
  if (servedAs !== undefined) after.servedAs = servedAs
  for (const { allergen, contents } of allergens ?? []) {
    after.allergens = withOrWithout(ALLERGENS, after.allergens, allergen, contents === 'contains')
    after.freeFrom = withOrWithout(ALLERGENS, after.freeFrom, allergen, contents === 'free')
  }
  for (const { diet, isSo } of diets ?? []) {
    after.dietTags = withOrWithout(DIET_TAGS, after.dietTags, diet, isSo)
  }
  return after
}

type Prices = Pick<DishBody, 'priceCents' | 'promoPriceCents' | 'memberPriceCents' | 'hourPrices'>

function changedPrices(body: Prices, change: PriceChange): Partial<Prices> | PriceFlaw {
  let flaw: PriceFlaw | null = null
  const changed = (cents: number): number => {
    const after = changedPrice(cents, change)
    if (typeof after === 'number') return after
    flaw = after
    return cents
  }
  const orNone = (cents: number | null) => (cents === null ? null : changed(cents))
  const prices = {
    priceCents: changed(body.priceCents),
    ...(change.isReducedToo && {
      promoPriceCents: orNone(body.promoPriceCents),
      memberPriceCents: orNone(body.memberPriceCents),
      hourPrices: body.hourPrices.map((each) => ({
        ...each,
        priceCents: changed(each.priceCents),
      })),
    }),
  }
  return flaw ?? prices
}

/** What is there keeps its order; what comes to it stands where the house lists it. */
function withOrWithout<Each extends string>(
  all: readonly Each[],
  list: readonly Each[],
  each: Each,
  isIn: boolean,
): readonly Each[] {
  if (list.includes(each) === isIn) return list
  if (!isIn) return list.filter((one) => one !== each)
  return [...list, each].sort((one, other) => all.indexOf(one) - all.indexOf(other))
}

/** What a dish is in all that is changed, in a few letters: what was seen is what is changed. */
export function printOfDish(body: DishBody, change: DishesChange): string {
  const said = (Object.keys(FIELDS) as (keyof DishesChange)[]).filter(
    (part) => change[part] !== undefined,
  )
  return printOf(JSON.stringify(said.flatMap((part) => FIELDS[part].map((field) => body[field]))))
}
