// Paper as bytes that a network printer understands: ESC/POS with Chinese in GB18030, for 58 and 80 mm, cut at the end.

import { commands, transform } from 'receiptline'

const COLUMNS = { 58: 32, 80: 48 } as const

/** Rules as plain dashes: what printers have in their place for box drawing differs from brand to brand. */
const PRINTER = {
  ...commands.generic,
  hr: (width: number) => '-'.repeat(width),
  // Asking whether all was printed is for who can hear the answer (link.ts).
  close(this: { cutting: boolean; cut: () => string }) {
    return this.cutting ? this.cut() : ''
  },
}

/** @param markup a document of paper (domain/paper.ts) @param widthMm 58, else 80 @param isCut whether the paper is cut after it */
export function encodePaper(
  markup: string,
  widthMm: number,
  isCut = true,
): Uint8Array<ArrayBuffer> {
  const text = transform(legible(markup), {
    cpl: COLUMNS[widthMm === 58 ? 58 : 80],
    encoding: 'gb18030',
    command: PRINTER,
    gradient: false,
    spacing: true,
    cutting: isCut,
  })
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

/** Printers have the characters of GBK, no others: é becomes e, a face becomes a question mark. */
function legible(text: string): string {
  return [...text.normalize('NFC')]
    .map((character) => {
      if (isPrinted(character)) return character
      const bare = [...character.normalize('NFKD')].filter(isPrinted).join('')
      return bare || '?'
    })
    .join('')
}

let printed: ReadonlySet<string> | null = null

function isPrinted(character: string): boolean {
  if (character <= '\u007f') return true
  printed ??= charactersOfGbk()
  return printed.has(character)
}

function charactersOfGbk(): Set<string> {
  const decoder = new TextDecoder('gbk')
  const found = new Set<string>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) found.add(decoder.decode(new Uint8Array([lead, trail])))
    }
  }
  found.delete('\ufffd')
  return found
}
