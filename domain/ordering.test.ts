import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PLAIN_LINE } from '@/testing/plain'
import { payableOf } from './costs'
import { MAXIMUM_CENTS } from './money'
import {
  type BilledLine,
  type BillRules,
  billOf,
  firstStates,
  hasWords,
  joinedNote,
  wasBegun,
} from './ordering'
import { TAX_CLASSES } from './taxes'

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

/** A dinner's amounts, and a wedding's in a currency of small units. */
const cents = fc.oneof(
  fc.integer({ min: 0, max: 30_000 }),
  fc.integer({ min: 0, max: MAXIMUM_CENTS / 100 }),
)
const basisPoints = fc.integer({ min: 0, max: 10_000 })
const discountKind = fc.constantFrom('amount_off' as const, 'percent_off' as const, 'gift' as const)

const billedLines = fc
  .array(
    fc.record({
      dishId: fc.constantFrom(1, 2, 3),
      unitCents: cents,
      memberUnitCents: fc.option(cents),
      extraCents: cents,
      quantity: fc.integer({ min: 1, max: 9 }),
      taxClass: fc.constantFrom(...TAX_CLASSES),
      hasLevelShare: fc.constantFrom(true, true, false),
    }),
    { maxLength: 8 },
  )
  .map((lines) =>
    lines.map(({ extraCents, ...line }, index): BilledLine => {
      const extraUnitCents = Math.min(extraCents, line.unitCents)
      const totalCents = line.unitCents * line.quantity
      return { ...line, id: index + 1, extraUnitCents, totalCents, isPriced: true }
    }),
  )

