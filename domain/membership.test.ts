import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  couponEnd,
  couponState,
  DEFAULT_LEVELS,
  FIRST_LEVEL,
  isSameWorth,
  issueHindrance,
  isVisit,
  levelOf,
  levelsFlaw,
  maskedPhone,
  mayTakeBill,
  movePoints,
  nextLevel,
  normalPhone,
  type OfferTerms,
  offerFlaw,
  onlyOfKind,
  pointsFor,
  pointsOfPayment,
  pointsToTakeBack,
  quoteFor,
  spentCents,
} from './membership'

describe('levels', () => {
  it('are reached exactly at their points, whatever order they are listed in', () => {
    const reached = [0, 999, 1_000, 4_999, 5_000, 9_999, 10_000, 2_000_000_000].map(
      (points) => levelOf([...DEFAULT_LEVELS].reverse(), points).level,
    )
    expect(reached).toEqual([1, 1, 2, 2, 3, 3, 4, 4])
  })

  it('start where everybody does, also in a brand without levels or with none from 0 points', () => {
    expect(levelOf([], 5_000)).toBe(FIRST_LEVEL)
    expect(levelOf(DEFAULT_LEVELS.slice(1), 999)).toBe(FIRST_LEVEL)
  })

  it('tell what is missing to the next, and at the top nothing', () => {
    expect(nextLevel(DEFAULT_LEVELS, 990)).toMatchObject({ level: { level: 2 }, missingPoints: 10 })
    expect(nextLevel(DEFAULT_LEVELS, 1_000)).toMatchObject({ missingPoints: 4_000 })
    expect(nextLevel(DEFAULT_LEVELS, 10_000)).toBeNull()
  })

  it('give 1, 0.95, 0.90 and 0.85, and discount and rest add back to the whole', () => {
    expect(DEFAULT_LEVELS.map((level) => quoteFor(level, 10_000).finalCents)).toEqual([
      10_000, 9_500, 9_000, 8_500,
    ])
    fc.assert(
      fc.property(
        fc.constantFrom(...DEFAULT_LEVELS),
        fc.integer({ min: 0, max: 100_000_000 }),
        (level, cents) => {
          const { originalCents, discountCents, finalCents } = quoteFor(level, cents)
          return (
            originalCents === discountCents + finalCents && discountCents >= 0 && finalCents >= 0
          )
        },
      ),
    )
  })
})

