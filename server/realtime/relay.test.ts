// The relay under faults: killed at any step it sends again, of two only one works, a bad event
// holds nobody up for long.

import type { Socket } from 'node:net'
import type { PoolClient } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Message } from '@/domain/event'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { makeRestaurant, type Restaurant, testDeps } from '@/testing/restaurant'
import { until } from '@/testing/until'
import type { Deps } from '../deps'
import { lifetimeOf, pruneBatch } from '../prune'
import { RELAY_LOCK, type Relay, type Send, startRelay } from './relay'

let database: TestDatabase
let deps: Deps
let place: Restaurant
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
const relays: Relay[] = []

beforeAll(async () => {
  database = await freshDatabase()
  deps = testDeps(database, clock)
})
afterAll(() => database.drop())

beforeEach(async () => {
  place = await makeRestaurant(database.db, clock)
})
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()))
})

function start(send: Send): Relay {
  const relay = startRelay(deps, send)
  relays.push(relay)
  return relay
}

async function write(many: number, store = place.store): Promise<void> {
  await database.db.outboxEvent.createMany({
    data: Array.from({ length: many }, (_, n) => ({
      storeId: store.id,
      type: 'menu_changed',
      rooms: [`store:${store.id}`],
      payload: { dish_id: n + 1 },
    })),
  })
}

/** The connection dies at once, whatever was on its way. */
function cut(connection: PoolClient | null): void {
  const { stream } = (connection as unknown as { connection: { stream: Socket } }).connection
  stream.destroy()
}

const waiting = () =>
  database.db.outboxEvent.count({ where: { storeId: place.store.id, sentAt: null } })
const allSent = () => until(async () => (await waiting()) === 0)
const dishes = (messages: Message[]) => messages.map((message) => message.dish_id)
const oneTo = (many: number) => Array.from({ length: many }, (_, n) => n + 1)

it('sends what was committed while no relay ran, in the order it was written', async () => {
  await write(1_200)
  const sent: Message[] = []
  start((_, message) => sent.push(message))
  await allSent()
  expect(dishes(sent)).toEqual(oneTo(1_200))
  expect(sent.map((message) => message.seq)).toEqual(oneTo(1_200))
})

it('finds by itself what nobody nudged it about', async () => {
  const sent: Message[] = []
  start((_, message) => sent.push(message))
  await write(1)
  await allSent()
  expect(sent).toHaveLength(1)
})

it('cut off after sending and before marking, sends again: at least once, with the same number', async () => {
  await write(3)
  const sent: Message[] = []
  let connection: PoolClient | null = null
  const connect = async () => {
    connection = await database.pool.connect()
    return connection
  }
  const pool = Object.assign(Object.create(database.pool), { connect }) as typeof database.pool
  let isCut = false
  const relay = startRelay({ ...deps, pool }, (_, message) => {
    sent.push(message)
    if (isCut) return
    isCut = true
    cut(connection)
  })
  relays.push(relay)
  await allSent()
  expect(isCut).toBe(true)
  const seqs = sent.map((message) => message.seq)
  expect(seqs.length).toBeGreaterThan(3)
  expect(seqs.slice(-3)).toEqual([1, 2, 3])
})

/** A pool whose connections die around the nth statement that the relay makes on them. */
function dyingPool(statement: number, when: 'before' | 'after'): typeof database.pool {
  let made = 0
  const connect = async () => {
    const connection = await database.pool.connect()
    const query = connection.query.bind(connection) as (...args: unknown[]) => Promise<unknown>
    const dying = async (...args: unknown[]) => {
      made += 1
      const isLast = made === statement
      if (isLast && when === 'before') cut(connection)
      const answer = await query(...args)
      if (isLast) cut(connection)
      return answer
    }
    // The next one who gets this connection from the pool gets it whole.
    const release = (...args: Parameters<PoolClient['release']>) => {
      Object.assign(connection, { query, release: freed })
      freed(...args)
    }
    const freed = connection.release.bind(connection)
    return Object.assign(connection, { query: dying, release })
  }
  return Object.assign(Object.create(database.pool), { connect }) as typeof database.pool
}

const STATEMENTS = Array.from({ length: 13 }, (_, n) => n + 1)

it.each(
  STATEMENTS.flatMap((statement) => [
    [statement, 'before' as const],
    [statement, 'after' as const],
  ]),
)(
  'cut off at its statement %i, %s it, sends everything at least once and in order',
  async (statement, when) => {
    const sent: number[] = []
    const pool = dyingPool(statement, when)
    const relay = startRelay({ ...deps, pool }, (_, message) => sent.push(message.seq))
    relays.push(relay)
    for (let nth = 0; nth < 3; nth += 1) {
      await write(2)
      relay.nudge()
      await allSent()
    }
    const firsts = sent.filter((seq, index) => sent.indexOf(seq) === index)
    expect(firsts).toEqual(oneTo(6))
  },
)

it('two relays never both send, and when one dies the other goes on', async () => {
  const sent: { by: string; seq: number }[] = []
  const first = start((_, message) => sent.push({ by: 'first', seq: message.seq }))
  await write(1)
  await allSent()
  start((_, message) => sent.push({ by: 'second', seq: message.seq }))
  await write(20)
  await allSent()
  expect(new Set(sent.map(({ by }) => by))).toEqual(new Set(['first']))

  await first.stop()
  await write(20)
  await allSent()
  expect(sent.map(({ seq }) => seq)).toEqual(oneTo(41))
  expect(sent.at(-1)?.by).toBe('second')
})

