// A menu as a document: a list of items, each with a key of its own. What is published is one, a
// draft is what somebody has changed of it, and an import, an example or an earlier version is
// another one that a draft is made from.

import type { Localized, Named } from './language'
import { type Allergen, type DietTag, type OptionKind, PER_GRAMS, type ServedAs } from './menu'

/**
 * Names an item within its document: the digits of its row's id once it is published, any other
 * text before.
 */
export type Key = string

export type ScheduleBody = {
  name: string
  /** 0 = Sunday. */
  weekdays: readonly number[]
  /** Minutes of the local day; over midnight when it ends earlier than it starts. */
  fromMinute: number
  toMinute: number
}

export type CategoryBody = Named & {
  /** Null = the store's. */
  promisedMinutes: number | null
  /** 0 = whenever it is ready. */
  course: number
  /** 锅底: a party orders one of its dishes before, or with, anything else. */
  isMustOrder: boolean
  /** Null = at every hour. */
  schedule: Key | null
}

/** A category of which only the name is to be said. */
export const plainCategory: CategoryBody = {
  name: '',
  names: {},
  promisedMinutes: null,
  course: 0,
  isMustOrder: false,
  schedule: null,
}

export type OptionBody = Named & {
  key: Key
  /** 分, may be less than nothing for a size. */
  priceCents: number
  maximumQuantity: number
  isDefault: boolean
  /** 分, instead of its price where that size is chosen with it: an option of a group of sizes. */
  sizePrices: readonly { size: Key; priceCents: number }[]
  /** What it brings along; what stands neither here nor in `freeFrom` is not stated. */
  allergens: readonly Allergen[]
  freeFrom: readonly Allergen[]
}

export const plainOption = (key: Key): OptionBody => ({
  key,
  name: '',
  names: {},
  priceCents: 0,
  maximumQuantity: 1,
  isDefault: false,
  sizePrices: [],
  allergens: [],
  freeFrom: [],
})

/** A place of a combo stands in its dish. */
export type GroupKind = Exclude<OptionKind, 'part'>

export type OptionGroupBody = Named & {
  kind: GroupKind
  minimum: number
  maximum: number
  /** So many portions cost nothing, the dearest of those that are chosen first. */
  freeCount: number
  /** Halves: all that is chosen costs what the dearest of it costs, once. */
  isDearest: boolean
  options: readonly OptionBody[]
}

/** A group of which the name and the options are to be said: one of them is chosen. */
export const plainGroup: OptionGroupBody = {
  kind: 'preparation',
  name: '',
  names: {},
  minimum: 1,
  maximum: 1,
  freeCount: 0,
  isDearest: false,
  options: [],
}

export type SlotBody = Named & {
  key: Key
  minimum: number
  maximum: number
  choices: readonly { dish: Key; extraCents: number }[]
}

export type DishBody = Named & {
  category: Key
  kind: 'single' | 'combo'
  description: string
  descriptions: Localized
  /** What a portion is called (份, 只, 500 g); empty = not said. */
  unit: string
  units: Localized
  /** 分 */
  priceCents: number
  promoPriceCents: number | null
  memberPriceCents: number | null
  /** 分, instead of its price in the hours of that schedule. */
  hourPrices: readonly { schedule: Key; priceCents: number }[]
  /** 按位: one tap orders as many portions as people sit there. */
  isPerPerson: boolean
  /** 称重: its prices are for so many grams; null = for a portion. */
  perGrams: number | null
  /** 时价: what is said for a day, or at the table, is its only price. */
  isMarketPrice: boolean
  /** Whether a member's level takes its share off it. */
  hasLevelShare: boolean
  taxClass: 'standard' | 'reduced'
  /** Where it is taken away; null = the same. */
  takeawayTaxClass: 'standard' | 'reduced' | null
  servedAs: ServedAs
  /** Public path of the picture, without size suffix. */
  picture: string | null
  spiciness: number
  /** What it contains; what stands neither here nor in `freeFrom` is not stated. */
  allergens: readonly Allergen[]
  freeFrom: readonly Allergen[]
  dietTags: readonly DietTag[]
  isSignature: boolean
  /** Null = its category's. */
  promisedMinutes: number | null
  course: number | null
  /** None = the default station makes it. */
  stations: readonly Key[]
  /** In the order in which they are asked. */
  optionGroups: readonly Key[]
  /** What a combo is put together from. */
  slots: readonly SlotBody[]
}

