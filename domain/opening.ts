// A restaurant opens: what a new one begins with, the steps in which its owner sets it up, and what
// a house is until then.

import type { Localized, Named } from './language'
import type { OrderMode } from './menu'
import { amountFromText, MAXIMUM_CENTS, unitsOfOne } from './money'

/** The kitchen that a new store begins with, which cooks everything until there are others. */
export const FIRST_STATION: Named = { name: '厨房', names: { en: 'Kitchen' } }

/**
 * What the database holds: nothing, the demo's stores and no other, or somebody's own. It is never
 * the demo's again.
 */
export type HouseKind = 'empty' | 'demo' | 'own'

/** In their order. The first two make the house; each of the others may be passed over. */
export const OPENING_STEPS = [
  'restaurant',
  'owner',
  'tables',
  'menu',
  'people',
  'codes',
  'scan',
] as const
export type OpeningStep = (typeof OPENING_STEPS)[number]
export type StepState = 'done' | 'skipped'
export type OpeningSteps = Readonly<Partial<Record<OpeningStep, StepState>>>

/** Those that nobody can pass over. */
export const NEEDED_STEPS: readonly OpeningStep[] = ['restaurant', 'owner']

/** Where the owner goes on: the first step that nothing became of yet; null = through. */
export function nextStep(steps: OpeningSteps): OpeningStep | null {
  return OPENING_STEPS.find((step) => !steps[step]) ?? null
}

/** How long the link that the terminal printed waits, and how long whoever used it has. */
export const SETUP_LINK_HOURS = 24
export const SETUP_SESSION_HOURS = 12

/** How a restaurant works: `by_area` says that each area will say it. */
export const RESTAURANT_TYPES = ['eat_first', 'pay_first', 'by_area'] as const
export type RestaurantType = (typeof RESTAURANT_TYPES)[number]

/** What the store keeps of it; areas that say something else come with the tables. */
export const orderModeOf = (type: RestaurantType): OrderMode =>
  type === 'pay_first' ? 'pay_first' : 'eat_first'

/** Asked for most; all others of ISO 4217 stand below them. */
export const COMMON_CURRENCIES = ['CNY', 'HKD', 'TWD', 'SGD', 'USD', 'EUR', 'GBP', 'JPY'] as const

