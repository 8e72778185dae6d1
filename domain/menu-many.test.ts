import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DishBody, plainDish } from './menu-document'
import {
  changedDish,
  changedPrice,
  type DishesChange,
  type PriceChange,
  printOfDish,
  roundingsOf,
} from './menu-many'
import { MAXIMUM_CENTS } from './money'

const price = (part: Partial<PriceChange>): PriceChange => ({
  addedBasisPoints: 0,
  addedCents: 0,
  roundToCents: 1,
  isReducedToo: false,
  ...part,
})
const dish = (part: Partial<DishBody> = {}): DishBody => ({
  ...plainDish('1'),
  name: '担担面',
  priceCents: 2_200,
  ...part,
})
const changed = (body: DishBody, change: DishesChange): DishBody => {
  const after = changedDish(body, change)
  if (typeof after === 'string') throw new Error(after)
  return after
}

describe('a price that is changed with others', () => {
  it.each<[string, number, Partial<PriceChange>, number]>([
    ['all noodles + 2.00', 2_200, { addedCents: 200 }, 2_400],
    ['less 3.50', 2_200, { addedCents: -350 }, 1_850],
    ['5 per cent more, to the 分', 2_250, { addedBasisPoints: 500 }, 2_363],
    ['5 per cent more, to a half', 2_250, { addedBasisPoints: 500, roundToCents: 50 }, 2_350],
    ['5 per cent more, to a whole', 2_250, { addedBasisPoints: 500, roundToCents: 100 }, 2_400],
    ['a half goes up', 2_250, { roundToCents: 100 }, 2_300],
    ['a third off', 1_000, { addedBasisPoints: -3_333, roundToCents: 50 }, 650],
    ['all of it off', 1_000, { addedBasisPoints: -10_000 }, 0],
    ['to nothing', 200, { addedCents: -200 }, 0],
  ])('%s', (_, before, change, after) => {
    expect(changedPrice(before, price(change))).toBe(after)
  })

  it('is never below nothing, nor more than an amount may be: it is said instead', () => {
    expect(changedPrice(199, price({ addedCents: -200 }))).toBe('below-nothing')
    expect(changedPrice(1, price({ addedCents: -2, roundToCents: 100 }))).toBe('below-nothing')
    expect(changedPrice(MAXIMUM_CENTS, price({ addedCents: 1 }))).toBe('too-high')
    expect(changedDish(dish({ priceCents: 100 }), { price: price({ addedCents: -101 }) })).toBe(
      'below-nothing',
    )
  })

  it('is a whole multiple of what it is rounded to, and never further from exact than half of it', () => {
    const amounts = fc.integer({ min: 0, max: 10_000_000 })
    const shares = fc.integer({ min: -10_000, max: 30_000 })
    const steps = fc.constantFrom('CNY', 'JPY', 'KWD').chain((currency) => {
      return fc.constantFrom(...roundingsOf(currency))
    })
    fc.assert(
      fc.property(amounts, shares, steps, (before, addedBasisPoints, roundToCents) => {
        const after = changedPrice(before, price({ addedBasisPoints, roundToCents }))
        if (typeof after !== 'number') throw new Error(after)
        expect(after % roundToCents).toBe(0)
        const exact = (before * (10_000 + addedBasisPoints)) / 10_000
        expect(Math.abs(after - exact)).toBeLessThanOrEqual(roundToCents / 2)
      }),
    )
  })

  it('is rounded to what its money has: 分, a half and a whole yuan; yen by tens and hundreds', () => {
    expect(roundingsOf('CNY')).toEqual([1, 50, 100])
    expect(roundingsOf('JPY')).toEqual([1, 10, 100])
    expect(roundingsOf('KWD')).toEqual([1, 500, 1_000])
  })

  it('takes the promotion, the members’ price and those of some hours with it only where that is said', () => {
    const hourPrices = [{ schedule: '3', priceCents: 1_500 }]
    const before = dish({ promoPriceCents: 1_900, memberPriceCents: null, hourPrices })
    const alone = changed(before, { price: price({ addedCents: 200 }) })
    expect(alone).toEqual({ ...before, priceCents: 2_400 })
    const together = changed(before, { price: price({ addedCents: 200, isReducedToo: true }) })
    expect(together).toEqual({
      ...before,
      priceCents: 2_400,
      promoPriceCents: 2_100,
      hourPrices: [{ schedule: '3', priceCents: 1_700 }],
    })
  })

  it('is none of a dish at the market’s price', () => {
    const before = dish({ isMarketPrice: true, priceCents: 0 })
    expect(changed(before, { price: price({ addedCents: -200 }) })).toEqual(before)
  })
})

describe('what else is changed with others', () => {
  it('is what is said and nothing more', () => {
    const before = dish({ stations: ['7'], course: 2, allergens: ['egg'], dietTags: ['vegan'] })
    expect(changed(before, {})).toEqual(before)
    const change = {
      ...{ category: '9', stations: [], course: null, promisedMinutes: 12 },
      servedAs: 'takeaway' as const,
    }
    expect(changed(before, change)).toEqual({ ...before, ...change })
  })

  it('says of an allergen that it is contained, free of it, or not stated, never two of them', () => {
    const before = dish({ allergens: ['peanut'], freeFrom: ['egg'] })
    const say = (contents: 'contains' | 'free' | 'unstated') =>
      changed(before, { allergens: [{ allergen: 'egg', contents }] })
    expect(say('contains')).toMatchObject({ freeFrom: [] })
    expect([...say('contains').allergens].sort()).toEqual(['egg', 'peanut'])
    expect(say('free')).toEqual(before)
    expect(say('unstated')).toMatchObject({ allergens: ['peanut'], freeFrom: [] })
  })

  it('adds and takes away a diet without the others', () => {
    const before = dish({ dietTags: ['vegetarian'] })
    const diets = [
      { diet: 'vegan', isSo: true },
      { diet: 'vegetarian', isSo: false },
    ] as const
    expect(changed(before, { diets }).dietTags).toEqual(['vegan'])
  })
})

describe('what was seen of a dish', () => {
  it('is another as soon as what is to be changed is another, and only then', () => {
    const change = { price: price({ addedCents: 200 }) }
    const seen = printOfDish(dish(), change)
    expect(printOfDish(dish({ priceCents: 2_300 }), change)).not.toBe(seen)
    expect(printOfDish(dish({ memberPriceCents: 2_000 }), change)).not.toBe(seen)
    expect(printOfDish(dish({ name: '热干面', course: 3 }), change)).toBe(seen)
  })
})