/** A dish of which only the name and the price are to be said. */
export const plainDish = (category: Key): DishBody => ({
  category,
  kind: 'single',
  name: '',
  names: {},
  description: '',
  descriptions: {},
  unit: '',
  units: {},
  priceCents: 0,
  promoPriceCents: null,
  memberPriceCents: null,
  hourPrices: [],
  isPerPerson: false,
  perGrams: null,
  isMarketPrice: false,
  hasLevelShare: true,
  taxClass: 'standard',
  takeawayTaxClass: null,
  servedAs: 'anywhere',
  picture: null,
  spiciness: 0,
  allergens: [],
  freeFrom: [],
  dietTags: [],
  isSignature: false,
  promisedMinutes: null,
  course: null,
  stations: [],
  optionGroups: [],
  slots: [],
})

export type Bodies = {
  schedule: ScheduleBody
  category: CategoryBody
  option_group: OptionGroupBody
  dish: DishBody
}

/** How many items a menu may have, and one request may change. */
export const MOST_ITEMS = 3_000

/** In the order in which one needs the other. */
export const ITEM_KINDS = ['schedule', 'category', 'option_group', 'dish'] as const
export type ItemKind = (typeof ITEM_KINDS)[number]

/** `sort` orders items of one kind; dishes within their category. */
export type ItemOf<Kind extends ItemKind> = {
  kind: Kind
  key: Key
  sort: number
  body: Bodies[Kind]
}
export type MenuItem = { [Kind in ItemKind]: ItemOf<Kind> }[ItemKind]
export type MenuDocument = readonly MenuItem[]

const plainBodies: Bodies = {
  schedule: { name: '', weekdays: [], fromMinute: 0, toMinute: 0 },
  category: plainCategory,
  option_group: plainGroup,
  dish: plainDish(''),
}

/**
 * A body that an earlier program may have kept, with the fields that it did not know yet: as they
 * are in `now`, else as nothing is said of them.
 */
function wholeBody<Kind extends ItemKind>(
  kind: Kind,
  kept: Patch,
  now: Bodies[Kind] = plainBodies[kind],
): Bodies[Kind] {
  const body = { ...plainBodies[kind], ...now, ...kept }
  if (kind !== 'option_group') return body
  const [before, after] = [now, body] as unknown as [OptionGroupBody, OptionGroupBody]
  const options = after.options.map((option) => ({
    ...plainOption(option.key),
    ...before.options.find(({ key }) => key === option.key),
    ...option,
  }))
  return { ...body, options }
}

/** An earlier version as a document of today: what it says nothing of is as it is now. */
export function completed(kept: MenuDocument, now: MenuDocument): MenuDocument {
  const current = byItem(now)
  return kept.map((item) => {
    const body = wholeBody(item.kind, item.body as Patch, current.get(nameOfItem(item))?.body)
    return { ...item, body } as MenuItem
  })
}

/** The fields of an item that somebody has changed, as they are to be. */
export type Patch = Readonly<Record<string, unknown>>

/** What is changed of one item; of a new one all fields. */
export type DraftItem = {
  kind: ItemKind
  key: Key
  patch: Patch
  isRemoved: boolean
  /** Null = where it was. */
  sort: number | null
}

export const itemsOf = <Kind extends ItemKind>(document: MenuDocument, kind: Kind) =>
  document.filter((item): item is Extract<MenuItem, { kind: Kind }> => item.kind === kind)

/** Names an item in a map of all kinds. */
export const nameOfItem = ({ kind, key }: { kind: ItemKind; key: Key }) => `${kind} ${key}`

export const byItem = <Each extends { kind: ItemKind; key: Key }>(
  items: readonly Each[],
): Map<string, Each> => new Map(items.map((item) => [nameOfItem(item), item]))

/** Whether two values of a field say the same; the order of a name's languages does not matter. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [keys, others] = [Object.keys(one), Object.keys(other)]
  const [left, right] = [one, other] as Record<string, unknown>[]
  return (
    keys.length === others.length &&
    keys.every((key) => key in other && isSame(left?.[key], right?.[key]))
  )
}

/** The fields in which a body differs from the one before; all of them where there was none. */
export function patchOf(before: object | undefined, after: object): Patch {
  const earlier = (before ?? {}) as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(after).filter(([field, value]) => !before || !isSame(earlier[field], value)),
  )
}

