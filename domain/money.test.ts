import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centsFromYuanText, prorate, shareOf, yuan, yuanText } from './money'

const cents = fc.integer({ min: 0, max: 1_000_000_000 })

describe('yuan', () => {
  it('are written with two decimals and read back to the same 分', () => {
    fc.assert(fc.property(cents, (n) => centsFromYuanText(yuanText(n)) === n))
    fc.assert(fc.property(cents, (n) => Math.round(yuan(n) * 100) === n))
    expect([0, 5, 7_600, -1_205].map(yuanText)).toEqual(['0.00', '0.05', '76.00', '-12.05'])
  })

  it('are read by digits: what a float would blur is exact, what is no amount is none', () => {
    expect(['76', '76.5', ' 76.50 ', '0.07', '1.15'].map(centsFromYuanText)).toEqual([
      7_600, 7_650, 7_650, 7, 115,
    ])
    const none = ['', '.5', '1.', '1.234', '-1', '1e3', '0x10', '１', '1,000', 'NaN', '1234567890']
    expect(none.map(centsFromYuanText)).toEqual(none.map(() => null))
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
