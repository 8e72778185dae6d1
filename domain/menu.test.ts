import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PLAIN_DISH, PLAIN_GROUP, PLAIN_OPTION } from '@/testing/plain'
import {
  basePriceCents,
  type Choice,
  changeAvailability,
  chooseOption,
  chosenAt,
  countIn,
  defaultChoices,
  dishAt,
  isFound,
  isOffered,
  isPricedLater,
  isServedAt,
  isSoldOut,
  MAXIMUM_GRAMS,
  menuSteadyMs,
  mostPortions,
  type Option,
  type OptionGroup,
  PER_GRAMS,
  type PricedDish,
  portionPrice,
  portionsAtOnce,
  priceChoice,
  priceWaiting,
  servedElsewhere,
  sortedChoices,
  unmetGroup,
} from './menu'
import { Refusal } from './refusal'

const option = (id: number, more: Partial<Option> = {}): Option => ({
  id,
  name: `option ${id}`,
  names: {},
  ...PLAIN_OPTION,
  ...more,
})

const group = (id: number, more: Partial<OptionGroup> = {}): OptionGroup => ({
  id,
  ...PLAIN_GROUP,
  kind: 'preparation',
  name: `group ${id}`,
  names: {},
  minimum: 0,
  maximum: 1,
  options: [],
  ...more,
})

const dish = (more: Partial<PricedDish> = {}): PricedDish => ({
  ...PLAIN_DISH,
  id: 1,
  name: '宫保鸡丁',
  names: { en: 'Kung Pao chicken' },
  priceCents: 3_800,
  ...more,
})

const size = group(1, {
  kind: 'size',
  minimum: 1,
  options: [option(11), option(12, { priceCents: 1_800 })],
})
const extras = group(2, {
  kind: 'extra',
  maximum: 3,
  options: [option(21, { priceCents: 500, maximumQuantity: 2 }), option(22, { priceCents: 200 })],
})

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'passed'
}

