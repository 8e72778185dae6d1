import { describe, expect, it } from 'vitest'
import type { Moved } from '@/domain/event'
import { menuNow, NO_MOVES, withMoves } from './menu-now'
import type { Menu } from './types'

const option = (id: number, ofDish?: number) => ({
  id,
  stock: null,
  isSoldOut: false,
  part: ofDish === undefined ? null : { dishId: ofDish, stationIds: [], soldOutUntil: null },
})
const dish = (id: number, options: object[] = []) => ({
  id,
  stock: 5,
  isSoldOut: false,
  soldOutUntil: null,
  optionGroups: options.length > 0 ? [{ id, options }] : [],
})

/** Read when all up to 10 was told: duck 1, rice 2, and a combo 3 with a duck and option 7. */
const menu = {
  seq: 10,
  categories: [{ id: 1, dishes: [dish(1), dish(2), dish(3, [option(-1, 1), option(7)])] }],
} as unknown as Menu

const duck = (stock: number): Moved => ({ dishId: 1, stock, isSoldOut: stock === 0 })
const told = (...messages: [seq: number, moved: Moved][]) =>
  messages.reduce((moves, [seq, moved]) => withMoves(moves, { seq, moved: [moved] }), NO_MOVES)
const dishesOf = ({ categories }: Menu) => categories.flatMap(({ dishes }) => dishes)
const leftOf = (shown: Menu) => dishesOf(shown)[0]?.stock

describe('a phone’s copy of the menu', () => {
  it('is the same as long as nothing is told', () => {
    expect(menuNow(menu, NO_MOVES)).toBe(menu)
  })

  it('has what is left of a dish, and leaves the others as they are', () => {
    const shown = menuNow(menu, told([11, duck(3)]))
    expect(leftOf(shown)).toBe(3)
    expect(dishesOf(shown)[1]).toBe(dishesOf(menu)[1])
  })

  it('has it where the dish is a part of another one, too', () => {
    const [, , combo] = dishesOf(menuNow(menu, told([11, duck(0)])))
    expect(combo?.optionGroups[0]?.options).toMatchObject([
      { id: -1, stock: 0, isSoldOut: true },
      { id: 7, stock: null, isSoldOut: false },
    ])
  })

  it('has what is left of an option with every dish that offers it', () => {
    const [, , combo] = dishesOf(
      menuNow(menu, told([11, { optionId: 7, stock: 2, isSoldOut: false }])),
    )
    expect(combo?.optionGroups[0]?.options[1]).toMatchObject({ stock: 2 })
  })

  it('keeps the newest of messages that come in another order', () => {
    expect(leftOf(menuNow(menu, told([12, duck(1)], [11, duck(2)])))).toBe(1)
  })

  it('keeps what was told after it was read, and nothing of before', () => {
    const moves = told([11, duck(3)])
    expect(leftOf(menuNow({ ...menu, seq: 10 }, moves))).toBe(3)
    expect(leftOf(menuNow({ ...menu, seq: 11 }, moves))).toBe(5)
  })
})