/**
 * The document as it will be: what is published with the draft over it, in order. References to
 * what is not there any more are left out, so a dish whose option group goes simply has it no more.
 */
export function applyDraft(published: MenuDocument, draft: readonly DraftItem[]): MenuDocument {
  const changed = byItem(draft)
  const before = byItem(published)
  const kept = published.flatMap((item): MenuItem[] => {
    const change = changed.get(nameOfItem(item))
    if (!change) return [item]
    if (change.isRemoved) return []
    const body = wholeBody(item.kind, { ...item.body, ...change.patch }, item.body)
    return [{ ...item, sort: change.sort ?? item.sort, body } as MenuItem]
  })
  const added = draft
    .filter((item) => !before.has(nameOfItem(item)) && !item.isRemoved)
    .map(
      ({ kind, key, patch, sort }) =>
        ({ kind, key, sort: sort ?? 0, body: wholeBody(kind, patch) }) as MenuItem,
    )
  return withoutLost([...kept, ...added]).sort(inOrder)
}

const inOrder = (one: MenuItem, other: MenuItem) =>
  ITEM_KINDS.indexOf(one.kind) - ITEM_KINDS.indexOf(other.kind) ||
  one.sort - other.sort ||
  (Number(one.key) || Number.MAX_SAFE_INTEGER) - (Number(other.key) || Number.MAX_SAFE_INTEGER) ||
  (one.key < other.key ? -1 : 1)

function withoutLost(document: readonly MenuItem[]): MenuItem[] {
  const known = byItem(document)
  const isKnown = (kind: ItemKind) => (key: Key) => known.has(nameOfItem({ kind, key }))
  const sizes = new Set(sizesIn(document).map(({ key }) => key))
  return document.map((item) => {
    if (item.kind === 'category') {
      const { schedule } = item.body
      if (schedule === null || isKnown('schedule')(schedule)) return item
      return { ...item, body: { ...item.body, schedule: null } }
    }
    if (item.kind === 'option_group') {
      const isPriced = ({ size }: { size: Key }) => sizes.has(size)
      if (item.body.options.every((option) => option.sizePrices.every(isPriced))) return item
      const options = item.body.options.map((option) => ({
        ...option,
        sizePrices: option.sizePrices.filter(isPriced),
      }))
      return { ...item, body: { ...item.body, options } }
    }
    if (item.kind !== 'dish') return item
    const { optionGroups, slots, hourPrices } = item.body
    const isWhole =
      optionGroups.every(isKnown('option_group')) &&
      hourPrices.every(({ schedule }) => isKnown('schedule')(schedule)) &&
      slots.every(({ choices }) => choices.every(({ dish }) => isKnown('dish')(dish)))
    if (isWhole) return item
    const body = {
      ...item.body,
      optionGroups: optionGroups.filter(isKnown('option_group')),
      hourPrices: hourPrices.filter(({ schedule }) => isKnown('schedule')(schedule)),
      slots: slots.map((slot) => ({
        ...slot,
        choices: slot.choices.filter(({ dish }) => isKnown('dish')(dish)),
      })),
    }
    return { ...item, body }
  })
}

/** The options that are sizes. */
export const sizesIn = (document: MenuDocument): OptionBody[] =>
  itemsOf(document, 'option_group')
    .filter(({ body }) => body.kind === 'size')
    .flatMap(({ body }) => body.options)

// ── what changes ──

export type FieldChange = { field: string; before: unknown; after: unknown }
export type Change = {
  kind: ItemKind
  key: Key
  /** As it is called now; what is taken off, as it was. */
  name: string
  names: Localized
  what: 'added' | 'removed' | 'changed' | 'moved'
  /** Of what was changed. */
  fields: FieldChange[]
}