describe('what real menus say', () => {
  const pay = (of: PricedDish, ...ids: number[]) =>
    priceChoice(
      of,
      ids.map((optionId) => ({ optionId, quantity: 1 })),
    )
  const friday = (minute: number) => ({ atMs: 0, weekday: 5, minute })

  it('in the hours of a schedule the dish has that price: less is a promotion, more is its price', () => {
    const hours = { weekdays: [5], fromMinute: 900, toMinute: 1_080 }
    const beer = dish({ priceCents: 1_800, hourPrices: [{ ...hours, priceCents: 1_000 }] })
    expect(pay(dishAt(beer, friday(899)))).toMatchObject({ unitCents: 1_800 })
    expect(pay(dishAt(beer, friday(900)))).toMatchObject({ unitCents: 1_000, listUnitCents: 1_800 })
    expect(pay(dishAt(beer, friday(1_080)))).toMatchObject({ unitCents: 1_800 })
    const cheaper = { ...beer, promoPriceCents: 900 }
    expect(pay(dishAt(cheaper, friday(900))).unitCents).toBe(900)
    const late = dish({ priceCents: 1_800, hourPrices: [{ ...hours, priceCents: 2_200 }] })
    expect(pay(dishAt(late, friday(900)))).toMatchObject({ unitCents: 2_200, listUnitCents: 2_200 })
  })

  it('a topping costs what it costs with the size that is chosen', () => {
    const cheese = option(21, { priceCents: 300, sizePrices: [{ sizeId: 12, priceCents: 500 }] })
    const pizza = dish({ optionGroups: [size, group(2, { options: [cheese] })] })
    expect(pay(pizza, 11, 21).unitCents).toBe(3_800 + 300)
    expect(pay(pizza, 12, 21).unitCents).toBe(3_800 + 1_800 + 500)
  })

  it('the first so many toppings are free, the dearest of them: one more never costs more than its price', () => {
    const free = dish({ optionGroups: [{ ...extras, freeCount: 2 }] })
    const of = (tofu: number, egg: number) =>
      priceChoice(free, [
        ...(tofu ? [{ optionId: 21, quantity: tofu }] : []),
        ...(egg ? [{ optionId: 22, quantity: egg }] : []),
      ])
    expect(of(1, 0).unitCents).toBe(3_800)
    expect(of(1, 1).unitCents).toBe(3_800)
    const three = of(2, 1)
    expect(three).toMatchObject({ unitCents: 4_000, extraUnitCents: 200 })
    expect(
      three.chosen.map(({ optionId, quantity, priceCents }) => [optionId, quantity, priceCents]),
    ).toEqual([
      [21, 2, 0],
      [22, 1, 200],
    ])
  })

  it('halves cost what the dearer costs, once, and each is one half', () => {
    const flavours = group(3, {
      ...{ minimum: 1, maximum: 2, isDearest: true },
      options: [option(31, { priceCents: 800 }), option(32, { priceCents: 1_200 })],
    })
    const pizza = dish({ optionGroups: [flavours] })
    expect(pay(pizza, 31).unitCents).toBe(4_600)
    expect(pay(pizza, 31, 32).unitCents).toBe(5_000)
    expect(codeOf(() => priceChoice(pizza, [{ optionId: 31, quantity: 2 }]))).toBe('choice.invalid')
  })

  it('what is chosen adds up to what it costs, whatever the rule', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            cents: fc.integer({ min: -500, max: 2_000 }),
            most: fc.integer({ min: 1, max: 3 }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        fc.integer({ min: 0, max: 5 }),
        fc.boolean(),
        fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }),
        (made, freeCount, isDearest, wanted) => {
          const options = made.map(({ cents, most }, at) =>
            option(at + 1, { priceCents: cents, maximumQuantity: most }),
          )
          const rule = isDearest ? { isDearest } : { freeCount }
          const of = dish({
            priceCents: 9_000,
            optionGroups: [group(1, { options, maximum: 18, ...rule })],
          })
          const choices = options.flatMap(({ id, maximumQuantity }, at) => {
            const quantity = Math.min(wanted[at] ?? 0, isDearest ? 1 : maximumQuantity)
            return quantity > 0 ? [{ optionId: id, quantity }] : []
          })
          const { unitCents, chosen } = priceChoice(of, choices)
          const sum = chosen.reduce((all, each) => all + each.priceCents * each.quantity, 0)
          expect(unitCents).toBe(9_000 + sum)
          expect(sortedChoices(chosen)).toEqual(sortedChoices(choices))
        },
      ),
    )
  })

  it('a station sees of a combo what it makes, and the pass all of it', () => {
    const [hot, cold, rice] = [{ stationIds: [1] }, { stationIds: [2] }, {}]
    expect(chosenAt([hot, cold, rice], 1)).toEqual([hot, rice])
    expect(chosenAt([hot, cold, rice], null)).toEqual([hot, cold, rice])
    expect(chosenAt([hot, cold], 3)).toEqual([hot, cold])
  })
})

describe('a dish that is ordered per person', () => {
  it('is as many at one tap as people have none of it yet, and at least one', () => {
    const tea = dish({ isPerPerson: true })
    expect(portionsAtOnce(tea, 4, 0)).toBe(4)
    expect(portionsAtOnce(tea, 4, 3)).toBe(1)
    expect(portionsAtOnce(tea, 4, 9)).toBe(1)
    expect(portionsAtOnce(tea, null, 0)).toBe(1)
    expect(portionsAtOnce(dish(), 4, 0)).toBe(1)
  })
})

