// A menu that follows the one of another store: what is shared comes from there, what is the
// store's own stays. Its own are its prices where it has said others, what it does not offer, who
// makes a dish and how fast, its rates of tax, and whatever it has beside the shared menu.

import {
  applyDraft,
  type Bodies,
  byItem,
  type DishBody,
  type DraftItem,
  type ItemKind,
  isSame,
  itemsOf,
  type Key,
  type MenuDocument,
  type MenuItem,
  nameOfItem,
  type OptionBody,
  type OptionGroupBody,
  rowOf,
} from './menu-document'

/** What a store has a row of its own of, for each of its leader's. */
export type PartKind = ItemKind | 'option' | 'slot'

/** The key here of each part of the leader's menu, by `nameOfPart` of the leader's key. */
export type Links = ReadonlyMap<string, Key>

export const nameOfPart = (kind: PartKind, origin: Key) => `${kind} ${origin}`

/** What a dish costs: a store says all of it, or nothing. */
const PRICES = ['priceCents', 'promoPriceCents', 'memberPriceCents', 'hourPrices'] as const
const OPTION_PRICES = ['priceCents', 'sizePrices'] as const
/** By what a price is counted: a price of one's own means nothing where this is another. */
const MEASURES = ['kind', 'isPerPerson', 'perGrams', 'isMarketPrice'] as const
/** What the store itself says of a shared item, from its first day on. */
const OWN_OF_DISH = [
  'stations',
  'promisedMinutes',
  'course',
  'taxClass',
  'takeawayTaxClass',
] as const
const OWN_OF_CATEGORY = ['promisedMinutes', 'course'] as const

const part = <Body extends object, Field extends keyof Body>(
  body: Body,
  fields: readonly Field[],
) => Object.fromEntries(fields.map((field) => [field, body[field]])) as Pick<Body, Field>

const isSameIn = <Body extends object>(
  one: Body,
  other: Body,
  fields: readonly (keyof Body)[],
): boolean => fields.every((field) => isSame(one[field], other[field]))

/** As documents are read: by the number of what they are for, what is new behind. */
const byKey =
  <Each>(keyOf: (each: Each) => Key) =>
  (one: Each, other: Each) =>
    (Number(keyOf(one)) || Number.MAX_SAFE_INTEGER) -
    (Number(keyOf(other)) || Number.MAX_SAFE_INTEGER)

export type Following = {
  /** The leader's menu before, in step with `own`; as `leader` where nothing is to be kept. */
  before: MenuDocument
  /** The leader's menu now. */
  leader: MenuDocument
  /** This store's menu. */
  own: MenuDocument
  links: Links
  /** Keys of shared dishes that this store does not offer. */
  leftOut: ReadonlySet<Key>
  /** Who makes a dish that is new here, by the leader's stations. */
  stationsOf: (stations: readonly Key[]) => Key[]
  newKey: () => Key
}

/**
 * This store's menu as it will be, and the key of every part of the leader's. What is gone there
 * goes, except for what own dishes stand on, which becomes the store's own; a combo of which
 * nothing can be chosen here is not offered.
 */
export function followed(following: Following): { document: MenuDocument; links: Links } {
  const { before, leader, own, links, leftOut, stationsOf, newKey } = following
  const known = new Map(links)
  const keyOf = (kind: PartKind, origin: Key): Key => {
    const key = known.get(nameOfPart(kind, origin)) ?? newKey()
    known.set(nameOfPart(kind, origin), key)
    return key
  }
  const here = byItem(own)
  const shared = sharedIn(links)
  const asHere = (item: MenuItem) => inKeysOf(item, keyOf)
  const earlier = new Map(before.map((item) => [nameOfItem(item), item]))

  const taken = leader
    .filter((item) => !(item.kind === 'dish' && leftOut.has(keyOf('dish', item.key))))
    .map((item): MenuItem => {
      const there = asHere(item)
      const mine = here.get(nameOfItem(there))
      const old = earlier.get(nameOfItem(item))
      const was = old ? asHere(old) : undefined
      if (there.kind === 'dish') {
        if (mine?.kind !== 'dish') {
          return { ...there, body: { ...there.body, stations: stationsOf(there.body.stations) } }
        }
        const theirs = was?.kind === 'dish' ? was.body : there.body
        const keeps =
          isSameIn(mine.body, there.body, MEASURES) && !isSameIn(mine.body, theirs, PRICES)
        const body = {
          ...there.body,
          ...part(mine.body, OWN_OF_DISH),
          ...(keeps && part(mine.body, PRICES)),
        }
        return { ...there, body }
      }
      if (there.kind === 'category' && mine?.kind === 'category') {
        return { ...there, body: { ...there.body, ...part(mine.body, OWN_OF_CATEGORY) } }
      }
      if (there.kind === 'option_group' && mine?.kind === 'option_group') {
        const theirs = was?.kind === 'option_group' ? was.body : there.body
        return {
          ...there,
          body: { ...there.body, options: withOwn(there.body, mine.body, theirs) },
        }
      }
      return there
    })

  const isTaken = byItem(taken)
  const rest = own.filter((item) => !isTaken.has(nameOfItem(item)))
  const isOwn = (item: MenuItem) => !shared.has(nameOfItem(item))
  const mine = rest.filter(isOwn)
  const kept = withWhatTheyStandOn(mine, rest, taken)
  const whole = applyDraft([...inPlace(own, taken, kept)], [])
  // What its own editor has not filled in yet is for that one to mend.
  const isEmptied = (item: MenuItem) =>
    hasEmptySlot(item) && (!isOwn(item) || !hasEmptySlot(here.get(nameOfItem(item)) ?? item))
  const offered = whole.filter((item) => !isEmptied(item))
  return { document: applyDraft(offered, []), links: known }
}

