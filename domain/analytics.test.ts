import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAXIMUM_PERIOD_DAYS, PERIODS, type Period, spanBefore, spanOf } from './analytics'
import { addDays } from './calendar'
import { Refusal } from './refusal'

const aDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))
const named = fc.constantFrom(...PERIODS.filter((period) => period !== 'custom'))

describe('a period', () => {
  it('means the days a person means by it', () => {
    const on = (today: string, period: Period) => Object.values(spanOf(period, today)).join(' ')
    // 2026-03-01 is a Sunday, the last day of its week and the first of its month.
    expect(on('2026-03-01', 'today')).toBe('2026-03-01 2026-03-01')
    expect(on('2026-03-01', 'yesterday')).toBe('2026-02-28 2026-02-28')
    expect(on('2026-03-01', 'week')).toBe('2026-02-23 2026-03-01')
    expect(on('2026-03-02', 'week')).toBe('2026-03-02 2026-03-02')
    expect(on('2026-03-01', 'month')).toBe('2026-03-01 2026-03-01')
    expect(on('2026-03-31', 'last_month')).toBe('2026-02-01 2026-02-28')
    expect(on('2028-03-31', 'last_month')).toBe('2028-02-01 2028-02-29')
    expect(on('2026-01-05', 'last_month')).toBe('2025-12-01 2025-12-31')
  })

  it('never ends before it starts, nor after today', () => {
    fc.assert(
      fc.property(named, aDay, (period, today) => {
        const { fromDay, toDay } = spanOf(period, today)
        return fromDay <= toDay && toDay <= today
      }),
    )
  })

  it("of one's own is the days asked for, both included", () => {
    const custom = { start: '2026-02-27', end: '2026-03-01' }
    expect(spanOf('custom', '2026-11-23', custom)).toEqual({
      fromDay: '2026-02-27',
      toDay: '2026-03-01',
    })
  })

  it("of one's own is refused without both days, backwards, on no real day, or too long", () => {
    const longest = addDays('2026-01-01', MAXIMUM_PERIOD_DAYS - 1)
    expect(spanOf('custom', '2026-11-23', { start: '2026-01-01', end: longest })).toBeTruthy()
    const refused = [
      {},
      { start: '2026-01-01' },
      { end: '2026-01-01' },
      { start: '2026-01-02', end: '2026-01-01' },
      { start: '2026-02-30', end: '2026-03-01' },
      { start: '2026-1-1', end: '2026-03-01' },
      { start: '2026-01-01', end: addDays(longest, 1) },
      { start: "2026-01-01' OR 1=1", end: '2026-03-01' },
    ]
    for (const custom of refused) {
      expect(() => spanOf('custom', '2026-11-23', custom), JSON.stringify(custom)).toThrow(
        new Refusal('period.invalid'),
      )
    }
  })
})

describe('the days before a period', () => {
  it('are as many, and end where it starts', () => {
    const days = fc.integer({ min: 1, max: MAXIMUM_PERIOD_DAYS })
    fc.assert(
      fc.property(aDay, days, (fromDay, count) => {
        const before = spanBefore({ fromDay, toDay: addDays(fromDay, count - 1) })
        expect(addDays(before.toDay, 1)).toBe(fromDay)
        expect(addDays(before.fromDay, count)).toBe(fromDay)
      }),
    )
  })
})
