// What a menu that follows another one's is, in the few cases that tables and screens never make.

import { describe, expect, it } from 'vitest'
import {
  type DishBody,
  type MenuDocument,
  type MenuItem,
  plainCategory,
  plainDish,
} from './menu-document'
import { followed, type Links, nameOfPart, sharedClash, sharedIn } from './menu-shared'

const category = (key: string, name: string): MenuItem => ({
  ...{ kind: 'category', key, sort: 0 },
  body: { ...plainCategory, name },
})
const dish = (key: string, of: string, body: Partial<DishBody> = {}, sort = 0): MenuItem => ({
  ...{ kind: 'dish', key, sort },
  body: { ...plainDish(of), name: key, priceCents: 100, ...body },
})
const combo = (key: string, of: string, choices: string[], sort = 0) =>
  dish(
    key,
    of,
    {
      kind: 'combo',
      slots: [
        {
          ...{ key: `${key}-slot`, name: 'one', names: {}, minimum: 1, maximum: 1 },
          choices: choices.map((each) => ({ dish: each, extraCents: 0 })),
        },
      ],
    },
    sort,
  )

const LEADER = [category('c', 'Food'), dish('rice', 'c'), dish('soup', 'c', {}, 1)]
const LINKS: Links = new Map([
  [nameOfPart('category', 'c'), '1'],
  [nameOfPart('dish', 'rice'), '2'],
  [nameOfPart('dish', 'soup'), '3'],
])
const OWN = [category('1', 'Food'), dish('2', '1'), dish('3', '1', {}, 1)]

let made = 0
const follow = (leader: MenuDocument, own: MenuDocument, leftOut: string[] = []) =>
  followed({
    ...{ before: LEADER, leader, own, links: LINKS, leftOut: new Set(leftOut) },
    stationsOf: () => [],
    newKey: () => {
      made += 1
      return `n${made}`
    },
  }).document.map(({ key }) => key)

describe('a menu that follows', () => {
  it('is the same again where nothing changed, in the same order', () => {
    expect(follow(LEADER, OWN)).toEqual(['1', '2', '3'])
  })

  it('has own dishes behind what they stood behind, first ones first', () => {
    const own = [
      category('1', 'Food'),
      dish('8', '1'),
      dish('2', '1', {}, 1),
      dish('9', '1', {}, 2),
    ]
    expect(follow(LEADER, [...own, dish('3', '1', {}, 3)])).toEqual(['1', '8', '2', '9', '3'])
    const turned = [category('c', 'Food'), dish('soup', 'c'), dish('rice', 'c', {}, 1)]
    expect(follow(turned, [...own, dish('3', '1', {}, 3)])).toEqual(['1', '8', '3', '2', '9'])
  })

  it('keeps a category that is gone there as long as an own dish stands in it', () => {
    const gone = [category('d', 'Other')]
    expect(follow(gone, OWN)).toHaveLength(1)
    expect(follow(gone, [...OWN, dish('9', '1', {}, 2)])).toEqual(
      expect.arrayContaining(['1', '9']),
    )
  })

  it('offers no combo of which nothing is left, but leaves an own one that nobody has filled in', () => {
    const own = [...OWN, combo('9', '1', ['3'], 2)]
    expect(follow(LEADER, own)).toContain('9')
    expect(follow(LEADER.slice(0, 2), own)).toEqual(['1', '2'])
    expect(follow(LEADER, [...OWN, combo('9', '1', [], 2)])).toContain('9')
  })
})

describe('a change here of what is shared', () => {
  const shared = sharedIn(LINKS)
  const clash = (after: MenuDocument) => sharedClash(OWN, after, shared)?.field ?? null

  it('is the leader’s but for prices, kitchen and what is left out', () => {
    const [food, rice, soup] = OWN as [MenuItem, MenuItem, MenuItem]
    const riceAs = (body: Partial<DishBody>) => [food, dish('2', '1', body), soup]
    expect(clash(riceAs({ priceCents: 5, stations: ['7'], course: 2, taxClass: 'reduced' }))).toBe(
      null,
    )
    expect(clash([food, soup])).toBe(null)
    expect(clash([food, rice, soup, dish('9', '1')])).toBe(null)
    expect(clash(riceAs({ spiciness: 2 }))).toBe('spiciness')
    expect(clash(riceAs({ memberPriceCents: 50 }))).toBe(null)
    expect(clash([rice, soup])).toBe('name')
    expect(clash([food, { ...rice, sort: 2 } as MenuItem, soup])).toBe('category')
  })
})