describe('a dish that waits for its price', () => {
  const fish = dish({
    priceCents: 6_800,
    promoPriceCents: 5_800,
    perGrams: 500,
    memberPriceCents: 5_500,
  })
  const at = (instant: string) => ({ atMs: Date.parse(instant), weekday: 5, minute: 720 })

  it('costs its weight at each of its prices, to the nearest 分, a half up', () => {
    const { rate, ...priced } = priceChoice(fish, [])
    expect(priced).toMatchObject({ isPriced: false, unitCents: 0, listUnitCents: 0 })
    if (!rate) throw new Error('it is weighed')
    expect(portionPrice(rate, 520)).toEqual({
      unitCents: 6_032,
      listUnitCents: 7_072,
      memberUnitCents: 5_720,
      extraUnitCents: 0,
    })
    // 1 分 for 1,000 g: 499 g are nothing, 500 g are one.
    const cheap = { ...rate, perGrams: 1_000, cents: 1, listCents: 1, memberCents: null }
    expect(portionPrice(cheap, 499)?.unitCents).toBe(0)
    expect(portionPrice(cheap, 500)?.unitCents).toBe(1)
  })

  it('never costs less for more, and its price is an integer', () => {
    const rateOf = (perGrams: number, cents: number) => ({
      ...{ perGrams, cents, listCents: cents, memberCents: null, isAsked: false },
      ...{ optionCents: 200, extraCents: 200 },
    })
    fc.assert(
      fc.property(
        fc.constantFrom(...PER_GRAMS),
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 1, max: MAXIMUM_GRAMS }),
        fc.integer({ min: 1, max: MAXIMUM_GRAMS }),
        (per, cents, a, b) => {
          const [less, more] = [Math.min(a, b), Math.max(a, b)].map(
            (grams) => portionPrice(rateOf(per, cents), grams)?.unitCents ?? -1,
          )
          expect(Number.isSafeInteger(less) && Number.isSafeInteger(more)).toBe(true)
          expect(more).toBeGreaterThanOrEqual(less ?? 0)
        },
      ),
    )
  })

  it('has what its choices add on top, whatever it weighs', () => {
    const steamed = dish({ priceCents: 6_800, perGrams: 500, optionGroups: [extras] })
    const { rate } = priceChoice(steamed, [{ optionId: 21, quantity: 1 }])
    expect(rate && portionPrice(rate, 1_000)).toMatchObject({
      unitCents: 14_100,
      extraUnitCents: 500,
    })
  })

  it('at the market’s price has the one that was said for today, and waits on any other day', () => {
    const said = dish({
      ...{ priceCents: 0, promoPriceCents: 100, isMarketPrice: true },
      ...{ marketCents: 9_800, marketUntil: '2026-11-20T20:00:00Z' },
    })
    expect(priceChoice(dishAt(said, at('2026-11-20T12:00:00Z')), [])).toMatchObject({
      ...{ isPriced: true, rate: null, unitCents: 9_800, listUnitCents: 9_800 },
    })
    const tomorrow = dishAt(said, at('2026-11-20T20:00:00Z'))
    expect(isPricedLater(tomorrow)).toBe(true)
    expect(priceChoice(tomorrow, [])).toMatchObject({ isPriced: false, rate: { isAsked: true } })
  })

  it('is priced by what was asked for, and by nothing else', () => {
    const rateOf = (of: PricedDish) => {
      const { rate } = priceChoice(of, [])
      if (!rate) throw new Error('it waits')
      return rate
    }
    const asked = rateOf(dish({ isMarketPrice: true }))
    const none = { grams: null, priceCents: null }
    expect(priceWaiting(asked, { ...none, priceCents: 900 }).price.unitCents).toBe(900)
    expect(priceWaiting(rateOf(fish), { ...none, grams: 500 }).price.unitCents).toBe(5_800)
    for (const wrong of [none, { ...none, grams: 500 }, { grams: 500, priceCents: 900 }]) {
      expect(codeOf(() => priceWaiting(asked, wrong))).toBe('input.invalid')
    }
    for (const wrong of [none, { grams: 500, priceCents: 900 }]) {
      expect(codeOf(() => priceWaiting(rateOf(fish), wrong))).toBe('input.invalid')
    }
  })
})

