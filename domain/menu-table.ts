// A menu as a table, as spreadsheets hold it: a row for each category, dish, group of options and
// option, and under a combo its places with their choices. What is written from a menu reads back
// to the same menu; a table that somebody else made needs a name and a price.

import { LANGUAGES, type Localized, type Named } from './language'
import { ALLERGENS, DIET_TAGS, PER_GRAMS, SERVED_AS } from './menu'
import {
  type DishBody,
  type GroupKind,
  type ItemOf,
  itemsOf,
  type Key,
  type MenuDocument,
  type MenuItem,
  type OptionBody,
  plainCategory,
  plainDish,
  plainGroup,
  plainOption,
  type SlotBody,
  sizesIn,
} from './menu-document'
import { amountFromText, amountText } from './money'
import { TAX_CLASSES } from './taxes'

const OTHERS = LANGUAGES.slice(1)

/** What a row is; a table without that column has dishes only. */
const ROWS = ['category', 'dish', 'slot', 'choice', 'group', 'option'] as const
const GROUP_KINDS = ['size', 'preparation', 'extra'] as const satisfies readonly GroupKind[]
const DISH_KINDS = ['single', 'combo'] as const

export const TABLE_COLUMNS = [
  'id',
  'row',
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
  'servedAs',
  'tax',
  'takeawayTax',
  'levelShare',
  'minutes',
  'course',
  'stations',
  'options',
  'kind',
  'least',
  'most',
  'portions',
  'default',
  'freeCount',
  'dearest',
  'sizePrices',
  'mustOrder',
] as const
export type TableColumn = (typeof TABLE_COLUMNS)[number]

/** How columns and values are called: first as they are written, then all that is understood. */
export type TableWords = {
  column: (column: TableColumn) => readonly [string, ...string[]]
  value: (
    code:
      | (typeof ALLERGENS)[number]
      | (typeof DIET_TAGS)[number]
      | (typeof ROWS)[number]
      | (typeof GROUP_KINDS)[number]
      | (typeof DISH_KINDS)[number]
      | (typeof SERVED_AS)[number]
      | 'yes'
      | 'no'
      | (typeof TAX_CLASSES)[number],
  ) => readonly [string, ...string[]]
}

type Place = {
  document: MenuDocument
  stations: readonly { key: Key; name: string; names: Localized }[]
  /** ISO 4217 */
  currency: string
}

const LIST = ' | '

/** Columns of amounts, and of counts: numbers where a spreadsheet knows such. */
export const AMOUNTS: readonly TableColumn[] = ['price', 'promotion', 'member']
export const COUNTS: readonly TableColumn[] = [
  ...(['perGrams', 'spiciness', 'minutes', 'course'] as const),
  ...(['least', 'most', 'portions', 'freeCount'] as const),
]

