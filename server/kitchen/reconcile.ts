// Every few seconds: has everything that was accepted arrived? What has not is said in the log when
// it begins and when it ends, and kept for /metrics; the floor's screens ask for themselves.

import { z } from 'zod'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { hasOpenLines } from './open-lines'
import { type Alarms, isAlarming, readAlarms } from './read-alarms'

/** As many as are looked through for a store that has nothing else open. */
const MOST_UNSENT = 1_000

export type Reconciler = {
  /** One look at every store that has something open. */
  run: () => Promise<void>
  /** How much was wrong at the last look, over all stores. */
  figures: () => { lostLines: number; unsent: number; parked: number }
}

export function makeReconciler(deps: Deps): Reconciler {
  let latest = new Map<number, Alarms>()

  return {
    run: async () => {
      const found = new Map<number, Alarms>()
      for (const storeId of await busyStores(deps)) {
        const alarms = await readAlarms(deps, storeId)
        if (isAlarming(alarms)) found.set(storeId, alarms)
      }
      for (const [storeId, alarms] of found) {
        if (!latest.has(storeId)) deps.log.error({ storeId, alarms }, 'not all has arrived')
      }
      for (const storeId of latest.keys()) {
        if (!found.has(storeId)) deps.log.warn({ storeId }, 'all has arrived again')
      }
      latest = found
    },
    figures: () => {
      const all = [...latest.values()]
      const sum = (of: (alarms: Alarms) => number) =>
        all.reduce((total, alarms) => total + of(alarms), 0)
      return {
        lostLines: sum(({ lostCount }) => lostCount),
        unsent: sum(({ unsent }) => unsent.count),
        parked: sum(({ parked }) => parked.count),
      }
    },
  }
}

const READ_BUSY_STORES = statement(
  'read-busy-stores',
  { storeId: z.int() },
  `
SELECT s.id AS "storeId" FROM store s
 WHERE ${hasOpenLines('s.id')}
    OR s.id IN (SELECT e.store_id FROM (SELECT store_id FROM outbox_event WHERE sent_at IS NULL ORDER BY id LIMIT ${MOST_UNSENT}) e)`,
)

async function busyStores(deps: Deps): Promise<number[]> {
  const rows = await ask(deps.pool, READ_BUSY_STORES)
  return rows.map(({ storeId }) => storeId)
}
