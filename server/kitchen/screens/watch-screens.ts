// Whether the screens of the kitchens are there. Each process writes down which ones it heard;
// whichever process looks next finds those that fell silent, so that a screen which comes back at
// another process is back. One that is gone while its store works is an alarm until it is back or
// somebody answers; one that goes when nothing is on was switched off.

import { z } from 'zod'
import { ask, statement } from '../../database/statement'
import type { Deps } from '../../deps'
import type { HeardScreen } from '../../realtime/listeners'
import { hasOpenLines } from '../open-lines'

/** Silent for longer than a reload, a new link or a change of station takes. */
export const GONE_AFTER_MS = 40_000
/** Between two looks: whoever did not look for longer cannot know who was there. */
const LOOK_PATIENCE_MS = 15_000
/** A party that sits for longer was forgotten: no store works because of it. */
const FORGOTTEN_HOURS = 12

export type ScreenWatch = {
  /**
   * One look; the first one that finds something missing is made when this process itself has
   * watched for long enough.
   */
  run: () => Promise<void>
}

export function makeScreenWatch(deps: Deps, takeHeard: () => HeardScreen[]): ScreenWatch {
  let watchingSinceMs = Number.POSITIVE_INFINITY
  let lookedAtMs = Number.NEGATIVE_INFINITY

  return {
    run: async () => {
      await keepHeard(deps, takeHeard())
      const nowMs = deps.now().getTime()
      const hasGap = Math.abs(nowMs - lookedAtMs) > LOOK_PATIENCE_MS
      if (hasGap) watchingSinceMs = nowMs
      lookedAtMs = nowMs
      // After a start, a sleep of the machine or a database that was away all screens are silent,
      // and it is not they who were gone.
      if (nowMs - watchingSinceMs < GONE_AFTER_MS) return
      for (const { storeId, id } of await noticeGone(deps, nowMs)) {
        deps.log.warn({ storeId, screen: id }, 'a kitchen screen is gone')
      }
    },
  }
}

const KEEP_HEARD_SCREENS = statement(
  'keep-heard-screens',
  {},
  `
INSERT INTO kitchen_screen AS k (key, store_id, device_id, session_id, station_id, is_board, last_seen_at)
SELECT h.key, h.store_id, h.device_id, h.session_id, s.id, h.is_board, h.at
  FROM jsonb_to_recordset($1::jsonb) AS h(key text, store_id int, device_id int, session_id int,
                                          station_id int, is_board boolean, at timestamptz)
  LEFT JOIN station s ON s.id = h.station_id AND s.store_id = h.store_id
 WHERE EXISTS (SELECT FROM device d WHERE d.id = h.device_id AND d.revoked_at IS NULL)
    OR EXISTS (SELECT FROM staff_session t WHERE t.id = h.session_id AND t.ended_at IS NULL)
 ORDER BY h.key
    ON CONFLICT (key) DO UPDATE
   SET station_id = EXCLUDED.station_id, is_board = EXCLUDED.is_board, last_seen_at = EXCLUDED.last_seen_at,
       gone_at = NULL, off_at = NULL
 WHERE k.last_seen_at < EXCLUDED.last_seen_at AND (k.off_at IS NULL OR k.off_at < EXCLUDED.last_seen_at)`,
)

/** What was heard before it was switched off, signed out or ended does not switch it on. */
async function keepHeard(deps: Deps, heard: readonly HeardScreen[]): Promise<void> {
  if (heard.length === 0) return
  const rows = new Map(
    heard.map(({ kind, id, storeId, tab, stationId, isBoard, atMs }) => {
      const key = kind === 'screen' ? screenKey(id) : `session:${id}:${tab}`
      const row = {
        key,
        store_id: storeId,
        device_id: kind === 'screen' ? id : null,
        session_id: kind === 'session' ? id : null,
        station_id: stationId,
        is_board: isBoard,
        at: new Date(atMs).toISOString(),
      }
      return [key, row]
    }),
  )
  await ask(deps.pool, KEEP_HEARD_SCREENS, [JSON.stringify([...rows.values()])])
}

const NOTICE_GONE_SCREENS = statement(
  'notice-gone-screens',
  { id: z.int(), storeId: z.int(), isAlarm: z.boolean() },
  `
UPDATE kitchen_screen k
   SET gone_at = CASE WHEN w.is_working THEN k.last_seen_at END, off_at = CASE WHEN w.is_working THEN NULL ELSE $2 END
  FROM (SELECT s.id AS store_id,
               (SELECT max(t.opened_at) FROM sitting t WHERE t.store_id = s.id AND t.cleared_at IS NULL)
                 > $2::timestamptz - interval '${FORGOTTEN_HOURS} hours'
            OR ${hasOpenLines('s.id', ['held', 'queued', 'cooking'])} AS is_working
          FROM store s) w
 WHERE w.store_id = k.store_id AND k.gone_at IS NULL AND k.off_at IS NULL AND k.last_seen_at < $1
RETURNING k.id, k.store_id AS "storeId", k.gone_at IS NOT NULL AS "isAlarm"`,
)

async function noticeGone(deps: Deps, nowMs: number): Promise<{ id: number; storeId: number }[]> {
  const rows = await ask(deps.pool, NOTICE_GONE_SCREENS, [
    new Date(nowMs - GONE_AFTER_MS),
    new Date(nowMs),
  ])
  return rows.filter(({ isAlarm }) => isAlarm)
}

/** The one row of a paired screen, whichever of its tabs is heard. */
export const screenKey = (deviceId: number) => `device:${deviceId}`