describe('points', () => {
  it('are one for a whole yuan, none for a part', () => {
    const paid = [0, 99, 100, 7_600, 7_699]
    expect(paid.map((cents) => pointsFor(cents, 1))).toEqual([0, 0, 1, 76, 76])
    expect(paid.map((cents) => pointsFor(cents, 3))).toEqual([0, 0, 3, 228, 228])
    expect(paid.map((cents) => pointsFor(cents, 0))).toEqual([0, 0, 0, 0, 0])
  })

  it('of a bill are those of all its money, however many payments bring it', () => {
    let [spentCents, points] = [0, 0]
    for (let nth = 0; nth < 10; nth += 1) {
      points += pointsOfPayment(spentCents, 190, 1)
      spentCents += 190
    }
    expect([spentCents, points]).toEqual([1_900, 19])
  })

  it('are what the money in a bill earns, after whatever came and went back', () => {
    const step = fc.record({ isPayment: fc.boolean(), cents: fc.integer({ min: 1, max: 5_000 }) })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.array(step), (rate, steps) => {
        let [spentCents, points] = [0, 0]
        for (const { isPayment, cents } of steps) {
          const moved = isPayment ? cents : Math.min(cents, spentCents)
          if (isPayment) points += pointsOfPayment(spentCents, moved, rate)
          else points -= pointsToTakeBack({ points, spentCents }, moved)
          spentCents += isPayment ? moved : -moved
          expect(points).toBe(pointsFor(spentCents, rate))
        }
      }),
    )
  })

  it('of a bill that earned at two rates all go with its last 分, in one part or in many', () => {
    const bills = fc.record({
      points: fc.integer({ min: 0, max: 9_999 }),
      spentCents: fc.integer({ min: 1, max: 99_999 }),
    })
    fc.assert(
      fc.property(bills, fc.array(fc.integer({ min: 1, max: 20_000 })), (bill, parts) => {
        expect(pointsToTakeBack(bill, bill.spentCents)).toBe(bill.points)
        let { points, spentCents } = bill
        for (const part of [...parts, 99_999]) {
          const cents = Math.min(part, spentCents)
          const taken = pointsToTakeBack({ points, spentCents }, cents)
          expect(taken).toBeGreaterThanOrEqual(0)
          points -= taken
          spentCents -= cents
        }
        expect(points).toBe(0)
      }),
    )
  })

  it('that are missing are owed, and what comes later pays that first', () => {
    const empty = { points: 0, debtPoints: 0 }
    const owing = movePoints({ points: 10, debtPoints: 0 }, -30)
    expect(owing).toEqual({ points: 0, debtPoints: 20 })
    expect(movePoints(owing, 5)).toEqual({ points: 0, debtPoints: 15 })
    expect(movePoints(owing, 20)).toEqual(empty)
    expect(movePoints(owing, 50)).toEqual({ points: 30, debtPoints: 0 })
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 })), (changes) => {
        const end = changes.reduce(movePoints, empty)
        expect(end.points - end.debtPoints).toBe(changes.reduce((sum, each) => sum + each, 0))
        expect(Math.min(end.points, end.debtPoints)).toBe(0)
      }),
    )
  })

  it('count what was spent: neither what went back nor what came too much, sent back or not', () => {
    const payment = { id: 7, amountCents: 10_000 }
    const refund = (id: number, state: string, amountCents: number, idempotencyKey: string) => ({
      ...{ id, state, amountCents, idempotencyKey },
    })
    expect(spentCents(payment, [])).toBe(10_000)
    expect(spentCents(payment, [refund(1, 'succeeded', 3_000, 'a')])).toBe(7_000)
    expect(spentCents(payment, [refund(1, 'pending', 3_000, 'a')])).toBe(10_000)
    for (const state of ['pending', 'failed', 'succeeded']) {
      expect(spentCents(payment, [refund(1, state, 4_000, 'surplus-7')])).toBe(6_000)
    }
    const again = [refund(1, 'failed', 4_000, 'surplus-7'), refund(2, 'failed', 4_000, 'retry-1')]
    expect(spentCents(payment, [...again, refund(3, 'succeeded', 4_000, 'retry-2')])).toBe(6_000)
    expect(spentCents(payment, [refund(2, 'succeeded', 4_000, 'retry-1')])).toBe(6_000)
  })
})

describe('a bill', () => {
  it('is a visit when it is settled and not all of its money went back', () => {
    const sums = { paidCents: 900, surplusCents: 0, refundedCents: 0 }
    const bill = { settledAt: new Date(0), reopenedAt: null, state: 'completed', ...sums }
    expect(isVisit(bill)).toBe(true)
    expect(isVisit({ ...bill, paidCents: 0 })).toBe(true)
    expect(isVisit({ ...bill, refundedCents: 899 })).toBe(true)
    expect(isVisit({ ...bill, refundedCents: 900 })).toBe(false)
    expect(isVisit({ ...bill, settledAt: null })).toBe(false)
    // Its dishes were taken off; the money has not gone back yet.
    expect(isVisit({ ...bill, state: 'cancelled' })).toBe(true)
    const corrected = { ...bill, state: 'cancelled', reopenedAt: new Date(0), surplusCents: 900 }
    expect(isVisit(corrected)).toBe(false)
    expect(isVisit({ ...corrected, paidCents: 0, surplusCents: 0 })).toBe(false)
    expect(isVisit({ ...bill, paidCents: 1_800, surplusCents: 900 })).toBe(true)
  })

  it('becomes a member’s before anything is paid, and stays with the first', () => {
    const bill = { memberId: null, paidCents: 0, isClosed: false }
    expect(mayTakeBill(bill, null)).toBe(true)
    expect(mayTakeBill({ ...bill, paidCents: 1 }, null)).toBe(false)
    expect(mayTakeBill({ ...bill, isClosed: true }, null)).toBe(false)
    expect(mayTakeBill({ ...bill, memberId: 5 }, null)).toBe(false)
    expect(mayTakeBill({ ...bill, memberId: 5 }, 5)).toBe(true)
  })
})

