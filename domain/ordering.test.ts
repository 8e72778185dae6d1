import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BilledLine, type BillRules, billOf, firstStates, includedTaxCents } from './ordering'

const lines = fc.array(
  fc.record({ course: fc.integer({ min: 0, max: 9 }), isHeld: fc.boolean() }),
  { minLength: 1, maxLength: 30 },
)

describe('where a new round begins', () => {
  it('holds what was asked to wait, and nothing else where the store serves no courses', () => {
    fc.assert(
      fc.property(lines, (round) => {
        expect(firstStates(round, false)).toEqual(
          round.map(({ isHeld }) => (isHeld ? 'held' : 'queued')),
        )
      }),
    )
  })

  it('in courses begins with the first one and what belongs to none, whichever number that has', () => {
    fc.assert(
      fc.property(lines, (round) => {
        const wanted = round.filter(({ isHeld }) => !isHeld)
        const states = firstStates(round, true)
        const begun = round.filter((_, index) => states[index] === 'queued')
        expect(begun.every((line) => !line.isHeld)).toBe(true)
        for (const line of wanted.filter(({ course }) => course === 0)) {
          expect(begun).toContain(line)
        }
        const first = Math.min(...round.map(({ course }) => course).filter((course) => course > 0))
        const courses = begun.map(({ course }) => course).filter((course) => course > 0)
        expect(courses.every((course) => course === first)).toBe(true)
      }),
    )
  })

  it('never depends on the order in which the dishes were chosen', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), (round, isCoursing) => {
        const states = firstStates(round, isCoursing)
        const backwards = firstStates(round.toReversed(), isCoursing).toReversed()
        expect(backwards).toEqual(states)
      }),
    )
  })
})

const cents = fc.integer({ min: 0, max: 30_000 })
const basisPoints = fc.integer({ min: 0, max: 10_000 })
const discountKind = fc.constantFrom('amount_off' as const, 'percent_off' as const, 'gift' as const)

