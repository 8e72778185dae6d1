import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changeOf,
  comparedWith,
  type DaySpan,
  MAXIMUM_PERIOD_DAYS,
  PERIODS,
  type Period,
  spanOf,
} from './analytics'
import { addDays, businessDay, businessDaySpan, type StoreClock } from './calendar'
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

const SHANGHAI = { timeZone: 'Asia/Shanghai', dayEndsAtHour: 4 }
const against = (span: DaySpan, now: string, clock: StoreClock = SHANGHAI) => {
  const found = comparedWith(span, Date.parse(now), clock)
  if (!found) return null
  const until = found.untilMs === null ? '' : ` < ${new Date(found.untilMs).toISOString()}`
  return `${found.fromDay} ${found.toDay}${until}`
}
const of = (period: Period, now: string, clock: StoreClock = SHANGHAI) =>
  against(spanOf(period, businessDay(Date.parse(now), clock)), now, clock)

describe('what a period is held against', () => {
  // 2026-11-19 is a Thursday; 14:35 in Shanghai.
  const NOW = '2026-11-19T06:35:00Z'

  it('is the same weekday, the same hours', () => {
    expect(of('today', NOW)).toBe('2026-11-12 2026-11-12 < 2026-11-12T06:35:00.000Z')
    expect(of('yesterday', NOW)).toBe('2026-11-11 2026-11-11')
    expect(of('week', NOW)).toBe('2026-11-09 2026-11-12 < 2026-11-12T06:35:00.000Z')
    expect(of('month', NOW)).toBe('2026-10-11 2026-10-29 < 2026-10-29T06:35:00.000Z')
    expect(of('last_month', NOW)).toBe('2026-08-27 2026-09-26')
  })

  it('of the hours after midnight is the night a week before', () => {
    const night = '2026-11-19T18:30:00Z'
    expect(of('today', night)).toBe('2026-11-12 2026-11-12 < 2026-11-12T18:30:00.000Z')
    expect(of('today', '2026-11-19T20:00:00Z')).toBe(
      '2026-11-13 2026-11-13 < 2026-11-12T20:00:00.000Z',
    )
  })

  it('keeps the clock of the store when the clocks are changed between', () => {
    const NEW_YORK = { timeZone: 'America/New_York', dayEndsAtHour: 4 }
    // The clocks went back on 1 November and forward on 8 March.
    expect(of('today', '2026-11-05T17:00:00Z', NEW_YORK)).toBe(
      '2026-10-29 2026-10-29 < 2026-10-29T16:00:00.000Z',
    )
    expect(of('today', '2026-03-12T16:00:00Z', NEW_YORK)).toBe(
      '2026-03-05 2026-03-05 < 2026-03-05T17:00:00.000Z',
    )
    expect(of('today', '2026-11-08T06:30:00Z', NEW_YORK)).toMatch(/^2026-10-31 2026-10-31 < /)
  })

  it('of days one chose is the same weekdays directly before; days to come do not count', () => {
    expect(against({ fromDay: '2026-11-02', toDay: '2026-11-03' }, NOW)).toBe(
      '2026-10-26 2026-10-27',
    )
    expect(against({ fromDay: '2026-11-01', toDay: '2026-11-08' }, NOW)).toBe(
      '2026-10-18 2026-10-25',
    )
    expect(against({ fromDay: '2026-11-19', toDay: '2026-12-31' }, NOW)).toBe(
      '2026-11-12 2026-11-12 < 2026-11-12T06:35:00.000Z',
    )
    expect(against({ fromDay: '2026-11-20', toDay: '2026-11-20' }, NOW)).toBeNull()
  })

  it('has as many days on the same weekdays, never touches the period, and never looks past the same time', () => {
    const zone = fc.constantFrom(
      'Asia/Shanghai',
      'America/New_York',
      'Pacific/Kiritimati',
      'America/Santiago',
    )
    const clockOf = fc.record({ timeZone: zone, dayEndsAtHour: fc.integer({ min: 0, max: 23 }) })
    const now = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2030-01-01') })
    const length = fc.integer({ min: 1, max: 400 })
    const ahead = fc.integer({ min: -40, max: 5 })
    fc.assert(
      fc.property(clockOf, now, length, ahead, (clock, nowMs, days, end) => {
        const today = businessDay(nowMs, clock)
        const toDay = addDays(today, end)
        const span = { fromDay: addDays(toDay, 1 - days), toDay }
        const before = comparedWith(span, nowMs, clock)
        if (span.fromDay > today) return before === null
        const [lastDay = ''] = [toDay, today].sort()
        const weekday = (day: string) => new Date(day).getUTCDay()
        if (!before) return false
        const { untilMs } = before
        return (
          before.toDay < span.fromDay &&
          weekday(before.fromDay) === weekday(span.fromDay) &&
          weekday(before.toDay) === weekday(lastDay) &&
          Date.parse(before.toDay) - Date.parse(before.fromDay) ===
            Date.parse(lastDay) - Date.parse(span.fromDay) &&
          (untilMs === null) === toDay < today &&
          (untilMs === null ||
            (untilMs >= businessDaySpan(before.toDay, clock).fromMs &&
              untilMs <= businessDaySpan(before.toDay, clock).toMs))
        )
      }),
    )
  })

  it('gives a share only of something', () => {
    expect(changeOf(150, 100)).toBe(0.5)
    expect(changeOf(0, 100)).toBe(-1)
    for (const before of [0, -5]) expect(changeOf(100, before)).toBeNull()
  })
})