describe('a phone', () => {
  it('has one form, however it is written', () => {
    const written = [
      '13800138000',
      ' 138 0013 8000',
      '138-0013-8000',
      '+8613800138000',
      '８６１３８００１３８０００',
    ]
    expect(written.map(normalPhone)).toEqual(written.map(() => '13800138000'))
    const none = [
      '',
      '1380013800',
      '138001380001',
      '23800138000',
      '12800138000',
      '+113800138000',
      'x13800138000',
    ]
    expect(none.map(normalPhone)).toEqual(none.map(() => null))
  })

  it('is shown by its last digits only', () => {
    expect(maskedPhone('8000')).toBe('*** **** 8000')
  })
})

describe('levels that a manager sets', () => {
  const fine = [...DEFAULT_LEVELS]

  it('are the house’s own, and say what is wrong with which', () => {
    expect(levelsFlaw(fine)).toBeNull()
    const changed = (at: number, change: object) =>
      levelsFlaw(fine.map((level, index) => (index === at ? { ...level, ...change } : level)))
    expect(levelsFlaw([])).toEqual({ level: 1, what: 'none' })
    expect(changed(0, { minimumPoints: 1 })).toEqual({ level: 1, what: 'first-minimum' })
    expect(changed(2, { minimumPoints: 1_000 })).toEqual({ level: 3, what: 'minimum-order' })
    expect(changed(1, { name: ' ' })).toEqual({ level: 2, what: 'name' })
    expect(changed(3, { payBasisPoints: 9_100 })).toEqual({ level: 4, what: 'discount-order' })
    expect(changed(3, { payBasisPoints: 0 })).toEqual({ level: 4, what: 'discount' })
  })

  it('that have no flaw never demote by more points, nor cost more at a higher level', () => {
    const level = fc.record({
      name: fc.constantFrom('普通', '银卡', ''),
      minimumPoints: fc.integer({ min: -5, max: 50 }),
      payBasisPoints: fc.integer({ min: -10, max: 10_010 }),
    })
    fc.assert(
      fc.property(
        fc.array(level, { maxLength: 5 }),
        fc.nat({ max: 60 }),
        fc.nat({ max: 60 }),
        (rows, one, more) => {
          const sorted = [...rows].sort((a, b) => a.minimumPoints - b.minimumPoints)
          const first = sorted[0] ? [{ ...sorted[0], minimumPoints: 0 }, ...sorted.slice(1)] : []
          fc.pre(levelsFlaw(first) === null)
          const levels = first.map((row, index) => ({ ...row, names: {}, level: index + 1 }))
          const [low, high] = [levelOf(levels, one), levelOf(levels, one + more)]
          expect(high.level).toBeGreaterThanOrEqual(low.level)
          expect(high.payBasisPoints).toBeLessThanOrEqual(low.payBasisPoints)
          expect(low.minimumPoints).toBeLessThanOrEqual(one)
        },
      ),
    )
  })
})

