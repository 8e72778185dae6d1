// The stations of a kitchen, each with what waits there.

import type { Ground } from '../ground'

export type StationView = {
  id: number
  name: string
  nameEn: string | null
  isExpo: boolean
  /** Dishes waiting or on the fire. */
  open: number
}

export async function readStations(ground: Ground, storeId: number): Promise<StationView[]> {
  const { rows } = await ground.pool.query<StationView>({
    name: 'read-stations',
    text: `
SELECT s.id, s.name, s.name_en AS "nameEn", s.is_expo AS "isExpo", count(l.id)::int AS open
  FROM station s
  LEFT JOIN (order_line l JOIN round r ON r.id = l.round_id AND r.state = 'confirmed')
    ON l.store_id = s.store_id AND l.state IN ('queued', 'cooking') AND s.id = ANY (l.station_ids)
 WHERE s.store_id = $1 AND s.archived_at IS NULL
 GROUP BY s.id ORDER BY s.sort, s.id`,
    values: [storeId],
  })
  return rows
}
