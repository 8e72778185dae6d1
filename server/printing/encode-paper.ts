// Paper as bytes that a network printer understands: ESC/POS for 58 and 80 mm. What the printer has
// characters for is sent as text; a row with anything else in it as a picture of that row, so that
// nothing is ever left out or replaced by a question mark.

import { pinyin } from 'pinyin-pro'
import { encode as qrOf } from 'uqr'
import {
  type Cell,
  type Charset,
  columnsOf,
  graphemesOf,
  oneLine,
  type PaperDocument,
  type PaperRow,
  rowsOf,
  type Words,
} from '@/domain/paper'
import { codeIn, plainly } from './characters'
import { DOTS_HIGH, DOTS_WIDE, drawText, type Font, openFont, type Picture } from './font'

const COLUMNS = { 58: 32, 80: 48 } as const
/** Dots of a row of text with the space to the next one. */
const LINE_DOTS = 30
const QR_DOT = 5

export type PaperKind = { widthMm: number; charset: string }

const ESC = 0x1b
const GS = 0x1d
const FS = 0x1c

/** Everything as it is after switching on, no unasked status, one known spacing. */
const OPEN = [
  ...[ESC, 0x40, GS, 0x61, 0, ESC, 0x4d, 0, ESC, 0x20, 0, FS, 0x53, 0, 0],
  ...[ESC, 0x32, ESC, 0x7b, 0, ESC, 0x61, 0],
]
const CUT = [GS, 0x56, 0x42, 0]
const CENTRE = Uint8Array.of(ESC, 0x61, 1)
const LEFT = Uint8Array.of(ESC, 0x61, 0)
/** ESC p: both ways in which a drawer can be wired, 100 ms each. */
export const OPEN_DRAWER = Uint8Array.of(ESC, 0x40, ESC, 0x70, 0, 50, 250, ESC, 0x70, 1, 50, 250)

/** @param paper of which lines come one under the other, cut after the last */
export async function encodePaper(
  paper: PaperDocument,
  { widthMm, charset: named }: PaperKind,
): Promise<Uint8Array<ArrayBuffer>> {
  const columns = COLUMNS[widthMm === 58 ? 58 : 80]
  const charset = named as Charset
  const font = needsFont(paper, charset) ? await openFont() : null
  const parts: Uint8Array[] = [Uint8Array.from(OPEN)]
  for (const line of paper) {
    if (line === 'rule') parts.push(Buffer.from(`${'-'.repeat(columns)}\n`))
    else if (line === 'space') parts.push(Buffer.from('\n'))
    else if ('qr' in line) parts.push(CENTRE, encodeRaster(qrPicture(line.qr, columns)), LEFT)
    else {
      const cells = line.cells.map((cell) => ({
        ...cell,
        words: sayableText(cell.words, charset, font),
      }))
      const isText = cells.every(({ words }) => isPrinted(words, charset))
      const measure = isText ? (g: string) => ((codeIn(charset, g) ?? 0) > 0xff ? 2 : 1) : columnsOf
      for (const row of rowsOf(cells, columns, measure)) {
        parts.push(
          font && !isText
            ? encodeRaster(await rowPicture(row, columns, font))
            : textRow(row, charset),
        )
      }
    }
  }
  parts.push(Uint8Array.from(CUT))
  return new Uint8Array(Buffer.concat(parts))
}

const allWords = ({ words }: Cell) =>
  typeof words === 'string' ? [words] : [words.text, words.other]

function needsFont(paper: PaperDocument, charset: Charset): boolean {
  return paper
    .flatMap((line) => (typeof line === 'object' && 'cells' in line ? line.cells : []))
    .some((cell) => !isPrinted(plainly(oneLine(allWords(cell)[0] ?? ''), charset), charset))
}

const isPrinted = (text: string, charset: Charset) =>
  graphemesOf(text).every((grapheme) => codeIn(charset, grapheme) !== undefined)

/**
 * The text itself where it can be printed or drawn, else the same in the other language, else
 * spelled.
 */
function sayableText(words: Words, charset: Charset, font: Font | null): string {
  const texts = typeof words === 'string' ? [words] : [words.text, words.other]
  const plain = texts.map((text) => plainly(oneLine(text), charset))
  const canSay = (text: string) =>
    isPrinted(text, charset) || (font !== null && isDrawable(text, font))
  return plain.find(canSay) ?? spellText(plain[0] ?? '', font)
}

const isDrawable = (text: string, font: Font) =>
  Array.from(text).every(
    (character) => isUnseen(character) || font.has(character.codePointAt(0) ?? 0),
  )

/** Joiners and the selectors of a form, which have no glyph. */
const isUnseen = (character: string) =>
  /^\p{Cf}$/u.test(character) || (character >= '\ufe00' && character <= '\ufe0f')

