// The days a report is about, in the calendar of its store.

import { type DaySpan, type Period, spanOf } from '@/domain/analytics'
import { addDays, businessDay, type StoreClock } from '@/domain/calendar'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '../deps'

export type PeriodRequest = {
  period: Period
  customStart?: string | undefined
  customEnd?: string | undefined
}

/** @throws Refusal thing.not-found */
export async function readClock(deps: Deps, storeId: number): Promise<StoreClock> {
  const clock = await deps.db.store.findUnique({
    where: { id: storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })
  if (!clock) throw new Refusal('thing.not-found')
  return clock
}

/** The business day that the store is in now. @throws Refusal thing.not-found */
async function readToday(deps: Deps, storeId: number): Promise<string> {
  return businessDay(deps.now().getTime(), await readClock(deps, storeId))
}

/** @throws Refusal period.invalid */
export async function readSpan(
  deps: Deps,
  storeId: number,
  request: PeriodRequest,
): Promise<DaySpan> {
  const today = await readToday(deps, storeId)
  return spanOf(request.period, today, { start: request.customStart, end: request.customEnd })
}

/** The last so many business days, today included. */
export async function readLastDays(deps: Deps, storeId: number, days: number): Promise<DaySpan> {
  const toDay = await readToday(deps, storeId)
  return { fromDay: addDays(toDay, 1 - days), toDay }
}
