// The relay carries what was committed to those who listen: it numbers new events per store without
// gaps, sends them in order and marks them sent. One relay works at a time, whichever process it is
// in: the lock lives on its connection, and so does all it writes. Killed between any two steps,
// the next one sends again what was not marked: at least once.

import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { z } from 'zod'
import { MESSAGE_TYPES, type Message, type MessageBody, type MessageType } from '@/domain/event'
import { ask, json, notNullHere, statement } from '../database/statement'
import type { Deps } from '../deps'

/** Who hears it, and what. Throws when it cannot be sent. */
export type Send = (rooms: string[], message: Message) => void

export type Relay = { nudge: () => void; stop: () => Promise<void> }

export const RELAY_LOCK = 7_301_985
const POLL_MS = 500
/**
 * In a rush the events of this long share one turn, which spares the database two statements each.
 */
const GATHER_MS = 10
/** It is a rush when one turn carried this many; before that nobody waits. */
const RUSH = 4
/** Another process, which does not hold the lock, wakes the one that does. */
const WAKE = 'fanzhuo_relay'
const BATCH = 500
/**
 * Events of before are looked for by their ids only now and then: the database keeps what was sent
 * in its index as long as somebody reads an older state of it (a dump does). Whatever was begun so
 * long ago is committed by then, and what is not is found by the next full look.
 */
const FULL_LOOK_MS = 60_000
const MARK_MS = 5_000
/** An event that failed this often is put aside, so that the ones behind it flow. */
const MAXIMUM_ATTEMPTS = 5

export function startRelay(deps: Deps, send: Send): Relay {
  let connection: PoolClient | null = null
  let isStopping = false
  let isWanted = true
  let wake: () => void = () => {}
  /** After a new start, or a failure, events may be numbered and not sent. */
  let isBehind = true
  let isCalling = false
  let isRush = false
  let lastLookMs = Number.NEGATIVE_INFINITY
  /** The highest id sent, and when; the first of them is old enough to be looked from. */
  let marks: { id: number; atMs: number }[] = []

  /** Events up to this one were sent long ago. */
  const sentUpTo = (nowMs: number) => {
    const isFull = isBehind || nowMs < lastLookMs || nowMs - lastLookMs >= FULL_LOOK_MS
    if (isFull) lastLookMs = nowMs
    const old = marks.filter(({ atMs }) => nowMs - atMs >= FULL_LOOK_MS)
    marks = [...old.slice(-1), ...marks.filter((mark) => !old.includes(mark))]
    return isFull ? 0 : (old.at(-1)?.id ?? 0)
  }
  const mark = (id: number, nowMs: number) => {
    const newest = marks.at(-1)
    if (!newest || (id > newest.id && nowMs - newest.atMs >= MARK_MS))
      marks.push({ id, atMs: nowMs })
  }

  const nudge = () => {
    isWanted = true
    wake()
  }

  /** With its connection goes its lock. */
  const letGo = () => {
    connection?.release(true)
    connection = null
  }

  /** A connection that holds the lock, or null while another relay does. */
  const lockedConnection = async (): Promise<PoolClient | null> => {
    if (connection) return connection
    const fresh = await deps.pool.connect()
    // Heard from the first moment: a connection that breaks with nobody listening would take the
    // process along.
    const onBroken = () => {
      if (connection === fresh) letGo()
    }
    fresh.on('error', onBroken)
    try {
      const { rows } = await fresh.query<{ isMine: boolean }>(
        'SELECT pg_try_advisory_lock($1) AS "isMine"',
        [RELAY_LOCK],
      )
      if (!rows[0]?.isMine) {
        fresh.off('error', onBroken)
        fresh.release()
        return null
      }
      fresh.on('notification', nudge)
      await fresh.query(`LISTEN ${WAKE}`)
    } catch (error) {
      fresh.release(true)
      throw error
    }
    connection = fresh
    isBehind = true
    return fresh
  }

  const work = async () => {
    while (!isStopping) {
      isWanted = false
      try {
        const locked = await lockedConnection()
        if (locked) {
          const nowMs = deps.now().getTime()
          const turn = await relayOnce(locked, deps, send, { isBehind, after: sentUpTo(nowMs) })
          isBehind = turn.isBehind
          if (turn.lastId > 0) mark(turn.lastId, nowMs)
          isRush = turn.events >= RUSH
          if (turn.isMore) isWanted = true
        } else await callHolder()
      } catch (error) {
        if (!isStopping) deps.log.warn({ err: error }, 'the relay starts over')
        letGo()
      }
      if (isStopping) break
      if (isWanted && isRush) await sleep(GATHER_MS)
      if (!isWanted) await restUntil((woken) => (wake = woken))
    }
    letGo()
  }
  /** Something was committed here, and the relay is elsewhere. */
  const callHolder = async () => {
    if (!isCalling) return
    isCalling = false
    await deps.pool.query(`NOTIFY ${WAKE}`)
  }
  const done = work()

  return {
    nudge: () => {
      isCalling = connection === null
      nudge()
    },
    stop: async () => {
      isStopping = true
      wake()
      await done
    },
  }
}

