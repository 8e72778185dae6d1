// The relay takes committed events to the screens: numbers them per store without gaps, sends them in that order, and
// marks them sent. One relay works at a time, over all processes. Killed at any step, the next one goes on: at least once.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Message, MessageBody, MessageType } from '@/domain/event'
import type { Ground } from '../ground'

/** The guarantee behind the nudge. */
const POLL_MS = 500
const BATCH = 500
const ATTEMPTS = 5
/** Which of our advisory locks this is. */
const LOCK = '7, 3'

export type Send = (rooms: readonly string[], message: Message) => void

export type Relay = { nudge: () => void; stop: () => Promise<void> }

type Row = {
  id: string
  seq: string
  type: MessageType
  rooms: string[]
  payload: MessageBody
  createdAt: Date
}

const NUMBER = {
  name: 'number-events',
  text: `
WITH fresh AS (
  SELECT id, store_id, row_number() OVER (PARTITION BY store_id ORDER BY id) AS n
    FROM outbox_event WHERE seq IS NULL AND sent_at IS NULL ORDER BY id LIMIT ${BATCH}
), counts AS (
  SELECT store_id, max(n) AS n FROM fresh GROUP BY store_id
), advanced AS (
  UPDATE store s SET event_seq = s.event_seq + c.n FROM counts c WHERE s.id = c.store_id
  RETURNING s.id, s.event_seq - c.n AS base
)
UPDATE outbox_event e SET seq = a.base + f.n
  FROM fresh f JOIN advanced a ON a.id = f.store_id WHERE e.id = f.id`,
}

const UNSENT = {
  name: 'unsent-events',
  text: `
SELECT id, seq, type, rooms, payload, created_at AS "createdAt" FROM outbox_event
 WHERE sent_at IS NULL AND parked_at IS NULL AND seq IS NOT NULL
 ORDER BY store_id, seq LIMIT ${BATCH}`,
}

export function startRelay(ground: Ground, send: Send): Relay {
  let isStopping = false
  let isNudged = false
  let wake: () => void = () => {}

  const rest = () =>
    new Promise<void>((done) => {
      if (isNudged || isStopping) return done()
      const timer = setTimeout(done, POLL_MS)
      wake = () => {
        clearTimeout(timer)
        done()
      }
    })

  const run = async () => {
    while (!isStopping) {
      try {
        await whileAlone(ground, async () => {
          while (!isStopping) {
            isNudged = false
            const count = await carry(ground, send)
            if (count < BATCH) await rest()
          }
        })
      } catch (error) {
        ground.log.warn({ err: error }, 'the relay lost the database; it tries again')
      }
      if (!isStopping) await sleep(POLL_MS)
    }
  }
  const ended = run()

  return {
    nudge: () => {
      isNudged = true
      wake()
    },
    stop: async () => {
      isStopping = true
      wake()
      await ended
    },
  }
}

/** Works while this process holds the lock, on a connection of its own; another process waits its turn. */
async function whileAlone(ground: Ground, work: () => Promise<void>): Promise<void> {
  const client = await ground.pool.connect()
  try {
    const { rows } = await client.query<{ ok: boolean }>(
      `SELECT pg_try_advisory_lock(${LOCK}) AS ok`,
    )
    if (!rows[0]?.ok) return
    await work()
    await client.query(`SELECT pg_advisory_unlock(${LOCK})`)
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** One batch; returns how many events it took. */
async function carry(ground: Ground, send: Send): Promise<number> {
  await ground.pool.query(NUMBER)
  const { rows } = await ground.pool.query<Row>(UNSENT)
  if (rows.length === 0) return 0

  const sent: string[] = []
  const stuck: string[] = []
  for (const row of rows) {
    try {
      send(row.rooms, messageOf(row))
      sent.push(row.id)
    } catch (error) {
      ground.log.error({ err: error, event: row.id }, 'an event could not be sent')
      stuck.push(row.id)
    }
  }
  await ground.pool.query({
    name: 'mark-sent',
    text: 'UPDATE outbox_event SET sent_at = now() WHERE id = ANY($1::bigint[])',
    values: [sent],
  })
  if (stuck.length > 0) {
    await ground.pool.query(
      `UPDATE outbox_event SET attempts = attempts + 1,
              parked_at = CASE WHEN attempts + 1 >= ${ATTEMPTS} THEN now() END
        WHERE id = ANY($1::bigint[])`,
      [stuck],
    )
  }
  return rows.length
}

export function messageOf(row: Omit<Row, 'id' | 'rooms'>): Message {
  return {
    ...row.payload,
    type: row.type,
    seq: Number(row.seq),
    timestamp: row.createdAt.toISOString(),
  }
}
