// One clock in one database: an instant is the same whoever writes it, Prisma or a plain statement,
// whatever zone the machine and its database are in; and what an earlier version wrote beside the
// truth is set right, once, and nothing else.

import { readFileSync } from 'node:fs'
import pg from 'pg'
import pino from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import type { PrismaClient } from '@/prisma/client/client'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { orderMore } from '@/testing/open-bill'
import { guestAt, makeRestaurant, staffPerson, testDeps } from '@/testing/restaurant'
import { newToken } from '../access/tokens'
import { checkClock, type Database, openDatabase } from './db'

const MIGRATION = 'prisma/migrations/20261129120000_one_clock/migration.sql'
const log = pino({ level: 'silent' })
const ZONES = ['Asia/Shanghai', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati']

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
})

/** A database whose sessions are in a zone unless somebody says otherwise. */
async function databaseIn(zone: string): Promise<TestDatabase> {
  const database = await freshDatabase()
  cleanups.push(database.drop)
  const { pathname } = new URL(database.url)
  await database.pool.query(`ALTER DATABASE ${pathname.slice(1)} SET TimeZone = '${zone}'`)
  return database
}

describe.each(ZONES)('a database in %s', (zone) => {
  it('keeps an instant the same, whoever writes and whoever reads it', async () => {
    const { url } = await databaseIn(zone)
    const { db, pool, close } = openDatabase(url, 2, log)
    cleanups.push(close)
    const at = new Date('2026-03-08T07:30:15.250Z')

    const { id } = await db.brand.create({ data: { name: 'P', createdAt: at } })
    const plain = await pool.query(
      'INSERT INTO brand (name, created_at) VALUES ($1, $2) RETURNING id',
      ['Q', at],
    )
    const read = await pool.query(
      'SELECT extract(epoch FROM created_at)::float8 * 1000 AS ms, created_at FROM brand ORDER BY id',
    )
    const brands = await db.brand.findMany({ where: { id: { gte: id } }, orderBy: { id: 'asc' } })

    expect(plain.rowCount).toBe(1)
    expect(read.rows.map(({ ms }) => ms)).toEqual([at.getTime(), at.getTime()])
    expect(read.rows.map(({ created_at }) => created_at)).toEqual([at, at])
    expect(brands.map(({ createdAt }) => createdAt)).toEqual([at, at])
  })

  it('whose rows an earlier version wrote in that zone has them set right, once', async () => {
    const { url } = await databaseIn(zone)
    const startedMs = Date.now()
    const { db, pool } = open(url)
    await oneEvening(db, pool)
    await asWrittenThen(pool, zone)
    expect((await farFrom(pool, startedMs)).length).toBeGreaterThan(20)

    await setRight(url)
    expect(await farFrom(pool, startedMs)).toEqual([])
    const once = await instantsIn(pool)
    await setRight(url)
    expect(await instantsIn(pool)).toEqual(once)
  })

  it('whose rows are right keeps them', async () => {
    const { url } = await databaseIn(zone)
    const { db, pool } = open(url)
    await oneEvening(db, pool)
    const before = await instantsIn(pool)

    await setRight(url)
    expect(await instantsIn(pool)).toEqual(before)
  })
})

it('history that was poured in with its zone keeps its instants where the rest is set right', async () => {
  const { url } = await databaseIn('Asia/Shanghai')
  const { db, pool } = open(url)
  const orderId = await oneEvening(db, pool)
  await asWrittenThen(pool, 'Asia/Shanghai')
  await pool.query(
    `INSERT INTO order_move (order_id, version, from_state, to_state, reason, at)
     SELECT $1, 1000 + n, 'pending', 'pending', 'history', '2026-11-01T12:00:00Z'::timestamptz FROM generate_series(1, 501) AS n`,
    [orderId],
  )
  const history = `SELECT DISTINCT at FROM order_move WHERE reason = 'history'`
  await setRight(url)
  expect((await pool.query(history)).rows).toEqual([{ at: new Date('2026-11-01T12:00:00Z') }])
})

it('a connection that forgets the zone, as behind a pooler that keeps no settings, is no start but a sentence', async () => {
  const { url } = await databaseIn('Asia/Shanghai')
  const database = openDatabase(url, 1, log)
  cleanups.push(database.close)
  await expect(checkClock(database, log)).resolves.toBeUndefined()
  await database.pool.query('RESET TimeZone')
  await expect(checkClock(database, log)).rejects.toThrow('does not keep the time zone')
})

function open(url: string): Database {
  const database = openDatabase(url, 4, log)
  cleanups.push(database.close)
  return database
}

/**
 * What a plain statement wrote also then: a round, what was confirmed by being placed, and what
 * that sold.
 */
const BY_STATEMENT: Record<string, string> = {
  customer_order: 'confirmed_at IS NOT DISTINCT FROM placed_at',
  round: 'decided_at IS NOT DISTINCT FROM placed_at',
  order_move: `reason = 'round'`,
  stock_move: `reason = 'sold'`,
  order_adjustment: 'true',
  outbox_event: 'true',
}

/**
 * Puts every instant that the mend sets right where the earlier version put it: as far from the
 * truth as the zone is from UTC. A version that reads and writes in the wrong zone moves an instant
 * again each time, so today's cannot play it.
 */