function restUntil(onWake: (wake: () => void) => void): Promise<void> {
  return new Promise((rested) => {
    const timer = setTimeout(rested, POLL_MS)
    onWake(() => {
      clearTimeout(timer)
      rested()
    })
  })
}

const NUMBERED = {
  id: z.int(),
  storeId: z.int(),
  seq: notNullHere(z.int()),
  type: z.string(),
  rooms: notNullHere(z.array(z.string())),
  payload: json<MessageBody>(),
  createdAt: z.date(),
  attempts: z.int(),
}
type Numbered = z.infer<z.ZodObject<typeof NUMBERED>>

/** `lastId`: the highest that was sent, 0 = none. */
type Turn = { events: number; isMore: boolean; isBehind: boolean; lastId: number }

/**
 * Numbers, sends, marks; where events may be numbered already and not sent, those first.
 * @param from.after the id behind which new events are looked for
 */
async function relayOnce(
  connection: PoolClient,
  deps: Deps,
  send: Send,
  { isBehind, after }: { isBehind: boolean; after: number },
): Promise<Turn> {
  const numbered = await ask(connection, NUMBER, [after])
  const rows = isBehind ? await ask(connection, UNSENT) : numbered

  const sent: number[] = []
  const failed: Numbered[] = []
  const stuck = new Set<number>()
  for (const event of rows) {
    if (stuck.has(event.storeId)) continue
    try {
      send(event.rooms, messageOf(event))
      sent.push(event.id)
    } catch (error) {
      deps.log.error({ err: error, event: event.id }, 'an event cannot be sent')
      failed.push(event)
      // The ones behind it wait, so that nobody hears them out of order; once it is put aside they
      // flow.
      if (event.attempts + 1 < MAXIMUM_ATTEMPTS) stuck.add(event.storeId)
    }
  }

  if (sent.length > 0) await ask(connection, MARK_SENT, [sent])
  if (failed.length > 0) {
    await ask(connection, MARK_FAILED, [failed.map((event) => event.id), MAXIMUM_ATTEMPTS])
  }
  // Those that wait behind a failed one are numbered; a whole batch may not be all.
  return {
    events: rows.length,
    isMore: rows.length === BATCH,
    isBehind: sent.length < rows.length || rows.length === BATCH,
    lastId: Math.max(0, ...sent),
  }
}

/** An event as it goes over the wire. @throws when it is no message of ours */
export function messageOf(event: {
  seq: number
  type: string
  payload: MessageBody
  createdAt: Date
}): Message {
  if (!MESSAGE_TYPES.includes(event.type as MessageType)) {
    throw new Error(`no message is called ${event.type}`)
  }
  return {
    ...event.payload,
    type: event.type as MessageType,
    seq: event.seq,
    timestamp: event.createdAt.toISOString(),
  }
}

/**
 * In the order in which they were written, after the last number of their store. $1 after which.
 */
const NUMBER = statement(
  'relay-number',
  NUMBERED,
  `
WITH fresh AS (
  SELECT id, store_id, row_number() OVER (PARTITION BY store_id ORDER BY id) AS nth
    FROM outbox_event
   WHERE sent_at IS NULL AND seq IS NULL AND id > $1
   ORDER BY id LIMIT ${BATCH}
),
counted AS (SELECT store_id, count(*) AS many FROM fresh GROUP BY store_id),
grown AS (
  UPDATE store s SET event_seq = s.event_seq + c.many FROM counted c WHERE s.id = c.store_id
  RETURNING s.id AS store_id, s.event_seq - c.many AS before
),
numbered AS (
  UPDATE outbox_event e SET seq = g.before + f.nth
    FROM fresh f JOIN grown g ON g.store_id = f.store_id
   WHERE e.id = f.id
  RETURNING e.*
)
SELECT id, store_id AS "storeId", seq, type, rooms, payload, created_at AS "createdAt", attempts
  FROM numbered ORDER BY store_id, seq`,
)

const UNSENT = statement(
  'relay-unsent',
  NUMBERED,
  `
SELECT id, store_id AS "storeId", seq, type, rooms, payload, created_at AS "createdAt", attempts
  FROM outbox_event
 WHERE sent_at IS NULL AND parked_at IS NULL AND seq IS NOT NULL
 ORDER BY store_id, seq LIMIT ${BATCH}`,
)

/**
 * This commit need not wait for the disk: a mark that a power cut takes is only told again. The
 * numbers above must.
 */
const MARK_SENT = statement(
  'relay-mark-sent',
  {},
  `
UPDATE outbox_event SET sent_at = now()
  FROM (SELECT set_config('synchronous_commit', 'off', true)) lazily
 WHERE id = ANY($1::bigint[])`,
)

const MARK_FAILED = statement(
  'relay-mark-failed',
  {},
  `
UPDATE outbox_event
   SET attempts = attempts + 1, parked_at = CASE WHEN attempts + 1 >= $2 THEN now() END
 WHERE id = ANY($1::bigint[])`,
)
