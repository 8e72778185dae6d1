// Which business day a store has now: what "today" means to its staff.

import { businessDay } from '@/domain/calendar'
import type { Actor } from '../access/procedures'
import type { Ground } from '../ground'

/** @returns the business day (YYYY-MM-DD) and the zone in which the store reads its clock */
export async function readToday(
  ground: Ground,
  actor: Actor,
): Promise<{ day: string; timeZone: string }> {
  const { timeZone, dayEndsAtHour } = await ground.db.store.findUniqueOrThrow({
    where: { id: actor.storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })
  return { day: businessDay(ground.now().getTime(), { timeZone, dayEndsAtHour }), timeZone }
}
