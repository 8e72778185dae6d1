// A report as a file for a spreadsheet, however long: CSV (UTF-8 with its mark, so that Excel reads
// Chinese, and with no cell that a spreadsheet would run as a formula) or a real .xlsx. It is made
// in parts, as somebody takes them.

import { stringify } from 'csv-stringify/sync'
import { localDigits } from '@/domain/calendar'
import { LANGUAGES, type Language, type Localized } from '@/domain/language'
import type { PaymentMethod } from '@/domain/methods'
import { digitsOf } from '@/domain/money'
import {
  type AdjustmentKind,
  isProgramReason,
  type LineState,
  type OrderState,
} from '@/domain/ordering'
import { TEXTS, type Texts } from '@/text/all'
import { OWN_WORDS } from '@/text/languages'
import { readCurrency } from '../access/read-currency'
import type { Context } from '../context'
import { type Cell, type CellKind, xlsxOf } from '../write-xlsx'
import { outside } from './outside'
import type { ExceptionKind, ExceptionRow } from './read-exceptions'
import type { LeftOpenEnd } from './read-left-open'
import type { Asked, FileRow } from './report'
import { type DaysRequest, REPORTS, type ReportName, type Reports, readDays } from './reports'
import { readClock } from './span'

/** Every column of every report. */
export type Field = {
  [Name in ReportName]: keyof Reports[Name]['file']['columns']
}[ReportName]
type Columns = Readonly<Partial<Record<Field, CellKind>>>
/** For whom and in what money a file is written. */
type Told = { language: Language; currency: string }

/** Instants on the store's clock, YYYY-MM-DD HH:MM:SS. */
async function readTimes(ctx: Context, storeId: number): Promise<(at: Date) => string> {
  const { timeZone } = await readClock(ctx, storeId)
  return (at) => {
    const d = localDigits(at.getTime(), timeZone)
    const day = `${d.slice(0, 4)}-${d.slice(4, 6)}-${d.slice(6, 8)}`
    return `${day} ${d.slice(8, 10)}:${d.slice(10, 12)}:${d.slice(12, 14)}`
  }
}

export const FORMATS = ['csv', 'xlsx'] as const
export type Format = (typeof FORMATS)[number]

/**
 * The report in the caller's language; amounts in the store's currency with its own decimals.
 * @param request.days the last so many days instead of the period
 * @param signal nobody wants the rest any more
 * @returns the file in parts; whoever does not take them to the end ends it with `return`
 * @throws Refusal period.invalid, thing.not-found
 */
export async function exportReport(
  ctx: Context,
  request: DaysRequest & {
    report: ReportName
    format?: Format | undefined
    sort?: Asked | undefined
  },
  signal: AbortSignal,
): Promise<{ fileName: string; chunks: AsyncGenerator<string | Uint8Array> }> {
  const { storeId, report, format = 'csv', sort = {} } = request
  const span = await readDays(ctx, request)
  const { file } = REPORTS[report]
  const timeOf = await readTimes(ctx, storeId)
  const currency = await readCurrency(ctx, { storeId })
  const told = { language: ctx.language, currency }
  const rows = fileRows(file.rows(ctx, storeId, span, signal, sort), told, timeOf)
  return {
    fileName: `${report}-${span.fromDay}-${span.toDay}.${format}`,
    chunks:
      format === 'csv'
        ? csvOf(file.columns, rows, told)
        : sheetOf(file.columns, rows, told, TEXTS[ctx.language].exports.sheet[report]),
  }
}

/**
 * The rows as they go out: whole yuan (or dollars, yen), times of the store, and words for what
 * stands for somebody or something.
 */
async function* fileRows(
  batches: AsyncGenerator<object[]>,
  { language, currency }: Told,
  timeOf: (at: Date) => string,
): AsyncGenerator<FileRow[]> {
  for await (const rows of batches) {
    yield rows.map((row) => {
      const fields = Object.entries(
        'exception' in row ? inWords(row as ExceptionRow, language) : row,
      )
      const shown = fields.map(([name, value]) => [
        name,
        value instanceof Date ? timeOf(value) : value,
      ])
      return outside(Object.fromEntries(shown), currency)
    })
  }
}

function inWords(row: ExceptionRow, language: Language): ExceptionRow {
  const staff_name = row.staff_name ?? TEXTS[language].exports.nobody
  return { ...row, staff_name, reason: reasonOf(row, language) }
}

