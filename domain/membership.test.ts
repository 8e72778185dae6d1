import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  couponEndsAt,
  couponState,
  DEFAULT_LEVELS,
  FIRST_LEVEL,
  isSameWorth,
  issueHindrance,
  levelOf,
  levelsFlaw,
  maskedPhone,
  mayTakeBill,
  nextLevel,
  normalPhone,
  type OfferTerms,
  offerFlaw,
  onlyOfKind,
  pointsFor,
  pointsToTakeBack,
  quoteFor,
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

  it('taken back part by part end at what the kept money earns, whatever the parts', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 5_000 }), { maxLength: 12 })
    const rates = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 50_000 }),
        rates,
        parts,
        (paidCents, rate, amounts) => {
          const earnedPoints = pointsFor(paidCents, rate)
          let [keptCents, takenBackPoints] = [paidCents, 0]
          for (const amount of amounts) {
            keptCents -= Math.min(amount, keptCents)
            const payment = { earnedPoints, takenBackPoints, earnedCents: paidCents, keptCents }
            takenBackPoints += pointsToTakeBack(payment, 1_000_000)
            expect(earnedPoints - takenBackPoints).toBe(pointsFor(keptCents, rate))
          }
        },
      ),
    )
  })

  it('already spent are not asked back, and a surplus that goes back costs none', () => {
    const payment = { earnedPoints: 30, takenBackPoints: 0, earnedCents: 3_000, keptCents: 0 }
    expect(pointsToTakeBack(payment, 5)).toBe(5)
    const joined = { earnedPoints: 25, takenBackPoints: 0, earnedCents: 2_550, keptCents: 2_550 }
    expect(pointsToTakeBack(joined, 99)).toBe(0)
  })
})

describe('a bill', () => {
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
    dishName: null,
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
    expect(offerFlaw({ ...terms, kind: 'gift' })).toBe('dishName')
    expect(offerFlaw({ ...terms, startsAtMs: 5, endsAtMs: 5 })).toBe('endsAtMs')
    const gift = onlyOfKind({ ...terms, kind: 'gift', dishName: '酸梅汤', maximumCents: 5 })
    expect(gift).toMatchObject({ amountCents: 0, payBasisPoints: 10_000, maximumCents: null })
  })

  it('may change its limits and dates, not its worth, without touching what is in somebody’s hand', () => {
    expect(isSameWorth(terms, { ...terms, total: 5, endsAtMs: 9, name: '别名' })).toBe(true)
    expect(isSameWorth(terms, { ...terms, amountCents: 1 })).toBe(false)
    expect(isSameWorth(terms, { ...terms, minimumCents: 20_000 })).toBe(false)
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
  it('ends with its own days or with its offer, whichever is first', () => {
    const day = 86_400_000
    expect(couponEndsAt({ validDays: 2, endsAtMs: null }, 5)).toBe(5 + 2 * day)
    expect(couponEndsAt({ validDays: 2, endsAtMs: day }, 5)).toBe(day)
    expect(couponEndsAt({ validDays: null, endsAtMs: day }, 5)).toBe(day)
    expect(couponEndsAt({ validDays: null, endsAtMs: null }, 5)).toBeNull()
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
