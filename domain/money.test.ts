import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  amountFromText,
  amountFromTyped,
  amountText,
  changeIn,
  figuresIn,
  fromTyped,
  MAXIMUM_CENTS,
  partOf,
  priceIn,
  prorate,
  shareOf,
  shortSumIn,
  sumIn,
  unitsOfOne,
  wholeOf,
} from './money'

const CURRENCIES = ['CNY', 'USD', 'EUR', 'JPY', 'VND', 'KWD'] as const
const cents = fc.integer({ min: 0, max: MAXIMUM_CENTS })
const units = fc.maxSafeInteger()
/** Without the one space that does not break. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('an amount', () => {
  it('is written with its currency’s own digits, sign and separators, in both languages', () => {
    const written = CURRENCIES.flatMap((currency) =>
      ['zh-CN', 'en'].map((language) => plain(sumIn(language, currency, -123_456_789))),
    )
    const inBoth = (text: string) => [text, text]
    expect(written).toEqual([
      ...inBoth('−¥1,234,567.89'),
      ...inBoth('−$1,234,567.89'),
      ...inBoth('−€1,234,567.89'),
      ...inBoth('−¥123,456,789'),
      ...inBoth('−₫123,456,789'),
      ...inBoth('−KWD 123,456.789'),
    ])
    expect(plain(sumIn('de', 'EUR', 123_456))).toBe('1.234,56 €')
    expect(plain(sumIn('vi', 'VND', 50_000))).toBe('50.000 ₫')
    expect(sumIn('ar-EG', 'USD', 1_250)).toContain('12.50')
  })

  it('is exact however large, and less than one of it keeps its sign', () => {
    expect(sumIn('en', 'CNY', Number.MAX_SAFE_INTEGER)).toBe('¥90,071,992,547,409.91')
    expect(sumIn('en', 'VND', 12_345_678_901_234_567_890n)).toBe('₫12,345,678,901,234,567,890')
    expect(sumIn('en', 'CNY', -5)).toBe('−¥0.05')
    fc.assert(
      fc.property(units, fc.constantFrom(...CURRENCIES), (n, currency) => {
        const digits = sumIn('en', currency, n).replace(/[^\d−]/g, '')
        expect(Number(digits.replace('−', '-'))).toBe(n)
      }),
    )
  })

  it('loses empty decimals where a menu has it, and only those', () => {
    expect([3_800, 3_850, 0, -3_800].map((n) => priceIn('en', 'CNY', n))).toEqual([
      ...['¥38', '¥38.50', '¥0', '−¥38'],
    ])
    expect([38, 100].map((n) => priceIn('en', 'JPY', n))).toEqual(['¥38', '¥100'])
    expect([3_000, 3_250].map((n) => plain(priceIn('en', 'KWD', n)))).toEqual([
      'KWD 3',
      'KWD 3.250',
    ])
    expect(plain(priceIn('de', 'EUR', 380_000))).toBe('3.800 €')
    expect([500, -300].map((n) => changeIn('en', 'USD', n))).toEqual(['+$5.00', '−$3.00'])
    expect(shortSumIn('en', 'JPY', 12_345)).toBe('¥12.3K')
    expect(shortSumIn('zh-CN', 'CNY', -1_234_500)).toBe('−¥1.2万')
  })

  it('stands without its sign in columns, parted the same', () => {
    expect([123_450, -300].map((n) => figuresIn('en', 'CNY', n))).toEqual(['1,234.50', '−3.00'])
    expect(figuresIn('de', 'EUR', 123_456)).toBe('1.234,56')
    expect(figuresIn('zh-CN', 'KWD', 1_234_500)).toBe('1,234.500')
    expect(figuresIn('en', 'VND', 12_000_000)).toBe('12,000,000')
  })

  it('goes out as digits and comes back the same', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom(...CURRENCIES), (n, currency) => {
        expect(amountFromText(amountText(n, currency), currency)).toBe(n)
        expect(fromTyped(sumIn('en', 'CNY', n), 2)).toBe(n)
      }),
    )
    expect([0, 5, 7_600, -1_205].map((n) => amountText(n, 'CNY'))).toEqual([
      ...['0.00', '0.05', '76.00', '-12.05'],
    ])
    expect(CURRENCIES.map((currency) => wholeOf(7_650, currency))).toEqual([
      ...[76.5, 76.5, 76.5, 7_650, 7_650, 7.65],
    ])
    expect(CURRENCIES.map(unitsOfOne)).toEqual([100, 100, 100, 1, 1, 1_000])
  })

  it('of a program is read by digits: what a float would blur is exact, what is no amount is none', () => {
    const read = (text: string) => amountFromText(text, 'CNY')
    expect(['76', '76.5', ' 76.50 ', '0.07', '1.15'].map(read)).toEqual([
      7_600, 7_650, 7_650, 7, 115,
    ])
    const none = [
      '',
      '.5',
      '1.',
      '1.234',
      '-1',
      '1e3',
      '0x10',
      '１',
      '1,000',
      'NaN',
      '9'.repeat(16),
    ]
    expect(none.map(read)).toEqual(none.map(() => null))
    expect([amountFromText('12.5', 'JPY'), amountFromText('12.5', 'KWD')]).toEqual([null, 12_500])
  })
})

describe('an amount that is typed', () => {
  it('means what it looks like: a bare point, full width, thousands, a sign', () => {
    const read = (text: string) => amountFromTyped(text, 'CNY')
    const same = ['1234.5', '1,234.50', '１２３４．５', '１，２３４。５', '¥1,234.5', ' 1 234.50 ']
    expect(same.map(read)).toEqual(same.map(() => 123_450))
    expect(['.5', '12.', '0', '007', '12￥'].map(read)).toEqual([50, 1_200, 0, 700, 1_200])
    const european = ['1.234,50', '1.234,5', '１．２３４，５０', '1.234,50 €']
    expect(european.map((text) => amountFromTyped(text, 'EUR'))).toEqual(
      european.map(() => 123_450),
    )
    expect(['1.234.567', '50.000.000'].map((text) => amountFromTyped(text, 'VND'))).toEqual([
      1_234_567, 50_000_000,
    ])
    expect(amountFromTyped('1.234,567', 'KWD')).toBe(1_234_567)
    expect(['12', '12.', '1,200'].map((text) => amountFromTyped(text, 'JPY'))).toEqual([
      12, 12, 1_200,
    ])
    expect(['.5', '1.25', '1.255'].map((text) => amountFromTyped(text, 'KWD'))).toEqual([
      500, 1_250, 1_255,
    ])
  })

  it('says why where it means nothing, and drops no digit', () => {
    const flaws = (digits: number, texts: string[]) => texts.map((text) => fromTyped(text, digits))
    expect(flaws(0, ['12.5', '50.000', '1.234,5'])).toEqual(
      Array.from({ length: 3 }, () => ({ flaw: 'decimals' })),
    )
    expect(flaws(2, ['1.234', '0.001'])).toEqual([{ flaw: 'decimals' }, { flaw: 'decimals' }])
    expect(flaws(2, ['12,5', '1,23,456', '1.00,5', ',5'])).toEqual(
      Array.from({ length: 4 }, () => ({ flaw: 'comma' })),
    )
    expect(flaws(2, ['', '.', '1.2.3', '-1', '1e3', '0x10', 'NaN', '9'.repeat(20)])).toEqual(
      Array.from({ length: 8 }, () => ({ flaw: 'number' })),
    )
  })
})

describe('a share', () => {
  it('and its rest add back to the whole, and neither is negative', () => {
    const basisPoints = fc.integer({ min: 0, max: 10_000 })
    fc.assert(
      fc.property(cents, basisPoints, (whole, points) => {
        const share = shareOf(whole, points)
        return Number.isInteger(share) && share >= 0 && share <= whole
      }),
    )
    expect([shareOf(101, 9_500), shareOf(10, 9_500), shareOf(9, 8_500)]).toEqual([96, 10, 8])
  })
})

describe('a part of an amount', () => {
  it('is rounded down and exact, however large both are', () => {
    fc.assert(
      fc.property(cents, cents, fc.integer({ min: 1, max: MAXIMUM_CENTS }), (whole, times, of) => {
        const exact = (BigInt(whole) * BigInt(times)) / BigInt(of)
        fc.pre(exact <= BigInt(Number.MAX_SAFE_INTEGER))
        expect(BigInt(partOf(whole, times, of))).toBe(exact)
      }),
    )
    expect([partOf(10, 1, 3), partOf(0, 5, 7), partOf(3_000_000_000, 2, 3)]).toEqual([
      3, 0, 2_000_000_000,
    ])
  })
})

describe('a proration', () => {
  it('adds back to the whole whatever the weights, and is fair to one 分', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), weights, (whole, list) => {
        const parts = prorate(whole, list)
        const sum = list.reduce((total, weight) => total + weight, 0)
        expect(parts.reduce((total, part) => total + part, 0)).toBe(whole)
        if (sum === 0) return
        for (const [index, part] of parts.entries()) {
          expect(Math.abs(part - (whole * (list[index] ?? 0)) / sum)).toBeLessThan(1)
        }
      }),
    )
  })
})
