// The days a report is about, in the calendar of its store.

import { type DaySpan, type Period, spanOf } from '@/domain/analytics'
import { addDays, businessDay } from '@/domain/calendar'
import { Refusal } from '@/domain/refusal'
import type { Ground } from '../ground'

export type PeriodWish = {
  period: Period
  customStart?: string | undefined
  customEnd?: string | undefined
}

/** The business day that the store is in now. @throws Refusal thing.not-found */
export async function readToday(ground: Ground, storeId: number): Promise<string> {
  const store = await ground.db.store.findUnique({
    where: { id: storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })
  if (!store) throw new Refusal('thing.not-found')
  return businessDay(ground.now().getTime(), store)
}

/** @throws Refusal period.invalid */
export async function readSpan(
  ground: Ground,
  storeId: number,
  wish: PeriodWish,
): Promise<DaySpan> {
  const today = await readToday(ground, storeId)
  return spanOf(wish.period, today, { start: wish.customStart, end: wish.customEnd })
}

/** The last so many business days, today included. */
export async function readLastDays(
  ground: Ground,
  storeId: number,
  days: number,
): Promise<DaySpan> {
  const toDay = await readToday(ground, storeId)
  return { fromDay: addDays(toDay, 1 - days), toDay }
}
