import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clockText,
  closedFor,
  isTimeZone,
  type OpeningHours,
  openingAt,
  spanOf,
  spansFault,
  type WeeklySpan,
} from './house'

const SHANGHAI = 'Asia/Shanghai'
const BERLIN = 'Europe/Berlin'
const every = (from: string, to: string): WeeklySpan[] =>
  [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
    ...(spanOf(from, to) as WeeklySpan),
    weekday,
  }))
const hours = (openingHours: WeeklySpan[], specialDays: OpeningHours['specialDays'] = []) => ({
  openingHours,
  specialDays,
})
const at = (iso: string) => Date.parse(iso)
const told = (of: OpeningHours, iso: string, zone = SHANGHAI) => {
  const { isOpen, untilMs } = openingAt(of, at(iso), zone)
  return [isOpen, untilMs === null ? null : new Date(untilMs).toISOString()]
}

describe('a store', () => {
  it('that says nothing of its hours is open round the clock', () => {
    expect(told(hours([]), '2026-11-30T03:00:00+08:00')).toEqual([true, null])
  })

  it('is open from the first minute to before the last', () => {
    const lunch = hours(every('11:00', '14:00'))
    expect(told(lunch, '2026-11-30T10:59:59+08:00')).toEqual([false, '2026-11-30T03:00:00.000Z'])
    expect(told(lunch, '2026-11-30T11:00:00+08:00')).toEqual([true, '2026-11-30T06:00:00.000Z'])
    expect(told(lunch, '2026-11-30T13:59:59+08:00')).toEqual([true, '2026-11-30T06:00:00.000Z'])
    expect(told(lunch, '2026-11-30T14:00:00+08:00')).toEqual([false, '2026-12-01T03:00:00.000Z'])
  })

  it('with lunch and dinner is closed between', () => {
    const both = hours([...every('11:00', '14:00'), ...every('17:00', '22:00')])
    expect(told(both, '2026-11-30T15:00:00+08:00')).toEqual([false, '2026-11-30T09:00:00.000Z'])
  })

  it('that closes after midnight is open on the day before’s hours, also on its closed day', () => {
    // Mondays only, until Tuesday 02:00.
    const monday = hours([{ ...(spanOf('18:00', '02:00') as WeeklySpan), weekday: 1 }])
    expect(told(monday, '2026-12-01T01:00:00+08:00')).toEqual([true, '2026-11-30T18:00:00.000Z'])
    expect(told(monday, '2026-12-01T02:00:00+08:00')).toEqual([false, '2026-12-07T10:00:00.000Z'])
  })

  it('whose days touch at midnight does not close there', () => {
    const whole = hours(every('00:00', '24:00'))
    expect(told(whole, '2026-11-30T23:59:59+08:00')).toEqual([true, null])
  })

  it('on a special day has that day’s hours, or none', () => {
    const feast = hours(every('11:00', '22:00'), [
      { day: '2026-12-25', name: '圣诞', names: {}, spans: [] },
      { day: '2026-12-31', name: '跨年', names: {}, spans: [{ fromMinute: 1080, toMinute: 1500 }] },
    ])
    expect(told(feast, '2026-12-25T12:00:00+08:00')).toEqual([false, '2026-12-26T03:00:00.000Z'])
    expect(told(feast, '2026-12-31T12:00:00+08:00')).toEqual([false, '2026-12-31T10:00:00.000Z'])
    expect(told(feast, '2027-01-01T00:30:00+08:00')).toEqual([true, '2026-12-31T17:00:00.000Z'])
  })

  it('that is open round the clock closes for its one special day', () => {
    const closed = hours([], [{ day: '2026-12-25', name: '', names: {}, spans: [] }])
    expect(told(closed, '2026-12-24T12:00:00+08:00')).toEqual([true, '2026-12-24T16:00:00.000Z'])
    expect(told(closed, '2026-12-25T12:00:00+08:00')).toEqual([false, '2026-12-25T16:00:00.000Z'])
  })
})

