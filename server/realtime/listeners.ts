// Everybody who listens to this process, whichever wire they use, and the rounds that are made for
// them: rights are read again, heartbeats sent, holes named, and whoever does not read is let go
// before they fill our memory.

import { z } from 'zod'
import { BEAT_MS, type Beat, type ScreenPlace } from '@/domain/event'
import { ask, notNullHere, statement } from '../database/statement'
import type { Deps } from '../deps'
import { type Admission, admissionsThatEnded, keyOf } from './admissions'

export type Listener = {
  admission: Admission
  /** Bytes that wait for a slow reader. */
  bufferedBytes: () => number
  /** Ends the link at once. */
  drop: () => void
}

/** What is said to all listeners of one wire. */
export type Wire = {
  beat: (beat: Beat) => void
  /** Which messages the listeners of a room must have got by now. */
  mark: (room: string, seqs: number[]) => void
}

/** A kitchen screen that was heard, and when (ms since 1970). */
export type HeardScreen = Pick<Admission, 'kind' | 'id' | 'storeId'> &
  ScreenPlace & { atMs: number }

export type Listeners = {
  /** False when one person has too many links open; the listener was not taken. */
  add: (listener: Listener) => boolean
  remove: (listener: Listener) => void
  /** The screen of this admission says that it is there. */
  hear: (admission: Admission) => void
  /** The screens that said so since the last time this was asked. */
  takeHeard: () => HeardScreen[]
  /** From now on this wire is told the beat and the marks. */
  serve: (wire: Wire) => void
  stop: () => Promise<void>
}

/** How often rights are read again, and slow readers looked for. */
const RIGHTS_MS = 500
/** Tabs and screens of one session, seat or key. */
const MAXIMUM_LINKS = 20
const MAXIMUM_BUFFERED_BYTES = 1_000_000
/** A store that is new to this process: how far back its first round looks. */
const FIRST_LOOK_BACK = 200

export function gatherListeners(deps: Deps): Listeners {
  const all = new Set<Listener>()
  const wires: Wire[] = []
  const linksOf = new Map<string, number>()
  const heard = new Map<string, HeardScreen>()
  /** Per store: the last number whose hearers were told by a mark. */
  const markedTo = new Map<number, number>()

  const remove = (listener: Listener) => {
    if (!all.delete(listener)) return
    const key = keyOf(listener.admission)
    const left = (linksOf.get(key) ?? 1) - 1
    if (left > 0) linksOf.set(key, left)
    else linksOf.delete(key)
  }
  const drop = (listener: Listener) => {
    remove(listener)
    listener.drop()
  }

  const readRights = async () => {
    const listening = [...all]
    if (listening.length === 0) return
    for (const listener of listening) {
      if (listener.bufferedBytes() > MAXIMUM_BUFFERED_BYTES) drop(listener)
    }
    const ended = await admissionsThatEnded(
      deps,
      listening.map((listener) => listener.admission),
    )
    if (ended.size === 0) return
    for (const listener of listening) if (ended.has(listener.admission)) drop(listener)
  }

  const beat = async () => {
    if (all.size === 0) return
    // Read first: a heartbeat says that the database answers.
    const seqsOf = await readSentSince(deps, markedTo, storesOf(all))
    const timestamp = new Date().toISOString()
    for (const wire of wires) {
      for (const [room, seqs] of seqsOf) wire.mark(room, seqs)
      wire.beat({ timestamp })
    }
  }

  const rounds = [everyMs(RIGHTS_MS, readRights, deps), everyMs(BEAT_MS, beat, deps)]
  return {
    add: (listener) => {
      const key = keyOf(listener.admission)
      const links = linksOf.get(key) ?? 0
      if (links >= MAXIMUM_LINKS) return false
      linksOf.set(key, links + 1)
      all.add(listener)
      return true
    },
    remove,
    hear: ({ kind, id, storeId, place }) => {
      if (!place) return
      const screen = { kind, id, storeId, ...place, atMs: deps.now().getTime() }
      heard.set(`${keyOf(screen)} ${place.tab}`, screen)
    },
    takeHeard: () => {
      const taken = [...heard.values()]
      heard.clear()
      return taken
    },
    serve: (wire) => wires.push(wire),
    stop: async () => {
      await Promise.all(rounds.map((round) => round.stop()))
    },
  }
}

function storesOf(listeners: ReadonlySet<Listener>): number[] {
  return [...new Set([...listeners].map((listener) => listener.admission.storeId))]
}

const SENT_SINCE = statement(
  'sent-since',
  { storeId: z.int(), seq: notNullHere(z.int()), rooms: notNullHere(z.array(z.string())) },
  `
SELECT e.store_id AS "storeId", e.seq, e.rooms
  FROM unnest($1::int[], $2::bigint[]) AS asked(store_id, after)
  JOIN store s ON s.id = asked.store_id
  JOIN outbox_event e ON e.store_id = s.id
   AND e.seq > COALESCE(asked.after, s.event_seq - ${FIRST_LOOK_BACK}) AND e.sent_at IS NOT NULL
 ORDER BY e.store_id, e.seq`,
)

/**
 * What was sent in each room since the last look, from the database: true whatever became of it on
 * the way.
 */
async function readSentSince(
  deps: Deps,
  markedTo: Map<number, number>,
  storeIds: readonly number[],
): Promise<Map<string, number[]>> {
  for (const storeId of markedTo.keys()) if (!storeIds.includes(storeId)) markedTo.delete(storeId)
  const rows = await ask(deps.pool, SENT_SINCE, [
    storeIds,
    storeIds.map((storeId) => markedTo.get(storeId) ?? null),
  ])
  const seqsOf = new Map<string, number[]>()
  for (const { storeId, seq, rooms } of rows) {
    markedTo.set(storeId, seq)
    for (const room of rooms) {
      const seqs = seqsOf.get(room)
      if (seqs) seqs.push(seq)
      else seqsOf.set(room, [seq])
    }
  }
  return seqsOf
}

/** One after the other, never two at once; a round that fails is made again at its next time. */
function everyMs(
  ms: number,
  round: () => Promise<void>,
  deps: Deps,
): { stop: () => Promise<void> } {
  let running: Promise<void> | null = null
  const timer = setInterval(() => {
    running ??= round()
      .catch((error) => deps.log.warn({ err: error }, 'a round of the live wire failed'))
      .finally(() => {
        running = null
      })
  }, ms)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
