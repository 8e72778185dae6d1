// Every few seconds: has everything that was accepted arrived? What has not is said in the log when it begins and when it ends,
// and kept for /metrics; the floor's screens ask for themselves.

import type { Ground } from '../ground'
import { type Alarms, isAlarming, readAlarms } from './read-alarms'

export type Reconciler = {
  /** One look at every store that has something open. */
  run: () => Promise<void>
  /** How much was wrong at the last look, over all stores. */
  figures: () => { lostLines: number; unsent: number; parked: number }
}

export function makeReconciler(ground: Ground): Reconciler {
  let latest = new Map<number, Alarms>()

  return {
    run: async () => {
      const found = new Map<number, Alarms>()
      for (const storeId of await busyStores(ground)) {
        const alarms = await readAlarms(ground, storeId)
        if (isAlarming(alarms)) found.set(storeId, alarms)
      }
      for (const [storeId, alarms] of found) {
        if (!latest.has(storeId)) ground.log.error({ storeId, alarms }, 'not all has arrived')
      }
      for (const storeId of latest.keys()) {
        if (!found.has(storeId)) ground.log.warn({ storeId }, 'all has arrived again')
      }
      latest = found
    },
    figures: () => {
      const all = [...latest.values()]
      const sum = (of: (alarms: Alarms) => number) =>
        all.reduce((total, alarms) => total + of(alarms), 0)
      return {
        lostLines: sum(({ lost }) => lost.length),
        unsent: sum(({ unsent }) => unsent.count),
        parked: sum(({ parked }) => parked.count),
      }
    },
  }
}

async function busyStores(ground: Ground): Promise<number[]> {
  const { rows } = await ground.pool.query<{ storeId: number }>({
    name: 'read-busy-stores',
    text: `
SELECT store_id AS "storeId" FROM order_line WHERE state IN ('held', 'queued', 'cooking', 'ready')
UNION
SELECT store_id FROM outbox_event WHERE sent_at IS NULL`,
  })
  return rows.map(({ storeId }) => storeId)
}