const CURRENCY_AT: readonly (readonly [RegExp, string])[] = [
  [/^Asia\/(Hong_Kong)$/, 'HKD'],
  [/^Asia\/Macau$/, 'MOP'],
  [/^Asia\/Taipei$/, 'TWD'],
  [/^Asia\/Singapore$/, 'SGD'],
  [/^Asia\/Tokyo$/, 'JPY'],
  [/^Asia\/Seoul$/, 'KRW'],
  [/^Asia\/Bangkok$/, 'THB'],
  [/^Asia\/(Kuala_Lumpur|Kuching)$/, 'MYR'],
  [/^Asia\/Kuwait$/, 'KWD'],
  [/^Asia\/Dubai$/, 'AED'],
  [/^Europe\/(London|Belfast|Jersey|Guernsey|Isle_of_Man)$/, 'GBP'],
  [/^Europe\/(Zurich|Vaduz)$/, 'CHF'],
  [/^Europe\/(Stockholm)$/, 'SEK'],
  [/^Europe\/(Oslo)$/, 'NOK'],
  [/^Europe\/(Copenhagen)$/, 'DKK'],
  [/^Europe\/(Warsaw)$/, 'PLN'],
  [/^Europe\/(Prague)$/, 'CZK'],
  [/^Europe\//, 'EUR'],
  [/^America\/(Toronto|Vancouver|Montreal|Edmonton|Winnipeg|Halifax|Regina)$/, 'CAD'],
  [
    /^(America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Detroit|Anchorage)|US\/|Pacific\/Honolulu)/,
    'USD',
  ],
  [/^Australia\//, 'AUD'],
  [/^Pacific\/Auckland$/, 'NZD'],
]

/** The money that a restaurant there most likely takes; a person says so in the end. */
export function currencyAt(timeZone: string): string {
  return CURRENCY_AT.find(([zone]) => zone.test(timeZone))?.[1] ?? 'CNY'
}

/** What is to be true before the first guests come; `what` names it in the list. */
export const OPENING_CHECKS = [
  'station',
  'menu',
  'tables',
  'payments',
  'passwords',
  'encrypted',
  'printer',
  'backup',
] as const
export type OpeningCheck = (typeof OPENING_CHECKS)[number]

/** Menus to begin with. */
export const EXAMPLE_MENUS = [
  'home-cooking',
  'noodles',
  'tea-and-coffee',
  'hot-pot',
  'cafe',
  'pizzeria',
] as const
export type ExampleMenuName = (typeof EXAMPLE_MENUS)[number]

/** What a restaurant's euro is elsewhere, roughly: examples are to look right, not to be right. */
const OF_A_EURO: Readonly<Record<string, number>> = {
  ...{ EUR: 1, USD: 1.15, GBP: 0.9, CHF: 1.4, CAD: 1.6, AUD: 1.75, NZD: 1.85, SGD: 1.2 },
  ...{ HKD: 6.5, MOP: 6.5, TWD: 22, JPY: 90, KRW: 1_000, THB: 14, MYR: 2.2, VND: 12_000 },
  ...{ IDR: 6_500, PHP: 28, INR: 35, AED: 4, SAR: 4, KWD: 0.3, BHD: 0.4, SEK: 11, NOK: 12 },
  ...{ DKK: 7.5, PLN: 4, CZK: 20, HUF: 300, TRY: 25, MXN: 15, BRL: 4, ZAR: 13 },
}

/**
 * An example's price in smallest units of the currency (ISO 4217), rounded as menus round it.
 * @param price in whole 元 as in China, and in euros as in Europe
 */
export function examplePrice(currency: string, [yuan, euros]: readonly [number, number]): number {
  const units = unitsOfOne(currency)
  if (currency === 'CNY') return Math.round(yuan * units)
  const amount = euros * (OF_A_EURO[currency] ?? 1)
  const step = [1_000, 100, 10, 1, 0.1].find((each) => amount >= each * 50) ?? 0.05
  return Math.max(1, Math.round(Math.round(amount / step) * step * units))
}

/** A list of dishes as somebody has it: what was read, and which lines were not. */
export type ReadList = {
  categories: { name: string; names: Localized; dishes: ReadDish[] }[]
  /** Lines (1, 2, 3 …) with neither a name nor a price that could be read. */
  unread: number[]
}
export type ReadDish = Named & { priceCents: number }

/** How many dishes one list brings at most, and how long it is. */
export const LIST_LIMITS = { dishes: 500, characters: 60_000 } as const

/**
 * Reads a pasted list: a line a dish, its price at the end, a second name behind "/" or a tab; a
 * line without a price begins a category. Amounts are of the currency (ISO 4217).
 */
export function readDishList(text: string, currency: string, firstCategory: string): ReadList {
  const categories: ReadList['categories'] = []
  const unread: number[] = []
  let dishes = 0
  text.split(/\r?\n/).forEach((written, index) => {
    const line = written.trim()
    if (line === '') return
    const match =
      /^(.*?)[\s,;:：，；|.·…\t-]*[¥￥$€£]?\s*(\d[\d.,]*)\s*(?:元|块|€|EUR|USD|CNY)?$/u.exec(line)
    const [, called = '', amount = ''] = match ?? []
    if (!match) {
      const { name, names } = namesInLine(line.replace(/^[#*\-\s]+|[:：]$/gu, ''))
      if (name === '') unread.push(index + 1)
      else categories.push({ name, names, dishes: [] })
      return
    }
    const { name, names } = namesInLine(called)
    const priceCents = amountFromText(amount.replace(',', '.'), currency)
    if (name === '' || priceCents === null || priceCents > MAXIMUM_CENTS) {
      unread.push(index + 1)
      return
    }
    dishes += 1
    if (dishes > LIST_LIMITS.dishes) {
      unread.push(index + 1)
      return
    }
    if (categories.length === 0) categories.push({ name: firstCategory, names: {}, dishes: [] })
    categories.at(-1)?.dishes.push({ name, names, priceCents })
  })
  return { categories: categories.filter((each) => each.dishes.length > 0), unread }
}

const MOST_IN_A_NAME = 40

/** "宫保鸡丁 / Kung pao chicken": the first is its name, the other the same in English. */
function namesInLine(words: string): Named {
  const [first = '', second = ''] = words
    .split(/\t|\s*\/\s*|;/)
    .map((part) =>
      part
        .trim()
        .replace(/^["']|["']$/g, '')
        .slice(0, MOST_IN_A_NAME)
        .trim(),
    )
    .filter((part) => part !== '')
  return { name: first, names: second === '' ? {} : { en: second } }
}
