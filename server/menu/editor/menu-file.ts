// The menu as a file: out as a table that every spreadsheet opens, in again with what is wrong told
// by line, column and reason before anything is changed.

import type * as z from 'zod'
import { LANGUAGES, type Language } from '@/domain/language'
import {
  byItem,
  isSame,
  type MenuDocument,
  type MenuItem,
  MOST_ITEMS,
  nameOfItem,
} from '@/domain/menu-document'
import {
  AMOUNTS,
  COUNTS,
  menuTable,
  type ReadRow,
  readMenuTable,
  TABLE_COLUMNS,
  type TableColumn,
  type TableFlaw,
  type TableWords,
} from '@/domain/menu-table'
import { digitsOf } from '@/domain/money'
import { Refusal } from '@/domain/refusal'
import { csvRows, csvText } from '@/domain/table-text'
import { saveCategory, saveDish, saveOptionGroup, saveSchedule } from '@/forms/menu/editor'
import type { Prisma } from '@/prisma/client/client'
import { OWN_WORDS } from '@/text/languages'
import { sayIn } from '@/text/words'
import type { Actor } from '../../access/procedures'
import type { Deps } from '../../deps'
import { isZip, readXlsx } from '../../read-xlsx'
import { type CellKind, xlsxOf } from '../../write-xlsx'
import { changeDraft, readEffective } from './change-draft'
import { newItemKey, readMakers } from './draft-from-document'

/** With every option and every choice of a combo. */
const MOST_ROWS = 30_000

/** The menu as it would be published now, as CSV text in the words of a language. */
export async function exportMenu(
  deps: Deps,
  { storeId }: Pick<Actor, 'storeId'>,
  language: Language,
): Promise<string> {
  const document = await readEffective(deps.db, storeId)
  return csvText(menuTable(await placeOf(deps.db, storeId, document), wordsOf(language)))
}

/** The same as a spreadsheet: amounts and counts are numbers. */
export async function exportSheet(
  deps: Deps,
  { storeId }: Pick<Actor, 'storeId'>,
  language: Language,
): Promise<Buffer> {
  const place = await placeOf(deps.db, storeId, await readEffective(deps.db, storeId))
  const [heading = [], ...rows] = menuTable(place, wordsOf(language))
  const kinds = TABLE_COLUMNS.map((column): CellKind => {
    if (AMOUNTS.includes(column)) return 'money'
    return COUNTS.includes(column) ? 'whole' : 'text'
  })
  const columns = heading.map((text, at) => ({ heading: text, kind: kinds[at] ?? 'text' }))
  const cells = rows.map((row) =>
    row.map((text, at) => (text === '' || kinds[at] === 'text' ? text : Number(text))),
  )
  const options = { name: sayIn(language, 'menu-file')('file'), digits: digitsOf(place.currency) }
  const parts: Uint8Array[] = []
  for await (const part of xlsxOf(columns, once(cells), options)) parts.push(part)
  return Buffer.concat(parts)
}

async function* once<Rows>(rows: Rows) {
  yield rows
}

export type Imported = {
  added: number
  changed: number
  same: number
  flaws: TableFlaw[]
}

/**
 * Reads a file over the menu, and into the draft unless `isTrial`; with anything wrong nothing is
 * changed.
 * @throws Refusal menu.file-unreadable, menu.too-large
 */
export async function importMenu(
  deps: Deps,
  actor: Actor,
  { bytes, isTrial }: { bytes: Buffer; isTrial: boolean },
): Promise<Imported> {
  const rows = isZip(bytes) ? readXlsx(bytes, MOST_ROWS) : csvRows(textOf(bytes))
  if (!rows) throw new Refusal('menu.file-unreadable')
  if (rows.length > MOST_ROWS) throw new Refusal('menu.too-large', { number: MOST_ROWS })
  let answer: Imported = { added: 0, changed: 0, same: 0, flaws: [] }
  const lay = async (tx: Reader, effective: MenuDocument): Promise<MenuDocument> => {
    const place = await placeOf(tx, actor.storeId, effective)
    const read = readMenuTable(rows, place, wordsOf(LANGUAGES[0]), newItemKey)
    const checked = read.items.map((row) => checkRow(row))
    const flaws = [...read.flaws, ...checked.flatMap((row) => row.flaws)]
    const before = byItem(effective)
    const items = checked.flatMap((row) => (row.item ? [row.item] : []))
    const added = items.filter((item) => !before.has(nameOfItem(item)))
    const changed = items.filter((item) => {
      const old = before.get(nameOfItem(item))
      return old && !isSame(old.body, item.body)
    })
    const same = items.length - added.length - changed.length
    answer = { added: added.length, changed: changed.length, same, flaws }
    if (flaws.length > 0) return effective
    const wanted = laidOver(effective, [...read.categories, ...items])
    if (wanted.length > MOST_ITEMS) throw new Refusal('menu.too-large', { number: MOST_ITEMS })
    return wanted
  }
  if (isTrial) {
    await lay(deps.db, await readEffective(deps.db, actor.storeId))
    return answer
  }
  await changeDraft(deps, actor, async ({ effective, tx }) => {
    const wanted = await lay(tx, effective)
    const { added, changed } = answer
    return { wanted, fact: { action: 'menu.imported', details: { added, changed } } }
  })
  return answer
}

