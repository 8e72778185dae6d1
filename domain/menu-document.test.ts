// A menu as a document: what a draft makes of it, what is said of the changes, and what is wrong.

import { describe, expect, it } from 'vitest'
import {
  adopted,
  applyDraft,
  type CategoryBody,
  changesBetween,
  completed,
  type DishBody,
  draftTo,
  flawsOf,
  type ItemOf,
  isSame,
  itemsOf,
  type MenuDocument,
  type OptionGroupBody,
  patchOf,
  plainCategory,
  plainDish,
  plainGroup,
  plainOption,
  printOfDraft,
  sortAfter,
} from './menu-document'

const category = (key: string, body: Partial<CategoryBody> = {}, sort = 0): ItemOf<'category'> => ({
  kind: 'category',
  key,
  sort,
  body: {
    ...plainCategory,
    name: `分类${key}`,
    ...body,
  },
})
const dish = (key: string, body: Partial<DishBody> = {}, sort = 0): ItemOf<'dish'> => ({
  kind: 'dish',
  key,
  sort,
  body: {
    ...plainDish('1'),
    name: `菜${key}`,
    priceCents: 3_800,
    ...body,
  },
})
const group = (key: string, body: Partial<OptionGroupBody> = {}): ItemOf<'option_group'> => ({
  kind: 'option_group',
  key,
  sort: 0,
  body: {
    ...plainGroup,
    kind: 'size',
    name: `规格${key}`,
    options: [{ ...plainOption('1'), name: '小', isDefault: true }],
    ...body,
  },
})

const PUBLISHED: MenuDocument = [
  category('1'),
  group('1'),
  dish('1', { optionGroups: ['1'] }, 0),
  dish('2', {}, 1),
  dish('3', {}, 2),
]

describe('a draft over a menu', () => {
  it('says only what is changed, so what another door changes meanwhile stays', () => {
    const [was] = itemsOf([dish('1', { priceCents: 3_800 })], 'dish')
    const draft = draftTo([dish('1')], [dish('1', { priceCents: 4_000 })], { replaces: false })
    expect(draft).toEqual([
      { kind: 'dish', key: '1', patch: { priceCents: 4_000 }, isRemoved: false, sort: null },
    ])
    const moved = [dish('1', { stations: ['7'] })]
    expect(applyDraft(moved, draft)[0]?.body).toEqual({
      ...was?.body,
      priceCents: 4_000,
      stations: ['7'],
    })
  })

  it('of nothing changed is empty, whatever the order of a name’s languages', () => {
    const one = [dish('1', { names: { en: 'Tofu', fr: 'Tofu' } })]
    const other = [dish('1', { names: { fr: 'Tofu', en: 'Tofu' } })]
    expect(draftTo(one, other, { replaces: true })).toEqual([])
    expect(isSame([1, 2], [2, 1])).toBe(false)
    expect(isSame({ a: undefined }, { b: undefined })).toBe(false)
  })

  it('makes the wanted menu out of the published one, whatever it is', () => {
    const wanted: MenuDocument = [
      category('1', { course: 2 }),
      category('neu', {}, 1),
      group('1'),
      dish('2', { name: '新名字' }, 4),
      dish('3', { category: 'neu' }, 0),
      dish('n1', {}, 5),
    ]
    const draft = draftTo(PUBLISHED, wanted, { replaces: true })
    const made = applyDraft(PUBLISHED, draft)
    const keyed = (document: MenuDocument) =>
      Object.fromEntries(document.map((item) => [`${item.kind} ${item.key}`, item]))
    expect(keyed(made)).toEqual(keyed(wanted))
    const again = draftTo(PUBLISHED, made, { replaces: true })
    expect(again).toHaveLength(draft.length)
    expect(again).toEqual(expect.arrayContaining(draft))
  })

  it('lets go of what is not there any more: an option group, a choice, a schedule', () => {
    const menu: MenuDocument = [
      category('1', { schedule: '9' }),
      dish('1', {
        optionGroups: ['9'],
        hourPrices: [{ schedule: '9', priceCents: 100 }],
        slots: [
          {
            key: '1',
            name: '主食',
            names: {},
            minimum: 1,
            maximum: 1,
            choices: [{ dish: '2', extraCents: 0 }],
          },
        ],
      }),
    ]
    const sizePrices = [
      { size: '1', priceCents: 100 },
      { size: 'gone', priceCents: 200 },
    ]
    const extras = group('2', {
      kind: 'extra',
      options: [{ ...plainOption('2'), sizePrices }],
    })
    const [one, , two, other] = applyDraft([...menu, group('1'), extras], [])
    expect(one?.body).toMatchObject({ schedule: null })
    expect(two?.body).toMatchObject({ options: [{ sizePrices: [{ size: '1' }] }] })
    expect(other?.body).toMatchObject({
      optionGroups: [],
      hourPrices: [],
      slots: [{ choices: [] }],
    })
  })
})

