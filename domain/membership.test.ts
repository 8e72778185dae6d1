import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_LEVELS,
  levelOf,
  maskedPhone,
  mayTakeBill,
  nextLevel,
  normalPhone,
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
    expect([0, 99, 100, 7_600, 7_699].map(pointsFor)).toEqual([0, 0, 1, 76, 76])
  })

  it('taken back part by part end at what the kept money earns, whatever the parts', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 5_000 }), { maxLength: 12 })
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 50_000 }), parts, (paidCents, amounts) => {
        const earnedPoints = pointsFor(paidCents)
        let [keptCents, takenBackPoints] = [paidCents, 0]
        for (const amount of amounts) {
          keptCents -= Math.min(amount, keptCents)
          const payment = { earnedPoints, takenBackPoints, keptCents }
          takenBackPoints += pointsToTakeBack(payment, 1_000_000)
          expect(earnedPoints - takenBackPoints).toBe(pointsFor(keptCents))
        }
      }),
    )
  })

  it('already spent are not asked back, and a surplus that goes back costs none', () => {
    const payment = { earnedPoints: 30, takenBackPoints: 0, keptCents: 0 }
    expect(pointsToTakeBack(payment, 5)).toBe(5)
    expect(pointsToTakeBack({ earnedPoints: 25, takenBackPoints: 0, keptCents: 2_550 }, 99)).toBe(0)
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
