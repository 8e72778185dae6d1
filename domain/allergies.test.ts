import { describe, expect, it } from 'vitest'
import {
  allergyCodes,
  concernsOf,
  contentsOf,
  contentsOnMenu,
  type MenuFilter,
  namedAllergies,
  passesFilter,
  type StatedDish,
  withAllergies,
} from './allergies'
import { ALLERGENS, type Allergen, type OptionKind } from './menu'

const said = (guestNumber: number | null, allergens: Allergen[] = [], other = '') => ({
  ...{ guestNumber, allergens, other },
})
const stated = (allergens: string[] = [], freeFrom: string[] = []) => ({ allergens, freeFrom })
const dish = (own: ReturnType<typeof stated>, ...optionGroups: StatedDish['optionGroups']) => ({
  ...own,
  optionGroups,
})
const group = (kind: OptionKind, minimum: number, ...options: ReturnType<typeof stated>[]) => ({
  ...{ kind, minimum },
  options: options.map((option, at) => ({ id: at + 1, ...option })),
})
const chosen = (...ids: number[]) => ids.map((optionId) => ({ optionId, quantity: 1 }))

describe('what a table says', () => {
  it('is each phone’s own: who says it again replaces theirs, and nobody else’s', () => {
    const both = withAllergies([said(2, ['fish'])], said(1, ['peanut', 'egg'], '芒果'))
    expect(both).toEqual([said(1, ['egg', 'peanut'], '芒果'), said(2, ['fish'])])
    expect(withAllergies(both, said(1))).toEqual([said(1), said(2, ['fish'])])
    expect(withAllergies(both, said(null, ['soy']))).toHaveLength(3)
  })

  it('is told with the name the party uses, without those who have none', () => {
    const guests = [
      { number: 1, nickname: '小雨' },
      { number: 2, nickname: null },
    ]
    expect(namedAllergies([said(null, ['soy']), said(1, ['egg']), said(2)], guests)).toEqual([
      { ...said(null, ['soy']), guestName: null },
      { ...said(1, ['egg']), guestName: '小雨' },
    ])
  })

  it('is in a message as codes, each once and nobody’s', () => {
    expect(allergyCodes([said(1, ['peanut']), said(2, ['egg', 'peanut'], '芒果')])).toEqual([
      'egg',
      'peanut',
      'other',
    ])
    expect(allergyCodes([said(1)])).toEqual([])
  })
})

describe('what a dish contains', () => {
  it('is not free of what nobody has stated', () => {
    expect(contentsOf(dish(stated()), [], 'peanut')).toBe('unstated')
    expect(contentsOf(dish(stated(['egg'])), [], 'egg')).toBe('contains')
    expect(contentsOf(dish(stated([], ['egg'])), [], 'egg')).toBe('free')
  })

  it('is also what a chosen option contains, and only a chosen one', () => {
    const egg = group('extra', 0, stated(['egg']), stated([], ['egg']), stated())
    const noodles = dish(stated([], ['egg']), egg)
    expect(contentsOf(noodles, [], 'egg')).toBe('free')
    expect(contentsOf(noodles, chosen(1), 'egg')).toBe('contains')
    expect(contentsOf(noodles, chosen(2), 'egg')).toBe('free')
    expect(contentsOf(noodles, chosen(2, 3), 'egg')).toBe('unstated')
  })

  it('is the dish’s own of a size of which nothing is stated', () => {
    const sized = dish(stated([], ['egg']), group('size', 1, stated(), stated(['egg'])))
    expect(contentsOf(sized, chosen(1), 'egg')).toBe('free')
    expect(contentsOf(sized, chosen(2), 'egg')).toBe('contains')
  })

  it('is of a combo what its chosen parts contain', () => {
    const parts = group('part', 1, stated(['egg']), stated([], ['egg']), stated())
    const combo = dish(stated(), parts)
    expect(contentsOf(combo, chosen(1), 'egg')).toBe('contains')
    expect(contentsOf(combo, chosen(2), 'egg')).toBe('free')
    expect(contentsOf(combo, chosen(3), 'egg')).toBe('unstated')
    expect(contentsOf(combo, [], 'egg')).toBe('unstated')
    // What the combo says to be free of is no word about its parts.
    expect(contentsOf(dish(stated([], ['egg']), parts), chosen(3), 'egg')).toBe('unstated')
  })

  it('before anything is chosen: free where it can be ordered so, contained where it must be', () => {
    const of = (...options: ReturnType<typeof stated>[]) =>
      contentsOnMenu(dish(stated([], ['milk']), group('preparation', 1, ...options)), 'milk')
    expect(of(stated(['milk']), stated([], ['milk']))).toBe('free')
    expect(of(stated(['milk']), stated(['milk']))).toBe('contains')
    expect(of(stated(['milk']), stated())).toBe('unstated')
    const extra = dish(stated([], ['milk']), group('extra', 0, stated(['milk'])))
    expect(contentsOnMenu(extra, 'milk')).toBe('free')
  })

  it('concerns only those who are allergic to it, and what is not stated concerns them too', () => {
    const all = [said(1, ['egg', 'fish']), said(2, ['soy'])]
    const omelette = dish(stated(['egg'], ['soy']))
    expect(concernsOf(all, (allergen) => contentsOf(omelette, [], allergen))).toEqual([
      { said: all[0], contains: ['egg'], unstated: ['fish'] },
    ])
  })
})

describe('the filter of the menu', () => {
  const all: MenuFilter = { isVegetarianOnly: false, isMildOnly: false, withoutAllergens: [] }
  const tofu = { ...dish(stated(['soy'], ['milk'])), dietTags: ['vegan'], spiciness: 2 }

  it('is of diet, spice and allergens together', () => {
    expect(passesFilter(tofu, all)).toBe('passes')
    expect(passesFilter(tofu, { ...all, isVegetarianOnly: true })).toBe('passes')
    expect(passesFilter(tofu, { ...all, isMildOnly: true })).toBe('not')
    expect(passesFilter(tofu, { ...all, withoutAllergens: ['milk', 'soy'] })).toBe('not')
    expect(passesFilter({ ...tofu, dietTags: [] }, { ...all, isVegetarianOnly: true })).toBe('not')
  })

  it('lets pass what is stated to be free of all of them, and sets apart what is not stated', () => {
    expect(passesFilter(tofu, { ...all, withoutAllergens: ['milk'] })).toBe('passes')
    expect(passesFilter(tofu, { ...all, withoutAllergens: ['milk', 'egg'] })).toBe('ask')
    const silent = { ...dish(stated()), dietTags: [], spiciness: 0 }
    for (const allergen of ALLERGENS) {
      expect(passesFilter(silent, { ...all, withoutAllergens: [allergen] })).toBe('ask')
    }
  })
})
