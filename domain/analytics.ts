// The periods of the reports, as business days of the store.

import { addDays, businessDay, businessDaySpan, daysAway, isDay, type StoreClock } from './calendar'
import { Refusal } from './refusal'

/** The spec's periods. */
export const PERIODS = ['today', 'yesterday', 'week', 'month', 'last_month', 'custom'] as const
export type Period = (typeof PERIODS)[number]

/** First and last business day, both included, YYYY-MM-DD. */
export type DaySpan = { fromDay: string; toDay: string }

/** The longest custom period in days, both ends included. */
export const MAXIMUM_PERIOD_DAYS = 731

/**
 * The days a period means, seen from `today` (a business day). A week starts on Monday; week and
 * month end today.
 * @throws Refusal period.invalid when a custom period lacks a day, is no calendar day, ends before
 *   it starts or is over two years
 */
export function spanOf(
  period: Period,
  today: string,
  custom?: { start?: string | undefined; end?: string | undefined },
): DaySpan {
  switch (period) {
    case 'today':
      return { fromDay: today, toDay: today }
    case 'yesterday':
      return { fromDay: addDays(today, -1), toDay: addDays(today, -1) }
    case 'week': {
      const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
      return { fromDay: addDays(today, -weekday), toDay: today }
    }
    case 'month':
      return { fromDay: `${today.slice(0, 7)}-01`, toDay: today }
    case 'last_month': {
      const toDay = addDays(`${today.slice(0, 7)}-01`, -1)
      return { fromDay: `${toDay.slice(0, 7)}-01`, toDay }
    }
    case 'custom': {
      const { start, end } = custom ?? {}
      if (!start || !end || !isSpan(start, end)) throw new Refusal('period.invalid')
      return { fromDay: start, toDay: end }
    }
  }
}

/**
 * Whether two texts are first and last day of a period that may be asked for: real, in order, not
 * too many.
 */
export function isSpan(start: string, end: string): boolean {
  return isDay(start) && isDay(end) && start <= end && end < addDays(start, MAXIMUM_PERIOD_DAYS)
}

/**
 * The days that figures are held against, and up to which instant of the last of them (ms); null =
 * to its end.
 */
export type Comparison = DaySpan & { untilMs: number | null }

/**
 * What a period is fairly held against: the same weekdays as many whole weeks before as it is long,
 * the ones directly before it. A period that still runs is compared up to the same time on the
 * store's clock: this Thursday until 14:35 with last Thursday until 14:35, this week so far with
 * last week so far, a month so far with as many days four or five weeks before.
 * @returns null for a period that has not begun
 */
export function comparedWith(
  { fromDay, toDay }: DaySpan,
  nowMs: number,
  clock: StoreClock,
): Comparison | null {
  const today = businessDay(nowMs, clock)
  if (fromDay > today) return null
  const isRunning = toDay >= today
  const lastDay = isRunning ? today : toDay
  const days = Math.round((Date.parse(lastDay) - Date.parse(fromDay)) / 86_400_000) + 1
  const back = -7 * Math.ceil(days / 7)
  const last = addDays(lastDay, back)
  return {
    fromDay: addDays(fromDay, back),
    toDay: last,
    untilMs: isRunning ? sameTimeIn(nowMs, back, last, clock) : null,
  }
}

/**
 * The instant so many days away at which the clock shows the same time; where the clocks were
 * changed, never outside that business day.
 */
function sameTimeIn(nowMs: number, days: number, day: string, clock: StoreClock): number {
  const { fromMs, toMs } = businessDaySpan(day, clock)
  return Math.min(toMs, Math.max(fromMs, daysAway(nowMs, days, clock.timeZone)))
}

/**
 * How a figure stands against another, as a share of it; null where a share would mislead: of
 * nothing, or of less than nothing.
 */
export function changeOf(now: number, before: number): number | null {
  return before > 0 ? (now - before) / before : null
}
