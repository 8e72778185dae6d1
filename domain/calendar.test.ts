import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, businessDay, businessDaySpan, endOfLocalDay } from './calendar'

describe('the end of a day', () => {
  it('is the last second of that date on the wall clock, in every zone and over changes of the clock', () => {
    const zones = [
      'Asia/Shanghai',
      'America/New_York',
      'Europe/Berlin',
      'Pacific/Kiritimati',
      'UTC',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 4_000 }),
        (timeZone, days) => {
          const day = addDays('2022-01-01', days)
          const end = endOfLocalDay(day, timeZone)
          const clock = { timeZone, dayEndsAtHour: 0 }
          expect(businessDay(end, clock)).toBe(day)
          expect(businessDay(end + 1_000, clock)).toBe(addDays(day, 1))
        },
      ),
    )
  })
})

describe('a business day', () => {
  it('lies between its two instants, in every zone and over changes of the clock', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'UTC']
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 4, max: 8 }),
        fc.integer({ min: 0, max: 4_000 }),
        (timeZone, dayEndsAtHour, days) => {
          const clock = { timeZone, dayEndsAtHour }
          const day = addDays('2022-01-01', days)
          const { fromMs, toMs } = businessDaySpan(day, clock)
          const dayAt = (atMs: number) => businessDay(atMs, clock)
          expect([fromMs - 1_000, fromMs, toMs - 1_000, toMs].map(dayAt)).toEqual([
            addDays(day, -1),
            day,
            day,
            addDays(day, 1),
          ])
        },
      ),
    )
  })
})
