// What a screen missed: the messages of its rooms after the last one it saw.

import type { Message, MessageBody, MessageType } from '@/domain/event'
import type { Ground } from '../ground'
import { messageOf } from './relay'

/** More than this is not caught up message by message: the screen reads everything again. */
const MOST = 300

export type Missed = { messages: Message[] } | { isTooOld: true }

export async function readMissed(
  ground: Ground,
  storeId: number,
  rooms: readonly string[],
  afterSeq: number,
): Promise<Missed> {
  const { rows } = await ground.pool.query<{
    seq: string
    type: MessageType
    payload: MessageBody
    createdAt: Date
  }>({
    name: 'read-missed',
    text: `SELECT seq, type, payload, created_at AS "createdAt" FROM outbox_event
            WHERE store_id = $1 AND seq > $2 AND rooms && $3 ORDER BY seq LIMIT ${MOST + 1}`,
    values: [storeId, afterSeq, rooms],
  })
  return rows.length > MOST ? { isTooOld: true } : { messages: rows.map(messageOf) }
}

/** The number of the last event of a store. */
export async function readLastSeq(ground: Ground, storeId: number): Promise<number> {
  const { rows } = await ground.pool.query<{ seq: string }>({
    name: 'read-last-seq',
    text: 'SELECT event_seq AS seq FROM store WHERE id = $1',
    values: [storeId],
  })
  return Number(rows[0]?.seq ?? 0)
}
