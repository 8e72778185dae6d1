// A menu as a document: what a draft makes of it, what is said of the changes, and what is wrong.

import { describe, expect, it } from 'vitest'
import {
  adopted,
  applyDraft,
  type CategoryBody,
  changesBetween,
  type DishBody,
  draftTo,
  flawsOf,
  type ItemOf,
  isSame,
  itemsOf,
  type MenuDocument,
  type OptionGroupBody,
  patchOf,
  plainDish,
  printOfDraft,
  sortAfter,
} from './menu-document'

const category = (key: string, body: Partial<CategoryBody> = {}, sort = 0): ItemOf<'category'> => ({
  kind: 'category',
  key,
  sort,
  body: {
    name: `分类${key}`,
    names: {},
    promisedMinutes: null,
    course: 0,
    schedule: null,
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
    kind: 'size',
    name: `规格${key}`,
    names: {},
    minimum: 1,
    maximum: 1,
    options: [
      { key: '1', name: '小', names: {}, priceCents: 0, maximumQuantity: 1, isDefault: true },
    ],
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
        optionGroups: ['1'],
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
    const [one, other] = applyDraft(menu, [])
    expect(one?.body).toMatchObject({ schedule: null })
    expect(other?.body).toMatchObject({ optionGroups: [], slots: [{ choices: [] }] })
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
