// Events that were sent long ago are forgotten, oldest first, so that what is kept of a store stays without gaps.
// Whoever was away longer reads again instead.

import { setInterval } from 'node:timers'
import type { Ground } from '../ground'

const KEEP_HOURS = 48
const EVERY_MS = 3_600_000

/** Prunes every hour until stopped. */
export function startPruning(ground: Ground): { stop: () => void } {
  const timer = setInterval(() => {
    pruneEvents(ground).catch((error) => ground.log.warn({ err: error }, 'events were not pruned'))
  }, EVERY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

export async function pruneEvents(ground: Ground): Promise<void> {
  const before = new Date(ground.now().getTime() - KEEP_HOURS * 3_600_000)
  await ground.pool.query(
    `WITH old AS (
       SELECT store_id, max(seq) AS seq FROM outbox_event WHERE sent_at < $1 GROUP BY store_id
     )
     DELETE FROM outbox_event e USING old WHERE e.store_id = old.store_id AND e.seq <= old.seq`,
    [before],
  )
}
