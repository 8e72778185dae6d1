// Whether what was accepted has really arrived: every dish stands on a screen of the kitchen, every
// message was sent. What the screens read is asked here too, not derived again, so that a mistake
// in it cannot hide itself.

import { z } from 'zod'
import type { Localized } from '@/domain/language'
import { ask, json, statement } from '../database/statement'
import type { Deps } from '../deps'
import { IS_ACCEPTED, isCleared, openLines, ROUND_AND_ORDER_OF_LINE } from './open-lines'
import { readShownLines } from './read-tickets'

export type LostLine = { lineId: number; tableName: string; name: string; names: Localized }

export type Alarms = {
  /**
   * Dishes that were accepted, or wait to be, and stand on no station's screen, the oldest first;
   * so many of them are told.
   */
  lost: LostLine[]
  lostCount: number
  /** Messages that should long have been sent: screens may be behind. */
  unsent: { count: number; sinceAt: string | null }
  /** Messages that could not be sent and were put aside lately. */
  parked: { count: number; sinceAt: string | null }
}

/** As many as somebody can go and ask about; the others are counted. */
const MOST_LOST = 20
/** A message usually leaves within milliseconds. */
const UNSENT_ALARM_SECONDS = 10
/** From here on nobody counts. */
const MOST_STUCK = 10_000
/** What was put aside longer ago was read again by every screen since. */
const PARKED_ALARM_MINUTES = 60

/** Nothing in it is the normal case. */
export async function readAlarms(deps: Deps, storeId: number): Promise<Alarms> {
  const [lost, messages] = await Promise.all([
    readLostLines(deps, storeId),
    readStuckMessages(deps, storeId),
  ])
  return { lost: lost.slice(0, MOST_LOST), lostCount: lost.length, ...messages }
}

export function isAlarming({ lostCount, unsent, parked }: Alarms): boolean {
  return lostCount + unsent.count + parked.count > 0
}

/** Looked at twice: what a cook moved on between the two readings is not lost. */
async function readLostLines(deps: Deps, storeId: number): Promise<LostLine[]> {
  const accepted = await readAccepted(deps, storeId)
  if (accepted.length === 0) return []
  const stations = await deps.db.station.findMany({
    where: { storeId, archivedAt: null, isExpo: false },
    select: { id: true },
  })
  const stationIds = stations.map(({ id }) => id)
  const shown = new Set(await readShownLines(deps, { storeId, stationIds }))
  const missing = new Set(
    accepted.filter(({ lineId }) => !shown.has(lineId)).map(({ lineId }) => lineId),
  )
  if (missing.size === 0) return []
  return (await readAccepted(deps, storeId)).filter(({ lineId }) => missing.has(lineId))
}

const READ_ACCEPTED_LINES = statement(
  'read-accepted-lines',
  { lineId: z.int(), tableName: z.string(), name: z.string(), names: json<Localized>() },
  `
SELECT l.id AS "lineId", o.table_name AS "tableName", l.name, l.names
  FROM ${openLines('$1', ['held', 'queued', 'cooking'])} l${ROUND_AND_ORDER_OF_LINE}
 WHERE ${IS_ACCEPTED} AND NOT ${isCleared('r.sitting_id')}
 ORDER BY l.id`,
)

async function readAccepted(deps: Deps, storeId: number): Promise<LostLine[]> {
  const rows = await ask(deps.pool, READ_ACCEPTED_LINES, [storeId])
  return rows
}

const READ_STUCK_MESSAGES = statement(
  'read-stuck-messages',
  {
    unsent: z.int(),
    unsentSinceAt: z.date().nullable(),
    parked: z.int(),
    parkedSinceAt: z.date().nullable(),
  },
  `
SELECT count(*) FILTER (WHERE late)::int AS unsent, min(created_at) FILTER (WHERE late) AS "unsentSinceAt",
       count(*) FILTER (WHERE aside)::int AS parked, min(created_at) FILTER (WHERE aside) AS "parkedSinceAt"
  FROM (SELECT created_at, parked_at IS NULL AND created_at < now() - interval '${UNSENT_ALARM_SECONDS} seconds' AS late,
               parked_at > now() - interval '${PARKED_ALARM_MINUTES} minutes' AS aside
          FROM outbox_event WHERE store_id = $1 AND sent_at IS NULL ORDER BY id LIMIT ${MOST_STUCK}) stuck`,
)

async function readStuckMessages(
  deps: Deps,
  storeId: number,
): Promise<Pick<Alarms, 'unsent' | 'parked'>> {
  const [row] = await ask(deps.pool, READ_STUCK_MESSAGES, [storeId])
  const stuck = (count = 0, sinceAt: Date | null = null) => ({
    count,
    sinceAt: sinceAt?.toISOString() ?? null,
  })
  return {
    unsent: stuck(row?.unsent, row?.unsentSinceAt),
    parked: stuck(row?.parked, row?.parkedSinceAt),
  }
}