describe('what an earlier program kept', () => {
  const { isPerPerson: _, hourPrices: __, ...known } = dish('1', { isSignature: true }).body
  const { freeCount: ___, ...knownGroup } = group('1').body
  const { sizePrices: ____, ...knownOption } = plainOption('1')
  const kept = [
    { ...dish('1'), body: known },
    { ...group('1'), body: { ...knownGroup, options: [knownOption] } },
  ] as unknown as MenuDocument

  it('is as it was in what it says, and as it is now in what it did not know', () => {
    const sizePrices = [{ size: '9', priceCents: 100 }]
    const now = [
      dish('1', { isPerPerson: true }),
      group('1', { freeCount: 1, options: [{ ...plainOption('1'), sizePrices }] }),
    ]
    const [first, second] = completed(kept, now)
    expect(first?.body).toEqual(dish('1', { isSignature: true, isPerPerson: true }).body)
    expect(second?.body).toMatchObject({ freeCount: 1, options: [{ sizePrices }] })
    const [gone, other] = completed(kept, [])
    expect(gone?.body).toMatchObject({ isPerPerson: false, hourPrices: [] })
    expect(other?.body).toMatchObject({ freeCount: 0, options: [{ sizePrices: [] }] })
  })

  it('as a draft is whole over what is published, and by itself', () => {
    const draft = kept.map(({ kind, key, body }) => ({
      ...{ kind, key, isRemoved: false, sort: null },
      patch: body as unknown as Record<string, unknown>,
    }))
    for (const published of [[], [dish('1'), group('1')]]) {
      const [first, second] = applyDraft(published, draft)
      expect(first?.body).toMatchObject({ freeCount: 0, options: [{ sizePrices: [] }] })
      expect(second?.body).toMatchObject({ isPerPerson: false, hourPrices: [] })
    }
  })
})

describe('what changes', () => {
  it('is said item by item, with what was before and what will be', () => {
    const after = applyDraft(PUBLISHED, [
      { kind: 'dish', key: '1', patch: { priceCents: 4_000 }, isRemoved: false, sort: null },
      { kind: 'dish', key: '2', patch: {}, isRemoved: true, sort: null },
      { kind: 'dish', key: 'n1', patch: dish('n1').body, isRemoved: false, sort: 9 },
    ])
    expect(changesBetween(PUBLISHED, after)).toEqual([
      expect.objectContaining({
        key: '1',
        what: 'changed',
        fields: [{ field: 'priceCents', before: 3_800, after: 4_000 }],
      }),
      expect.objectContaining({ key: 'n1', name: '菜n1', what: 'added' }),
      expect.objectContaining({ key: '2', name: '菜2', what: 'removed' }),
    ])
  })

  it('names what was moved, and not what only counts otherwise', () => {
    const after = applyDraft(PUBLISHED, [
      { kind: 'dish', key: '3', patch: {}, isRemoved: false, sort: 0.5 },
    ])
    const moved = changesBetween(PUBLISHED, after)
    expect(moved).toEqual([expect.objectContaining({ key: '3', what: 'moved' })])
    const renumbered = PUBLISHED.map((item) => ({ ...item, sort: item.sort * 10 }))
    expect(changesBetween(PUBLISHED, renumbered as MenuDocument)).toEqual([])
  })
})

describe('what is wrong', () => {
  const codesOf = (document: MenuDocument, stations: string[] = ['7']) =>
    flawsOf(document, stations).map(({ code, key }) => `${key} ${code}`)

  it('nothing with a usual menu', () => {
    expect(codesOf(PUBLISHED)).toEqual([])
  })

  it('each thing that guests or cooks would stumble over is named with its item', () => {
    const slot = { key: '1', name: '主食', names: {}, minimum: 1, maximum: 1, choices: [] }
    const ofSize = { size: '1', priceCents: 100 }
    expect(
      codesOf([
        category('1'),
        group('1', { options: [], minimum: 0 }),
        group('2', { minimum: 3, maximum: 2 }),
        dish('1', { category: '8' }),
        dish('2', { stations: ['8'] }),
        dish('3', { promoPriceCents: 3_800 }),
        dish('4', { kind: 'combo' }),
        dish('5', { kind: 'combo', slots: [slot] }),
        dish('6', {
          kind: 'combo',
          slots: [{ ...slot, choices: [{ dish: '5', extraCents: 0 }] }],
        }),
        dish('7', { allergens: ['egg'], freeFrom: ['egg'] }),
        dish('8', { slots: [{ ...slot, choices: [{ dish: '2', extraCents: 0 }] }] }),
        dish('9', { perGrams: 500, isPerPerson: true }),
        dish('10', { perGrams: 300 }),
        dish('11', {
          hourPrices: [
            { schedule: '1', priceCents: 1 },
            { schedule: '1', priceCents: 2 },
          ],
        }),
        dish('12', { isMarketPrice: true, priceCents: 0, promoPriceCents: 100 }),
        group('3', { maximum: 2, freeCount: 3 }),
        group('4', { freeCount: 1, isDearest: true }),
        group('5', { options: [{ ...plainOption('5'), sizePrices: [ofSize] }] }),
        group('6', {
          kind: 'extra',
          options: [{ ...plainOption('6'), sizePrices: [ofSize, ofSize] }],
        }),
      ]),
    ).toEqual([
      '1 no-options',
      '2 minimum-over-maximum',
      '2 minimum-out-of-reach',
      '1 category-unknown',
      '2 station-unknown',
      '3 promotion-not-lower',
      '4 combo-without-slots',
      '5 slot-without-choices',
      '6 choice-is-combo',
      '7 allergen-both',
      '8 slots-of-single',
      '9 weighed-per-person',
      '10 grams-unusual',
      '11 price-by-hour-twice',
      '3 free-over-maximum',
      '4 free-and-dearest',
      '5 price-of-size-by-size',
      '6 price-by-size-twice',
    ])
  })
})

