// Which business day a store has now: what "today" means to its staff.

import { businessDay } from '@/domain/calendar'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'

/** @returns the business day (YYYY-MM-DD) and the zone in which the store reads its clock */
export async function readToday(
  deps: Deps,
  actor: Actor,
): Promise<{ day: string; timeZone: string }> {
  const { timeZone, dayEndsAtHour } = await deps.db.store.findUniqueOrThrow({
    where: { id: actor.storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })
  return { day: businessDay(deps.now().getTime(), { timeZone, dayEndsAtHour }), timeZone }
}
