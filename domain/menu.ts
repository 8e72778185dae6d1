// What a dish is, when it may be ordered, and what a choice of options costs.

import { localMinute } from './calendar'
import { everyName, type Localized } from './language'
import { nearestPartOf } from './money'
import { Refusal } from './refusal'

export { ORDER_MODES, type OrderMode } from './house'

/** What a dish contains that harms some people: the eight of GB 7718 and sesame. */
export const ALLERGENS = [
  'gluten',
  'shellfish',
  'egg',
  'fish',
  'peanut',
  'soy',
  'milk',
  'nuts',
  'sesame',
] as const
export type Allergen = (typeof ALLERGENS)[number]

export const DIET_TAGS = ['vegetarian', 'vegan', 'halal'] as const
export type DietTag = (typeof DIET_TAGS)[number]

/** Whether guests eat a dish here (堂食), take it away (外带), or either. */
export const SERVED_AS = ['anywhere', 'dine_in', 'takeaway'] as const
export type ServedAs = (typeof SERVED_AS)[number]

/** The most portions of a dish that can be counted by hand. */
export const MAXIMUM_STOCK = 9_999

/** The longest promise that a dish may make. */
export const MAXIMUM_PROMISED_MINUTES = 240
/** 1, 2, 3 … in the order in which courses are brought; 0 = whenever it is ready. */
export const MAXIMUM_COURSE = 9

/** part: a place of a combo, to be filled with one of its dishes. */
export type OptionKind = 'size' | 'preparation' | 'extra' | 'part'

export type Option = {
  id: number
  name: string
  names: Localized
  priceCents: number
  maximumQuantity: number
  isDefault: boolean
  isSoldOut: boolean
  /** What it costs where a size is chosen with it, instead of `priceCents`. */
  sizePrices: readonly { sizeId: number; priceCents: number }[]
  /** Portions left of it, or of the dish that it is; null = unlimited. */
  stock: number | null
  /** What it brings along; what stands neither here nor in `freeFrom` is not stated. */
  allergens: readonly string[]
  freeFrom: readonly string[]
  /** Of a combo's part: the dish that it is, who makes it, and until when (ISO) it is sold out. */
  part: { dishId: number; stationIds: number[]; soldOutUntil: string | null } | null
}

export type OptionGroup = {
  id: number
  kind: OptionKind
  name: string
  names: Localized
  minimum: number
  maximum: number
  /** So many portions cost nothing, the dearest of those that are chosen first. */
  freeCount: number
  /** Halves: all that is chosen, each once, costs what the dearest of it costs. */
  isDearest: boolean
  options: readonly Option[]
}

/** What a price and an availability are decided from. */
export type PricedDish = {
  id: number
  name: string
  names: Localized
  /** What a portion is called (份, 只, 500 g); empty = not said. */
  unit: string
  units: Localized
  priceCents: number
  promoPriceCents: number | null
  memberPriceCents: number | null
  /** 按位: one tap orders as many portions as people sit there. */
  isPerPerson: boolean
  /** 称重: its prices are for so many grams; null = for a portion. */
  perGrams: number | null
  /** What it costs in the hours of a schedule, instead of its price; the first that fits counts. */
  hourPrices: readonly (Schedule & { priceCents: number })[]
  /** 时价: what was said for it, until an instant (ISO), is its only price. */
  isMarketPrice: boolean
  marketCents: number | null
  marketUntil: string | null
  /** Of a combo its own; what it is made of is asked nothing. */
  servedAs: ServedAs
  isSoldOut: boolean
  soldOutUntil: string | null
  stock: number | null
  isArchived: boolean
  optionGroups: readonly OptionGroup[]
}

/** A chosen option of a cart line. */
export type Choice = { optionId: number; quantity: number }

/**
 * A choice as it is kept on an order line: a copy of the moment. What is partly free stands there
 * twice, once at 0. Of a part of a combo: which dish it is, and who makes it.
 */