const billRules: fc.Arbitrary<BillRules> = fc.record({
  perHeadCents: fc.constantFrom(0, 200),
  heads: fc.integer({ min: 0, max: 12 }),
  serviceBasisPoints: fc.constantFrom(0, 500, 1_000),
  taxBasisPoints: fc.constantFrom(0, 600, 1_300),
  reducedTaxBasisPoints: fc.constantFrom(null, 0, 300, 600),
  isTaxAdded: fc.boolean(),
  roundingCents: fc.constantFrom(1, 10, 100),
  member: fc.option(
    basisPoints.map((payBasisPoints) => ({
      payBasisPoints,
      levelName: '金卡',
      levelNames: { en: 'Gold' },
    })),
  ),
  coupon: fc.option(
    fc.record({
      id: fc.constant(1),
      kind: discountKind,
      name: fc.constant('券'),
      names: fc.constant({ en: 'Coupon' }),
      amountCents: cents,
      payBasisPoints: basisPoints,
      maximumCents: fc.option(cents),
      minimumCents: cents,
      dishIds: fc.subarray([1, 2, 3]),
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
  reducedTaxBasisPoints: null,
  isTaxAdded: false,
  member: null,
  coupon: null,
  discounts: [],
  roundingCents: 1,
}
const idOf = (name: string) => ['米饭', '烤鸭', '啤酒', '鱼', '汤', '拿铁'].indexOf(name) + 1
const dish = (id: number, name: string, unitCents: number, quantity = 1): BilledLine => {
  const totalCents = unitCents * quantity
  return { ...PLAIN_LINE, id, dishId: idOf(name), unitCents, quantity, totalCents }
}
const coupon = {
  id: 7,
  kind: 'amount_off' as const,
  name: '满 100 减 20',
  names: { en: '20 off 100' },
  amountCents: 2_000,
  payBasisPoints: 10_000,
  maximumCents: null,
  minimumCents: 10_000,
  dishIds: [] as number[],
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

  it('nor does who bears the odd 分 of a member’s price, where two dishes have the same claim', () => {
    const lines = [dish(1, '米饭', 58_848), dish(2, '米饭', 19_616)]
    const member = { payBasisPoints: 5_583, levelName: '金卡', levelNames: { en: 'Gold' } }
    const rules = { ...plain, member }
    expect(billOf([...lines].reverse(), rules)).toEqual(billOf(lines, rules))
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
    const member = { payBasisPoints: 9_000, levelName: '金卡', levelNames: { en: 'Gold' } }
    expect(billOf(lines, { ...plain, member })).toMatchObject({
      owedCents: 6_000 + 900 + 1_800,
      adjustments: [
        { kind: 'member', amountCents: -4_300, reason: '金卡', reasons: { en: 'Gold' } },
      ],
    })
    expect(billOf(lines, plain).owedCents).toBe(13_000)
  })

  it('a dish that no level takes anything off costs a member its price, or its own member price', () => {
    const gold = { ...plain, member: { payBasisPoints: 9_000, levelName: '金卡', levelNames: {} } }
    const duck = { ...dish(1, '烤鸭', 10_000), hasLevelShare: false }
    expect(billOf([duck], gold)).toMatchObject({ owedCents: 10_000, adjustments: [] })
    const withRice = billOf([duck, dish(2, '米饭', 1_000)], gold)
    expect(withRice.adjustments).toMatchObject([
      { kind: 'member', amountCents: -100, parts: [{ lineId: 2, amountCents: -100 }] },
    ])
    // The level would have left 90.00: without it the member price of 95.00 is the better one.
    expect(billOf([{ ...duck, memberUnitCents: 9_500 }], gold).owedCents).toBe(9_500)
  })

  it('a coupon works on what the member price left, and is not on the bill when its condition no longer holds', () => {
    const member = { payBasisPoints: 9_000, levelName: '金卡', levelNames: { en: 'Gold' } }
    const enough = billOf([dish(1, '烤鸭', 12_000)], { ...plain, member, coupon })
    expect(enough.owedCents).toBe(10_800 - 2_000)
    const tooLittle = billOf([dish(1, '烤鸭', 11_000)], { ...plain, member, coupon })
    expect(tooLittle.owedCents).toBe(9_900)
    expect(tooLittle.adjustments.map(({ kind }) => kind)).toEqual(['member'])
  })

  it('a gift frees what the dish costs, and none of its paid choices', () => {
    const gift = { ...coupon, kind: 'gift' as const, minimumCents: 0, dishIds: [idOf('拿铁')] }
    // A latte of 20 with nine paid extras of 1.
    const latte = { ...dish(1, '拿铁', 2_900), extraUnitCents: 900 }
    const off = (lines: BilledLine[], rules: Partial<BillRules> = {}) =>
      billOf(lines, { ...plain, coupon: gift, ...rules }).adjustments.at(-1)?.amountCents
    expect(off([latte])).toBe(-2_000)
    const twice = { ...latte, quantity: 2, totalCents: 5_800 }
    expect(off([twice])).toBe(-2_000)
    const member = { payBasisPoints: 9_000, levelName: '金卡', levelNames: { en: 'Gold' } }
    expect(off([latte], { member })).toBe(-1_800)
    // At a member price of 15 with extras: the 15.
    expect(off([{ ...latte, memberUnitCents: 2_400 }], { member })).toBe(-1_500)
    const free = billOf([{ ...latte, unitCents: 900, totalCents: 900 }], {
      ...plain,
      coupon: gift,
    })
    expect(free.adjustments).toEqual([])
  })

  it('a gift is one portion of the dish; a percentage stops at its cap', () => {
    const gift = { ...coupon, kind: 'gift' as const, minimumCents: 0, dishIds: [idOf('米饭')] }
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
})

describe('what each dish of a bill costs', () => {
  const kept = (lines: readonly BilledLine[]) =>
    lines.map((line) => ({ ...line, id: line.id ?? 0 }))
  const payable = (lines: readonly BilledLine[], rules: BillRules) => {
    const { owedCents, adjustments } = billOf(lines, rules)
    return payableOf(owedCents, kept(lines), adjustments)
  }
  const byHand = (lineId: number | null, kind: 'gift' | 'amount_off', amountCents = 0) => ({
    id: lineId ?? 9,
    lineId,
    kind,
    amountCents,
    payBasisPoints: 10_000,
    maximumCents: null,
    reason: '招待',
  })

  it('is never negative, and all together are exactly what is owed', () => {
    fc.assert(
      fc.property(billedLines, billRules, (lines, rules) => {
        const { owedCents } = billOf(lines, rules)
        const { lines: costs, headsCents } = payable(lines, rules)
        for (const cost of costs) expect(Number.isSafeInteger(cost) && cost >= 0).toBe(true)
        const sum = costs.reduce((all, each) => all + each, headsCents)
        expect(sum).toBe(lines.length > 0 ? owedCents : 0)
        expect(headsCents).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 2_000 },
    )
  })

  it('falls on dishes that are there, each part of the sign of its adjustment and together no more than it', () => {
    fc.assert(
      fc.property(billedLines, billRules, (lines, rules) => {
        for (const { amountCents, parts, kind } of billOf(lines, rules).adjustments) {
          const sum = parts.reduce((all, part) => all + part.amountCents, 0)
          for (const part of parts) {
            expect(Math.sign(part.amountCents)).toBe(Math.sign(amountCents))
            expect(lines.some(({ id }) => id === part.lineId)).toBe(true)
          }
          expect(Math.abs(sum)).toBeLessThanOrEqual(Math.abs(amountCents))
          if (rules.perHeadCents * rules.heads === 0) expect(sum).toBe(amountCents)
          if (kind === 'per_head') expect(parts).toEqual([])
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('is nothing for the dish that was given away, and the whole price for the other', () => {
    const lines = [dish(1, '鱼', 5_000), dish(2, '汤', 5_000)]
    expect(payable(lines, { ...plain, discounts: [byHand(2, 'gift')] }).lines).toEqual([5_000, 0])
    const gift = { ...coupon, kind: 'gift' as const, minimumCents: 0, dishIds: [idOf('汤')] }
    expect(payable(lines, { ...plain, coupon: gift }).lines).toEqual([5_000, 0])
  })

  it('has nothing of what is charged per head, whose part of a discount on the bill is its own', () => {
    const lines = [dish(1, '鱼', 6_000), dish(2, '汤', 4_000)]
    const rules = { ...plain, perHeadCents: 200, heads: 4 }
    expect(payable(lines, rules)).toEqual({ lines: [6_000, 4_000], headsCents: 800 })
    const discounts = [byHand(null, 'amount_off', 1_080)]
    expect(payable(lines, { ...rules, discounts })).toEqual({
      lines: [5_400, 3_600],
      headsCents: 720,
    })
  })

  it('is less by what was taken off it, and by its part of what was taken off the bill', () => {
    const lines = [dish(1, '鱼', 6_000), dish(2, '汤', 4_000)]
    const discounts = [byHand(1, 'amount_off', 2_000), byHand(null, 'amount_off', 800)]
    // 8 of 40 + 40.
    expect(payable(lines, { ...plain, discounts }).lines).toEqual([3_600, 3_600])
    // 20 of 60 + 40.
    expect(payable(lines, { ...plain, coupon }).lines).toEqual([4_800, 3_200])
  })

  it('is a member’s own price where that is the better one, else the level’s', () => {
    const lines = [{ ...dish(1, '烤鸭', 10_000), memberUnitCents: 6_000 }, dish(2, '米饭', 1_000)]
    const member = { payBasisPoints: 9_000, levelName: '金卡', levelNames: { en: 'Gold' } }
    expect(payable(lines, { ...plain, member }).lines).toEqual([6_000, 900])
  })

  it('is its part of the price where a bill of before says nothing of its dishes', () => {
    const lines = kept([dish(1, '鱼', 6_000), dish(2, '汤', 4_000)])
    const old = [{ kind: 'manual', amountCents: -1_000, parts: null }]
    expect(payableOf(9_000, lines, old)).toEqual({ lines: [5_400, 3_600], headsCents: 0 })
  })
})

describe('a note that several write', () => {
  it('is what was typed, where nobody wrote meanwhile', () => {
    expect(joinedNote('少盐', '少盐', '少盐，不要葱')).toBe('少盐，不要葱')
    expect(joinedNote('少盐', '少盐', '')).toBe('')
    expect(joinedNote('', '少盐', '少盐')).toBe('少盐')
  })

  it('keeps what others wrote meanwhile in front, and twice nothing', () => {
    expect(joinedNote('花生过敏', '', '少盐')).toBe('花生过敏；少盐')
    expect(joinedNote('少盐；花生过敏', '少盐', '少盐，不要葱')).toBe('少盐；花生过敏；不要葱')
    expect(joinedNote('花生过敏', '', '花生过敏')).toBe('花生过敏')
    expect(joinedNote('花生过敏', '少盐', '少盐')).toBe('花生过敏')
  })

  it('is refused where it has no room, and nothing is cut off', () => {
    expect(() => joinedNote('字'.repeat(60), '', '词'.repeat(60))).toThrow('cart.note-full')
  })
})

describe('a reason', () => {
  it('has words: two letters or characters that differ', () => {
    for (const said of [
      '点错',
      '菜凉了',
      '不要',
      'no',
      'Cold',
      '3 份点多了',
      'ожидание',
      'はし',
      'ﾊｼ',
    ]) {
      expect(hasWords(said), said).toBe(true)
    }
  })

  it('is not digits, punctuation, emoji, one letter over and over, or letters that show nothing', () => {
    const nothings = [
      '',
      ' ',
      '.',
      '。。',
      '123',
      '１２３',
      '!?',
      '🙂🙂',
      '👨‍👩‍👧',
      'x',
      '退',
      'xX',
      'xxxx',
      '哈哈',
    ]
    const unseen = ['\u200b\u200b', '\u3164\u115f', '\u3164x', '\u2800', '́̂', '\u202e.', '٣٤', '〇.']
    for (const said of [...nothings, ...unseen])
      expect(hasWords(said), JSON.stringify(said)).toBe(false)
  })
})

describe('a dish', () => {
  it('was begun when it ever was on the fire, done, carried, or a station’s part of it was', () => {
    for (const state of ['cooking', 'ready', 'served'] as const) {
      expect(wasBegun([state], false)).toBe(true)
      expect(wasBegun(['queued', state, 'queued'], false)).toBe(true)
    }
    expect(wasBegun(['held', 'queued'], false)).toBe(false)
    expect(wasBegun(['queued'], true)).toBe(true)
  })
})
