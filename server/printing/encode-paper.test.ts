// Bytes for printers: whatever a name contains is printed as text, and never as a command of the markup.

import fc from 'fast-check'
import { transform } from 'receiptline'
import { describe, expect, it } from 'vitest'
import { ends, plain, RULE } from '@/domain/paper'
import { encodePaper } from './encode-paper'

const CODE = '{code:x;option:qrcode}'

/** As it would lie on the paper. */
const onPaper = (markup: string) =>
  transform(markup, { cpl: 48, encoding: 'gb18030', command: 'text' })

describe('paper', () => {
  it('prints what markup calls commands as the text they are', () => {
    for (const text of [
      '---',
      '=',
      CODE,
      '^^^x',
      '`x`',
      'a|b',
      '_a_',
      '"a"',
      '\\n',
      '~',
      '{w:*}',
    ]) {
      expect(onPaper(`${plain(text)} |\n`).trim()).toBe(text)
    }
  })

  it('keeps a text of any characters on its own line, whole', () => {
    const characters = fc.constantFrom(...'\\|{}-=_"`^~ab1 宫保:;,.\n\t')
    const texts = fc.array(characters, { maxLength: 9 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, (text) => {
        const lines = onPaper(`${ends(plain(`x${text}x`), 'end')}\n`).split('\n')
        expect(lines[0]?.startsWith(`x${text.replace(/\s+/g, ' ')}x`)).toBe(true)
        expect(lines[0]?.endsWith('end')).toBe(true)
      }),
    )
  })

  it('is encoded for both widths, in Chinese, with a cut at the end', () => {
    for (const [widthMm, columns] of [
      [58, 32],
      [80, 48],
    ] as const) {
      const bytes = Buffer.from(encodePaper(`宫保鸡丁\n${RULE}\n`, widthMm))
      expect(bytes.includes(Buffer.from([0xb9, 0xac, 0xb1, 0xa3, 0xbc, 0xa6, 0xb6, 0xa1]))).toBe(
        true,
      )
      expect(bytes.includes('-'.repeat(columns))).toBe(true)
      expect(bytes.includes('-'.repeat(columns + 1))).toBe(false)
      expect(bytes.lastIndexOf(Buffer.from([0x1d, 0x56]))).toBeGreaterThan(bytes.length - 8)
    }
  })

  it('writes what printers have no character for in letters they have', () => {
    const text = Buffer.from(encodePaper('Šťáva 🍜 ¥\n', 80)).toString('latin1')
    expect(text).toContain('St')
    expect(text).toContain('va ? ?')
  })
})