/** A menu as rows, the heading first. */
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
  const cellOf = (key: Key, body: DishBody, column: TableColumn): string => {
    const [field, language] = column.split('.') as [string, string | undefined]
    switch (field) {
      case 'id':
        return key
      case 'row':
        return value('dish')
      case 'kind':
        return value(body.kind)
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
      case 'servedAs':
        return value(body.servedAs)
      case 'tax':
        return value(body.taxClass)
      case 'takeawayTax':
        return body.takeawayTaxClass === null ? '' : value(body.takeawayTaxClass)
      case 'minutes':
        return body.promisedMinutes === null ? '' : String(body.promisedMinutes)
      case 'course':
        return body.course === null ? '' : String(body.course)
      case 'stations':
        return body.stations.map((each) => makers.get(each) ?? each).join(LIST)
      case 'options':
        return body.optionGroups.map((each) => groups.get(each) ?? each).join(LIST)
      default:
        return ''
    }
  }
  const dishes = itemsOf(document, 'dish')
  const dishNames = namedOnce(dishes.map(({ key, body }) => ({ key, name: body.name })))
  const sizes = namedOnce(sizesIn(document))
  type Cells = Partial<Record<TableColumn, string>>
  const row = (cells: Cells) => TABLE_COLUMNS.map((column) => cells[column] ?? '')
  const count = (number: number | null) => (number === null ? '' : String(number))
  const named = ({ name, names }: Named): Cells => ({
    name,
    ...Object.fromEntries(OTHERS.map((language) => [`name.${language}`, names[language] ?? ''])),
  })
  const slotRows = ({ key, choices, ...slot }: SlotBody) => [
    row({
      ...{ id: key, row: value('slot'), ...named(slot) },
      ...{ least: count(slot.minimum), most: count(slot.maximum) },
    }),
    ...choices.map(({ dish, extraCents }) =>
      row({ row: value('choice'), name: dishNames.get(dish) ?? dish, price: amount(extraCents) }),
    ),
  ]
  const dishRows = ({ key, body }: ItemOf<'dish'>) => [
    TABLE_COLUMNS.map((column) => cellOf(key, body, column)),
    ...body.slots.flatMap(slotRows),
  ]
  const optionRow = ({ key, ...option }: OptionBody) =>
    row({
      ...{ id: key, row: value('option'), ...named(option), price: amount(option.priceCents) },
      portions: count(option.maximumQuantity),
      default: value(option.isDefault ? 'yes' : 'no'),
      contains: option.allergens.map(value).join(LIST),
      free: option.freeFrom.map(value).join(LIST),
      sizePrices: option.sizePrices
        .map(({ size, priceCents }) => `${sizes.get(size) ?? size} = ${amount(priceCents)}`)
        .join(LIST),
    })
  const lost = dishes.filter(({ body }) => !categories.has(body.category))
  return [
    TABLE_COLUMNS.map((column) => words.column(column)[0]),
    ...itemsOf(document, 'category').flatMap(({ key, body }) => [
      row({
        ...{ id: key, row: value('category'), ...named(body) },
        ...{ minutes: count(body.promisedMinutes), course: count(body.course) },
        mustOrder: value(body.isMustOrder ? 'yes' : 'no'),
      }),
      ...dishes.filter((dish) => dish.body.category === key).flatMap(dishRows),
    ]),
    ...lost.flatMap(dishRows),
    ...itemsOf(document, 'option_group').flatMap(({ key, body }) => [
      row({
        ...{ id: key, row: value('group'), ...named(body), kind: value(body.kind) },
        ...{ least: count(body.minimum), most: count(body.maximum) },
        freeCount: count(body.freeCount),
        dearest: value(body.isDearest ? 'yes' : 'no'),
      }),
      ...body.options.map(optionRow),
    ]),
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
    | 'nothing-above'
  /** What stands there. */
  text: string
}

/** An item, and the rows of its options or places; `line` is its own. */
export type ReadRow = { line: number; item: MenuItem; parts: readonly number[] }

/**
 * Reads a table over a menu: dishes are known by their number, else by category and name; what is
 * not there is new. Columns that the table does not have leave an item as it is, and so do rows: a
 * group without rows of options keeps those it has, and a combo its places.
 * @returns the items of the table and the categories that they need, in the keys of this menu, and
 *   what is wrong by line and column; with anything wrong nothing of it is to be used
 */
