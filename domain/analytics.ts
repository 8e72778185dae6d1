// The periods of the reports, as business days of the store.

import { addDays, isDay } from './calendar'
import { Refusal } from './refusal'

/** The spec's periods. */
export const PERIODS = ['today', 'yesterday', 'week', 'month', 'last_month', 'custom'] as const
export type Period = (typeof PERIODS)[number]

/** First and last business day, both included, YYYY-MM-DD. */
export type DaySpan = { fromDay: string; toDay: string }

/** The longest custom period in days, both ends included. */
export const MAXIMUM_PERIOD_DAYS = 731

/**
 * The days a period means, seen from `today` (a business day). A week starts on Monday; week and month end today.
 * @throws Refusal period.invalid when a custom period lacks a day, is no calendar day, ends before it starts or is over two years
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

/** Whether two texts are first and last day of a period that may be asked for: real, in order, not too many. */
export function isSpan(start: string, end: string): boolean {
  return isDay(start) && isDay(end) && start <= end && end < addDays(start, MAXIMUM_PERIOD_DAYS)
}

/** As many days as `span` has, ending where it starts: what a figure is compared with. */
export function spanBefore({ fromDay, toDay }: DaySpan): DaySpan {
  const days = Math.round((Date.parse(toDay) - Date.parse(fromDay)) / 86_400_000) + 1
  return { fromDay: addDays(fromDay, -days), toDay: addDays(fromDay, -1) }
}
