// Rows as a real .xlsx, written as they come: numbers are numbers, days are days, and everything
// else is text that no spreadsheet runs or rounds (`=1+1`, `1-2`, `007`, `+86…`). Memory holds one
// batch; what does not fit on a sheet goes on the next.

import { strToU8, Zip, ZipDeflate } from 'fflate'

/**
 * What a column holds. `money` and `share` are numbers with two decimals; `day` is YYYY-MM-DD,
 * `instant` YYYY-MM-DD HH:MM:SS, both as the store reads them.
 */
export type CellKind = 'text' | 'whole' | 'money' | 'share' | 'day' | 'instant'
export type Column = { heading: string; kind: CellKind }
export type Cell = string | number | null

/** Of one sheet, its heading among them. */
const ROWS_OF_SHEET = 1_048_576
/** Of one cell. */
const MOST_LETTERS = 32_767
const SERIAL_OF_1970 = 25_569
const DAY_MS = 86_400_000

/** Style numbers: where each stands among `cellXfs` below. */
const STYLES: Record<CellKind | 'heading', number> = {
  text: 1,
  whole: 2,
  money: 3,
  share: 3,
  day: 4,
  instant: 5,
  heading: 6,
}
const NARROWEST: Record<CellKind, number> = {
  text: 12,
  whole: 10,
  money: 13,
  share: 10,
  day: 12,
  instant: 20,
}
const WIDEST = 48

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/**
 * Formats of amounts by how many digits they have behind the point: two of a spreadsheet's own, and
 * one of ours.
 */
const MONEY_FORMATS: Readonly<Record<number, number>> = { 0: 3, 2: 4, 3: 166 }

const styleSheet = (digits: number) =>
  `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="#,##0.000"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7">${[
    [0, 0],
    [49, 0],
    [1, 0],
    [MONEY_FORMATS[digits] ?? 4, 0],
    [164, 0],
    [165, 0],
    [49, 1],
  ]
    .map(
      ([format, font]) =>
        `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
    )
    .join('')}</cellXfs></styleSheet>`

/**
 * @param options.name of the sheet; the second is called `name 2`
 * @param options.digits of an amount behind the point
 * @param options.rowsOfSheet for tests
 */
export async function* xlsxOf(
  columns: readonly Column[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  {
    name,
    digits = 2,
    rowsOfSheet = ROWS_OF_SHEET,
  }: { name: string; digits?: number; rowsOfSheet?: number },
): AsyncGenerator<Uint8Array> {
  const out: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    out.push(chunk)
  })
  const open = (path: string) => {
    const file = new ZipDeflate(path, { level: 6 })
    file.mtime = new Date(2000, 0, 1)
    zip.add(file)
    return file
  }
  const write = (path: string, text: string) => open(path).push(strToU8(text), true)

  let sheets = 0
  let left = 0
  let sheet: ZipDeflate | null = null
  const begin = (first: readonly (readonly Cell[])[]) => {
    sheets += 1
    left = rowsOfSheet - 1
    sheet = open(`xl/worksheets/sheet${sheets}.xml`)
    sheet.push(strToU8(sheetHead(columns, first)))
  }
  const end = () => {
    sheet?.push(strToU8('</sheetData></worksheet>'), true)
    sheet = null
  }

  for await (const batch of batches) {
    let rest = batch
    do {
      if (!sheet) begin(rest)
      const fitting = rest.slice(0, left)
      const text = fitting
        .map((row, at) => rowOf(columns, row, rowsOfSheet - left + at + 1))
        .join('')
      ;(sheet as ZipDeflate | null)?.push(strToU8(text))
      left -= fitting.length
      rest = rest.slice(fitting.length)
      if (rest.length > 0) end()
    } while (rest.length > 0)
    yield* out.splice(0)
  }
  if (sheets === 0) begin([])
  end()

  const numbers = Array.from({ length: sheets }, (_, at) => at + 1)
  write('xl/styles.xml', styleSheet(digits))
  write(
    'xl/workbook.xml',
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${numbers
      .map((n) => `<sheet name="${escapeXml(sheetName(name, n))}" sheetId="${n}" r:id="rId${n}"/>`)
      .join('')}</sheets></workbook>`,
  )
  write(
    'xl/_rels/workbook.xml.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${numbers
      .map(
        (n) =>
          `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
      )
      .join(
        '',
      )}<Relationship Id="rId0" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  )
  write(
    '_rels/.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  )
  write(
    '[Content_Types].xml',
    `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${numbers
      .map(
        (n) =>
          `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
      )
      .join('')}</Types>`,
  )
  zip.end()
  yield* out.splice(0)
}

/**
 * What stands before the rows: the heading stays when one scrolls, and columns are as wide as their
 * first rows need.
 */
function sheetHead(columns: readonly Column[], first: readonly (readonly Cell[])[]): string {
  const widths = columns.map(({ heading, kind }, at) => {
    const texts = [heading, ...(kind === 'text' ? first.map((row) => String(row[at] ?? '')) : [])]
    const widest = texts.reduce((most, text) => Math.max(most, widthOf(text)), NARROWEST[kind])
    return Math.min(WIDEST, widest + 2)
  })
  const cols = widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join('')
  const heading = columns
    .map((column, at) => textCell(`${lettersOf(at)}1`, column.heading, STYLES.heading))
    .join('')
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols}</cols><sheetData><row r="1">${heading}</row>`
}

function rowOf(columns: readonly Column[], row: readonly Cell[], nth: number): string {
  const cells = columns.map(({ kind }, at) => {
    const value = row[at] ?? null
    if (value === null || value === '') return ''
    const place = `${lettersOf(at)}${nth}`
    const number = kind === 'text' ? null : numberOf(kind, value)
    return number === null
      ? textCell(place, String(value), STYLES.text)
      : `<c r="${place}" s="${STYLES[kind]}"><v>${number}</v></c>`
  })
  return `<row r="${nth}">${cells.join('')}</row>`
}

/** Null: it is none, and stays text. */
function numberOf(kind: CellKind, value: string | number): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (kind !== 'day' && kind !== 'instant') return null
  const ms = Date.parse(`${value.replace(' ', 'T')}${kind === 'day' ? 'T00:00:00' : ''}Z`)
  return Number.isNaN(ms) ? null : ms / DAY_MS + SERIAL_OF_1970
}

function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text.slice(0, MOST_LETTERS))}</t></is></c>`
}

/**
 * As XML may say it: without what it cannot hold, and what Excel would read as an escape
 * (`_x000D_`) spelled out.
 */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}

/** In letters of a spreadsheet: a Chinese one is as wide as two. */
function widthOf(text: string): number {
  const line = text.split('\n', 1)[0] ?? ''
  return [...line].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0)
}

/** A, B … Z, AA, AB … */
function lettersOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : lettersOf(Math.floor(column / 26) - 1) + last
}

function sheetName(name: string, nth: number): string {
  const tail = nth > 1 ? ` ${nth}` : ''
  return `${name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31 - tail.length)}${tail}`
}