/**
 * In letters: a Chinese character as it is spoken, a letter without its marks, anything else by its
 * number.
 */
function spellText(text: string, font: Font | null): string {
  return Array.from(text, (character) => {
    if (isUnseen(character)) return ''
    if (font?.has(character.codePointAt(0) ?? 0)) return character
    const spoken = pinyin(character, { toneType: 'none' })
    if (/^[a-zü]+$/.test(spoken)) return ` ${spoken.replaceAll('ü', 'v')} `
    const bare = character.normalize('NFKD').replace(/\p{M}/gu, '')
    if (/^[ -~]+$/.test(bare)) return bare
    return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`
  })
    .join('')
    .replace(/ +/g, ' ')
    .trim()
}

function textRow({ spans }: PaperRow, charset: Charset): Uint8Array {
  const bytes: number[] = []
  for (const { at, text, size, isBold, isInverse } of spans) {
    const dots = at * DOTS_WIDE
    bytes.push(ESC, 0x24, dots & 0xff, dots >> 8)
    bytes.push(GS, 0x21, size === 'big' ? 0x11 : size === 'tall' ? 0x01 : 0)
    bytes.push(ESC, 0x45, isBold ? 1 : 0, GS, 0x42, isInverse ? 1 : 0)
    bytes.push(...(charset === 'ascii' ? [FS, 0x2e] : [FS, 0x26]))
    for (const grapheme of graphemesOf(text)) {
      const code = codeIn(charset, grapheme) ?? 0x20
      bytes.push(...(code > 0xff ? [code >> 8, code & 0xff] : [code]))
    }
  }
  bytes.push(GS, 0x21, 0, ESC, 0x45, 0, GS, 0x42, 0, 0x0a)
  return Uint8Array.from(bytes)
}

/**
 * A row of paper as a picture: every text where it would stand, in letters of the same size as the
 * printer's own.
 */
async function rowPicture(row: PaperRow, columns: number, font: Font): Promise<Picture> {
  const wide = columns * DOTS_WIDE
  const high = DOTS_HIGH * row.height
  const gap = LINE_DOTS - DOTS_HIGH
  const picture = { wide, high: high + gap, dots: new Uint8Array(wide * (high + gap)) }
  for (const { at, width, text, size, isBold, isInverse } of row.spans) {
    const ink = await drawText(font, text, size === 'big' ? 2 : 1)
    const stretch = size === 'tall' ? 2 : 1
    const isAtEnd = at + width >= columns
    const left = isAtEnd && at > 0 ? Math.max(0, wide - ink.wide) : at * DOTS_WIDE
    const top = gap / 2 + high - ink.high * stretch
    const across = Math.min(wide - left, isInverse ? width * DOTS_WIDE : ink.wide)
    for (let y = 0; y < ink.high * stretch; y += 1) {
      for (let x = 0; x < across; x += 1) {
        const from = Math.floor(y / stretch) * ink.wide + x
        const isInk = x < ink.wide && (ink.dots[from] || (isBold && x > 0 && ink.dots[from - 1]))
        picture.dots[(top + y) * wide + left + x] = Boolean(isInk) === (isInverse ?? false) ? 0 : 1
      }
    }
  }
  return picture
}

function qrPicture(value: string, columns: number): Picture {
  const { data, size } = qrOf(value, { border: 0, ecc: 'M' })
  const dot = Math.max(2, Math.min(QR_DOT, Math.floor((columns * DOTS_WIDE) / size)))
  const wide = size * dot
  const dots = new Uint8Array(wide * wide)
  for (let at = 0; at < dots.length; at += 1) {
    const [x, y] = [at % wide, Math.floor(at / wide)]
    dots[at] = data[Math.floor(y / dot)]?.[Math.floor(x / dot)] ? 1 : 0
  }
  return { wide, high: wide, dots }
}

/** GS v 0: a picture, eight dots to a byte, without the white at its right. */
function encodeRaster({ wide, high, dots }: Picture): Uint8Array {
  const inked = dots.reduce((most, ink, at) => (ink ? Math.max(most, at % wide) : most), 0)
  const across = (inked >> 3) + 1
  const bytes = new Uint8Array(8 + across * high)
  bytes.set([GS, 0x76, 0x30, 0, across & 0xff, across >> 8, high & 0xff, high >> 8])
  for (let at = 0; at < wide * high; at += 1) {
    if (dots[at]) {
      const [x, y] = [at % wide, Math.floor(at / wide)]
      const place = 8 + y * across + (x >> 3)
      bytes[place] = (bytes[place] ?? 0) | (0x80 >> (x & 7))
    }
  }
  return bytes
}