export function readMenuTable(
  rows: readonly { line: number; cells: readonly string[] }[],
  { document, stations, currency }: Place,
  words: TableWords,
  newKey: () => Key,
): { categories: MenuItem[]; items: ReadRow[]; flaws: TableFlaw[] } {
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
  if (flaws.length > 0) return { categories: [], items: [], flaws }

  const has = (column: TableColumn) => at.has(column)
  const isNamed = (name: string, thing: { name: string; names: Localized }) =>
    [thing.name, ...Object.values(thing.names)].some((each) => plain(each) === plain(name))
  /** What the cells of a row say. */
  const reading = ({ line, cells }: { line: number; cells: readonly string[] }) => {
    const text = (column: TableColumn) => (cells[at.get(column) ?? -1] ?? '').trim()
    const raw = (column: TableColumn) => cells[at.get(column) ?? -1] ?? ''
    const wrong = (column: TableColumn, reason: TableFlaw['reason']) => {
      flaws.push({ line, column, reason, text: text(column).slice(0, 60) })
    }
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
    const pricesIn = (
      column: TableColumn,
      things: readonly { key: Key; name: string; names: Localized }[],
    ): { key: Key; priceCents: number }[] =>
      raw(column)
        .split('|')
        .filter((each) => each.trim() !== '')
        .flatMap((each) => {
          const [, named = '', price = ''] = /^(.*)[=＝]([^=＝]*)$/su.exec(each) ?? []
          const [key] = keyNamed(column, things, named.trim())
          const priceCents = amountOf(price.trim(), column)
          if (key && price.trim() === '') wrong(column, 'no-amount')
          return key && priceCents !== null ? [{ key, priceCents }] : []
        })
    const gramsIn = (): number | null => {
      const cell = text('perGrams')
      const typed = cell.replace(/\s*[g克]$/iu, '')
      const grams = PER_GRAMS.find((each) => String(each) === typed)
      if (typed !== '' && grams === undefined) wrong('perGrams', 'no-number')
      return grams ?? null
    }
    const orOld = <Value>(column: TableColumn, read: () => Value, old: Value) =>
      has(column) ? read() : old
    /** An empty cell says nothing. */
    const numberOr = (column: TableColumn, most: number, old: number) =>
      numberIn(column, most) ?? old
    const oneOf = <Code extends Parameters<TableWords['value']>[0]>(
      column: TableColumn,
      codes: readonly Code[],
      old: Code,
    ): Code => {
      if (text(column) === '') return old
      const code = codeIn(text(column), codes)
      if (code === undefined) wrong(column, 'unknown')
      return code ?? old
    }
    const nameIn = () => {
      if (text('name') === '') wrong('name', 'missing')
      return text('name')
    }
    return {
      ...{ line, text, wrong, textsIn, amountIn, amountOf, numberIn, numberOr, isIn },
      ...{ codesIn, keyNamed, keysIn, pricesIn, gramsIn, orOld, oneOf, nameIn },
    }
  }
  type Reading = ReturnType<typeof reading>

  // ── which row is what, and what stands under which ──
  type Kept = { row: Reading; under: { row: Reading; under: Reading[] }[] }
  const kept: Record<'category' | 'dish' | 'group', Kept[]> = { category: [], dish: [], group: [] }
  let owner: { kind: (typeof ROWS)[number]; kept: Kept } | null = null
  for (const cells of rest) {
    const row = reading(cells)
    const kind = row.oneOf('row', ROWS, 'dish')
    if (kind === 'category' || kind === 'dish' || kind === 'group') {
      owner = { kind, kept: { row, under: [] } }
      kept[kind].push(owner.kept)
    } else if (kind === 'choice' && owner?.kind === 'dish' && owner.kept.under.length > 0) {
      owner.kept.under.at(-1)?.under.push(row)
    } else if (owner?.kind === (kind === 'slot' ? 'dish' : 'group') && kind !== 'choice') {
      owner.kept.under.push({ row, under: [] })
    } else row.wrong('row', 'nothing-above')
  }

  const taken = {
    category: new Set<Key>(),
    option_group: new Set<Key>(),
    dish: new Set<Key>(),
  }
  /** The item that a row is about, by its number, else by what it is called; each only once. */
  const oldOf = <Item extends { kind: keyof typeof taken; key: Key }>(
    row: Reading,
    items: readonly Item[],
    isIt: (item: Item) => boolean,
  ): Item | undefined => {
    const id = row.text('id')
    const free = items.filter(({ kind, key }) => !taken[kind].has(key))
    const old = free.find(({ key }) => key === id) ?? free.find(isIt)
    if (old) taken[old.kind].add(old.key)
    return old
  }
  const items: ReadRow[] = []

  // ── categories ──
  const added: ItemOf<'category'>[] = []
  const ownCategories = [...itemsOf(document, 'category')]
  for (const { row } of kept.category) {
    const before = flaws.length
    const name = row.nameIn()
    const old = oldOf(row, itemsOf(document, 'category'), ({ body }) => isNamed(name, body))
    const was = old?.body ?? plainCategory
    const body = {
      ...was,
      name,
      names: row.textsIn('name', was.names),
      promisedMinutes: row.orOld(
        'minutes',
        () => row.numberIn('minutes', 240),
        was.promisedMinutes,
      ),
      course: row.numberOr('course', 9, was.course),
      isMustOrder: row.isIn('mustOrder', was.isMustOrder),
    }
    const item = {
      kind: 'category',
      key: old?.key ?? newKey(),
      sort: old?.sort ?? row.line,
      body,
    } as const
    const at = ownCategories.findIndex(({ key }) => key === item.key)
    ownCategories.splice(at === -1 ? ownCategories.length : at, at === -1 ? 0 : 1, item)
    if (flaws.length === before) items.push({ line: row.line, item, parts: [] })
  }
  function categoryOf(wanted: string): Key {
    const known = [...ownCategories, ...added].find(({ body }) => isNamed(wanted, body))
    if (known) return known.key
    const body = { ...plainCategory, name: wanted }
    const item = { kind: 'category' as const, key: newKey(), sort: added.length, body }
    added.push(item)
    return item.key
  }

  // ── groups of options: sizes first, which the others have prices for ──
  const groups = itemsOf(document, 'option_group').map(({ key, body }) => ({ key, ...body }))
  const sizes = [...sizesIn(document)]
  const known = kept.group.map((each) => {
    const name = each.row.nameIn()
    const old = oldOf(each.row, itemsOf(document, 'option_group'), ({ body }) => body.name === name)
    const kind = each.row.oneOf('kind', GROUP_KINDS, old?.body.kind ?? 'preparation')
    return { ...each, name, old, kind }
  })
  known.sort((one, other) => Number(other.kind === 'size') - Number(one.kind === 'size'))
  for (const { row, under, name, old, kind } of known) {
    const before = flaws.length
    const was = old?.body ?? plainGroup
    const takenOptions = new Set<Key>()
    const options = under.map(({ row: part }): OptionBody => {
      const called = part.nameIn()
      const free = was.options.filter(({ key }) => !takenOptions.has(key))
      const before =
        free.find(({ key }) => key === part.text('id')) ??
        free.find((option) => isNamed(called, option)) ??
        plainOption(newKey())
      takenOptions.add(before.key)
      const isLess = /^[-−－]/.test(part.text('price'))
      const cents = part.amountOf(part.text('price').replace(/^[-−－]\s*/, ''), 'price')
      const sizePrices = () =>
        part.pricesIn('sizePrices', sizes).map(({ key, priceCents }) => ({ size: key, priceCents }))
      return {
        ...before,
        name: called,
        names: part.textsIn('name', before.names),
        priceCents: isLess ? 0 - (cents ?? 0) : (cents ?? 0),
        maximumQuantity: part.numberOr('portions', 20, before.maximumQuantity),
        isDefault: part.isIn('default', before.isDefault),
        allergens: part.codesIn('contains', ALLERGENS, before.allergens),
        freeFrom: part.codesIn('free', ALLERGENS, before.freeFrom),
        sizePrices: part.orOld('sizePrices', sizePrices, before.sizePrices),
      }
    })
    const body = {
      ...was,
      name,
      names: row.textsIn('name', was.names),
      kind,
      minimum: row.numberOr('least', 50, was.minimum),
      maximum: row.numberOr('most', 50, was.maximum),
      freeCount: row.numberOr('freeCount', 50, was.freeCount),
      isDearest: row.isIn('dearest', was.isDearest),
      options: under.length > 0 ? options : was.options,
    }
    const key = old?.key ?? newKey()
    if (kind === 'size') sizes.push(...body.options)
    const at = groups.findIndex((group) => group.key === key)
    groups.splice(at === -1 ? groups.length : at, at === -1 ? 0 : 1, { key, ...body })
    const item = { kind: 'option_group', key, sort: old?.sort ?? row.line, body } as const
    const parts = under.map((part) => part.row.line)
    if (flaws.length === before) items.push({ line: row.line, item, parts })
  }

  // ── dishes ──
  const own = itemsOf(document, 'dish')
  const hours = itemsOf(document, 'schedule').map(({ key, body: { name } }) => ({
    ...{ key, name },
    names: {},
  }))
  let lastCategory = ownCategories[0]?.key ?? null
  const dishes = kept.dish.flatMap(({ row, under }) => {
    const before = flaws.length
    const { text, wrong, textsIn, amountIn, numberIn, isIn, codesIn, keysIn, orOld } = row
    const name = row.nameIn()
    const wantedCategory = text('category')
    const category = wantedCategory === '' ? lastCategory : categoryOf(wantedCategory)
    if (category === null) wrong('category', 'missing')
    lastCategory = category
    if (text('id') !== '' && taken.dish.has(text('id'))) wrong('id', 'twice')
    const old = oldOf(row, own, ({ body }) => body.category === category && body.name === name)
    const key = old?.key ?? newKey()
    const was = old?.body ?? plainDish(category ?? '')

    const priceCents = amountIn('price')
    const isMarketPrice = isIn('market', was.isMarketPrice)
    if (priceCents === null && text('price') === '' && !isMarketPrice) wrong('price', 'missing')
    const takeawayTax = () =>
      text('takeawayTax') === '' ? null : row.oneOf('takeawayTax', TAX_CLASSES, was.taxClass)
    const hourPrices = () =>
      row.pricesIn('hourPrices', hours).map(({ key, priceCents }) => ({
        schedule: key,
        priceCents,
      }))
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
      hourPrices: orOld('hourPrices', hourPrices, was.hourPrices),
      isMarketPrice,
      perGrams: orOld('perGrams', row.gramsIn, was.perGrams),
      isPerPerson: isIn('perPerson', was.isPerPerson),
      isSignature: isIn('signature', was.isSignature),
      hasLevelShare: isIn('levelShare', was.hasLevelShare),
      spiciness: orOld('spiciness', () => numberIn('spiciness', 3) ?? 0, was.spiciness),
      allergens: codesIn('contains', ALLERGENS, was.allergens),
      freeFrom: codesIn('free', ALLERGENS, was.freeFrom),
      dietTags: codesIn('diets', DIET_TAGS, was.dietTags),
      servedAs: row.oneOf('servedAs', SERVED_AS, was.servedAs),
      taxClass: row.oneOf('tax', TAX_CLASSES, was.taxClass),
      // An empty cell: the same as where it is eaten.
      takeawayTaxClass: orOld('takeawayTax', takeawayTax, was.takeawayTaxClass),
      promisedMinutes: orOld('minutes', () => numberIn('minutes', 240), was.promisedMinutes),
      course: orOld('course', () => numberIn('course', 9), was.course),
      stations: keysIn('stations', stations, was.stations),
      optionGroups: keysIn('options', groups, was.optionGroups),
    }
    const kind = under.length > 0 ? 'combo' : row.oneOf('kind', DISH_KINDS, was.kind)
    const isWhole = flaws.length === before
    return [{ row, under, was, isWhole, key, sort: old?.sort ?? row.line, body: { ...body, kind } }]
  })

  // ── what combos are made of: any dish of the menu or of the table ──
  const offered = new Map([...own, ...dishes].map(({ key, body }) => [key, { key, ...body }]))
  for (const { row, under, was, isWhole, key, sort, body } of dishes) {
    const before = flaws.length
    const takenSlots = new Set<Key>()
    const slots = under.map(({ row: part, under: choices }): SlotBody => {
      const called = part.nameIn()
      const free = was.slots.filter((slot) => !takenSlots.has(slot.key))
      const old =
        free.find((slot) => slot.key === part.text('id')) ??
        free.find((slot) => isNamed(called, slot))
      const slotKey = old?.key ?? newKey()
      takenSlots.add(slotKey)
      return {
        key: slotKey,
        name: called,
        names: part.textsIn('name', old?.names ?? {}),
        minimum: part.numberOr('least', 20, old?.minimum ?? 1),
        maximum: part.numberOr('most', 20, old?.maximum ?? 1),
        choices: choices.flatMap((choice) => {
          const [dish] = choice.keyNamed('name', [...offered.values()], choice.nameIn())
          return dish ? [{ dish, extraCents: choice.amountIn('price') ?? 0 }] : []
        }),
      }
    })
    const made = under.length > 0 ? slots : body.kind === 'combo' ? was.slots : []
    if (!isWhole || flaws.length > before) continue
    const item = { kind: 'dish', key, sort, body: { ...body, slots: made } } as const
    items.push({ line: row.line, item, parts: under.map((part) => part.row.line) })
  }
  flaws.sort((one, other) => one.line - other.line)
  return { categories: added, items, flaws }
}

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase()
