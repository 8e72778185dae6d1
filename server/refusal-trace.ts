// The trace of attacks: each no that one is made of is counted for /metrics and, by hour, kind and
// person, in the database. However many tries come, an hour has a handful of rows. Nothing that was
// typed is in it: no login, password, code, phone or token.

import { Counter } from 'prom-client'
import type { Refusal, RefusalCode } from '@/domain/refusal'
import { counted } from './counters'
import { ask, statement } from './database/statement'
import type { Deps } from './deps'

const NOTED = new Set<RefusalCode>([
  'session.wrong-password',
  'session.demo-password',
  'session.wrong-pin',
  'input.too-often',
  'code.wrong',
  'permission.missing',
  'request.foreign-origin',
])

export type Wire = 'call' | 'door' | 'live'

const refusals = new Counter({
  name: 'fanzhuo_refusals_total',
  help: 'Times the house said no as it does to attacks, by kind and by what it came through',
  labelNames: ['code', 'wire'],
  registers: [counted],
})

type Note = {
  code: RefusalCode
  wire: Wire
  storeId: number
  staffId: number
  hour: Date
  times: number
  lastAt: Date
  lastAddress: string
}

/** What is not in the database yet, by hour, kind and person. */
const waiting = new Map<string, Note>()
/** Far more than there are people and kinds; beyond it only /metrics counts. */
const MOST_WAITING = 5_000
const HOUR_MS = 3_600_000

/**
 * Called once for each no, where it is answered; does nothing for those that are part of an
 * ordinary day.
 */
export function noteRefusal(
  { code, by }: Pick<Refusal, 'code'> & Partial<Pick<Refusal, 'by'>>,
  { wire, address, now }: { wire: Wire; address: string; now: Date },
): void {
  if (!NOTED.has(code)) return
  refusals.inc({ code, wire })
  const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS)
  merge({
    code,
    wire,
    storeId: by?.storeId ?? 0,
    staffId: by?.staffId ?? 0,
    hour,
    times: 1,
    lastAt: now,
    lastAddress: address,
  })
}

function merge(note: Note): void {
  const key = [note.hour.getTime(), note.code, note.wire, note.storeId, note.staffId].join(' ')
  const before = waiting.get(key)
  if (!before && waiting.size >= MOST_WAITING) return
  waiting.set(key, before ? { ...note, times: before.times + note.times } : note)
}

const KEEP_REFUSALS = statement(
  'keep-refusals',
  {},
  `
INSERT INTO refusal_trace AS t (hour, code, wire, store_id, staff_id, times, last_at, last_address)
SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::timestamptz[], $8::text[])
ON CONFLICT (hour, code, wire, store_id, staff_id) DO UPDATE
   SET times = t.times + EXCLUDED.times,
       last_at = greatest(t.last_at, EXCLUDED.last_at), last_address = EXCLUDED.last_address`,
)

/** Brings what was noted to the database, in one statement; what cannot be written now waits. */
export async function keepRefusals({ pool }: Pick<Deps, 'pool'>): Promise<void> {
  if (waiting.size === 0) return
  const notes = [...waiting.values()]
  waiting.clear()
  try {
    await ask(pool, KEEP_REFUSALS, [
      notes.map(({ hour }) => hour),
      notes.map(({ code }) => code),
      notes.map(({ wire }) => wire),
      notes.map(({ storeId }) => storeId),
      notes.map(({ staffId }) => staffId),
      notes.map(({ times }) => times),
      notes.map(({ lastAt }) => lastAt),
      notes.map(({ lastAddress }) => lastAddress),
    ])
  } catch (error) {
    for (const note of notes) merge(note)
    throw error
  }
}
