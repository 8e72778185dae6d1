// Paper as a document: lines of cells that are laid out in the columns of a printer, where a letter
// is one wide, a Chinese character two and a mark above or below another none. What a printer
// cannot say in letters is decided in server/printing.

import { type Language, type Named, namesIn } from './language'

/**
 * What a printer has of its own. gbk: all Chinese characters; gb2312: simplified ones only; ascii:
 * none of them.
 */
export const CHARSETS = ['gbk', 'gb2312', 'ascii'] as const
export type Charset = (typeof CHARSETS)[number]

/**
 * A text, and what stands for it where its characters cannot be printed at all: the same in another
 * language.
 */
export type Words = string | { text: string; other: string }

/** tall: twice as high; big: twice as wide, too. */
export type Size = 'tall' | 'big'

export type Look = { size?: Size; isBold?: boolean; isInverse?: boolean }

/**
 * @property width in columns; without it the cell takes what the others leave, or at the right side
 *   what it needs
 */
export type Cell = Look & { words: Words; width?: number; isRight?: boolean }

export type PaperLine = { cells: readonly Cell[] } | { qr: string } | 'rule' | 'space'
export type PaperDocument = readonly PaperLine[]

/** What stands in one row of paper: texts, each from its column on. */
export type PaperRow = {
  /** 1, or 2 where a text of it is tall. */
  height: 1 | 2
  spans: (Look & { at: number; width: number; text: string })[]
}

/** How many columns a grapheme takes. */
export type Measure = (grapheme: string) => number

export const line = (words: Words, look: Look = {}): PaperLine => ({ cells: [{ words, ...look }] })

/** Both ends of a line. */
export const ends = (left: Words, right: Words, look: Look = {}): PaperLine => ({
  cells: [
    { words: left, ...look },
    { words: right, isRight: true, ...look },
  ],
})

/** A name in a language as it is said in it, with one in another language behind it. */
export function named(
  language: Language,
  thing: Named,
  say: (name: string) => string = (name) => name,
): Words {
  const [text, other = text] = namesIn(language, thing)
  return { text: say(text), other: say(other) }
}

/** Several words as one. */
export function joined(parts: readonly Words[], by: string): Words {
  const text = (part: Words) => (typeof part === 'string' ? part : part.text)
  const other = (part: Words) => (typeof part === 'string' ? part : part.other)
  return { text: parts.map(text).join(by), other: parts.map(other).join(by) }
}

/** Without breaks, tabs and characters that nobody sees. */
export function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
const UNSEEN = /^[\p{M}\p{Cf}]*$/u

/** Columns of a grapheme wherever no printer says otherwise: 0, 1 or 2. */
export function columnsOf(grapheme: string): number {
  if (UNSEEN.test(grapheme)) return 0
  return WIDE.test(grapheme) ? 2 : 1
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const wordsOf = new Intl.Segmenter(undefined, { granularity: 'word' })

export const graphemesOf = (text: string) => Array.from(graphemes.segment(text), (g) => g.segment)

const widthOf = (text: string, measure: Measure) =>
  graphemesOf(text).reduce((sum, grapheme) => sum + measure(grapheme), 0)

/** Scripts that are written without spaces between words. */
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/
/** What no line begins with. */
const CLINGING = /^[、。，．：；！？）》」』】〉〕”’…·%,.:;!?)\]}]/

/**
 * What is not torn apart: words with the punctuation behind them, spaces, wide characters one by
 * one.
 */
function unitsOf(text: string): string[] {
  const units: string[] = []
  for (const run of text.match(/ +|[^ ]+/g) ?? []) {
    let word = ''
    const parts = UNSPACED.test(run)
      ? Array.from(wordsOf.segment(run), ({ segment }) => segment)
      : graphemesOf(run)
    for (const part of parts) {
      const isOwnUnit = UNSPACED.test(part) || columnsOf(part) > 1
      if (CLINGING.test(part) && word === '' && units.length > 0 && run[0] !== ' ') {
        units.push(`${units.pop() ?? ''}${part}`)
      } else if (isOwnUnit) {
        if (word) units.push(word)
        word = ''
        units.push(part)
      } else word += part
    }
    if (word) units.push(word)
  }
  return units
}

/**
 * Breaks a text into rows: between words, between wide characters, and within a word only where it
 * is longer than a row.
 * @param width of a row in columns; a grapheme that is wider stands in a row of its own
 */
function wrapped(text: string, width: number, measure: Measure): string[] {
  const rows: string[] = []
  let row = ''
  let used = 0
  const breakRow = () => {
    rows.push(row.trimEnd())
    row = ''
    used = 0
  }
  for (const unit of unitsOf(text)) {
    const needs = widthOf(unit, measure)
    if (used + needs <= width) {
      row += unit
      used += needs
    } else if (/^ +$/.test(unit)) {
      if (used > 0) breakRow()
    } else {
      if (used > 0 && (needs <= width || used >= width / 2)) breakRow()
      for (const grapheme of graphemesOf(unit)) {
        const more = measure(grapheme)
        if (used > 0 && used + more > width) breakRow()
        row += grapheme
        used += more
      }
    }
  }
  if (row.trim() !== '' || rows.length === 0) rows.push(row)
  return rows
}

/** Of a pair of ends, the right one leaves at least this part of the paper to the left one. */
const LEFT_KEEPS = 1 / 3

/**
 * A line as rows of paper: its cells side by side, each in its own columns.
 * @param columns of the paper
 * @param measure what this printer makes of a grapheme
 */
export function rowsOf(
  cells: readonly (Cell & { words: string })[],
  columns: number,
  measure: Measure,
): PaperRow[] {
  const scaled = cells.map(({ size }) => (size === 'big' ? 2 : 1))
  const needs = cells.map(({ words }, at) => widthOf(words, measure) * (scaled[at] ?? 1))
  const fixed = cells.map(({ width, isRight }, at) => {
    if (width !== undefined) return width
    const most = Math.floor(columns * (1 - LEFT_KEEPS))
    return isRight ? Math.min(needs[at] ?? 0, most) : null
  })
  const gaps = cells.filter(({ isRight, width }) => isRight && width === undefined).length
  const taken = fixed.reduce<number>((sum, width) => sum + (width ?? 0), gaps)
  const open = fixed.filter((width) => width === null).length
  const widths = fixed.map((width) => width ?? Math.max(2, Math.floor((columns - taken) / open)))
  const texts = cells.map(({ words }, at) =>
    wrapped(words, Math.floor((widths[at] ?? columns) / (scaled[at] ?? 1)), measure),
  )
  const height = cells.some(({ size }) => size !== undefined) ? 2 : 1
  return Array.from({ length: Math.max(...texts.map(({ length }) => length)) }, (_, row) => {
    let from = 0
    const spans = cells.map(({ words: _words, width: _width, isRight, ...look }, at) => {
      const text = texts[at]?.[row] ?? ''
      const width = widthOf(text, measure) * (scaled[at] ?? 1)
      const room = widths[at] ?? columns
      const isLast = at === cells.length - 1
      const end = isLast && isRight ? columns : from + room
      const span = { ...look, at: isRight ? Math.max(from, end - width) : from, width, text }
      from += room + (cells[at + 1]?.isRight && cells[at + 1]?.width === undefined ? 1 : 0)
      return span
    })
    return { height, spans: spans.filter(({ text }) => text !== '') }
  })
}