/** What differs between two documents, item by item, in the order of the later one. */
export function changesBetween(before: MenuDocument, after: MenuDocument): Change[] {
  const [earlier, later] = [byItem(before), byItem(after)]
  const places = [placesIn(before), placesIn(after)] as const
  const named = ({ kind, key, body }: MenuItem) => ({
    kind,
    key,
    name: body.name,
    names: 'names' in body ? body.names : {},
  })
  const changes = after.flatMap((item): Change[] => {
    const old = earlier.get(nameOfItem(item))
    if (!old) return [{ ...named(item), what: 'added', fields: [] }]
    const patch = patchOf(old.body, item.body)
    const fields = Object.entries(patch).map(([field, value]) => ({
      field,
      before: (old.body as unknown as Record<string, unknown>)[field],
      after: value,
    }))
    if (fields.length > 0) return [{ ...named(item), what: 'changed', fields }]
    const isMoved = old.sort !== item.sort && isElsewhere(places, item)
    return isMoved ? [{ ...named(item), what: 'moved', fields: [] }] : []
  })
  const removed = before
    .filter((item) => !later.has(nameOfItem(item)))
    .map((item): Change => ({ ...named(item), what: 'removed', fields: [] }))
  return [...changes, ...removed]
}

/** The items of one row, by where they stand: categories, the dishes of each category. */
function placesIn(document: MenuDocument): Map<string, Key[]> {
  const rows = new Map<string, Key[]>()
  for (const item of [...document].sort(inOrder)) {
    const row = rowOf(item)
    rows.set(row, [...(rows.get(row) ?? []), item.key])
  }
  return rows
}

/** Names the row in which an item has its place. */
export const rowOf = (item: MenuItem) =>
  item.kind === 'dish' ? `dish ${item.body.category}` : item.kind

/** Whether it stands after another one than before, of those that are in both. */
function isElsewhere(
  [before, after]: readonly [Map<string, Key[]>, Map<string, Key[]>],
  item: MenuItem,
): boolean {
  const [old, now] = [before.get(rowOf(item)) ?? [], after.get(rowOf(item)) ?? []]
  const was = old.filter((key) => now.includes(key))
  const is = now.filter((key) => old.includes(key))
  return was.indexOf(item.key) !== is.indexOf(item.key)
}

// ── what is wrong ──

export const FLAWS = [
  'category-unknown',
  'station-unknown',
  'promotion-not-lower',
  'price-by-hour-twice',
  'weighed-per-person',
  'grams-unusual',
  'no-options',
  'minimum-over-maximum',
  'minimum-out-of-reach',
  'too-many-defaults',
  'free-over-maximum',
  'free-and-dearest',
  'price-of-size-by-size',
  'price-by-size-twice',
  'combo-without-slots',
  'slot-without-choices',
  'choice-is-combo',
  'slots-of-single',
  'schedule-without-days',
  'schedule-without-hours',
  'allergen-both',
  'option-allergen-both',
] as const
export type FlawCode = (typeof FLAWS)[number]

export type Flaw = {
  code: FlawCode
  kind: ItemKind
  key: Key
  name: string
  names: Localized
  /** Of the slot or the station it is about, where there is one. */
  about: string
}

const isBoth = ({ allergens, freeFrom }: Pick<DishBody, 'allergens' | 'freeFrom'>) =>
  allergens.some((each) => freeFrom.includes(each))

/**
 * Why a document cannot be published, item by item; none when it can.
 * @param stations keys of the store's open stations that cook
 */