export type ChosenOption = Choice & {
  name: string
  names: Localized
  priceCents: number
  dishId?: number
  stationIds?: number[]
}

/** Whether a dish is for a table at which one eats, or for a number that takes away. */
export function isServedAt({ servedAs }: Pick<PricedDish, 'servedAs'>, isTakeaway: boolean) {
  return servedAs === 'anywhere' || (servedAs === 'takeaway') === isTakeaway
}

/** Why a dish is not for such a table; null where it is. */
export function servedElsewhere(
  dish: Pick<PricedDish, 'servedAs'>,
  isTakeaway: boolean,
): 'dish.dine-in-only' | 'dish.takeaway-only' | null {
  if (isServedAt(dish, isTakeaway)) return null
  return isTakeaway ? 'dish.dine-in-only' : 'dish.takeaway-only'
}

/** Whether a dish is 沽清 at an instant (ms): marked by hand, not yet back, or its 限量 used up. */
export function isSoldOut(
  dish: Pick<PricedDish, 'isSoldOut' | 'soldOutUntil' | 'stock'>,
  atMs: number,
): boolean {
  if (dish.stock === 0) return true
  if (!dish.isSoldOut) return false
  return dish.soldOutUntil === null || Date.parse(dish.soldOutUntil) > atMs
}

/**
 * How many portions one tap orders. 按位: one for each of the people who has none in the cart yet,
 * at least one; it is counted when it is tapped, and a number like any other from then on.
 * @param people how many sit there, as a person said; null = nobody did
 */
export function portionsAtOnce(
  { isPerPerson }: Pick<PricedDish, 'isPerPerson'>,
  people: number | null,
  inCart: number,
): number {
  return isPerPerson ? Math.max(1, (people ?? 1) - inCart) : 1
}

/** An instant, as a menu sees it: on the store's own clock, too (0 = Sunday). */
export type Moment = { atMs: number; weekday: number; minute: number }

/**
 * A dish as it is at a moment. A price of these hours counts instead of its own; what is less than
 * its own is a promotion, and one that is cheaper still stays. 时价 that was said for another day is
 * said no more, and a part of a combo may be back.
 */
export function dishAt<Dish extends PricedDish>(dish: Dish, moment: Moment): Dish {
  const { atMs, weekday, minute } = moment
  const isPast = (instant: string | null) => instant !== null && Date.parse(instant) <= atMs
  const hour = dish.hourPrices.find((price) => isOffered(price, weekday, minute))
  const priceCents = Math.max(dish.priceCents, hour?.priceCents ?? 0)
  const cheaper = [dish.promoPriceCents, hour?.priceCents ?? null].filter(
    (cents) => cents !== null && cents < priceCents,
  ) as number[]
  const isBack = dish.optionGroups.some(({ options }) =>
    options.some(({ part }) => isPast(part?.soldOutUntil ?? null)),
  )
  return {
    ...dish,
    ...(hour && { priceCents, promoPriceCents: cheaper.length > 0 ? Math.min(...cheaper) : null }),
    ...(isPast(dish.marketUntil) && { marketCents: null, marketUntil: null }),
    ...(isBack && {
      optionGroups: dish.optionGroups.map((group) => ({
        ...group,
        options: group.options.map((option) =>
          isPast(option.part?.soldOutUntil ?? null) ? { ...option, isSoldOut: false } : option,
        ),
      })),
    }),
  }
}

/** Whether nobody knows the price (of a portion, or of a weight): 时价 before it is said. */
export function isPriceUnsaid(dish: Pick<PricedDish, 'isMarketPrice' | 'marketCents'>): boolean {
  return dish.isMarketPrice && dish.marketCents === null
}

/** Whether a dish costs nothing yet when it is ordered: it is weighed, or its price is asked. */
export function isPricedLater(
  dish: Pick<PricedDish, 'isMarketPrice' | 'marketCents' | 'perGrams'>,
): boolean {
  return dish.perGrams !== null || isPriceUnsaid(dish)
}

