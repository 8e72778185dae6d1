import { describe, expect, it } from 'vitest'
import { PLAIN_DISH, PLAIN_GROUP, PLAIN_OPTION } from '@/testing/plain'
import {
  changesSince,
  choicesAgain,
  linesByGuest,
  portionsIn,
  portionsOf,
  withMore,
  withQuantity,
  withRemade,
  withRequest,
} from './cart'
import type { Cart, MenuDish } from './types'

const empty: Cart = {
  ...{ version: 3, note: '', isHeld: false, lines: [], missing: [] },
  ...{ itemsCents: 0, owedCents: 0, adjustments: [] },
}

const tofu: MenuDish = {
  ...PLAIN_DISH,
  isServedHere: true,
  id: 7,
  name: '麻婆豆腐',
  names: { en: 'Mapo tofu' },
  priceCents: 3_800,
  description: '',
  descriptions: {},
  pinyin: '',
  picture: null,
  allergens: [],
  freeFrom: [],
  dietTags: [],
  spiciness: 2,
  isSignature: false,
  optionGroups: [
    {
      id: 1,
      kind: 'extra',
      name: '加料',
      names: {},
      minimum: 0,
      maximum: 2,
      ...PLAIN_GROUP,
      options: [
        {
          ...PLAIN_OPTION,
          ...{ id: 11, name: '加豆腐', names: {}, priceCents: 500, maximumQuantity: 2 },
        },
      ],
    },
  ],
}

const ada = { number: 1, nickname: 'Ada' }
const bo = { number: 2, nickname: null }
const plain = { dish: tofu, choices: [], quantity: 1, note: '' }
const rich = { ...plain, choices: [{ optionId: 11, quantity: 2 }] }

describe('the cart before the server has answered', () => {
  it('shows a request at once, with its price', () => {
    const cart = withRequest(empty, ada, { ...rich, quantity: 2 })
    expect(cart).toMatchObject({ itemsCents: 9_600, owedCents: 9_600 })
    expect(cart.lines[0]).toMatchObject({ unitCents: 4_800, quantity: 2, guestName: 'Ada' })
    expect(cart.lines[0]?.id).toBeLessThan(0)
  })

  it('joins equal requests of one guest and keeps those of two apart', () => {
    const cart = withRequest(withRequest(withRequest(empty, ada, plain), ada, plain), bo, plain)
    expect(cart.lines.map((line) => [line.guestNumber, line.quantity])).toEqual([
      [1, 2],
      [2, 1],
    ])
    expect(portionsOf(cart, tofu.id)).toBe(3)
    expect(portionsIn(cart)).toBe(3)
  })

  it('keeps dishes apart that are made differently', () => {
    const cart = withRequest(withRequest(withRequest(empty, ada, plain), ada, rich), ada, {
      ...plain,
      note: '少盐',
    })
    expect(cart.lines).toHaveLength(3)
    expect(new Set(cart.lines.map((line) => line.id)).size).toBe(3)
  })

  it('is what it was when a request is taken back', () => {
    const cart = withRequest(empty, ada, plain)
    expect(withQuantity(cart, cart.lines[0]?.id ?? 0, 0)).toEqual(empty)
  })

  it('has each tap of a line, whatever it is by now, and none of one that is gone', () => {
    const cart = withRequest(empty, ada, { ...plain, quantity: 2 })
    const id = cart.lines[0]?.id ?? 0
    expect(portionsIn(withMore(withMore(cart, id, 1), id, 1))).toBe(4)
    expect(withMore(cart, id, -99).lines).toEqual([])
    expect(withMore(withMore(cart, id, -99), id, 1).lines).toEqual([])
  })

  it('has a line made otherwise in its place, joined to one of its guest that is the same', () => {
    const plainly = withRequest(withRequest(empty, ada, plain), bo, rich)
    const [own] = plainly.lines
    const remade = withRemade(plainly, own?.id ?? 0, { ...rich, quantity: 2 })
    expect(remade.lines).toMatchObject([
      { id: own?.id, guestNumber: 1, quantity: 2, totalCents: 9_600 },
      { guestNumber: 2, quantity: 1 },
    ])
    const both = withRequest(remade, ada, plain)
    const joined = withRemade(both, both.lines.at(-1)?.id ?? 0, rich)
    expect(joined.lines.map(({ quantity }) => quantity)).toEqual([3, 1])
    expect(joined.itemsCents).toBe(4 * 4_800)
    expect(withRemade(joined, 999, rich)).toBe(joined)
  })

  it('is opened again with what was chosen, as far as the menu still has it', () => {
    expect(choicesAgain(tofu, rich)).toBe(rich.choices)
    expect(choicesAgain({ ...tofu, optionGroups: [] }, rich)).toEqual([])
  })

  it('keeps a discount that the server gave', () => {
    const discounted = { ...withRequest(empty, ada, plain), owedCents: 3_610 }
    expect(withRequest(discounted, ada, plain).owedCents).toBe(3_610 + 3_800)
  })

  it("lists one's own dishes first, then the others by number", () => {
    const cart = [ada, bo, { number: 3, nickname: null }].reduce(
      (sum, guest) => withRequest(sum, guest, plain),
      empty,
    )
    expect(linesByGuest(cart, 2).map((group) => group.guestNumber)).toEqual([2, 1, 3])
  })
})

