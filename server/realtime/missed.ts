// What was told in somebody's rooms since they last listened.

import { z } from 'zod'
import type { MessageBody, Missed } from '@/domain/event'
import { ask, json, statement } from '../database/statement'
import type { Deps } from '../deps'
import { messageOf } from './relay'

/** Whoever missed more reads again: that is cheaper than hearing it all. */
const MAXIMUM_REPLAY = 500
/** The rooms of a phone are few among those of its store: more than this is not looked through. */
const MOST_BEHIND = 10_000

type Kept = { seq: number; type: string; payload: MessageBody; createdAt: string }

const READ_MISSED = statement(
  'read-missed',
  { upTo: z.int(), isTooOld: z.boolean().nullable(), events: json<Kept[]>() },
  `
SELECT s.event_seq AS "upTo",
       $2::bigint > s.event_seq OR $2::bigint + ${MOST_BEHIND} < s.event_seq OR $2::bigint + 1 < COALESCE(
         (SELECT min(e.seq) FROM outbox_event e WHERE e.store_id = s.id), s.event_seq + 1) AS "isTooOld",
       COALESCE((
         SELECT json_agg(json_build_object('seq', e.seq, 'type', e.type, 'payload', e.payload,
                                           'createdAt', e.created_at) ORDER BY e.seq)
           FROM (SELECT * FROM outbox_event
                  WHERE store_id = s.id AND seq > GREATEST($2, s.event_seq - ${MOST_BEHIND}) AND parked_at IS NULL AND rooms && $3::text[]
                  ORDER BY seq LIMIT ${MAXIMUM_REPLAY + 1}) e), '[]') AS events
  FROM store s WHERE s.id = $1`,
)

/**
 * One statement, so that the answer has one instant: everything numbered up to `upTo`, whether it
 * was sent already or is being sent now. A listener who had joined before asking misses nothing and
 * may hear something twice.
 * @param afterSeq null = from now on
 */
export async function readMissed(
  deps: Deps,
  storeId: number,
  rooms: readonly string[],
  afterSeq: number | null,
): Promise<Missed> {
  const rows = await ask(deps.pool, READ_MISSED, [storeId, afterSeq, rooms])
  const [row] = rows
  const upTo = row?.upTo ?? 0
  if (!row || row.isTooOld || row.events.length > MAXIMUM_REPLAY) return { isTooOld: true, upTo }
  const messages = row.events.map((event) =>
    messageOf({ ...event, createdAt: new Date(event.createdAt) }),
  )
  return { isTooOld: false, upTo, messages }
}
