// A menu as a table, one row a dish, as spreadsheets hold it. What is written from a menu reads
// back to the same menu; a table that somebody else made needs a name and a price.

import { LANGUAGES, type Localized } from './language'
import { ALLERGENS, DIET_TAGS, PER_GRAMS } from './menu'
import {
  type DishBody,
  itemsOf,
  type Key,
  type MenuDocument,
  type MenuItem,
  plainCategory,
  plainDish,
} from './menu-document'
import { amountFromText, amountText } from './money'

const OTHERS = LANGUAGES.slice(1)

export const TABLE_COLUMNS = [
  'id',
  'category',
  'name',
  ...OTHERS.map((language) => `name.${language}` as const),
  'price',
  'promotion',
  'member',
  'hourPrices',
  'market',
  'perGrams',
  'perPerson',
  'unit',
  ...OTHERS.map((language) => `unit.${language}` as const),
  'description',
  ...OTHERS.map((language) => `description.${language}` as const),
  'signature',
  'spiciness',
  'contains',
  'free',
  'diets',
  'tax',
  'levelShare',
  'minutes',
  'course',
  'stations',
  'options',
] as const
export type TableColumn = (typeof TABLE_COLUMNS)[number]

/** How columns and values are called: first as they are written, then all that is understood. */
export type TableWords = {
  column: (column: TableColumn) => readonly [string, ...string[]]
  value: (
    code:
      | (typeof ALLERGENS)[number]
      | (typeof DIET_TAGS)[number]
      | 'yes'
      | 'no'
      | 'standard'
      | 'reduced',
  ) => readonly [string, ...string[]]
}

type Place = {
  document: MenuDocument
  stations: readonly { key: Key; name: string; names: Localized }[]
  /** ISO 4217 */
  currency: string
}

const LIST = ' | '

/** The dishes of a menu as rows, the heading first. */
export function menuTable({ document, stations, currency }: Place, words: TableWords): string[][] {
  const categories = new Map(itemsOf(document, 'category').map((item) => [item.key, item.body]))
  const groups = namedOnce(
    itemsOf(document, 'option_group').map(({ key, body }) => ({ key, ...body })),
  )
  const hours = namedOnce(
    itemsOf(document, 'schedule').map(({ key, body: { name } }) => ({ key, name })),
  )
  const makers = namedOnce(stations)
  const value = (code: Parameters<TableWords['value']>[0]) => words.value(code)[0]
  const amount = (cents: number | null) => (cents === null ? '' : amountText(cents, currency))
  const order = new Map([...categories.keys()].map((key, at) => [key, at]))
  const dishes = itemsOf(document, 'dish').sort(
    (one, other) => (order.get(one.body.category) ?? 0) - (order.get(other.body.category) ?? 0),
  )
  const cellOf = (key: Key, body: DishBody, column: TableColumn): string => {
    const [field, language] = column.split('.') as [string, string | undefined]
    switch (field) {
      case 'id':
        return key
      case 'category':
        return categories.get(body.category)?.name ?? ''
      case 'name':
        return language ? (body.names[language] ?? '') : body.name
      case 'unit':
        return language ? (body.units[language] ?? '') : body.unit
      case 'description':
        return language ? (body.descriptions[language] ?? '') : body.description
      case 'price':
        return amount(body.priceCents)
      case 'promotion':
        return amount(body.promoPriceCents)
      case 'member':
        return amount(body.memberPriceCents)
      case 'hourPrices':
        return body.hourPrices
          .map(
            (each) => `${hours.get(each.schedule) ?? each.schedule} = ${amount(each.priceCents)}`,
          )
          .join(LIST)
      case 'market':
        return value(body.isMarketPrice ? 'yes' : 'no')
      case 'perGrams':
        return body.perGrams === null ? '' : String(body.perGrams)
      case 'perPerson':
        return value(body.isPerPerson ? 'yes' : 'no')
      case 'signature':
        return value(body.isSignature ? 'yes' : 'no')
      case 'levelShare':
        return value(body.hasLevelShare ? 'yes' : 'no')
      case 'spiciness':
        return String(body.spiciness)
      case 'contains':
        return body.allergens.map(value).join(LIST)
      case 'free':
        return body.freeFrom.map(value).join(LIST)
      case 'diets':
        return body.dietTags.map(value).join(LIST)
      case 'tax':
        return value(body.taxClass)
      case 'minutes':
        return body.promisedMinutes === null ? '' : String(body.promisedMinutes)
      case 'course':
        return body.course === null ? '' : String(body.course)
      case 'stations':
        return body.stations.map((each) => makers.get(each) ?? each).join(LIST)
      default:
        return body.optionGroups.map((each) => groups.get(each) ?? each).join(LIST)
    }
  }
  return [
    TABLE_COLUMNS.map((column) => words.column(column)[0]),
    ...dishes.map(({ key, body }) => TABLE_COLUMNS.map((column) => cellOf(key, body, column))),
  ]
}