/** The same rows as a spreadsheet keeps them. */
async function* sheetOf(
  columns: Columns,
  batches: AsyncIterable<FileRow[]>,
  { language, currency }: Told,
  name: string,
): AsyncGenerator<Uint8Array> {
  const heads = headsOf(columns)
  const cells = async function* () {
    for await (const rows of batches) {
      yield rows.map((row) =>
        heads.map((head) => sheetCellOf(head.field, valueIn(row, head), language)),
      )
    }
  }
  const titles = heads.map((head) => ({
    heading: headingOf(head, { language, currency }),
    kind: head.kind,
  }))
  yield* xlsxOf(titles, cells(), { name, digits: digitsOf(currency) })
}

/**
 * Rows under headings. Texts are trimmed before formulas are looked for: a space would hide one.
 */
export async function* csvOf(
  columns: Columns,
  batches: AsyncIterable<FileRow[]>,
  told: Told,
): AsyncGenerator<string> {
  const heads = headsOf(columns)
  let lines = [heads.map((head) => headingOf(head, told))]
  let bom = true
  for await (const rows of batches) {
    lines.push(...rows.map((row) => heads.map((head) => cellOf(head, valueIn(row, head), told))))
    if (lines.length > 0) yield writeCsv(lines, bom)
    lines = []
    bom = false
  }
}

function writeCsv(lines: string[][], bom: boolean): string {
  return stringify(lines, {
    bom,
    escape_formulas: true,
    record_delimiter: 'windows',
    quote_record_delimiter: true,
  })
}

/** What the house gives back by itself says why in no language. */
function reasonOf({ reason }: ExceptionRow, language: Language): string {
  const { exports, staff } = TEXTS[language]
  return isProgramReason(reason) ? staff.programReason[reason] : reason || exports.noReason
}

/** A column as it stands in the file; `of`: names in one of the other languages of the house. */
type Head = { field: Field; kind: CellKind; of: Language | null }

/** Names in other languages stand in a column for each. */
function headsOf(columns: Columns): Head[] {
  return (Object.entries(columns) as [Field, CellKind][]).flatMap(([field, kind]) =>
    (field.endsWith('_names') ? LANGUAGES.slice(1) : [null]).map((of) => ({ field, kind, of })),
  )
}

function headingOf({ field, kind, of }: Head, { language, currency }: Told): string {
  const heading = TEXTS[language].exports.heading[field]
  // The spec's files are in yuan and need no word of it.
  if (kind === 'money' && currency !== 'CNY') return `${heading} (${currency})`
  return of ? `${heading} (${OWN_WORDS[of].name})` : heading
}

const valueIn = (row: FileRow, { field, of }: Head) =>
  of ? (row[field] as Localized | undefined)?.[of] : row[field]

function cellOf({ field, kind }: Head, value: unknown, { language, currency }: Told): string {
  if (typeof value === 'string') return wordOf(field, value, language)
  if (typeof value !== 'number') return ''
  // The number of a dish is a name.
  if (kind === 'whole' || kind === 'text') return String(value)
  return value.toFixed(kind === 'money' ? digitsOf(currency) : 2)
}

function sheetCellOf(field: Field, value: unknown, language: Language): Cell {
  if (typeof value === 'string') return wordOf(field, value, language)
  return typeof value === 'number' ? value : null
}

/**
 * The columns whose values are words of the house's own; the compiler holds each to have all of
 * them.
 */
const WORDS: Partial<Record<Field, (words: Texts) => Readonly<Record<string, string>>>> = {
  payment_method: ({ methods }) => shortOf(methods satisfies Record<PaymentMethod, Named>),
  order_status: ({ exports: { orderState } }) => orderState satisfies Record<OrderState, string>,
  exception: ({ exports: { exception } }) => exception satisfies Record<ExceptionKind, string>,
  // Only those that take something off a bill.
  discount_kind: ({ exports: { discount } }) =>
    discount satisfies Partial<Record<AdjustmentKind, string>>,
  was: ({ exports: { lineState } }) => lineState satisfies Record<LineState, string>,
  ended: ({ exports: { ended } }) => ended satisfies Record<LeftOpenEnd, string>,
}

type Named = { short: string }

function shortOf(methods: Readonly<Record<string, Named>>): Record<string, string> {
  return Object.fromEntries(Object.entries(methods).map(([method, { short }]) => [method, short]))
}

function wordOf(field: Field, value: string, language: Language): string {
  return WORDS[field]?.(TEXTS[language])[value] ?? value.trim()
}