describe('a menu of another house', () => {
  let count = 0
  const newKey = () => `n${++count}`

  it('is known by its names here: the same dish keeps its key, all else gets a new one', () => {
    const foreign: MenuDocument = [
      category('a', { name: '分类1' }),
      group('g', { name: '规格1' }),
      dish('x', { category: 'a', name: '菜2', optionGroups: ['g'], stations: ['热菜', '烤炉'] }),
      dish('y', { category: 'a', name: '全新' }),
    ]
    const own = adopted(foreign, PUBLISHED, [{ key: '7', name: '热菜', names: {} }], newKey)
    const dishes = itemsOf(own, 'dish')
    expect(dishes.map(({ key }) => key)).toEqual(['2', expect.stringMatching(/^n/)])
    expect(dishes[0]?.body).toMatchObject({
      category: '1',
      optionGroups: ['1'],
      stations: ['7', '烤炉'],
    })
  })

  it('keeps a topping’s price by its size, and a price by its hours', () => {
    const hours = { name: '午市', weekdays: [1], fromMinute: 660, toMinute: 840 }
    const foreign: MenuDocument = [
      { kind: 'schedule', key: 'h', sort: 0, body: hours },
      category('a', { name: '分类1' }),
      group('t', {
        kind: 'extra',
        name: '加料',
        options: [
          { ...plainOption('s'), name: '珍珠', sizePrices: [{ size: 's', priceCents: 500 }] },
        ],
      }),
      group('g', { name: '规格1', options: [{ ...plainOption('s'), name: '小' }] }),
      dish('x', { category: 'a', hourPrices: [{ schedule: 'h', priceCents: 100 }] }),
    ]
    const own = adopted(foreign, PUBLISHED, [], newKey)
    const [toppings] = itemsOf(own, 'option_group')
    expect(toppings?.body.options).toMatchObject([{ sizePrices: [{ size: '1' }] }])
    expect(toppings?.body.options[0]?.key).toMatch(/^n/)
    const [schedule] = itemsOf(own, 'schedule')
    expect(itemsOf(own, 'dish')[0]?.body.hourPrices).toMatchObject([{ schedule: schedule?.key }])
  })

  it('two options of one name stay two', () => {
    const twins = [plainOption('1'), plainOption('2')].map((each) => ({ ...each, name: '小' }))
    const own = adopted([group('g', { name: '规格1', options: twins })], PUBLISHED, [], newKey)
    const keys = itemsOf(own, 'option_group')[0]?.body.options.map(({ key }) => key)
    expect(keys).toEqual(['1', expect.stringMatching(/^n/)])
  })

  it('two of one name stay two', () => {
    const foreign = [
      category('a', { name: '分类1' }),
      dish('x', { category: 'a' }),
      dish('y', { category: 'a' }),
    ]
    const twice = foreign.map((item) =>
      item.kind === 'dish' ? { ...item, body: { ...item.body, name: '菜2' } } : item,
    )
    const own = adopted(twice as MenuDocument, PUBLISHED, [], newKey)
    expect(new Set(own.map(({ key, kind }) => kind + key)).size).toBe(3)
  })
})

describe('places and prints', () => {
  it('what is put between two gets a number between theirs, until there is none', () => {
    const row = [
      { key: '1', sort: 0 },
      { key: '2', sort: 1 },
      { key: '3', sort: 2 },
    ]
    expect(sortAfter(row, '3', null)).toBe(-1)
    expect(sortAfter(row, '3', '1')).toBe(0.5)
    expect(sortAfter(row, '1', '3')).toBe(3)
    const full = [
      { key: '1', sort: 1 },
      { key: '2', sort: 1 },
      { key: '3', sort: 2 },
    ]
    expect(sortAfter(full, '3', '1')).toBeNull()
  })

  it('a draft that is another one has another print, in whatever order it is read', () => {
    const one = { kind: 'dish', key: '1', version: 1, sort: null } as const
    const other = { kind: 'dish', key: '2', version: 1, sort: null } as const
    expect(printOfDraft([one, other])).toBe(printOfDraft([other, one]))
    expect(printOfDraft([one])).not.toBe(printOfDraft([{ ...one, version: 2 }]))
    expect(patchOf(undefined, { a: 1 })).toEqual({ a: 1 })
  })
})