/** Names by key; of several with one name each has its key behind it. */
function namedOnce(things: readonly { key: Key; name: string }[]): Map<Key, string> {
  const counts = new Map<string, number>()
  for (const { name } of things) counts.set(name, (counts.get(name) ?? 0) + 1)
  return new Map(
    things.map(({ key, name }) => [
      key,
      (counts.get(name) ?? 0) > 1 || name.includes('|') ? `${name}#${key}` : name,
    ]),
  )
}

export type TableFlaw = {
  /** Of the file, from 1. */
  line: number
  column: TableColumn | null
  reason:
    | 'no-heading'
    | 'missing'
    | 'no-amount'
    | 'no-number'
    | 'unknown'
    | 'twice'
    | 'yes-or-no'
    | 'too-long'
  /** What stands there. */
  text: string
}

export type ReadRow = { line: number; item: Extract<MenuItem, { kind: 'dish' }> }

/**
 * Reads a table over a menu: dishes are known by their number, else by category and name; what is
 * not there is new. Columns that the table does not have leave a dish as it is.
 * @returns the dishes of the table and the categories that they need, in the keys of this menu, and
 *   what is wrong by line and column; with anything wrong nothing of it is to be used
 */
export function readMenuTable(
  rows: readonly { line: number; cells: readonly string[] }[],
  { document, stations, currency }: Place,
  words: TableWords,
  newKey: () => Key,
): { categories: MenuItem[]; dishes: ReadRow[]; flaws: TableFlaw[] } {
  const flaws: TableFlaw[] = []
  const [head, ...rest] = rows
  const at = new Map<TableColumn, number>()
  head?.cells.forEach((cell, index) => {
    const heading = plain(cell)
    const column = TABLE_COLUMNS.find((each) =>
      [each, ...words.column(each)].some((word) => plain(word) === heading),
    )
    if (column && !at.has(column)) at.set(column, index)
  })
  for (const column of ['name', 'price'] as const) {
    if (!at.has(column))
      flaws.push({ line: head?.line ?? 1, column, reason: 'no-heading', text: '' })
  }
  if (flaws.length > 0) return { categories: [], dishes: [], flaws }

  const own = itemsOf(document, 'dish')
  const ownCategories = itemsOf(document, 'category')
  const groups = itemsOf(document, 'option_group').map(({ key, body }) => ({ key, ...body }))
  const hours = itemsOf(document, 'schedule').map(({ key, body: { name } }) => ({
    ...{ key, name },
    names: {},
  }))
  const added: Extract<MenuItem, { kind: 'category' }>[] = []
  const taken = new Set<Key>()
  let lastCategory = ownCategories[0]?.key ?? null
  const dishes = rest.flatMap(({ line, cells }): ReadRow[] => {
    const before = flaws.length
    const has = (column: TableColumn) => at.has(column)
    const text = (column: TableColumn) => (cells[at.get(column) ?? -1] ?? '').trim()
    const raw = (column: TableColumn) => cells[at.get(column) ?? -1] ?? ''
    const wrong = (column: TableColumn, reason: TableFlaw['reason']) => {
      flaws.push({ line, column, reason, text: text(column).slice(0, 60) })
    }
    const isNamed = (name: string, thing: { name: string; names: Localized }) =>
      [thing.name, ...Object.values(thing.names)].some((each) => plain(each) === plain(name))

    const name = text('name')
    if (name === '') wrong('name', 'missing')
    const wantedCategory = text('category')
    const category = wantedCategory === '' ? lastCategory : categoryOf(wantedCategory)
    if (category === null) wrong('category', 'missing')
    lastCategory = category
    const id = text('id')
    const free = own.filter(({ key }) => !taken.has(key))
    const old =
      free.find(({ key }) => key === id) ??
      free.find(({ body }) => body.category === category && body.name === name)
    if (id !== '' && taken.has(id)) wrong('id', 'twice')
    const key = old?.key ?? newKey()
    taken.add(key)
    const was = old?.body ?? plainDish(category ?? '')

    const textsIn = (field: 'name' | 'unit' | 'description', texts: Localized): Localized => {
      const entries = OTHERS.filter((language) => has(`${field}.${language}`)).map(
        (language) => [language, text(`${field}.${language}`)] as const,
      )
      const all = { ...texts, ...Object.fromEntries(entries) }
      return Object.fromEntries(Object.entries(all).filter(([, each]) => each !== ''))
    }
    const amountOf = (cell: string, column: TableColumn): number | null => {
      const typed = cell.replace(/^[¥￥$€£]\s*|[元\s]/gu, '')
      if (typed === '') return null
      const cents = amountFromText(typed, currency)
      if (cents === null) wrong(column, 'no-amount')
      return cents
    }
    const amountIn = (column: TableColumn) => amountOf(text(column), column)
    const numberIn = (column: TableColumn, most: number): number | null => {
      const typed = text(column)
      if (typed === '') return null
      if (/^\d{1,3}$/.test(typed) && Number(typed) <= most) return Number(typed)
      wrong(column, 'no-number')
      return null
    }
    const codeIn = <Code extends Parameters<TableWords['value']>[0]>(
      typed: string,
      codes: readonly Code[],
    ): Code | undefined =>
      codes.find((code) =>
        [code, ...words.value(code)].some((word) => plain(word) === plain(typed)),
      )
    const isIn = (column: TableColumn, old: boolean): boolean => {
      if (!has(column) || text(column) === '') return old
      const code = codeIn(text(column), ['yes', 'no'])
      if (code === undefined) wrong(column, 'yes-or-no')
      return code === undefined ? old : code === 'yes'
    }
    const codesIn = <Code extends Parameters<TableWords['value']>[0]>(
      column: TableColumn,
      codes: readonly Code[],
      old: readonly Code[],
    ): readonly Code[] => {
      if (!has(column)) return old
      const listed = text(column)
        .split(/[|、,，;；/]/)
        .map((each) => each.trim())
        .filter(Boolean)
      return listed.flatMap((each) => {
        const code = codeIn(each, codes)
        if (code === undefined) wrong(column, 'unknown')
        return code === undefined ? [] : [code]
      })
    }
    const keyNamed = (
      column: TableColumn,
      things: readonly { key: Key; name: string; names: Localized }[],
      named: string,
    ): Key[] => {
      const found =
        things.find((thing) => named === `${thing.name}#${thing.key}`) ??
        things.find((thing) => isNamed(named, thing))
      if (!found) wrong(column, 'unknown')
      return found ? [found.key] : []
    }
    const keysIn = (
      column: TableColumn,
      things: readonly { key: Key; name: string; names: Localized }[],
      old: readonly Key[],
    ): readonly Key[] => {
      if (!has(column)) return old
      const listed = raw(column)
        .split('|')
        .map((each) => each.trim())
        .filter(Boolean)
      return listed.flatMap((each) => keyNamed(column, things, each))
    }
    /** 'Happy hour = 9.00 | Lunch = 12' */
    const hourPricesIn = (): DishBody['hourPrices'] =>
      raw('hourPrices')
        .split('|')
        .filter((each) => each.trim() !== '')
        .flatMap((each) => {
          const [, named = '', price = ''] = /^(.*)[=＝]([^=＝]*)$/su.exec(each) ?? []
          const [schedule] = keyNamed('hourPrices', hours, named.trim())
          const priceCents = amountOf(price.trim(), 'hourPrices')
          if (schedule && price.trim() === '') wrong('hourPrices', 'no-amount')
          return schedule && priceCents !== null ? [{ schedule, priceCents }] : []
        })
    const gramsIn = (): number | null => {
      const cell = text('perGrams')
      const typed = cell.replace(/\s*[g克]$/iu, '')
      const grams = PER_GRAMS.find((each) => String(each) === typed)
      if (typed !== '' && grams === undefined) wrong('perGrams', 'no-number')
      return grams ?? null
    }
    function categoryOf(wanted: string): Key {
      const known = [...ownCategories, ...added].find(({ body }) => isNamed(wanted, body))
      if (known) return known.key
      const body = { ...plainCategory, name: wanted }
      const item = { kind: 'category' as const, key: newKey(), sort: added.length, body }
      added.push(item)
      return item.key
    }

    const priceCents = amountIn('price')
    const isMarketPrice = isIn('market', was.isMarketPrice)
    if (priceCents === null && text('price') === '' && !isMarketPrice) wrong('price', 'missing')
    const tax =
      has('tax') && text('tax') !== '' ? codeIn(text('tax'), ['standard', 'reduced']) : was.taxClass
    if (tax === undefined) wrong('tax', 'unknown')
    const orOld = <Value>(column: TableColumn, read: () => Value, old: Value) =>
      has(column) ? read() : old
    const body: DishBody = {
      ...was,
      category: category ?? '',
      name,
      names: textsIn('name', was.names),
      unit: orOld('unit', () => text('unit'), was.unit),
      units: textsIn('unit', was.units),
      description: orOld('description', () => text('description'), was.description),
      descriptions: textsIn('description', was.descriptions),
      priceCents: priceCents ?? 0,
      promoPriceCents: orOld('promotion', () => amountIn('promotion'), was.promoPriceCents),
      memberPriceCents: orOld('member', () => amountIn('member'), was.memberPriceCents),
      hourPrices: orOld('hourPrices', hourPricesIn, was.hourPrices),
      isMarketPrice,
      perGrams: orOld('perGrams', gramsIn, was.perGrams),
      isPerPerson: isIn('perPerson', was.isPerPerson),
      isSignature: isIn('signature', was.isSignature),
      hasLevelShare: isIn('levelShare', was.hasLevelShare),
      spiciness: orOld('spiciness', () => numberIn('spiciness', 3) ?? 0, was.spiciness),
      allergens: codesIn('contains', ALLERGENS, was.allergens),
      freeFrom: codesIn('free', ALLERGENS, was.freeFrom),
      dietTags: codesIn('diets', DIET_TAGS, was.dietTags),
      taxClass: tax ?? 'standard',
      promisedMinutes: orOld('minutes', () => numberIn('minutes', 240), was.promisedMinutes),
      course: orOld('course', () => numberIn('course', 9), was.course),
      stations: keysIn('stations', stations, was.stations),
      optionGroups: keysIn('options', groups, was.optionGroups),
    }
    if (flaws.length > before) return []
    return [{ line, item: { kind: 'dish', key, sort: old?.sort ?? line, body } }]
  })
  return { categories: added, dishes, flaws }
}

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase()