const hasEmptySlot = (item: MenuItem): boolean =>
  item.kind === 'dish' && item.body.slots.some(({ choices }) => choices.length === 0)

/** What of a store's menu is shared, by `nameOfItem`. */
export const sharedIn = (links: Links): Set<string> =>
  new Set([...links].map(([name, key]) => `${kindIn(name)} ${key}`))

const kindIn = (name: string) => name.slice(0, name.indexOf(' '))

/** An item of the leader's in the keys of this store. */
function inKeysOf(item: MenuItem, keyOf: (kind: PartKind, origin: Key) => Key): MenuItem {
  const key = keyOf(item.kind, item.key)
  if (item.kind === 'schedule') return { ...item, key }
  if (item.kind === 'category') {
    const { schedule } = item.body
    return {
      ...item,
      key,
      body: { ...item.body, schedule: schedule === null ? null : keyOf('schedule', schedule) },
    }
  }
  if (item.kind === 'option_group') {
    const options = item.body.options.map((option) => ({
      ...option,
      key: keyOf('option', option.key),
      sizePrices: option.sizePrices
        .map((price) => ({ ...price, size: keyOf('option', price.size) }))
        .sort(byKey(({ size }) => size)),
    }))
    return { ...item, key, body: { ...item.body, options } }
  }
  const body: DishBody = {
    ...item.body,
    category: keyOf('category', item.body.category),
    optionGroups: item.body.optionGroups.map((group) => keyOf('option_group', group)),
    hourPrices: item.body.hourPrices
      .map((price) => ({ ...price, schedule: keyOf('schedule', price.schedule) }))
      .sort(byKey(({ schedule }) => schedule)),
    slots: item.body.slots.map((slot) => ({
      ...slot,
      key: keyOf('slot', slot.key),
      choices: slot.choices.map((choice) => ({ ...choice, dish: keyOf('dish', choice.dish) })),
    })),
  }
  return { ...item, key, body }
}

/** The options of now, each at the price of this store where that was another than theirs. */
function withOwn(
  now: OptionGroupBody,
  mine: OptionGroupBody,
  theirs: OptionGroupBody,
): readonly OptionBody[] {
  const in_ = (body: OptionGroupBody, key: Key) => body.options.find((each) => each.key === key)
  return now.options.map((option) => {
    const [own, was] = [in_(mine, option.key), in_(theirs, option.key) ?? option]
    if (!own || now.kind !== theirs.kind || isSameIn(own, was, OPTION_PRICES)) return option
    return { ...option, ...part(own, OPTION_PRICES) }
  })
}

/** With what the leader does not have any more and own things refer to: it is the store's now. */
function withWhatTheyStandOn(
  mine: readonly MenuItem[],
  rest: readonly MenuItem[],
  taken: readonly MenuItem[],
): readonly MenuItem[] {
  const needed = new Set<string>()
  const need = (kind: ItemKind, keys: readonly (Key | null)[]) => {
    for (const key of keys) if (key !== null) needed.add(nameOfItem({ kind, key }))
  }
  const ask = (item: MenuItem) => {
    if (item.kind === 'category') need('schedule', [item.body.schedule])
    if (item.kind !== 'dish') return
    need('category', [item.body.category])
    need('option_group', item.body.optionGroups)
    need(
      'schedule',
      item.body.hourPrices.map(({ schedule }) => schedule),
    )
  }
  for (const item of [...mine, ...taken]) ask(item)
  // A category that stays needs its hours, too.
  for (const item of rest) if (needed.has(nameOfItem(item))) ask(item)
  return rest.filter((item) => mine.includes(item) || needed.has(nameOfItem(item)))
}

/** Shared things in the leader's order, each own one behind what it stood behind. */
function inPlace(
  own: MenuDocument,
  taken: readonly MenuItem[],
  kept: readonly MenuItem[],
): readonly MenuItem[] {
  const rows = new Map<string, MenuItem[]>()
  const rowFor = (item: MenuItem) => {
    const row = rows.get(rowOf(item)) ?? []
    rows.set(rowOf(item), row)
    return row
  }
  for (const item of taken) rowFor(item).push(item)
  for (const item of kept) {
    const row = rowFor(item)
    const stood = own.filter((each) => rowOf(each) === rowOf(item))
    const earlier = stood.slice(
      0,
      stood.findIndex((each) => each.key === item.key),
    )
    const at = earlier.reduceRight(
      (found, { key }) => (found === -1 ? row.findIndex((each) => each.key === key) : found),
      -1,
    )
    row.splice(at + 1, 0, item)
  }
  return [...rows.values()].flatMap((row) =>
    row.map((item, sort) => {
      const isOrdered = item.kind === 'dish' || item.kind === 'category'
      return { ...item, sort: isOrdered ? sort : 0 } as MenuItem
    }),
  )
}