describe('what the house changed of a cart', () => {
  const chosen = withRequest(empty, ada, plain)
  const repriced = (cart: Cart, line: Partial<Cart['lines'][number]>) => ({
    ...cart,
    lines: cart.lines.map((each) => ({ ...each, id: 5, ...line })),
  })
  const { first } = changesSince([], chosen)
  const priceOf = (line: { unitCents: number }) => line.unitCents

  it('is nothing while a line is shown first, gets its id, or is wanted more often', () => {
    expect(first).toEqual(chosen.lines)
    const saved = repriced(withRequest(chosen, ada, plain), {})
    expect(changesSince(first, saved)).toEqual({ changes: [], first })
    expect(changesSince(first, saved).first).toBe(first)
  })

  it('is a price other than what was shown first, until it is that again', () => {
    const dearer = changesSince(first, repriced(chosen, { unitCents: 4_200 }))
    expect(dearer.changes.map(({ before, now }) => [before, now].map(priceOf))).toEqual([
      [3_800, 4_200],
    ])
    const dearest = changesSince(dearer.first, repriced(chosen, { unitCents: 4_500 }))
    expect(dearest.changes.map(({ before }) => priceOf(before))).toEqual([3_800])
    expect(changesSince(dearest.first, repriced(chosen, {})).changes).toEqual([])
  })

  it('is a price of the day that is said, and one of a weight', () => {
    const rate = {
      ...{ perGrams: 500, cents: 6_800, listCents: 6_800, memberCents: null },
      ...{ optionCents: 0, extraCents: 0, isAsked: false },
    }
    const fish = repriced(chosen, { unitCents: 0, isPriced: false, rate })
    const known = changesSince([], fish).first
    const dearer = repriced(fish, { rate: { ...rate, cents: 7_200 } })
    expect(changesSince(known, dearer).changes).toHaveLength(1)
    const asked = repriced(chosen, { unitCents: 0, isPriced: false })
    expect(changesSince(first, asked).changes).toHaveLength(1)
  })

  it('is a dish that is off the menu; not what is short because the table wants more of it', () => {
    const gone = { unitCents: 0, trouble: 'dish.not-offered' } as const
    expect(changesSince(first, repriced(chosen, gone)).changes).toHaveLength(1)
    const short = { unitCents: 0, trouble: 'dish.too-few-left' } as const
    expect(changesSince(first, repriced(chosen, short)).changes).toEqual([])
  })

  it('has no price from before of what was shown without one, and forgets what went', () => {
    const known = changesSince([], repriced(chosen, { unitCents: 0, trouble: 'dish.sold-out' }))
    expect(changesSince(known.first, chosen).changes).toEqual([])
    expect(changesSince(first, empty).first).toEqual([])
  })
})