type Reader = Pick<Prisma.TransactionClient, 'station' | 'store'>

async function placeOf(db: Reader, storeId: number, document: MenuDocument) {
  const [stations, { currency }] = await Promise.all([
    readMakers(db, storeId),
    db.store.findUniqueOrThrow({ where: { id: storeId }, select: { currency: true } }),
  ])
  return { document, stations, currency }
}

/** What is there keeps its place, unless it goes to another category; what is new comes last. */
function laidOver(effective: MenuDocument, items: readonly MenuItem[]): MenuDocument {
  const wanted = byItem(items)
  const known = byItem(effective)
  const last = Math.max(0, ...effective.map(({ sort }) => sort)) + 1
  const placed = (item: MenuItem, at: number) => ({ ...item, sort: last + at }) as MenuItem
  const kept = effective.map((item, at): MenuItem => {
    const other = wanted.get(nameOfItem(item))
    if (!other) return item
    const isElsewhere =
      item.kind === 'dish' && other.kind === 'dish' && item.body.category !== other.body.category
    return isElsewhere ? placed(other, at) : ({ ...other, sort: item.sort } as MenuItem)
  })
  const added = items.filter((item) => !known.has(nameOfItem(item)))
  return [...kept, ...added.map((item, at) => placed(item, effective.length + at))]
}

/** The columns in which the fields of items and their parts stand. */
const COLUMNS: Partial<Record<string, TableColumn>> = {
  name: 'name',
  names: 'name.en',
  description: 'description',
  descriptions: 'description.en',
  unit: 'unit',
  units: 'unit.en',
  priceCents: 'price',
  promoPriceCents: 'promotion',
  memberPriceCents: 'member',
  hourPrices: 'hourPrices',
  perGrams: 'perGrams',
  promisedMinutes: 'minutes',
  allergens: 'contains',
  freeFrom: 'free',
  stations: 'stations',
  optionGroups: 'options',
  minimum: 'least',
  maximum: 'most',
  maximumQuantity: 'portions',
  freeCount: 'freeCount',
  sizePrices: 'sizePrices',
  category: 'category',
}

const SCHEMAS = {
  schedule: saveSchedule,
  category: saveCategory,
  option_group: saveOptionGroup,
  dish: saveDish,
} as const

/** Holds an item against the schema that the editor's form is held against. */
function checkRow({ line, item, parts }: ReadRow): { item: MenuItem | null; flaws: TableFlaw[] } {
  const checked = SCHEMAS[item.kind].safeParse(item.body)
  if (checked.success) return { item: { ...item, body: checked.data } as MenuItem, flaws: [] }
  const flaws = checked.error.issues.map(({ path }: z.core.$ZodIssue): TableFlaw => {
    const [field, at, inner] = path
    const isPart = (field === 'options' || field === 'slots') && typeof at === 'number'
    const column = COLUMNS[String(isPart ? inner : field)] ?? null
    return { line: (isPart && parts[at]) || line, column, reason: 'too-long', text: '' }
  })
  return { item: null, flaws }
}

/** UTF-8, else what a Chinese Excel writes. @throws Refusal menu.file-unreadable */
function textOf(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  for (const encoding of isUtf16 ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!text.includes('\u0000')) return text
    } catch {
      // The next one, then.
    }
  }
  throw new Refusal('menu.file-unreadable')
}

function wordsOf(language: Language): TableWords {
  const inTurn = [language, ...LANGUAGES.filter((each) => each !== language)]
  const all = (say: (each: Language) => string) => inTurn.map(say) as [string, ...string[]]
  return {
    column: (column) =>
      all((each) => {
        const say = sayIn(each, 'menu-file')
        const [field, other] = column.split('.') as [string, Language | undefined]
        const named = say(`column.${field as 'name'}`)
        if (!other) return named
        return say('column.inLanguage', { column: named, language: OWN_WORDS[other].name })
      }),
    value: (code) => all((each) => sayIn(each, 'menu-file')(`value.${code}`)),
  }
}