/**
 * What of a shared item a change would say otherwise though it is the leader's to say; null where
 * it touches only what is the store's own.
 * @param shared names (`nameOfItem`) of what is shared
 */
export function sharedClash(
  before: MenuDocument,
  after: MenuDocument,
  shared: ReadonlySet<string>,
): { item: MenuItem; field: string } | null {
  const [earlier, later] = [byItem(before), byItem(after)]
  const isInBoth = (item: MenuItem) => earlier.has(nameOfItem(item)) && later.has(nameOfItem(item))
  for (const item of before) {
    if (!shared.has(nameOfItem(item))) continue
    const now = later.get(nameOfItem(item))
    if (!now) {
      if (item.kind === 'dish') continue
      return { item, field: 'name' }
    }
    const field = fieldNotOwn(item, now)
    if (field) return { item, field }
  }
  const moved = before.find((item) => {
    const order = (document: MenuDocument) =>
      [...document]
        .filter(
          (each) => rowOf(each) === rowOf(item) && shared.has(nameOfItem(each)) && isInBoth(each),
        )
        .sort((one, other) => one.sort - other.sort)
        .map(({ key }) => key)
    return (
      (item.kind === 'dish' || item.kind === 'category') &&
      shared.has(nameOfItem(item)) &&
      !isSame(order(before), order(after))
    )
  })
  return moved ? { item: moved, field: 'category' } : null
}

function fieldNotOwn(item: MenuItem, now: MenuItem): string | null {
  const left = <Kind extends ItemKind>(body: Bodies[Kind], own: readonly string[]) =>
    Object.fromEntries(Object.entries(body).filter(([field]) => !own.includes(field)))
  const bare = (each: MenuItem): object => {
    if (each.kind === 'dish') return left<'dish'>(each.body, [...OWN_OF_DISH, ...PRICES])
    if (each.kind === 'category') return left<'category'>(each.body, OWN_OF_CATEGORY)
    if (each.kind !== 'option_group') return each.body
    const options = each.body.options.map((option) =>
      Object.fromEntries(
        Object.entries(option).filter(([field]) => !OPTION_PRICES.some((own) => own === field)),
      ),
    )
    return { ...each.body, options }
  }
  const [old, fresh] = [bare(item), bare(now)] as Record<string, unknown>[]
  return (
    Object.keys({ ...old, ...fresh }).find((field) => !isSame(old?.[field], fresh?.[field])) ?? null
  )
}

export type Prices = Pick<DishBody, (typeof PRICES)[number]>

/** What a dish costs, all of it. */
export const pricesOf = (body: Prices): Prices => part(body, PRICES)

/**
 * A draft of shared groups of options after the leader's menu has changed under it: the prices that
 * it says stay, everything else is as it is now.
 */
export function rebased(
  draft: readonly DraftItem[],
  before: MenuDocument,
  after: MenuDocument,
): readonly DraftItem[] {
  const [earlier, later] = [byItem(before), byItem(after)]
  return draft.map((item) => {
    const [was, now] = [earlier.get(nameOfItem(item)), later.get(nameOfItem(item))]
    const said = item.patch.options as readonly OptionBody[] | undefined
    if (!said || was?.kind !== 'option_group' || now?.kind !== 'option_group') return item
    return {
      ...item,
      patch: {
        ...item.patch,
        options: withOwn(now.body, { ...now.body, options: said }, was.body),
      },
    }
  })
}

/**
 * Of a menu that begins to follow: which of its parts is which of the leader's.
 * @param adopted the leader's menu in the keys of this store, item for item
 */
export function linksBetween(leader: MenuDocument, adopted: MenuDocument): Links {
  const links = new Map<string, Key>()
  const inner = (
    kind: PartKind,
    theirs: readonly { key: Key }[],
    mine: readonly { key: Key }[],
  ) => {
    theirs.forEach(({ key }, at) => {
      const own = mine[at]
      if (own) links.set(nameOfPart(kind, key), own.key)
    })
  }
  for (const kind of ['schedule', 'category', 'option_group', 'dish'] as const) {
    const [theirs, mine] = [itemsOf(leader, kind), itemsOf(adopted, kind)]
    inner(kind, theirs, mine)
  }
  const groups = itemsOf(adopted, 'option_group')
  itemsOf(leader, 'option_group').forEach(({ body }, at) => {
    inner('option', body.options, groups[at]?.body.options ?? [])
  })
  const dishes = itemsOf(adopted, 'dish')
  itemsOf(leader, 'dish').forEach(({ body }, at) => {
    inner('slot', body.slots, dishes[at]?.body.slots ?? [])
  })
  return links
}