export function flawsOf(document: MenuDocument, stations: readonly Key[]): Flaw[] {
  const known = byItem(document)
  return document.flatMap((item): Flaw[] => {
    const { kind, key, body } = item
    const names = 'names' in body ? body.names : {}
    const flaws: Flaw[] = []
    const add = (code: FlawCode, isSo: boolean, about = '') => {
      if (isSo) flaws.push({ code, kind, key, name: body.name, names, about })
    }
    if (item.kind === 'schedule') {
      add('schedule-without-days', item.body.weekdays.length === 0)
      add('schedule-without-hours', item.body.fromMinute === item.body.toMinute)
    }
    if (item.kind === 'option_group') {
      const { options, minimum, maximum } = item.body
      const reach = options.reduce((sum, each) => sum + each.maximumQuantity, 0)
      add('no-options', options.length === 0)
      add('minimum-over-maximum', minimum > maximum)
      add('minimum-out-of-reach', options.length > 0 && minimum > reach)
      add('too-many-defaults', options.filter(({ isDefault }) => isDefault).length > maximum)
      const { freeCount, isDearest } = item.body
      add('free-over-maximum', freeCount > maximum)
      add('free-and-dearest', isDearest && freeCount > 0)
      const sized = options.filter(({ sizePrices }) => sizePrices.length > 0)
      add('price-of-size-by-size', item.body.kind === 'size' && sized.length > 0)
      const twice = sized.find(({ sizePrices }) => isTwice(sizePrices.map(({ size }) => size)))
      add('price-by-size-twice', twice !== undefined, twice?.name)
      const both = options.find(isBoth)
      add('option-allergen-both', both !== undefined, both?.name)
    }
    if (item.kind === 'dish') {
      const { category, stations: makers, priceCents, promoPriceCents, slots } = item.body
      add('category-unknown', !known.has(nameOfItem({ kind: 'category', key: category })))
      const stranger = makers.find((station) => !stations.includes(station))
      add('station-unknown', stranger !== undefined, stranger)
      const { isMarketPrice, perGrams, isPerPerson, hourPrices } = item.body
      const isNotLower = promoPriceCents !== null && promoPriceCents >= priceCents
      add('promotion-not-lower', isNotLower && !isMarketPrice)
      add('price-by-hour-twice', isTwice(hourPrices.map(({ schedule }) => schedule)))
      add('weighed-per-person', isPerPerson && perGrams !== null)
      const isUsual = PER_GRAMS.some((grams) => grams === perGrams)
      add('grams-unusual', perGrams !== null && !isUsual)
      add('allergen-both', isBoth(item.body))
      const isCombo = item.body.kind === 'combo'
      add('combo-without-slots', isCombo && slots.length === 0)
      add('slots-of-single', !isCombo && slots.length > 0)
      for (const slot of slots) {
        add('slot-without-choices', slot.choices.length === 0, slot.name)
        add('minimum-over-maximum', slot.minimum > slot.maximum, slot.name)
        const isNested = slot.choices.some(({ dish }) => {
          const chosen = known.get(nameOfItem({ kind: 'dish', key: dish }))
          return chosen?.kind === 'dish' && chosen.body.kind === 'combo'
        })
        add('choice-is-combo', isNested, slot.name)
      }
    }
    return flaws
  })
}

const isTwice = (keys: readonly Key[]) => new Set(keys).size < keys.length

// ── a draft out of another document ──

/**
 * The draft that makes `published` into `wanted`. Items are known again by their key; what the
 * wanted one does not have is taken off when it `replaces`, else left.
 */
export function draftTo(
  published: MenuDocument,
  wanted: MenuDocument,
  { replaces }: { replaces: boolean },
): DraftItem[] {
  const [before, after] = [byItem(published), byItem(wanted)]
  const set = wanted.flatMap((item): DraftItem[] => {
    const old = before.get(nameOfItem(item))
    const patch = patchOf(old?.body, item.body)
    const sort = old?.sort === item.sort ? null : item.sort
    if (old && sort === null && Object.keys(patch).length === 0) return []
    return [{ kind: item.kind, key: item.key, patch, isRemoved: false, sort }]
  })
  const removed = replaces
    ? published
        .filter((item) => !after.has(nameOfItem(item)))
        .map(({ kind, key }) => ({ kind, key, patch: {}, isRemoved: true, sort: null }))
    : []
  return [...set, ...removed]
}

/**
 * A document of another house, in the keys of this one: what has the same name (a dish: in the
 * category of that name) is the same thing, everything else is new. Stations are known by their
 * names; those that are not here stay as they are called, which publishing refuses.
 * @param newKey makes a key that nothing has yet
 */