describe('price of a choice', () => {
  it('is the promotion before the list price', () => {
    expect(basePriceCents(dish({ promoPriceCents: 2_900 }))).toBe(2_900)
    expect(basePriceCents(dish({ promoPriceCents: 0 }))).toBe(0)
  })

  it('adds each option as often as it is chosen', () => {
    const choices = [
      { optionId: 12, quantity: 1 },
      { optionId: 21, quantity: 2 },
    ]
    const { unitCents } = priceChoice(dish({ optionGroups: [size, extras] }), choices)
    expect(unitCents).toBe(3_800 + 1_800 + 2 * 500)
  })

  it('refuses a missing, a doubled, an unknown, a sold-out and a too frequent option', () => {
    const ordered = dish({ optionGroups: [size, extras] })
    const one = { optionId: 11, quantity: 1 }
    const tooFew = () => priceChoice(ordered, [])
    const tooMany = () => priceChoice(ordered, [one, { optionId: 12, quantity: 1 }])
    const unknown = () => priceChoice(ordered, [one, { optionId: 99, quantity: 1 }])
    const tooOften = () => priceChoice(ordered, [one, { optionId: 21, quantity: 3 }])
    const gone = group(3, { options: [option(31, { isSoldOut: true })] })
    const soldOut = () =>
      priceChoice(dish({ optionGroups: [gone] }), [{ optionId: 31, quantity: 1 }])
    for (const run of [tooFew, tooMany, unknown, tooOften, soldOut]) {
      expect(codeOf(run)).toBe('choice.invalid')
    }
  })

  it('is never negative', () => {
    const cheaper = group(4, { options: [option(41, { priceCents: -9_000 })] })
    const choices = [{ optionId: 41, quantity: 1 }]
    expect(priceChoice(dish({ optionGroups: [cheaper] }), choices).unitCents).toBe(0)
  })

  it('does not depend on the order of the choices', () => {
    const ordered = dish({ optionGroups: [size, extras] })
    const choices = [
      { optionId: 22, quantity: 1 },
      { optionId: 11, quantity: 1 },
      { optionId: 21, quantity: 1 },
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(choices, { minLength: 3 }), (shuffled) => {
        expect(priceChoice(ordered, shuffled)).toEqual(priceChoice(ordered, choices))
        expect(sortedChoices(shuffled)).toEqual(sortedChoices(choices))
      }),
    )
  })
})

describe('choosing on the phone', () => {
  it('starts with the defaults, and with the first offered one where exactly one is asked for', () => {
    const heat = group(5, { minimum: 1, options: [option(51), option(52, { isDefault: true })] })
    const taken = group(6, { minimum: 1, options: [option(61, { isSoldOut: true }), option(62)] })
    expect(defaultChoices(dish({ optionGroups: [heat, taken, extras] }))).toEqual([
      { optionId: 52, quantity: 1 },
      { optionId: 62, quantity: 1 },
    ])
  })

  it('replaces where only one may be chosen', () => {
    const first = chooseOption(size, [], 11, 1)
    expect(chooseOption(size, first, 12, 1)).toEqual([{ optionId: 12, quantity: 1 }])
  })

  it('never goes beyond a maximum, whatever is tapped, and what is unmet is named', () => {
    const ordered = dish({ optionGroups: [size, extras] })
    const taps = fc.array(
      fc.record({ optionId: fc.constantFrom(11, 12, 21, 22), quantity: fc.integer({ max: 9 }) }),
    )
    fc.assert(
      fc.property(taps, (tapped) => {
        let choices: Choice[] = []
        for (const { optionId, quantity } of tapped) {
          const owner = optionId < 20 ? size : extras
          choices = chooseOption(owner, choices, optionId, quantity)
        }
        expect(countIn(size, choices)).toBeLessThanOrEqual(1)
        expect(countIn(extras, choices)).toBeLessThanOrEqual(3)
        const isPriced = codeOf(() => priceChoice(ordered, choices)) === 'passed'
        expect(isPriced).toBe(unmetGroup(ordered, choices) === null)
      }),
    )
  })

  it('does not choose what is sold out', () => {
    const gone = group(3, { options: [option(31, { isSoldOut: true })] })
    expect(chooseOption(gone, [], 31, 1)).toEqual([])
  })
})

