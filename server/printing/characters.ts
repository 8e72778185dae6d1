// Which characters a printer has of its own, and as which bytes.

import type { Charset } from '@/domain/paper'

/** Signs of GB2312, row by row; what later standards added beside them no cheap printer has. */
const SIGNS = [
  ...[
    [0xa1a1, 0xa1fe],
    [0xa2b1, 0xa2e2],
    [0xa2e5, 0xa2ee],
    [0xa2f1, 0xa2fc],
    [0xa3a1, 0xa3fe],
  ],
  ...[
    [0xa4a1, 0xa4f3],
    [0xa5a1, 0xa5f6],
    [0xa6a1, 0xa6b8],
    [0xa6c1, 0xa6d8],
    [0xa7a1, 0xa7c1],
  ],
  ...[
    [0xa7d1, 0xa7f1],
    [0xa8a1, 0xa8ba],
    [0xa8c5, 0xa8e9],
    [0xa9a4, 0xa9ef],
  ],
] as const

/** Spelled another way, read the same. */
const SAME: Readonly<Record<string, string>> = {
  '\u00a5': '￥',
  '\u00a0': ' ',
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2013': '-',
  '\u2212': '-',
  '\u2022': '·',
}

const tables = new Map<Charset, ReadonlyMap<string, number>>()

/**
 * The bytes of a grapheme as one number, two bytes where it is above 255; undefined = this printer
 * has no such character.
 */
export function codeIn(charset: Charset, grapheme: string): number | undefined {
  if (/^[ -~]$/.test(grapheme)) return grapheme.charCodeAt(0)
  if (charset === 'ascii') return undefined
  const table = tables.get(charset) ?? tableOf(charset)
  tables.set(charset, table)
  return table.get(grapheme)
}

/** What is read the same and more printers have. */
export const plainly = (text: string, charset: Charset) =>
  Array.from(text, (character) => {
    const same = SAME[character]
    return same !== undefined && codeIn(charset, same) !== undefined ? same : character
  }).join('')

function tableOf(charset: Charset): ReadonlyMap<string, number> {
  const decoder = new TextDecoder('gbk')
  const table = new Map<string, number>()
  const take = (code: number) => {
    const character = decoder.decode(Uint8Array.of(code >> 8, code & 0xff))
    if (character.length === 1 && character !== '\ufffd' && !table.has(character)) {
      table.set(character, code)
    }
  }
  for (const [first, last] of SIGNS) for (let code = first; code <= last; code += 1) take(code)
  const isGb2312 = charset === 'gb2312'
  for (let lead = isGb2312 ? 0xb0 : 0x81; lead <= (isGb2312 ? 0xf7 : 0xfd); lead += 1) {
    for (let trail = isGb2312 ? 0xa1 : 0x40; trail <= 0xfe; trail += 1) {
      const code = lead * 256 + trail
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (trail !== 0x7f && /^[\u4e00-\u9fa5]$/.test(character)) take(code)
    }
  }
  return table
}