export function adopted(
  foreign: MenuDocument,
  own: MenuDocument,
  stations: readonly (Named & { key: Key })[],
  newKey: () => Key,
): MenuDocument {
  const keys = new Map<string, Key>()
  const taken = new Set<string>()
  const keyOf = (kind: ItemKind, key: Key) => keys.get(nameOfItem({ kind, key })) ?? key
  const match = (item: MenuItem) => {
    const found = own.find(
      (each) =>
        each.kind === item.kind &&
        each.body.name === item.body.name &&
        !taken.has(nameOfItem(each)) &&
        (each.kind !== 'dish' ||
          each.body.category === keyOf('category', (item.body as DishBody).category)),
    )
    if (found) taken.add(nameOfItem(found))
    keys.set(nameOfItem(item), found?.key ?? newKey())
    return found
  }
  const inTurn = ITEM_KINDS.flatMap((kind) => itemsOf(foreign, kind) as MenuItem[])
  const found = new Map(inTurn.map((item) => [nameOfItem(item), match(item)]))
  const makerOf = (station: Key) =>
    stations.find(({ key, name }) => name === station || key === station)?.key ?? station
  const inner = <Each extends { key: Key; name: string }>(
    list: readonly Each[],
    before: readonly Each[] = [],
  ) => {
    const kept = new Set<Key>()
    return list.map((each) => {
      const old = before.find(({ key, name }) => name === each.name && !kept.has(key))
      const key = old?.key ?? newKey()
      kept.add(key)
      return { ...each, key }
    })
  }
  const sizes = new Map<Key, Key>()
  const optionsOf = new Map(
    itemsOf(foreign, 'option_group').map((item) => {
      const old = found.get(nameOfItem(item))
      const before = old?.kind === 'option_group' ? old.body.options : []
      const options = inner(item.body.options, before)
      if (item.body.kind === 'size') {
        item.body.options.forEach(({ key }, at) => {
          sizes.set(key, options[at]?.key ?? key)
        })
      }
      return [item.key, options]
    }),
  )
  return inTurn.map((item): MenuItem => {
    const key = keyOf(item.kind, item.key)
    const old = found.get(nameOfItem(item))
    if (item.kind === 'category') {
      const { schedule } = item.body
      const to = schedule === null ? null : keyOf('schedule', schedule)
      return { ...item, key, body: { ...item.body, schedule: to } }
    }
    if (item.kind === 'option_group') {
      const options = (optionsOf.get(item.key) ?? []).map((option) => ({
        ...option,
        sizePrices: option.sizePrices.map((price) => ({
          ...price,
          size: sizes.get(price.size) ?? price.size,
        })),
      }))
      return { ...item, key, body: { ...item.body, options } }
    }
    if (item.kind === 'schedule') return { ...item, key }
    const before = old?.kind === 'dish' ? old.body.slots : undefined
    const slots = inner(item.body.slots, before).map((slot) => ({
      ...slot,
      choices: slot.choices.map((choice) => ({ ...choice, dish: keyOf('dish', choice.dish) })),
    }))
    const body = {
      ...item.body,
      category: keyOf('category', item.body.category),
      optionGroups: item.body.optionGroups.map((group) => keyOf('option_group', group)),
      hourPrices: item.body.hourPrices.map((price) => ({
        ...price,
        schedule: keyOf('schedule', price.schedule),
      })),
      stations: item.body.stations.map(makerOf),
      slots,
    }
    return { ...item, key, body }
  })
}

/**
 * Where an item comes to stand that is put after another one of its row (null = first): a number
 * between its neighbours, or null where there is no room between them any more.
 */
export function sortAfter(
  row: readonly { key: Key; sort: number }[],
  key: Key,
  after: Key | null,
): number | null {
  const others = row.filter((item) => item.key !== key)
  const at = after === null ? 0 : others.findIndex((item) => item.key === after) + 1
  const [before, next] = [others[at - 1]?.sort, others[at]?.sort]
  if (before === undefined) return (next ?? 1) - 1
  if (next === undefined) return before + 1
  const middle = (before + next) / 2
  return middle > before && middle < next ? middle : null
}

/**
 * Tells one state of a draft from another, so that what is published is what was shown. Not a
 * secret.
 */
export function printOfDraft(
  items: readonly { kind: ItemKind; key: Key; version: number; sort: number | null }[],
): string {
  const text = items
    .map(({ kind, key, version, sort }) => `${kind} ${key} ${version} ${sort ?? ''}`)
    .sort()
    .join('\n')
  return `${printOf(text)}-${items.length}`
}

/** Tells one text from another by a few letters. Not a secret. */
export function printOf(text: string): string {
  let [one, other] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    one = Math.imul(one ^ code, 2_654_435_761)
    other = Math.imul(other ^ code, 1_597_334_677)
  }
  return `${(one >>> 0).toString(16)}${(other >>> 0).toString(16)}`
}