/** Of how many grams a price may be. */
export const PER_GRAMS = [50, 100, 500, 1_000] as const
/** The most that a dish weighs. */
export const MAXIMUM_GRAMS = 100_000

/** 500 → '500 g', 1000 → '1 kg', 1250 → '1250 g'. */
export function gramsText(grams: number): string {
  return grams % 1_000 === 0 ? `${grams / 1_000} kg` : `${grams} g`
}

/**
 * What the price of one portion is made of, in 分, kept on the line of a dish that is weighed or
 * whose price is asked.
 */
export type LineRate = {
  /** The prices are for so many grams; null = for a portion. */
  perGrams: number | null
  /** The promotion if there is one; null = nobody has said it. */
  cents: number | null
  listCents: number | null
  memberCents: number | null
  /** What choices add to a portion, whatever it weighs; and what of it is of paid ones. */
  optionCents: number
  extraCents: number
  /** Whether the price was not known when it was ordered: staff say it at the table. */
  isAsked: boolean
}

/** One portion of a line, in 分: what `priceChoice` says of each. */
export type PortionPrice = {
  unitCents: number
  listUnitCents: number
  memberUnitCents: number | null
  extraUnitCents: number
}

const NO_PRICE: PortionPrice = {
  unitCents: 0,
  listUnitCents: 0,
  memberUnitCents: null,
  extraUnitCents: 0,
}

/**
 * The one rule of what a portion costs: its price, or of its weight so much, rounded to the nearest
 * 分 (a half up), and what its choices add; never negative.
 * @returns null while it waits for its weight or its price
 */
export function portionPrice(rate: LineRate, grams: number | null): PortionPrice | null {
  const { perGrams, cents, listCents, memberCents, optionCents, extraCents } = rate
  if (cents === null || (perGrams !== null && grams === null)) return null
  const costOf = (of: number) => {
    const base = perGrams === null ? of : nearestPartOf(of, grams ?? 0, perGrams)
    return Math.max(0, base + optionCents)
  }
  const unitCents = costOf(cents)
  const memberUnitCents = memberCents === null ? null : costOf(memberCents)
  return {
    unitCents,
    listUnitCents: costOf(listCents ?? cents),
    memberUnitCents:
      memberUnitCents !== null && memberUnitCents < unitCents ? memberUnitCents : null,
    extraUnitCents: Math.min(extraCents, unitCents),
  }
}

/**
 * A line that waited, as staff price it: its weight where it is weighed, and where nobody had said
 * it, its price (of `perGrams`, else of a portion).
 * @throws Refusal input.invalid (field) for what is missing, or not to be said, or makes a price of
 *   0
 */
export function priceWaiting(
  rate: LineRate,
  said: { grams: number | null; priceCents: number | null },
): { rate: LineRate; grams: number | null; price: PortionPrice } {
  if ((rate.perGrams !== null) !== (said.grams !== null)) {
    throw new Refusal('input.invalid', { field: 'grams' })
  }
  const { grams, priceCents: cents } = said
  if (rate.isAsked !== (cents !== null)) {
    throw new Refusal('input.invalid', { field: 'priceCents' })
  }
  const known = rate.isAsked ? { ...rate, cents, listCents: cents } : rate
  const price = portionPrice(known, grams)
  if (!price?.unitCents) throw new Refusal('input.invalid', { field: 'priceCents' })
  return { rate: known, grams, price }
}

/** What one portion costs before options, in 分: the promotion if there is one. */
export function basePriceCents(
  dish: Pick<PricedDish, 'priceCents' | 'promoPriceCents' | 'isMarketPrice' | 'marketCents'>,
): number {
  if (dish.isMarketPrice) return dish.marketCents ?? 0
  return dish.promoPriceCents ?? dish.priceCents
}