async function asWrittenThen(pool: pg.Pool, zone: string): Promise<void> {
  await pool.query(`ALTER TABLE cart_line ADD COLUMN IF NOT EXISTS added_at timestamptz`)
  for (const [table, columns] of setRightColumns()) {
    const shifted = columns.map(
      (column) => `${column} = (${column} AT TIME ZONE 'UTC') AT TIME ZONE '${zone}'`,
    )
    await pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    await pool.query(
      `UPDATE ${table} SET ${shifted.join(', ')} WHERE NOT (${BY_STATEMENT[table] ?? 'false'})`,
    )
    await pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  }
  await pool.query(
    `UPDATE order_line l SET queued_at = r.placed_at FROM round r
      WHERE r.id = l.round_id AND r.decided_at = r.placed_at`,
  )
  await pool.query(`ALTER TABLE cart_line DROP COLUMN added_at`)
}

/** Tables with the columns that the mend names. */
function setRightColumns(): Map<string, string[]> {
  const found = new Map<string, Set<string>>()
  for (const [text, table = ''] of readFileSync(MIGRATION, 'utf8').matchAll(
    /UPDATE (\w+)\b[^;]*;/g,
  )) {
    const columns = found.get(table) ?? new Set()
    for (const [, column = ''] of text.matchAll(/\bmeant\((?:\w\.)?(\w+)\)/g)) columns.add(column)
    if (columns.size > 0) found.set(table, columns)
  }
  return new Map([...found].map(([table, columns]) => [table, [...columns]]))
}

/**
 * A party orders twice, is cooked for, has a dish taken back, pays, gets something back and goes.
 * @returns its order
 */
async function oneEvening(db: PrismaClient, pool: pg.Pool): Promise<number> {
  const deps = { ...testDeps({ db, pool }, { now: new Date() }), now: () => new Date() }
  const { store } = await makeRestaurant(db, { now: new Date() })
  const [table] = store.tables
  const storeId = store.id
  const owner = staffPerson(deps, store, 'owner').call
  await db.store.update({ where: { id: storeId }, data: { isAutoConfirming: false } })

  const phone = await guestAt(deps, table)
  const { orderId } = await orderMore(phone, store, table, 2)
  const [round] = await db.round.findMany({ where: { orderId } })
  await owner.ordering.decideRound({ storeId, roundId: round?.id ?? 0, decision: 'confirm' })
  await owner.ordering.placeForTable({
    storeId,
    tableId: table.id,
    lines: [{ dishId: store.dishes.duck.id, choices: [], quantity: 1, note: '' }],
    key: newToken(),
    note: '',
  })
  const lines = await db.orderLine.findMany({ where: { orderId }, orderBy: { id: 'asc' } })
  const [rice = 0, duck = 0] = lines.map(({ id }) => id)
  for (const to of ['cooking', 'ready'] as const) {
    await owner.kitchen.bump({ storeId, lineIds: [rice], to })
  }
  await owner.kitchen.serve({ storeId, lineIds: [rice] })
  await owner.ordering.voidLine({ storeId, lineId: duck, reason: '客人不要了' })
  await phone.call.service.request({ code: table.code, kind: 'call' })
  await owner.payment.takeCash({ storeId, orderId, split: { kind: 'whole' }, key: newToken() })
  await owner.refunds.refundOrder({
    storeId,
    orderId,
    what: { kind: 'amount', amountCents: 100 },
    reason: '送错了',
    returnsStock: false,
    key: newToken(),
  })
  const { sittingId } = await db.order.findUniqueOrThrow({ where: { id: orderId } })
  await owner.service.clear({ storeId, sittingId: sittingId ?? 0 })
  return orderId
}

/** What the tables had when the instants were set right, and have no more. */
const GONE_SINCE = ['cart_line', 'added_at'] as const

/** As a start does it: on a connection of its own. */
async function setRight(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const [table, column] = GONE_SINCE
    await client.query(`ALTER TABLE ${table} ADD COLUMN ${column} timestamptz`)
    await client.query(readFileSync(MIGRATION, 'utf8'))
    await client.query(`ALTER TABLE ${table} DROP COLUMN ${column}`)
  } finally {
    await client.end()
  }
}

type Instants = { table: string; column: string; ms: number[] }

/** Every instant in the database but those that lie ahead by their nature. */
async function instantsIn(pool: pg.Pool): Promise<Instants[]> {
  const { rows } = await pool.query<{ table: string; column: string }>(`
    SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'timestamp with time zone'
       AND table_name NOT LIKE '\\_%' AND column_name NOT IN ('expires_at')
     ORDER BY 1, 2`)
  return Promise.all(
    rows.map(async ({ table, column }) => {
      const found = await pool.query<{ ms: number }>(
        `SELECT extract(epoch FROM "${column}")::float8 * 1000 AS ms FROM "${table}" WHERE "${column}" IS NOT NULL`,
      )
      return { table, column, ms: found.rows.map(({ ms }) => ms).sort() }
    }),
  )
}

/** The columns with an instant that is not of this test. */
async function farFrom(pool: pg.Pool, startedMs: number): Promise<string[]> {
  const minute = 60_000
  const isFar = (ms: number) => ms < startedMs - minute || ms > Date.now() + minute
  return (await instantsIn(pool))
    .filter(({ ms }) => ms.some(isFar))
    .map(({ table, column }) => `${table}.${column}`)
}