describe('an offer', () => {
  const terms: OfferTerms = {
    kind: 'amount_off',
    name: '满 100 减 20',
    names: {},
    amountCents: 2_000,
    payBasisPoints: 10_000,
    maximumCents: null,
    minimumCents: 10_000,
    dishIds: [],
    validDays: 30,
    perMember: 1,
    total: 100,
    startsAtMs: null,
    endsAtMs: null,
  }

  it('has what its kind needs and nothing else', () => {
    expect(offerFlaw(terms)).toBeNull()
    expect(offerFlaw({ ...terms, name: ' ' })).toBe('name')
    expect(offerFlaw({ ...terms, amountCents: 0 })).toBe('amountCents')
    expect(offerFlaw({ ...terms, minimumCents: 1_999 })).toBe('minimumCents')
    expect(offerFlaw({ ...terms, kind: 'percent_off' })).toBe('payBasisPoints')
    expect(offerFlaw({ ...terms, kind: 'gift' })).toBe('dishIds')
    expect(offerFlaw({ ...terms, startsAtMs: 5, endsAtMs: 5 })).toBe('endsAtMs')
    const gift = onlyOfKind({ ...terms, kind: 'gift', dishIds: [9, 4, 9], maximumCents: 5 })
    expect(gift).toMatchObject({ amountCents: 0, payBasisPoints: 10_000, maximumCents: null })
    expect(gift.dishIds).toEqual([4, 9])
    expect(onlyOfKind({ ...terms, dishIds: [4] }).dishIds).toEqual([])
  })

  it('may change its limits and dates, not its worth, without touching what is in somebody’s hand', () => {
    expect(isSameWorth(terms, { ...terms, total: 5, endsAtMs: 9, name: '别名' })).toBe(true)
    expect(isSameWorth(terms, { ...terms, amountCents: 1 })).toBe(false)
    expect(isSameWorth(terms, { ...terms, minimumCents: 20_000 })).toBe(false)
    const gift = { ...terms, kind: 'gift' as const, dishIds: [4] }
    expect(isSameWorth(gift, { ...gift, dishIds: [4, 9] })).toBe(true)
    expect(isSameWorth(gift, { ...gift, dishIds: [9] })).toBe(false)
  })

  it('is given within its dates, to each member so often and in all so often', () => {
    const offer = {
      isArchived: false,
      startsAtMs: 10,
      endsAtMs: 20,
      perMember: 2,
      total: 5,
      issued: 4,
    }
    expect(issueHindrance(offer, 1, 10)).toBeNull()
    expect(issueHindrance(offer, 1, 9)).toBe('not-yet')
    expect(issueHindrance(offer, 1, 20)).toBe('ended')
    expect(issueHindrance({ ...offer, isArchived: true }, 1, 10)).toBe('ended')
    expect(issueHindrance(offer, 2, 10)).toBe('per-member')
    expect(issueHindrance({ ...offer, issued: 5 }, 1, 10)).toBe('all-given')
  })
})

describe('a coupon', () => {
  it('ends with the last of its own days or with its offer’s, when the store’s business day does', () => {
    const clock = { timeZone: 'Asia/Shanghai', dayEndsAtHour: 4 }
    const at = (text: string) => Date.parse(`${text}+08:00`)
    const evening = at('2026-11-20T19:00:00')
    const offerEnd = at('2026-11-21T23:59:59')
    const today = { lastDay: '2026-11-20', atMs: at('2026-11-21T04:00:00') }
    const tomorrow = { lastDay: '2026-11-21', atMs: at('2026-11-22T04:00:00') }
    expect(couponEnd({ validDays: 1, endsAtMs: null }, evening, clock)).toEqual(today)
    const afterMidnight = at('2026-11-21T01:30:00')
    expect(couponEnd({ validDays: 1, endsAtMs: null }, afterMidnight, clock)).toEqual(today)
    expect(couponEnd({ validDays: 2, endsAtMs: null }, evening, clock)).toEqual(tomorrow)
    expect(couponEnd({ validDays: 9, endsAtMs: offerEnd }, evening, clock)).toEqual(tomorrow)
    expect(couponEnd({ validDays: null, endsAtMs: offerEnd }, evening, clock)).toEqual(tomorrow)
    expect(couponEnd({ validDays: null, endsAtMs: null }, evening, clock)).toBeNull()
    const newYork = { timeZone: 'America/New_York', dayEndsAtHour: 0 }
    const fallBack = Date.parse('2026-11-01T00:30:00-04:00')
    expect(couponEnd({ validDays: 1, endsAtMs: null }, fallBack, newYork)).toEqual({
      lastDay: '2026-11-01',
      atMs: Date.parse('2026-11-02T00:00:00-05:00'),
    })
  })

  it('is in exactly one state, and used or voided stays so', () => {
    const hand = { usedAtMs: null, voidedAtMs: null, orderId: null, expiresAtMs: 10 }
    expect(couponState(hand, 9)).toBe('usable')
    expect(couponState(hand, 10)).toBe('expired')
    expect(couponState({ ...hand, orderId: 1 }, 99)).toBe('on-bill')
    expect(couponState({ ...hand, orderId: 1, usedAtMs: 1 }, 99)).toBe('used')
    expect(couponState({ ...hand, voidedAtMs: 1 }, 1)).toBe('voided')
  })
})