const billedLines = fc
  .array(
    fc.record({
      name: fc.constantFrom('米饭', '烤鸭', '啤酒'),
      unitCents: cents,
      memberUnitCents: fc.option(cents),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 8 },
  )
  .map((lines) =>
    lines.map((line, index): BilledLine => {
      return { ...line, id: index + 1, totalCents: line.unitCents * line.quantity }
    }),
  )

const billRules: fc.Arbitrary<BillRules> = fc.record({
  perHeadCents: fc.constantFrom(0, 200),
  heads: fc.integer({ min: 0, max: 12 }),
  serviceBasisPoints: fc.constantFrom(0, 500, 1_000),
  taxBasisPoints: fc.constantFrom(0, 600, 1_300),
  isTaxAdded: fc.boolean(),
  roundingCents: fc.constantFrom(1, 10, 100),
  member: fc.option(
    basisPoints.map((payBasisPoints) => ({
      payBasisPoints,
      levelName: '金卡',
      levelNameEn: 'Gold',
    })),
  ),
  coupon: fc.option(
    fc.record({
      id: fc.constant(1),
      kind: discountKind,
      name: fc.constant('券'),
      nameEn: fc.constant('Coupon'),
      amountCents: cents,
      payBasisPoints: basisPoints,
      maximumCents: fc.option(cents),
      minimumCents: cents,
      dishName: fc.constantFrom('米饭', '烤鸭', null),
    }),
  ),
  discounts: fc
    .array(
      fc.record({
        lineId: fc.option(fc.integer({ min: 1, max: 9 })),
        kind: discountKind,
        amountCents: cents,
        payBasisPoints: basisPoints,
        maximumCents: fc.option(cents),
      }),
      { maxLength: 4 },
    )
    .map((all) => all.map((each, index) => ({ ...each, id: index + 1, reason: '招待' }))),
})

const plain: BillRules = {
  perHeadCents: 0,
  heads: 0,
  serviceBasisPoints: 0,
  taxBasisPoints: 0,
  isTaxAdded: false,
  member: null,
  coupon: null,
  discounts: [],
  roundingCents: 1,
}
const dish = (id: number, name: string, unitCents: number, quantity = 1): BilledLine => {
  return { id, name, unitCents, memberUnitCents: null, quantity, totalCents: unitCents * quantity }
}
const coupon = {
  id: 7,
  kind: 'amount_off' as const,
  name: '满 100 减 20',
  nameEn: '20 off 100',
  amountCents: 2_000,
  payBasisPoints: 10_000,
  maximumCents: null,
  minimumCents: 10_000,
  dishName: null,
}

describe('a bill', () => {
  it('adds up: items + charges − discounts = owed, and every part is an integer, never negative', () => {
    fc.assert(
      fc.property(billedLines, billRules, (lines, rules) => {
        const bill = billOf(lines, rules)
        const charges = bill.adjustments.filter(({ amountCents }) => amountCents > 0)
        const discounts = bill.adjustments.filter(({ amountCents }) => amountCents < 0)
        const sum = (of: typeof charges) => of.reduce((all, each) => all + each.amountCents, 0)
        expect(bill.itemsCents).toBe(lines.reduce((all, each) => all + each.totalCents, 0))
        expect(bill.chargesCents).toBe(sum(charges))
        expect(bill.discountCents).toBe(0 - sum(discounts))
        expect(bill.owedCents).toBe(bill.itemsCents + bill.chargesCents - bill.discountCents)
        for (const part of [
          bill.itemsCents,
          bill.chargesCents,
          bill.discountCents,
          bill.owedCents,
        ]) {
          expect(Number.isSafeInteger(part) && part >= 0).toBe(true)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('takes with each discount no more than the ones before it left', () => {
    fc.assert(
      fc.property(billedLines, billRules, (lines, rules) => {
        const { itemsCents, adjustments } = billOf(lines, rules)
        let left = itemsCents
        for (const { amountCents } of adjustments) {
          left += amountCents
          expect(left).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('takes by hand no more than the giver’s limit, whatever else is on it', () => {
    fc.assert(
      fc.property(billedLines, billRules, (lines, rules) => {
        const { adjustments } = billOf(lines, rules)
        for (const { discountId, amountCents } of adjustments) {
          const given = rules.discounts.find(({ id }) => id === discountId)
          if (given?.maximumCents != null)
            expect(-amountCents).toBeLessThanOrEqual(given.maximumCents)
        }
      }),
    )
  })

  it('does not depend on the order of its lines or of its manual discounts', () => {
    fc.assert(
      fc.property(billedLines, billRules, fc.infiniteStream(fc.nat()), (lines, rules, dice) => {
        const shuffled = <Item>(items: readonly Item[]): Item[] =>
          items
            .map((item) => ({ item, at: dice.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item)
        const other = { ...rules, discounts: shuffled(rules.discounts) }
        expect(billOf(shuffled(lines), other)).toEqual(billOf(lines, rules))
      }),
      { numRuns: 1_000 },
    )
  })

  it('is the same on the phone as on the server: JSON changes nothing', () => {
    fc.assert(
      fc.property(billedLines, billRules, (lines, rules) => {
        const sent = JSON.parse(JSON.stringify({ lines, rules }))
        expect(billOf(sent.lines, sent.rules)).toEqual(billOf(lines, rules))
      }),
    )
  })

  it('a member pays each dish’s member price or the level’s share, whichever is better, as one line', () => {
    const lines = [
      { ...dish(1, '烤鸭', 10_000), memberUnitCents: 6_000 },
      { ...dish(2, '米饭', 1_000), memberUnitCents: 990 },
      dish(3, '啤酒', 2_000),
    ]
    const member = { payBasisPoints: 9_000, levelName: '金卡', levelNameEn: 'Gold' }
    expect(billOf(lines, { ...plain, member })).toMatchObject({
      owedCents: 6_000 + 900 + 1_800,
      adjustments: [{ kind: 'member', amountCents: -4_300, reason: '金卡', reasonEn: 'Gold' }],
    })
    expect(billOf(lines, plain).owedCents).toBe(13_000)
  })

  it('a coupon works on what the member price left, and says 0 when its condition no longer holds', () => {
    const member = { payBasisPoints: 9_000, levelName: '金卡', levelNameEn: 'Gold' }
    const enough = billOf([dish(1, '烤鸭', 12_000)], { ...plain, member, coupon })
    expect(enough.owedCents).toBe(10_800 - 2_000)
    const tooLittle = billOf([dish(1, '烤鸭', 11_000)], { ...plain, member, coupon })
    expect(tooLittle.owedCents).toBe(9_900)
    expect(tooLittle.adjustments.at(-1)).toMatchObject({
      kind: 'coupon',
      amountCents: 0,
      couponId: 7,
    })
  })

  it('a gift is one portion of the dish; a percentage stops at its cap', () => {
    const gift = { ...coupon, kind: 'gift' as const, minimumCents: 0, dishName: '米饭' }
    const lines = [dish(1, '米饭', 300, 4), dish(2, '烤鸭', 8_800)]
    expect(billOf(lines, { ...plain, coupon: gift }).owedCents).toBe(900 + 8_800)
    const percent = { ...coupon, kind: 'percent_off' as const, payBasisPoints: 8_000 }
    const capped = { ...percent, minimumCents: 0, maximumCents: 500 }
    expect(billOf(lines, { ...plain, coupon: capped }).owedCents).toBe(10_000 - 500)
  })

  it('adds service on the dishes, tax after the discounts, and rounds down last', () => {
    const rules = {
      ...plain,
      serviceBasisPoints: 1_000,
      taxBasisPoints: 600,
      isTaxAdded: true,
      roundingCents: 100,
      discounts: [
        {
          id: 1,
          lineId: null,
          kind: 'amount_off' as const,
          amountCents: 1_000,
          payBasisPoints: 10_000,
          maximumCents: null,
          reason: '久等',
        },
      ],
    }
    const bill = billOf([dish(1, '烤鸭', 8_800)], rules)
    expect(bill.adjustments.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
      ['service_charge', 880],
      ['manual', -1_000],
      ['tax', 521],
      ['rounding', -1],
    ])
    expect(bill.owedCents).toBe(9_200)
  })

  it('says the tax that its prices contain, to the 分', () => {
    expect(includedTaxCents(10_600, 600)).toBe(600)
    expect(includedTaxCents(100, 0)).toBe(0)
  })
})