/**
 * Checks a choice against a dish's option groups and prices one portion of a dish as it is now
 * (`dishAt`).
 * @returns what one portion costs with its options, in 分 and never negative: `unitCents`, with a
 *   promotion; `listUnitCents`, without; `memberUnitCents`, for members where the dish has a price
 *   for them that is better; `extraUnitCents`, what paid choices are of it; all nothing, and not
 *   `isPriced`, while it waits for its weight or price, which `rate` is for. And the choices as
 *   they will be kept, in the menu's order
 * @throws Refusal choice.invalid when a group's min–max, an option's quantity, or an unknown or
 *   sold-out option is violated
 */
export function priceChoice(
  dish: PricedDish,
  choices: readonly Choice[],
): PortionPrice & { chosen: ChosenOption[]; rate: LineRate | null; isPriced: boolean } {
  const wanted = new Map<number, number>()
  for (const { optionId, quantity } of choices) {
    wanted.set(optionId, (wanted.get(optionId) ?? 0) + quantity)
  }

  const sizeIds = new Set(wanted.keys())
  const chosen: ChosenOption[] = []
  for (const group of dish.optionGroups) {
    const picked: { option: Option; quantity: number }[] = []
    for (const option of group.options) {
      const quantity = wanted.get(option.id)
      if (quantity === undefined) continue
      wanted.delete(option.id)
      const most = group.isDearest ? 1 : option.maximumQuantity
      if (quantity < 1 || quantity > most || option.isSoldOut) throw invalid(dish, group)
      picked.push({ option, quantity })
    }
    const count = picked.reduce((sum, { quantity }) => sum + quantity, 0)
    if (count < group.minimum || count > group.maximum) throw invalid(dish, group)
    chosen.push(...pricedChoices(group, picked, sizeIds))
  }
  const optionCents = chosen.reduce((sum, each) => sum + each.priceCents * each.quantity, 0)
  const extraCents = chosen.reduce(
    (sum, each) => sum + Math.max(0, each.priceCents) * each.quantity,
    0,
  )
  if (wanted.size > 0) throw invalid(dish)
  const rate: LineRate = {
    perGrams: dish.perGrams,
    ...(dish.isMarketPrice
      ? { cents: dish.marketCents, listCents: dish.marketCents, memberCents: null }
      : {
          cents: basePriceCents(dish),
          listCents: dish.priceCents,
          memberCents: dish.memberPriceCents,
        }),
    optionCents,
    extraCents,
    isAsked: isPriceUnsaid(dish),
  }
  const price = portionPrice(rate, null)
  return {
    ...(price ?? NO_PRICE),
    isPriced: price !== null,
    rate: isPricedLater(dish) ? rate : null,
    chosen,
  }
}

/**
 * What is chosen in a group, each with what one of it costs: for the size that is chosen with it.
 * Halves cost what the dearest costs, once. The first so many are free: the dearest of them, so
 * that one more never costs more than its own price.
 */
function pricedChoices(
  group: OptionGroup,
  picked: readonly { option: Option; quantity: number }[],
  sizeIds: ReadonlySet<number>,
): ChosenOption[] {
  const prices = picked.map(({ option }) => optionPrice(option, sizeIds))
  const dearest = prices.indexOf(Math.max(...prices))
  let free = group.freeCount
  const freeOf = new Map<number, number>()
  for (const at of [...prices.keys()].sort(
    (a, b) => (prices[b] ?? 0) - (prices[a] ?? 0) || a - b,
  )) {
    if ((prices[at] ?? 0) <= 0) continue
    const taken = Math.min(free, picked[at]?.quantity ?? 0)
    freeOf.set(at, taken)
    free -= taken
  }
  return picked.flatMap(({ option, quantity }, at) => {
    const { id: optionId, name, names, part } = option
    const of = part && { dishId: part.dishId, stationIds: part.stationIds }
    const full = group.isDearest && at !== dearest ? 0 : (prices[at] ?? 0)
    const freeQuantity = full > 0 ? (freeOf.get(at) ?? 0) : 0
    return [
      { quantity: freeQuantity, priceCents: 0 },
      { quantity: quantity - freeQuantity, priceCents: full },
    ]
      .filter((each) => each.quantity > 0)
      .map((each): ChosenOption => ({ optionId, name, names, ...each, ...of }))
  })
}

