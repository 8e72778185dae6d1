// What a restaurant begins with: the next step, prices that look right in every money, a list as
// somebody pastes it.

import { describe, expect, it } from 'vitest'
import { currencyAt, examplePrice, nextStep, readDishList } from './opening'

it('the opening goes on with the first step that nothing became of, and ends after the last', () => {
  expect(nextStep({})).toBe('restaurant')
  expect(nextStep({ restaurant: 'done', owner: 'done', menu: 'done' })).toBe('tables')
  const all = { restaurant: 'done', owner: 'done', tables: 'skipped', menu: 'skipped' } as const
  expect(nextStep({ ...all, people: 'skipped', codes: 'done', scan: 'skipped' })).toBeNull()
})

it.each([
  ['Asia/Shanghai', 'CNY'],
  ['Asia/Hong_Kong', 'HKD'],
  ['Europe/Berlin', 'EUR'],
  ['Europe/London', 'GBP'],
  ['America/New_York', 'USD'],
  ['Asia/Tokyo', 'JPY'],
])('a restaurant in %s most likely takes %s', (zone, currency) => {
  expect(currencyAt(zone)).toBe(currency)
})

it.each([
  ['CNY', 3_800],
  ['EUR', 1_390],
  ['USD', 1_600],
  ['JPY', 1_250],
  ['HKD', 9_000],
  ['KWD', 4_150],
  ['KRW', 13_900],
])('an example’s price in %s is one that a menu could have', (currency, cents) => {
  expect(examplePrice(currency, [38, 13.9])).toBe(cents)
})

describe('a pasted list', () => {
  it('has a dish a line, and a category where a line has no price', () => {
    const text =
      '热菜\n宫保鸡丁 38\n鱼香肉丝……36元\n\n# 饮料 / Drinks\n可乐 / Cola\t¥6.5\nBeer, 12,50'
    expect(readDishList(text, 'CNY', '菜单')).toEqual({
      categories: [
        {
          name: '热菜',
          names: {},
          dishes: [
            { name: '宫保鸡丁', names: {}, priceCents: 3_800 },
            { name: '鱼香肉丝', names: {}, priceCents: 3_600 },
          ],
        },
        {
          name: '饮料',
          names: { en: 'Drinks' },
          dishes: [
            { name: '可乐', names: { en: 'Cola' }, priceCents: 650 },
            { name: 'Beer', names: {}, priceCents: 1_250 },
          ],
        },
      ],
      unread: [],
    })
  })

  it('that begins with dishes has them in a category of its own; what is no amount is told', () => {
    const { categories, unread } = readDishList('米饭 3\n面 3.141\n8', 'CNY', '菜单')
    expect(categories).toMatchObject([
      { name: '菜单', dishes: [{ name: '米饭', priceCents: 300 }] },
    ])
    expect(unread).toEqual([2, 3])
  })
})