describe('where the clock is changed', () => {
  it('a night that the clock leaps through is an hour shorter, not closed', () => {
    const night = hours(every('22:00', '04:00'))
    expect(told(night, '2026-03-29T00:30:00+01:00', BERLIN)).toEqual([
      true,
      '2026-03-29T02:00:00.000Z',
    ])
  })

  it('a span that begins in the hour that is not there begins after it', () => {
    const odd = hours(every('02:30', '05:00'))
    const [isOpen, until] = told(odd, '2026-03-29T01:45:00+01:00', BERLIN)
    expect(isOpen).toBe(false)
    expect(['2026-03-29T01:00:00.000Z', '2026-03-29T01:30:00.000Z']).toContain(until)
  })

  it('a span over the hour that comes twice holds through both', () => {
    const odd = hours(every('01:00', '04:00'))
    for (const iso of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']) {
      expect(told(odd, iso, BERLIN)).toEqual([true, '2026-10-25T03:00:00.000Z'])
    }
  })

  it('what is told as the next change is one, in every zone and at every instant', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 30, max: 1_440 }))
    const week = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), span), {
      minLength: 1,
      maxLength: 9,
    })
    fc.assert(
      fc.property(
        week,
        fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') }),
        fc.constantFrom(SHANGHAI, BERLIN, 'America/New_York', 'Australia/Lord_Howe', 'UTC'),
        (spans, atMs, zone) => {
          const of = hours(
            spans.map(([weekday, [fromMinute, long]]) => ({
              weekday,
              fromMinute,
              toMinute: fromMinute + long,
            })),
          )
          const now = openingAt(of, atMs, zone)
          if (now.untilMs === null) return
          expect(now.untilMs).toBeGreaterThan(atMs)
          expect(openingAt(of, now.untilMs, zone).isOpen).toBe(!now.isOpen)
          expect(openingAt(of, now.untilMs - 1, zone)).toEqual(now)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('what is typed', () => {
  it.each([
    ['09:00', '21:00', { fromMinute: 540, toMinute: 1_260 }],
    ['18:30', '02:00', { fromMinute: 1_110, toMinute: 1_560 }],
    ['00:00', '24:00', { fromMinute: 0, toMinute: 1_440 }],
    ['10:00', '10:00', { fromMinute: 600, toMinute: 2_040 }],
    ['9', '10:00', null],
    ['25:00', '10:00', null],
    ['24:00', '10:00', null],
  ])('%s–%s', (from, to, span) => {
    expect(spanOf(from, to)).toEqual(span)
  })

  it('reads as it was typed', () => {
    expect([540, 1_440, 1_560].map(clockText)).toEqual(['09:00', '24:00', '02:00'])
  })

  it('hours that run into each other are refused, those that touch are not', () => {
    expect(
      spansFault([
        { fromMinute: 0, toMinute: 60 },
        { fromMinute: 60, toMinute: 90 },
      ]),
    ).toBe(null)
    expect(
      spansFault([
        { fromMinute: 70, toMinute: 90 },
        { fromMinute: 0, toMinute: 80 },
      ]),
    ).toBe('overlap')
    expect(spansFault([{ fromMinute: 70, toMinute: 70 }])).toBe('backwards')
  })
})

describe('a guest orders nothing', () => {
  const store = { ...hours(every('11:00', '14:00')), timeZone: SHANGHAI }
  it('outside the hours, and is told when they begin', () => {
    expect(closedFor({ ...store, isTakingOrders: true }, at('2026-11-30T10:00:00+08:00'))).toEqual({
      why: 'closed',
      opensAtMs: at('2026-11-30T11:00:00+08:00'),
    })
  })
  it('while the staff take no orders', () => {
    expect(closedFor({ ...store, isTakingOrders: false }, at('2026-11-30T12:00:00+08:00'))).toEqual(
      {
        why: 'paused',
        opensAtMs: null,
      },
    )
    expect(closedFor({ ...store, isTakingOrders: true }, at('2026-11-30T12:00:00+08:00'))).toBe(
      null,
    )
  })
})

it('a zone is one that clocks know', () => {
  expect(['Asia/Shanghai', 'UTC', 'America/Argentina/Salta'].map(isTimeZone)).toEqual([
    true,
    true,
    true,
  ])
  expect(['+08:00', 'Mars/Base', '', 'Asia'].map(isTimeZone)).toEqual([false, false, false, false])
})