it('takes over when the other is cut off from the database', async () => {
  const sent: string[] = []
  start(() => sent.push('first'))
  await write(1)
  await allSent()
  await database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks
      WHERE locktype = 'advisory' AND objid = ${RELAY_LOCK} AND database =
            (SELECT oid FROM pg_database WHERE datname = current_database())`,
  )
  start(() => sent.push('any'))
  await write(5)
  await allSent()
  expect(sent).toHaveLength(6)
})

it('puts an event aside that cannot be sent; the ones behind it flow, and other stores never wait', async () => {
  await write(1)
  await database.db.outboxEvent.create({
    data: {
      storeId: place.store.id,
      type: 'nothing_we_know',
      rooms: [`store:${place.store.id}`],
      payload: {},
    },
  })
  await write(2)
  await write(2, place.otherStore)

  const sent: { seq: number; storeId: string; atMs: number }[] = []
  start((rooms, message) =>
    sent.push({ seq: message.seq, storeId: rooms[0] ?? '', atMs: performance.now() }),
  )
  await until(() => sent.length === 5)
  const here = sent.filter(({ storeId }) => storeId === `store:${place.store.id}`)
  const there = sent.filter(({ storeId }) => storeId === `store:${place.otherStore.id}`)
  expect(here.map(({ seq }) => seq)).toEqual([1, 3, 4])
  expect(there.map(({ seq }) => seq)).toEqual([1, 2])
  expect(there[1]?.atMs).toBeLessThan(here[1]?.atMs ?? 0)

  const parked = await database.db.outboxEvent.findMany({
    where: { storeId: place.store.id, parkedAt: { not: null } },
  })
  expect(parked).toMatchObject([{ type: 'nothing_we_know', seq: 2, attempts: 5 }])
})

it('forgets what was sent two days ago, and leaves no gap in what it keeps', async () => {
  start(() => {})
  await write(5)
  await allSent()
  const old = new Date(clock.now.getTime() - 49 * 3_600_000)
  await database.db.outboxEvent.updateMany({
    where: { storeId: place.store.id, seq: { lte: 3 } },
    data: { sentAt: old },
  })
  await database.db.outboxEvent.updateMany({
    where: { storeId: place.store.id, seq: 2 },
    data: { sentAt: null, parkedAt: old },
  })

  await pruneBatch({ ...deps, now: () => clock.now }, lifetimeOf('outbox_event'))
  const kept = await database.db.outboxEvent.findMany({
    where: { storeId: place.store.id },
    orderBy: { seq: 'asc' },
  })
  expect(kept.map((event) => Number(event.seq))).toEqual([4, 5])
})

it('looks no further back than a minute or two, however long somebody reads an older state', async () => {
  let own: PoolClient | null = null
  const connect = async () => {
    own = await database.pool.connect()
    return own
  }
  const pool = Object.assign(Object.create(database.pool), { connect }) as typeof database.pool
  const reader = await database.pool.connect()
  // As a dump reads: what was sent since stays in the index.
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM store')
  try {
    let sent = 0
    const relay = startRelay({ ...deps, pool }, () => {
      sent += 1
    })
    relays.push(relay)
    const tell = async (many: number) => {
      const wanted = sent + many
      await write(many)
      relay.nudge()
      await until(() => sent === wanted)
    }
    const lookedAt = async () => {
      await own?.query('SELECT pg_stat_force_next_flush()')
      const { rows } = await database.pool.query<{ looked: number }>(
        `SELECT idx_tup_read::int AS looked FROM pg_stat_user_indexes WHERE indexrelname = 'outbox_event_unsent'`,
      )
      return rows[0]?.looked ?? 0
    }
    await tell(3_000)
    for (let minute = 0; minute < 3; minute += 1) {
      clock.now = new Date(clock.now.getTime() + 61_000)
      await tell(1)
    }
    const before = await lookedAt()
    for (let nth = 0; nth < 10; nth += 1) await tell(1)
    // One of them may be the full look of this minute.
    expect((await lookedAt()) - before).toBeLessThan(2 * 3_000 + 1_000)
    const again = await lookedAt()
    for (let nth = 0; nth < 10; nth += 1) await tell(1)
    expect((await lookedAt()) - again).toBeLessThan(1_000)
  } finally {
    await reader.query('ROLLBACK')
    reader.release()
  }
})

it('finds what was written long before it was committed, within a minute', async () => {
  const sent: Message[] = []
  const relay = start((_, message) => sent.push(message))
  const slow = await database.pool.connect()
  try {
    await slow.query('BEGIN')
    await slow.query(
      `INSERT INTO outbox_event (store_id, type, rooms, payload) VALUES ($1, 'menu_changed', $2, '{"dish_id": 77}')`,
      [place.store.id, [`store:${place.store.id}`]],
    )
    for (let minute = 1; minute <= 4; minute += 1) {
      await write(1)
      relay.nudge()
      await until(() => sent.length === minute)
      clock.now = new Date(clock.now.getTime() + 61_000)
    }
    await slow.query('COMMIT')
  } finally {
    slow.release()
  }
  clock.now = new Date(clock.now.getTime() + 61_000)
  await until(() => sent.length === 5)
  expect(sent.map(({ seq, dish_id }) => [seq, dish_id]).at(-1)).toEqual([5, 77])
})