describe('sold out', () => {
  const noon = Date.parse('2026-11-20T12:00:00Z')

  it('lasts until it is lifted, or until its instant', () => {
    const marked = { isSoldOut: true, soldOutUntil: null, stock: null }
    expect(isSoldOut(marked, noon)).toBe(true)
    const until = { ...marked, soldOutUntil: '2026-11-20T12:00:00.000Z' }
    expect(isSoldOut(until, noon - 1)).toBe(true)
    expect(isSoldOut(until, noon)).toBe(false)
  })

  it('is also when no portion is left', () => {
    expect(isSoldOut({ isSoldOut: false, soldOutUntil: null, stock: 0 }, noon)).toBe(true)
  })

  const offered = { isSoldOut: false, soldOutUntil: null, stock: null }
  const now = new Date(noon)

  it('marked a second time changes nothing', () => {
    const { after, moves } = changeAvailability(offered, { isSoldOut: true }, now)
    expect(moves).toEqual([{ reason: 'sold_out', delta: 0 }])
    expect(changeAvailability(after, { isSoldOut: true }, now).moves).toEqual([])
  })

  it('keeps the count when it is not mentioned', () => {
    const counted = { ...offered, stock: 7 }
    expect(changeAvailability(counted, { isSoldOut: true }, now).after.stock).toBe(7)
  })

  it('keeps a count as a move that says what is left', () => {
    const { after, moves } = changeAvailability(offered, { isSoldOut: false, stock: 12 }, now)
    expect(after.stock).toBe(12)
    expect(moves).toEqual([{ reason: 'set', delta: 12 }])
  })

  it('lifted from a dish without portions asks how many there are: none is made unlimited by the way', () => {
    const usedUp = { ...offered, isSoldOut: true, stock: 0 }
    expect(codeOf(() => changeAvailability(usedUp, { isSoldOut: false }, now))).toBe(
      'dish.count-needed',
    )
    const back = (stock: number | null) =>
      changeAvailability(usedUp, { isSoldOut: false, stock }, now).after
    expect(back(8)).toEqual({ isSoldOut: false, soldOutUntil: null, stock: 8 })
    expect(back(null).stock).toBeNull()
  })

  it('may not end in the past', () => {
    const request = { isSoldOut: true, soldOutUntil: now }
    expect(codeOf(() => changeAvailability(offered, request, now))).toBe('input.invalid')
  })
})

describe('the most portions a line may have', () => {
  const small = [{ optionId: 11, quantity: 1 }]

  it('is what is left without what other lines take of it', () => {
    expect(mostPortions(dish({ stock: 5 }), [], [])).toBe(5)
    expect(mostPortions(dish({ stock: 5 }), [], [{ choices: [], quantity: 2 }])).toBe(3)
    expect(mostPortions(dish({ stock: 5 }), [], [{ choices: [], quantity: 7 }])).toBe(0)
    expect(mostPortions(dish(), [], [])).toBeNull()
  })

  it('is held by the scarcest of the dish, its options and its parts', () => {
    const limited = group(1, { kind: 'size', options: [option(11, { stock: 4 }), option(12)] })
    const sized = dish({ stock: 9, optionGroups: [limited] })
    const large = { choices: [{ optionId: 12, quantity: 1 }], quantity: 3 }
    expect(mostPortions(sized, small, [])).toBe(4)
    expect(mostPortions(sized, small, [large])).toBe(4)
    expect(mostPortions(sized, large.choices, [{ choices: small, quantity: 4 }])).toBe(5)
    expect(mostPortions(sized, [{ optionId: 11, quantity: 3 }], [])).toBe(1)
  })
})

