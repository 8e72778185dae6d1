// The phone beside the form shows what a guest will get.

import { describe, expect, it } from 'vitest'
import { defaultChoices, priceChoice, unmetGroup } from '@/domain/menu'
import {
  type MenuDocument,
  plainDish,
  plainGroup,
  plainOption,
  type SlotBody,
} from '@/domain/menu-document'
import { previewDish } from './preview-dish'

const sizes: MenuDocument[number] = {
  kind: 'option_group',
  key: '1',
  sort: 0,
  body: {
    ...{ ...plainGroup, kind: 'size', name: '份量' },
    options: [
      { ...plainOption('11'), name: '小', isDefault: true },
      { ...plainOption('n-large'), name: '大', priceCents: 600 },
    ],
  },
}
const toppings: MenuDocument[number] = {
  kind: 'option_group',
  key: 'n-toppings',
  sort: 0,
  body: {
    ...{ ...plainGroup, kind: 'extra', name: '加料', minimum: 0, maximum: 3, freeCount: 1 },
    options: [
      {
        ...{ ...plainOption('21'), name: '珍珠', priceCents: 300, maximumQuantity: 3 },
        sizePrices: [{ size: 'n-large', priceCents: 500 }],
      },
    ],
  },
}
const dish = (body: Partial<MenuDocument[number]['body']> = {}) => ({
  ...{ ...plainDish('c'), name: '奶茶', priceCents: 1_500, optionGroups: ['1', 'n-toppings'] },
  ...(body as object),
})

describe('a dish beside its form', () => {
  it('costs with its choices what it will cost a guest', () => {
    const shown = previewDish(dish(), [sizes, toppings])
    const [group, extras] = shown.optionGroups
    const [, large] = group?.options ?? []
    const [pearls] = extras?.options ?? []
    const start = defaultChoices(shown)
    expect(unmetGroup(shown, start)).toBeNull()
    expect(priceChoice(shown, start).unitCents).toBe(1_500)
    const choices = [
      { optionId: large?.id ?? 0, quantity: 1 },
      { optionId: pearls?.id ?? 0, quantity: 2 },
    ]
    expect(priceChoice(shown, choices).unitCents).toBe(1_500 + 600 + 500)
  })

  it('asks of a combo for its parts, and for nothing else', () => {
    const slot: SlotBody = {
      ...{ key: 's', name: '饮料', names: {}, minimum: 1, maximum: 1 },
      choices: [{ dish: 'tea', extraCents: 200 }],
    }
    const tea: MenuDocument[number] = { kind: 'dish', key: 'tea', sort: 0, body: dish() }
    const shown = previewDish(dish({ kind: 'combo', slots: [slot] } as never), [sizes, tea])
    expect(shown.optionGroups).toMatchObject([
      { kind: 'part', options: [{ name: '奶茶', priceCents: 200 }] },
    ])
    expect(priceChoice(shown, defaultChoices(shown)).unitCents).toBe(1_700)
  })

  it('of what is typed half shows what can be read', () => {
    const typed = { priceCents: Number.NaN, promoPriceCents: Number.NaN, names: { en: '' } }
    expect(previewDish(dish(typed as never), [])).toMatchObject({
      ...{ priceCents: 0, promoPriceCents: null, names: {}, optionGroups: [] },
    })
  })
})
