// Draws what printers have no characters for: with UnifontEX, in which nearly every script of the
// world has its place in one small file, so that it looks the same on every machine and no font has
// to be installed.

import { mkdtempSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import sharp from 'sharp'

const inflated = promisify(inflate)

const FILE = '@fontsource/unifontex/files/unifontex-latin-400-normal.woff'
const NAME = 'UnifontExMono'
/** Dots of a letter's column and row at its simple size, the same as the printer's own font. */
export const DOTS_WIDE = 12
export const DOTS_HIGH = 24

/** Drawn first, so that it is known where the row's dots are: ink to all four sides of its cell. */
const ANCHOR = '\u200e█ '
const ANCHOR_COLUMNS = 2

export type Font = { file: string; has: (codePoint: number) => boolean }

let opened: Promise<Font> | null = null

/** The font, unpacked where the text renderer can open it; once in a process. */
export function openFont(): Promise<Font> {
  opened ??= unpackFont().catch((error) => {
    opened = null
    throw error
  })
  return opened
}

/** Dots, one byte each: 0 = white. */
export type Picture = { wide: number; high: number; dots: Uint8Array }

/**
 * @param text with nothing in it that the font lacks
 * @param scale 1, or 2 for twice as wide and high
 * @returns it as it is read, from the left end of its first column on
 */
export async function drawText(font: Font, text: string, scale: 1 | 2): Promise<Picture> {
  const markup = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  const { data, info } = await sharp({
    text: {
      text: `${ANCHOR}${markup}`,
      font: `${NAME} ${DOTS_HIGH * scale}px`,
      fontfile: font.file,
      dpi: 72,
      wrap: 'none',
    },
  })
    .extractChannel(0)
    .threshold(110)
    .raw()
    .toBuffer({ resolveWithObject: true })
  const high = DOTS_HIGH * scale
  const left = ANCHOR_COLUMNS * DOTS_WIDE * scale
  const wide = Math.max(0, info.width - left)
  let top = 0
  while (top < info.height - high && data[top * info.width + 1] === 0) top += 1
  const dots = new Uint8Array(wide * high)
  for (let y = 0; y < Math.min(high, info.height - top); y += 1) {
    for (let x = 0; x < wide; x += 1) {
      dots[y * wide + x] = data[(top + y) * info.width + left + x] ? 1 : 0
    }
  }
  return { wide, high, dots }
}

async function unpackFont(): Promise<Font> {
  const woff = await readFile(createRequire(import.meta.url).resolve(FILE))
  const count = woff.readUInt16BE(12)
  const tables = await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const entry = 44 + at * 20
      const tag = woff.toString('latin1', entry, entry + 4)
      const [offset, packed, length] = [4, 8, 12].map((skip) => woff.readUInt32BE(entry + skip))
      const bytes = woff.subarray(offset ?? 0, (offset ?? 0) + (packed ?? 0))
      const isPacked = (packed ?? 0) < (length ?? 0)
      return {
        tag,
        sum: woff.readUInt32BE(entry + 16),
        data: isPacked ? await inflated(bytes) : bytes,
      }
    }),
  )
  const folder = mkdtempSync(join(tmpdir(), 'fanzhuo-font-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'font.ttf')
  await writeFile(file, plainFont(woff.readUInt32BE(4), tables))
  const characters = charactersIn(tables.find(({ tag }) => tag === 'cmap')?.data ?? Buffer.alloc(0))
  return { file, has: (codePoint) => characters.has(codePoint) }
}

/**
 * The same font as the renderer reads it: not compressed (OpenType, "Organization of an OpenType
 * Font").
 */
function plainFont(kind: number, tables: { tag: string; sum: number; data: Buffer }[]): Buffer {
  const most = Math.floor(Math.log2(tables.length))
  const head = Buffer.alloc(12 + tables.length * 16)
  head.writeUInt32BE(kind, 0)
  head.writeUInt16BE(tables.length, 4)
  head.writeUInt16BE(16 << most, 6)
  head.writeUInt16BE(most, 8)
  head.writeUInt16BE(tables.length * 16 - (16 << most), 10)
  let offset = head.length
  const bodies = tables.map(({ tag, sum, data }, at) => {
    const entry = 12 + at * 16
    head.write(tag, entry, 'latin1')
    head.writeUInt32BE(sum, entry + 4)
    head.writeUInt32BE(offset, entry + 8)
    head.writeUInt32BE(data.length, entry + 12)
    const body = Buffer.concat([data, Buffer.alloc(-data.length & 3)])
    offset += body.length
    return body
  })
  return Buffer.concat([head, ...bodies])
}

/**
 * Every character that has a glyph of its own: the font's table of segments (OpenType cmap, format
 * 12).
 */
function charactersIn(cmap: Buffer): ReadonlySet<number> {
  const found = new Set<number>()
  for (let at = 0; at < cmap.readUInt16BE(2); at += 1) {
    const offset = cmap.readUInt32BE(8 + at * 8)
    if (cmap.readUInt16BE(offset) !== 12) continue
    for (let group = 0; group < cmap.readUInt32BE(offset + 12); group += 1) {
      const entry = offset + 16 + group * 12
      const last = cmap.readUInt32BE(entry + 4)
      for (let code = cmap.readUInt32BE(entry); code <= last; code += 1) found.add(code)
    }
  }
  return found
}
