// Whether what was accepted has really arrived: every dish stands on a screen of the kitchen, every message was sent. What the
// screens read is asked here too, not derived again, so that a mistake in it cannot hide itself.

import type { Ground } from '../ground'
import { readTickets } from './read-tickets'

export type LostLine = { lineId: number; tableName: string; name: string; nameEn: string | null }

export type Alarms = {
  /** Dishes that were accepted and stand on no station's screen, the oldest first. */
  lost: LostLine[]
  /** Messages that should long have been sent: screens may be behind. */
  unsent: { count: number; sinceAt: string | null }
  /** Messages that could not be sent and were put aside lately. */
  parked: { count: number; sinceAt: string | null }
}

/** A message usually leaves within milliseconds. */
const UNSENT_ALARM_SECONDS = 10
/** What was put aside longer ago was read again by every screen since. */
const PARKED_ALARM_MINUTES = 60

/** Nothing in it is the normal case. */
export async function readAlarms(ground: Ground, storeId: number): Promise<Alarms> {
  const [lost, messages] = await Promise.all([
    readLostLines(ground, storeId),
    readStuckMessages(ground, storeId),
  ])
  return { lost, ...messages }
}

export function isAlarming({ lost, unsent, parked }: Alarms): boolean {
  return lost.length + unsent.count + parked.count > 0
}

/** Looked at twice: what a cook moved on between the two readings is not lost. */
async function readLostLines(ground: Ground, storeId: number): Promise<LostLine[]> {
  const accepted = await readAccepted(ground, storeId)
  if (accepted.length === 0) return []
  const stations = await ground.db.station.findMany({
    where: { storeId, archivedAt: null, isExpo: false },
    select: { id: true },
  })
  const screens = await Promise.all(
    stations.map(({ id }) => readTickets(ground, { storeId, stationId: id })),
  )
  const shown = new Set(
    screens.flatMap(({ tickets }) => tickets.flatMap(({ lines }) => lines.map(({ id }) => id))),
  )
  const missing = new Set(
    accepted.filter(({ lineId }) => !shown.has(lineId)).map(({ lineId }) => lineId),
  )
  if (missing.size === 0) return []
  return (await readAccepted(ground, storeId)).filter(({ lineId }) => missing.has(lineId))
}

async function readAccepted(ground: Ground, storeId: number): Promise<LostLine[]> {
  const { rows } = await ground.pool.query<LostLine>({
    name: 'read-accepted-lines',
    text: `
SELECT l.id AS "lineId", o.table_name AS "tableName", l.name, l.name_en AS "nameEn"
  FROM order_line l
  JOIN round r ON r.id = l.round_id AND r.state = 'confirmed'
  JOIN customer_order o ON o.id = l.order_id
 WHERE l.store_id = $1 AND l.state IN ('held', 'queued', 'cooking')
 ORDER BY l.id`,
    values: [storeId],
  })
  return rows
}

type Stuck = { count: number; sinceAt: Date | null }

async function readStuckMessages(
  ground: Ground,
  storeId: number,
): Promise<Pick<Alarms, 'unsent' | 'parked'>> {
  const { rows } = await ground.pool.query<Stuck & { kind: 'unsent' | 'parked' }>({
    name: 'read-stuck-messages',
    text: `
SELECT 'unsent' AS kind, count(*)::int AS count, min(created_at) AS "sinceAt" FROM outbox_event
 WHERE store_id = $1 AND sent_at IS NULL AND parked_at IS NULL
   AND created_at < now() - interval '${UNSENT_ALARM_SECONDS} seconds'
UNION ALL
SELECT 'parked', count(*)::int, min(created_at) FROM outbox_event
 WHERE store_id = $1 AND sent_at IS NULL AND parked_at > now() - interval '${PARKED_ALARM_MINUTES} minutes'`,
    values: [storeId],
  })
  const stuck = (wanted: 'unsent' | 'parked') => {
    const row = rows.find(({ kind }) => kind === wanted)
    return { count: row?.count ?? 0, sinceAt: row?.sinceAt?.toISOString() ?? null }
  }
  return { unsent: stuck('unsent'), parked: stuck('parked') }
}