describe('where a dish is eaten', () => {
  it.each([
    ['anywhere', false, null],
    ['anywhere', true, null],
    ['dine_in', false, null],
    ['dine_in', true, 'dish.dine-in-only'],
    ['takeaway', false, 'dish.takeaway-only'],
    ['takeaway', true, null],
  ] as const)('%s where one takes away: %s is refused as %s', (servedAs, isTakeaway, code) => {
    expect(servedElsewhere({ servedAs }, isTakeaway)).toBe(code)
    expect(isServedAt({ servedAs }, isTakeaway)).toBe(code === null)
  })
})

describe('when a category is offered', () => {
  it('covers from its first minute to before its last', () => {
    const lunch = { weekdays: [1], fromMinute: 660, toMinute: 840 }
    expect([659, 660, 839, 840].map((minute) => isOffered(lunch, 1, minute))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(isOffered(lunch, 2, 700)).toBe(false)
  })

  it('runs over midnight into the next weekday', () => {
    const late = { weekdays: [6], fromMinute: 1_320, toMinute: 120 }
    expect(isOffered(late, 6, 1_400)).toBe(true)
    expect(isOffered(late, 0, 60)).toBe(true)
    expect(isOffered(late, 6, 60)).toBe(false)
  })
})

describe('how long a menu stays as it is', () => {
  const ZONE = 'Asia/Shanghai'
  const MINUTE = 60_000
  /** A Monday, 10:30 and some seconds there. */
  const nowMs = Date.parse('2026-11-23T10:30:20+08:00')
  const lunch = { weekdays: [1], fromMinute: 660, toMinute: 840 }
  const of = (dish: object, schedule: typeof lunch | null = null) =>
    menuSteadyMs([{ schedule, dishes: [{ ...PLAIN_DISH, ...dish }] }], nowMs, ZONE)

  it('is until midnight, where days may differ', () => {
    expect(of({})).toBe(Date.parse('2026-11-24T00:00:00+08:00') - nowMs)
  })

  it('is until a section or a price comes or goes by the clock', () => {
    expect(of({}, lunch)).toBe(30 * MINUTE - 20_000)
    expect(of({ hourPrices: [{ ...lunch, priceCents: 1 }] })).toBe(30 * MINUTE - 20_000)
  })

  it('is until a dish, a part of one, or its price of the day is over', () => {
    const soon = new Date(nowMs + MINUTE).toISOString()
    const part = { dishId: 2, stationIds: [], soldOutUntil: soon }
    const optionGroups = [{ ...PLAIN_GROUP, options: [{ ...PLAIN_OPTION, part }] }]
    for (const dish of [{ soldOutUntil: soon }, { marketUntil: soon }, { optionGroups }])
      expect(of(dish)).toBe(MINUTE)
    expect(of({ soldOutUntil: new Date(nowMs - 1).toISOString() })).toBeGreaterThan(MINUTE)
  })

  it('is short in the night in which clocks are changed', () => {
    const beforeMs = Date.parse('2026-03-29T00:30:00+01:00')
    const dishes = [PLAIN_DISH]
    expect(menuSteadyMs([{ schedule: lunch, dishes }], beforeMs, 'Europe/Berlin')).toBe(10 * MINUTE)
  })
})

describe('finding', () => {
  const kungPao = {
    name: '宫保鸡丁',
    names: { en: "General's Kung-Pao Chicken" },
    pinyin: 'gongbaojiding gbjd',
  }

  it.each(['', '鸡丁', 'gongbao', 'GBJD', 'ｇｂｊｄ', 'gong bao', 'kung pao', 'generals'])(
    'finds a dish by “%s”',
    (typed) => expect(isFound(kungPao, typed)).toBe(true),
  )

  it('does not find what is not there', () => {
    expect(isFound(kungPao, '牛肉')).toBe(false)
  })
})