/** What an option costs with what else is chosen, in 分. */
export function optionPrice(
  { priceCents, sizePrices }: Pick<Option, 'priceCents' | 'sizePrices'>,
  chosenIds: ReadonlySet<number>,
): number {
  return sizePrices.find(({ sizeId }) => chosenIds.has(sizeId))?.priceCents ?? priceCents
}

/** What a line takes of what is limited: of a dish, or (`optionId`) of an option by itself. */
export type Take = { dishId: number; optionId: number | null; quantity: number; stock: number }

/** What so many portions of a dish with these choices take: of it, its options and its parts. */
export function takesOf(dish: PricedDish, choices: readonly Choice[], quantity: number): Take[] {
  const options = new Map(
    dish.optionGroups.flatMap((group) => group.options.map((option) => [option.id, option])),
  )
  const own = { dishId: dish.id, optionId: null, quantity, stock: dish.stock }
  const chosen = choices.flatMap((choice) => {
    const option = options.get(choice.optionId)
    if (!option) return []
    const { part, stock } = option
    const of = part
      ? { dishId: part.dishId, optionId: null }
      : { dishId: dish.id, optionId: option.id }
    return [{ ...of, quantity: quantity * choice.quantity, stock }]
  })
  return [own, ...chosen].flatMap(({ stock, ...take }) =>
    stock === null ? [] : [{ ...take, stock }],
  )
}

/**
 * The most portions that a line of a cart may have of a dish made so: what is left of it and its
 * options, without what `others`, the other lines of that dish, take. Null = as many as one likes.
 */
export function mostPortions(
  dish: PricedDish,
  choices: readonly Choice[],
  others: readonly { choices: readonly Choice[]; quantity: number }[],
): number | null {
  const keyOf = ({ dishId, optionId }: Take) => `${dishId} ${optionId ?? ''}`
  const taken = new Map<string, number>()
  for (const take of others.flatMap((other) => takesOf(dish, other.choices, other.quantity))) {
    taken.set(keyOf(take), (taken.get(keyOf(take)) ?? 0) + take.quantity)
  }
  const rooms = takesOf(dish, choices, 1).map((take) =>
    Math.floor((take.stock - (taken.get(keyOf(take)) ?? 0)) / take.quantity),
  )
  return rooms.length > 0 ? Math.max(0, Math.min(...rooms)) : null
}

/**
 * What of a combo a station makes: its own parts, and what is no part; where none is its own, all.
 * @param stationId null = the whole kitchen
 */
export function chosenAt<Chosen extends Pick<ChosenOption, 'stationIds'>>(
  chosen: readonly Chosen[],
  stationId: number | null,
): readonly Chosen[] {
  const isHere = ({ stationIds }: Chosen) =>
    stationId !== null && (stationIds?.includes(stationId) ?? false)
  if (!chosen.some(isHere)) return chosen
  return chosen.filter((each) => each.stationIds === undefined || isHere(each))
}

function invalid(dish: PricedDish, group?: OptionGroup): Refusal {
  return new Refusal('choice.invalid', {
    dish: dish.name,
    dishNames: dish.names,
    group: group?.name,
    groupNames: group?.names,
  })
}

/** Choices in one canonical order, so that equal requests are equal texts. */
export function sortedChoices(choices: readonly Choice[]): Choice[] {
  const all = new Map<number, number>()
  for (const { optionId, quantity } of choices) {
    all.set(optionId, (all.get(optionId) ?? 0) + quantity)
  }
  return [...all]
    .map(([optionId, quantity]) => ({ optionId, quantity }))
    .sort((a, b) => a.optionId - b.optionId)
}

/**
 * When a category is offered: weekdays (0 = Sunday) and minutes of the local day; over midnight
 * when it ends earlier than it starts.
 */
export type Schedule = {
  weekdays: readonly number[]
  fromMinute: number
  toMinute: number
}

