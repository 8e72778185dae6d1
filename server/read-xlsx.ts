// The cells of an .xlsx as the texts that they hold, from whatever program wrote it. A file that
// comes from outside is trusted in nothing: what it would grow to is known before a byte of it is.

import { strFromU8, type Unzipped, unzipSync } from 'fflate'

/** Of all that is read of a file, unpacked. */
const MOST_BYTES = 60_000_000
const MOST_COLUMNS = 16_384

export type SheetRow = { line: number; cells: string[] }

/** Whether bytes are a ZIP, as every .xlsx is. */
export const isZip = (bytes: Buffer) => bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))

/**
 * The rows of the first sheet in which something stands, each with its number; empty ones are left
 * out. Numbers are written with a point and without what a spreadsheet's arithmetic left behind.
 * @returns null for what is no spreadsheet, is broken, or would grow beyond all measure
 */
export function readXlsx(bytes: Buffer, mostRows: number): SheetRow[] | null {
  try {
    const files = unpack(bytes)
    const shared = sharedTexts(textOf(files, 'xl/sharedStrings.xml'))
    for (const path of sheetPaths(files)) {
      const rows = rowsOf(textOf(files, path), shared, mostRows)
      if (rows.length > 0) return rows
    }
    return []
  } catch {
    return null
  }
}

function unpack(bytes: Buffer): Unzipped {
  let left = MOST_BYTES
  return unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!/^xl\/.*\.(xml|rels)$/.test(name) || /^xl\/(styles|theme)/.test(name)) return false
      left -= originalSize
      if (left < 0) throw new Error('too large')
      return true
    },
  })
}

const textOf = (files: Unzipped, path: string) => {
  const file = files[path]
  return file ? strFromU8(file) : ''
}

/** In the order in which they are shown. */
function sheetPaths(files: Unzipped): string[] {
  const targets = new Map(
    tagsOf('Relationship', textOf(files, 'xl/_rels/workbook.xml.rels')).map((tag) => [
      attributeOf(tag, 'Id'),
      (attributeOf(tag, 'Target') ?? '').replace(/^\/?(xl\/)?/, 'xl/'),
    ]),
  )
  return tagsOf('sheet', textOf(files, 'xl/workbook.xml')).flatMap(
    (tag) => targets.get(attributeOf(tag, '(?:\\w+:)id')) ?? [],
  )
}

function sharedTexts(xml: string): string[] {
  return [...xml.matchAll(/<(?:\w+:)?si(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/g)].map(
    ([, inner = '']) => textIn(inner),
  )
}

function rowsOf(xml: string, shared: readonly string[], mostRows: number): SheetRow[] {
  const rows: SheetRow[] = []
  let line = 0
  for (const [, head = '', inner = ''] of xml.matchAll(
    /<(?:\w+:)?row(\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?row>)/g,
  )) {
    line = Number(attributeOf(head, 'r') ?? line + 1)
    const cells: string[] = []
    for (const [, named = '', value = ''] of inner.matchAll(
      /<(?:\w+:)?c(\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g,
    )) {
      const at = columnOf(attributeOf(named, 'r')) ?? cells.length
      if (at >= MOST_COLUMNS) throw new Error('too wide')
      while (cells.length < at) cells.push('')
      cells[at] = cellOf(attributeOf(named, 't') ?? 'n', value, shared)
    }
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells })
    // One more than may be, so that it is seen that there are too many.
    if (rows.length > mostRows) break
  }
  return rows
}

function cellOf(type: string, inner: string, shared: readonly string[]): string {
  if (type === 'inlineStr') return textIn(inner)
  const [, raw = ''] = /<(?:\w+:)?v(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?v>/.exec(inner) ?? []
  const value = plainOf(raw)
  if (type === 's') return shared[Number(value)] ?? ''
  return type === 'n' ? numberText(value) : value
}

/** '22.499999999999996', '2.25E1' → '22.5'. */
function numberText(value: string): string {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return value
  const exact = Number(number.toPrecision(14))
  return Math.abs(exact) < 1e15 && Math.abs(exact) >= 1e-6 ? String(exact) : exact.toFixed(0)
}

/** All that is written, without how it is pronounced. */
function textIn(xml: string): string {
  const written = xml.replace(/<(?:\w+:)?rPh[\s>][\s\S]*?<\/(?:\w+:)?rPh>/g, '')
  return [...written.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?t>/g)]
    .map(([, text = '']) => plainOf(text))
    .join('')
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

const plainOf = (xml: string) =>
  xml
    .replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
      if (name) return NAMED[name] ?? whole
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    })
    .replace(/_x([0-9a-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))

const tagsOf = (name: string, xml: string) =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(\\s[^>]*)?>`, 'g'))].map(([tag]) => tag)

function attributeOf(tag: string, name: string): string | undefined {
  const [, value] = new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag) ?? []
  return value === undefined ? undefined : plainOf(value)
}

/** 'AB12' → 27. */
function columnOf(place: string | undefined): number | null {
  const [letters] = /^[A-Z]{1,3}/.exec(place ?? '') ?? []
  if (!letters) return null
  return [...letters].reduce((at, letter) => at * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
