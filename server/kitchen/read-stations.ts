// The stations of a kitchen, each with what waits there.

import { z } from 'zod'
import type { Localized } from '@/domain/language'
import { ask, json, statement } from '../database/statement'
import type { Deps } from '../deps'
import { isCleared, openLines } from './open-lines'

export type StationView = {
  id: number
  name: string
  names: Localized
  isExpo: boolean
  /** Dishes waiting or on the fire. */
  open: number
}

const READ_STATIONS = statement(
  'read-stations',
  {
    id: z.int(),
    name: z.string(),
    names: json<Localized>(),
    isExpo: z.boolean(),
    open: z.int(),
  },
  `
WITH work AS MATERIALIZED (
  SELECT l.station_ids
    FROM ${openLines('$1', ['queued', 'cooking'])} l
   CROSS JOIN LATERAL (SELECT state, sitting_id FROM round WHERE id = l.round_id OFFSET 0) r
   WHERE r.state = 'confirmed' AND NOT ${isCleared('r.sitting_id')})
SELECT s.id, s.name, s.names, s.is_expo AS "isExpo",
       (SELECT count(*) FROM work WHERE s.id = ANY (work.station_ids))::int AS open
  FROM station s
 WHERE s.store_id = $1 AND s.archived_at IS NULL
 ORDER BY s.sort, s.id`,
)

export async function readStations(deps: Deps, storeId: number): Promise<StationView[]> {
  const rows = await ask(deps.pool, READ_STATIONS, [storeId])
  return rows
}