/** Whether a schedule covers a local weekday and minute; no schedule = always. */
export function isOffered(schedule: Schedule | null, weekday: number, minute: number): boolean {
  if (!schedule) return true
  const { weekdays, fromMinute, toMinute } = schedule
  if (fromMinute <= toMinute) {
    return weekdays.includes(weekday) && minute >= fromMinute && minute < toMinute
  }
  return (
    (weekdays.includes(weekday) && minute >= fromMinute) ||
    (weekdays.includes((weekday + 6) % 7) && minute < toMinute)
  )
}

type ClockedDish = Pick<PricedDish, 'hourPrices' | 'marketUntil' | 'soldOutUntil' | 'optionGroups'>

const DAY_MINUTES = 1_440
const MINUTE_MS = 60_000
/** Over the hour in which clocks are changed a menu is looked at this often. */
const CLOCKS_CHANGE_MS = 10 * MINUTE_MS

/**
 * For how many ms from an instant (ms since 1970) nothing of a menu comes or goes by the store's
 * clock: no section, no price of its hours, no dish that is sold out until then.
 */
export function menuSteadyMs(
  categories: readonly { schedule: Schedule | null; dishes: readonly ClockedDish[] }[],
  nowMs: number,
  timeZone: string,
): number {
  const dishes = categories.flatMap((category) => category.dishes)
  const schedules = [
    ...categories.flatMap(({ schedule }) => schedule ?? []),
    ...dishes.flatMap(({ hourPrices }) => hourPrices),
  ]
  const { minute } = localMinute(nowMs, timeZone)
  const minutes = Math.min(
    DAY_MINUTES - minute,
    ...schedules
      .flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute])
      .filter((edge) => edge > minute)
      .map((edge) => edge - minute),
  )
  const edgeMs = minutes * MINUTE_MS - (nowMs % MINUTE_MS)
  const isAsSaid = localMinute(nowMs + edgeMs, timeZone).minute === (minute + minutes) % DAY_MINUTES
  const instants = dishes
    .flatMap(({ marketUntil, soldOutUntil, optionGroups }) => [
      marketUntil,
      soldOutUntil,
      ...optionGroups.flatMap(({ options }) => options.map(({ part }) => part?.soldOutUntil)),
    ])
    .flatMap((instant) => (instant ? [Date.parse(instant) - nowMs] : []))
    .filter((ms) => ms > 0)
  return Math.min(isAsSaid ? edgeMs : Math.min(edgeMs, CLOCKS_CHANGE_MS), ...instants)
}

// ── availability (沽清 and 限量) ──

export type Availability = {
  isSoldOut: boolean
  /** When a dish that is sold out comes back by itself; null = when somebody says so. */
  soldOutUntil: Date | null
  /** Portions left; null = unlimited. */
  stock: number | null
}

/** What somebody wants of a dish's availability; an absent `stock` leaves the count as it is. */
export type AvailabilityRequest = {
  isSoldOut: boolean
  soldOutUntil?: Date | null | undefined
  stock?: number | null | undefined
}

/** Why the count or the mark changed; the stock is the sum of the deltas from the last `set` on. */
export type AvailabilityMove = { reason: 'set' | 'sold_out' | 'back'; delta: number }

/**
 * What a dish's availability becomes, and the moves that tell its history; no moves when nothing
 * changes. A dish whose portions are used up comes back only with a count, or with none any more:
 * nobody makes it unlimited by the way.
 * @throws Refusal input.invalid when it is to come back at an instant that has passed,
 *   dish.count-needed
 */
