// What was told in somebody's rooms since they last listened.

import type { MessageBody, Missed } from '@/domain/event'
import type { Ground } from '../ground'
import { messageOf } from './relay'

/** Whoever missed more reads again: that is cheaper than hearing it all. */
const MAXIMUM_REPLAY = 500

type Row = {
  upTo: string
  isTooOld: boolean
  events: { seq: string; type: string; payload: MessageBody; createdAt: string }[]
}

/**
 * One statement, so that the answer has one instant: everything numbered up to `upTo`, whether it was sent already or is
 * being sent now. A listener who had joined before asking misses nothing and may hear something twice.
 * @param afterSeq null = from now on
 */
export async function readMissed(
  ground: Ground,
  storeId: number,
  rooms: readonly string[],
  afterSeq: number | null,
): Promise<Missed> {
  const { rows } = await ground.pool.query<Row>({
    name: 'read-missed',
    text: `
SELECT s.event_seq AS "upTo",
       $2::bigint > s.event_seq OR $2::bigint + 1 < COALESCE(
         (SELECT min(e.seq) FROM outbox_event e WHERE e.store_id = s.id), s.event_seq + 1) AS "isTooOld",
       COALESCE((
         SELECT json_agg(json_build_object('seq', e.seq, 'type', e.type, 'payload', e.payload,
                                           'createdAt', e.created_at) ORDER BY e.seq)
           FROM (SELECT * FROM outbox_event
                  WHERE store_id = s.id AND seq > $2 AND parked_at IS NULL AND rooms && $3::text[]
                  ORDER BY seq LIMIT ${MAXIMUM_REPLAY + 1}) e), '[]') AS events
  FROM store s WHERE s.id = $1`,
    values: [storeId, afterSeq, rooms],
  })
  const [row] = rows
  const upTo = Number(row?.upTo ?? 0)
  if (!row || row.isTooOld || row.events.length > MAXIMUM_REPLAY) return { isTooOld: true, upTo }
  const messages = row.events.map((event) =>
    messageOf({ ...event, createdAt: new Date(event.createdAt) }),
  )
  return { isTooOld: false, upTo, messages }
}
