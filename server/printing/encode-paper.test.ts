// Bytes for printers, read back dot by dot: whatever a name contains is on the paper, within its
// columns, and never as a command.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Charset, ends, line, type PaperDocument, type Words } from '@/domain/paper'
import { printedPaper } from '@/testing/paper-picture'
import { encodePaper } from './encode-paper'

const bytesOf = (paper: PaperDocument, widthMm: 58 | 80 = 80, charset: Charset = 'gbk') =>
  encodePaper(paper, { widthMm, charset })
const print = async (paper: PaperDocument, widthMm: 58 | 80 = 80, charset: Charset = 'gbk') =>
  printedPaper(await bytesOf(paper, widthMm, charset), widthMm)
const said = async (words: Words) => (await print([line(words)])).rows[0]

/** Names as restaurants have them, of which no cheap printer has all characters. */
const DIFFICULT = [
  ...[
    '김치찌개',
    'ผัดไทยกุ้งสด',
    'شاورما دجاج',
    '麻辣香锅🌶️',
    'Bánh đa cua',
    'Œuf cocotte',
    'Menu 12 €',
  ],
  ...['㗎啦', 'Šťáva', 'Cafe\u0302 ñ', 'Ресторан ґ', 'हिन्दी थाली', '👨‍👩‍👧 套餐', 'שקשוקה'],
]

describe('text', () => {
  it('is printed as it stands, whatever it looks like', async () => {
    for (const text of [
      '---',
      '=',
      '{code:x}',
      '^^^x',
      '`x`',
      'a|b',
      '"a"',
      '\\n',
      '~',
      '<b>&amp;',
    ]) {
      expect(await said(text)).toBe(text)
    }
  })

  it('keeps to its own line and to the paper, of any characters, at both widths', async () => {
    const characters = fc.constantFrom(...'ab1 宫保:;,。-\n\té€김ผั🍜\u0007\u001b')
    const texts = fc.array(characters, { maxLength: 40 }).map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom(58 as const, 80 as const), async (text, widthMm) => {
        const paper = await print(
          [ends(`x${text}`, '9.00'), line(`x${text}`, { size: 'big' })],
          widthMm,
        )
        expect(paper.faults).toEqual([])
        expect(paper.cuts).toBe(1)
      }),
      { numRuns: 60 },
    )
  })

  it('is Chinese in the printer’s own characters, with a cut at the end', async () => {
    for (const [widthMm, columns] of [
      [58, 32],
      [80, 48],
    ] as const) {
      const bytes = Buffer.from(await bytesOf([line('宫保鸡丁'), 'rule'], widthMm))
      const kungPao = Buffer.from([0xb9, 0xac, 0xb1, 0xa3, 0xbc, 0xa6, 0xb6, 0xa1])
      expect(bytes.includes(kungPao)).toBe(true)
      const { rows } = await print(['rule'], widthMm)
      expect(rows).toEqual(['-'.repeat(columns)])
      expect(bytes.lastIndexOf(Buffer.from([0x1d, 0x56]))).toBeGreaterThan(bytes.length - 8)
    }
  })

  it('breaks English between words and Chinese between characters', async () => {
    const { rows } = await print([line('Braised beef noodle soup with soft-boiled egg')], 58)
    expect(rows).toEqual(['Braised beef noodle soup with', 'soft-boiled egg'])
    const chinese = await print([line('秘制红烧牛肉面配溏心蛋与时令青菜大份')], 58)
    expect(chinese.rows).toEqual(['秘制红烧牛肉面配溏心蛋与时令青菜', '大份'])
  })
})

describe('what a printer has no character for', () => {
  it.each(DIFFICULT)(
    '%s comes out as a picture with ink in it, and not as a question mark',
    async (name) => {
      for (const widthMm of [58, 80] as const) {
        const bytes = await bytesOf([line(name, { size: 'tall' })], widthMm)
        const { rows, picture, faults } = await printedPaper(bytes, widthMm)
        expect(rows).toEqual(['▦'])
        expect(faults).toEqual([])
        expect(picture.dots.filter(Boolean).length).toBeGreaterThan(50)
      }
    },
  )

  it('leaves other lines as text, and the figures of its own line where they belong', async () => {
    const { rows, picture } = await print([line('宫保鸡丁'), ends('김치', '38.00'), line('end')])
    expect(rows).toEqual(['宫保鸡丁', '▦', 'end'])
    const row = (x: number) =>
      Array.from({ length: 30 }, (_, y) => picture.dots[(30 + y) * picture.wide + x] ?? 0)
    const inked = Array.from({ length: picture.wide }, (_, x) => row(x).some(Boolean))
    expect(inked.slice(0, 48).some(Boolean)).toBe(true)
    expect(inked.slice(60, -60).some(Boolean)).toBe(false)
    expect(inked.slice(-60).some(Boolean)).toBe(true)
  })

  it('and no font either comes out in the other language, else spelled', async () => {
    expect(await said({ text: '𠮶饭', other: 'Clay pot rice' })).toBe('Clay pot rice')
    const spelled = await bytesOf([line({ text: '𠮶饭', other: '𠮶饭' })])
    expect(Buffer.from(spelled).toString('latin1')).not.toContain('?')
    expect((await printedPaper(spelled, 80)).rows[0]).toMatch(/\[U\+20BB6\]|[a-z]+/)
  })

  it('and is written otherwise in all printers’ letters is so written', async () => {
    expect(await said('Chef’s “special” – ¥ 5')).toBe('Chef\'s "special" - ￥ 5')
  })

  it('depends on the printer: one without Chinese prints it as pictures, one without 繁體 those', async () => {
    expect((await print([line('宫保鸡丁'), line('Rice')], 80, 'ascii')).rows).toEqual(['▦', 'Rice'])
    expect((await print([line('宫保鸡丁'), line('滷肉飯')], 80, 'gb2312')).rows).toEqual([
      '宫保鸡丁',
      '▦',
    ])
    expect((await print([line('滷肉飯')], 80, 'gbk')).rows).toEqual(['滷肉飯'])
  })
})