export function changeAvailability(
  before: Availability,
  request: AvailabilityRequest,
  now: Date,
): { after: Availability; moves: AvailabilityMove[] } {
  const soldOutUntil = request.isSoldOut ? (request.soldOutUntil ?? null) : null
  if (soldOutUntil && soldOutUntil <= now) {
    throw new Refusal('input.invalid', { field: 'soldOutUntil' })
  }
  if (!request.isSoldOut && request.stock === undefined && before.stock === 0) {
    throw new Refusal('dish.count-needed')
  }
  const stock = request.stock === undefined ? before.stock : request.stock

  const moves: AvailabilityMove[] = []
  if (stock !== before.stock) moves.push({ reason: 'set', delta: stock ?? 0 })
  const isMoved =
    request.isSoldOut !== before.isSoldOut ||
    soldOutUntil?.getTime() !== before.soldOutUntil?.getTime()
  if (isMoved) moves.push({ reason: request.isSoldOut ? 'sold_out' : 'back', delta: 0 })
  return { after: { isSoldOut: request.isSoldOut, soldOutUntil, stock }, moves }
}

// ── finding a dish ──

/** What a search for a dish looks at; `pinyin` holds full pinyin and initials. */
export type FindableDish = {
  name: string
  names: Localized
  pinyin: string
}

/**
 * Whether a dish answers to what was typed: part of its name in either language, of its pinyin, or
 * its initials (宫保鸡丁: "鸡丁", "gongbao", "gbjd"). Case, spaces and full-width letters do not matter;
 * an empty text fits all.
 */
export function isFound(dish: FindableDish, typed: string): boolean {
  const wanted = searchForm(typed)
  return [everyName(dish), dish.pinyin].some((text) => searchForm(text).includes(wanted))
}

function searchForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s'’·-]+/g, '')
}

/**
 * The choices a dish starts with: its defaults, and the first that can be had where a group asks
 * for exactly one.
 */
export function defaultChoices(dish: Pick<PricedDish, 'optionGroups'>): Choice[] {
  return dish.optionGroups.flatMap((group) => {
    const offered = group.options.filter((option) => !option.isSoldOut)
    const defaults = offered.filter((option) => option.isDefault).slice(0, group.maximum)
    const isOneOf = group.minimum === 1 && group.maximum === 1
    const start = defaults.length === 0 && isOneOf ? offered.slice(0, 1) : defaults
    return start.map((option) => ({ optionId: option.id, quantity: 1 }))
  })
}

/**
 * What is left to choose: the first group whose bounds the choices do not meet, or null when the
 * dish can be ordered so. Quantities of an extra count as that many.
 */
export function unmetGroup(
  dish: Pick<PricedDish, 'optionGroups'>,
  choices: readonly Choice[],
): OptionGroup | null {
  return (
    dish.optionGroups.find((group) => {
      const count = countIn(group, choices)
      return count < group.minimum || count > group.maximum
    }) ?? null
  )
}

/** How many portions of a group's options are chosen. */
export function countIn(group: OptionGroup, choices: readonly Choice[]): number {
  const ids = new Set(group.options.map((option) => option.id))
  return choices
    .filter((choice) => ids.has(choice.optionId))
    .reduce((sum, choice) => sum + choice.quantity, 0)
}

/**
 * The choices after a tap that wants `quantity` of an option. In a group of which only one may be
 * chosen the tap replaces; where more may be, what would go beyond the group's maximum or the
 * option's own is not added. 0 takes it away.
 */
export function chooseOption(
  group: OptionGroup,
  choices: readonly Choice[],
  optionId: number,
  quantity: number,
): Choice[] {
  const ids = new Set(group.options.map((option) => option.id))
  const outside = choices.filter((choice) => !ids.has(choice.optionId))
  const others = choices.filter(
    (choice) => ids.has(choice.optionId) && choice.optionId !== optionId,
  )
  const option = group.options.find((each) => each.id === optionId)
  if (!option || option.isSoldOut) return [...choices]

  const kept = group.maximum === 1 && quantity > 0 ? [] : others
  const room = group.maximum - kept.reduce((sum, choice) => sum + choice.quantity, 0)
  const granted = Math.min(quantity, option.maximumQuantity, room)
  return granted > 0
    ? [...outside, ...kept, { optionId, quantity: granted }]
    : [...outside, ...kept]
}
