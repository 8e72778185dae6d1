// What a printer makes of its bytes, dot by dot: paper as eyes see it, for tests that measure it
// and for people who look at it. It knows the commands that printers know and nothing of who wrote
// them; what it does not know is a fault.

import sharp from 'sharp'
import { DOTS_HIGH, DOTS_WIDE, drawText, openFont, type Picture } from '@/server/printing/font'

const LINE_DOTS = 30
const PAPER_DOTS = { 58: 384, 80: 576 } as const

export type Paper = {
  /** Everything that came out as text, row by row; a picture is a row `▦`. */
  rows: string[]
  /** Texts that did not fit into the paper or stand on one another. */
  faults: string[]
  cuts: number
  /** How often the drawer was opened. */
  kicks: number
  picture: Picture
}

type Text = { at: number; text: string; size: number; isInverse: boolean }

/** @param bytes one page or several */
export async function printedPaper(bytes: Uint8Array, widthMm: 58 | 80): Promise<Paper> {
  const wide = PAPER_DOTS[widthMm]
  const rows: string[] = []
  const faults: string[] = []
  const strips: Picture[] = []
  let cuts = 0
  let kicks = 0
  let texts: Text[] = []
  let pending: number[] = []
  let state = { at: 0, size: 0, isInverse: false, isChinese: true, side: 0 }
  const font = await openFont()

  const settle = () => {
    if (pending.length === 0) return
    const text = new TextDecoder('gbk').decode(Uint8Array.from(pending))
    pending = []
    texts.push({ at: state.at, text, size: state.size, isInverse: state.isInverse })
    state = { ...state, at: state.at + columnsIn(text) * DOTS_WIDE * across(state.size) }
  }
  const feed = async () => {
    settle()
    const high = Math.max(LINE_DOTS, ...texts.map(({ size }) => DOTS_HIGH * down(size) + 6))
    const strip: Picture = { wide, high, dots: new Uint8Array(wide * high) }
    let last = 0
    for (const each of texts) {
      const width = columnsIn(each.text) * DOTS_WIDE * across(each.size)
      if (each.at < last) faults.push(`“${each.text}” stands on what is left of it`)
      if (each.at + width > wide) faults.push(`“${each.text}” is wider than the paper`)
      last = each.at + width
      await ink(strip, each, width)
    }
    rows.push(texts.map(({ text }) => text).join('\t'))
    strips.push(strip)
    texts = []
    state = { ...state, at: 0 }
  }
  const ink = async (strip: Picture, { at, text, size, isInverse }: Text, width: number) => {
    let left = at
    for (const character of text) {
      const step = columnsIn(character) * DOTS_WIDE * across(size)
      const glyph = await drawText(font, character, 1)
      for (let y = 0; y < DOTS_HIGH * down(size); y += 1) {
        for (let x = 0; x < step; x += 1) {
          const gx = Math.floor(x / across(size))
          const dot = gx < glyph.wide ? glyph.dots[Math.floor(y / down(size)) * glyph.wide + gx] : 0
          const row = strip.high - 3 - DOTS_HIGH * down(size) + y
          if (left + x < wide && left + x < at + width) {
            strip.dots[row * wide + left + x] = Boolean(dot) === isInverse ? 0 : 1
          }
        }
      }
      left += step
    }
  }

  for (let i = 0; i < bytes.length; ) {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(i, i + 4)
    const command = a * 256 + b
    if (a === 0x0a) {
      await feed()
      i += 1
    } else if (a === 0x1d && b === 0x76) {
      settle()
      if (texts.length > 0) faults.push('a picture in the middle of a row')
      const bytesWide = (bytes[i + 4] ?? 0) + (bytes[i + 5] ?? 0) * 256
      const high = (bytes[i + 6] ?? 0) + (bytes[i + 7] ?? 0) * 256
      if (bytesWide * 8 > wide) faults.push('a picture wider than the paper')
      const strip: Picture = { wide, high, dots: new Uint8Array(wide * high) }
      const left = state.side === 1 ? (wide - bytesWide * 8) >> 1 : 0
      for (let y = 0; y < high; y += 1) {
        for (let x = 0; x < Math.min(wide, bytesWide * 8); x += 1) {
          const byte = bytes[i + 8 + y * bytesWide + (x >> 3)] ?? 0
          if (byte & (0x80 >> (x & 7))) strip.dots[y * wide + left + x] = 1
        }
      }
      strips.push(strip)
      rows.push('▦')
      i += 8 + bytesWide * high
    } else if (command === 0x1b40) {
      state = { at: 0, size: 0, isInverse: false, isChinese: true, side: 0 }
      texts = []
      i += 2
    } else if (command === 0x1b24) {
      settle()
      state = { ...state, at: c + d * 256 }
      i += 4
    } else if (command === 0x1d21 || command === 0x1d42 || command === 0x1b61) {
      settle()
      if (b === 0x21) state = { ...state, size: c }
      if (b === 0x42) state = { ...state, isInverse: (c & 1) === 1 }
      if (b === 0x61) state = { ...state, side: c }
      i += 3
    } else if (command === 0x1c26 || command === 0x1c2e) {
      settle()
      state = { ...state, isChinese: b === 0x26 }
      i += 2
    } else if (command === 0x1d56) {
      cuts += 1
      i += c >= 0x41 ? 4 : 3
    } else if (command === 0x1b70) {
      kicks += 1
      i += 5
    } else if (command === 0x1c53) i += 4
    else if (command === 0x1b32) i += 2
    else if ([0x1b4d, 0x1b20, 0x1b7b, 0x1b45, 0x1d61, 0x1d72].includes(command)) i += 3
    else if (command === 0x1004) i += 3
    else if (command === 0x1d28) i += 5 + d
    else if (a < 0x20) throw new Error(`byte ${i} is no command that printers know: ${a} ${b}`)
    else if (a >= 0x80) {
      if (!state.isChinese) faults.push('Chinese without its font')
      pending.push(a, b)
      i += 2
    } else {
      pending.push(a)
      i += 1
    }
  }
  const high = strips.reduce((sum, strip) => sum + strip.high, 0)
  const dots = new Uint8Array(wide * high)
  strips.reduce((top, strip) => {
    dots.set(strip.dots, top * wide)
    return top + strip.high
  }, 0)
  return { rows, faults, cuts, kicks, picture: { wide, high, dots } }
}

const across = (size: number) => (size >> 4) + 1
const down = (size: number) => (size & 0x0f) + 1
const columnsIn = (text: string) =>
  Array.from(text).reduce((sum, character) => sum + (character > '\u007f' ? 2 : 1), 0)

/** Papers side by side as a PNG. */
export async function photo(papers: readonly Picture[], file: string): Promise<void> {
  const margin = 24
  const high = Math.max(...papers.map((each) => each.high)) + margin * 2
  let left = margin
  const sheets = await Promise.all(
    papers.map(async (paper) => {
      const at = { left, top: margin }
      left += paper.wide + margin
      const data = Buffer.from(paper.dots.map((dot) => (dot ? 0 : 255)))
      const raw = { width: paper.wide, height: paper.high, channels: 1 as const }
      return { ...at, input: await sharp(data, { raw }).png().toBuffer() }
    }),
  )
  await sharp({ create: { width: left, height: high, channels: 3, background: '#9aa' } })
    .composite(sheets)
    .png()
    .toFile(file)
}
