// From every schema that this house ever had, with a real house's data in it, to today's: nothing
// is lost, sums stay, the books balance. The data is the demo's sixty days, as far as that older
// schema could say them.

import { readdirSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pour } from '@/prisma/demo/book'
import { writeDemo } from '@/prisma/demo/seed'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { olderFolder } from '@/testing/older-database'
import { checkInvariants } from '../invariants'
import { migrate } from './migrate'

const FOLDER = 'prisma/migrations'
const NOW = new Date('2026-11-20T12:20:00+08:00')
const MIGRATIONS = readdirSync(FOLDER).filter((name) => /^\d{14}_/.test(name))
/** The first three came together: nobody ever had a house with less. */
const FIRST = 2

/** What an older schema must say of a row and today's has no column for. */
const ONLY_THEN: Readonly<Record<string, string>> = {
  'refund.wish_key': 'request_key',
  'refund.wish_hash': 'request_hash',
  'payment.door_url': 'pay_url',
}

/** What a table is called today. */
const CALLED_NOW: Readonly<Record<string, string>> = {
  staff_post: 'staff_role',
  cart_wish: 'cart_request',
  screen_wish: 'pairing',
}
const nameNow = (table: string) => CALLED_NOW[table] ?? table

/** Which rows a schema without this column could say. */
const WITHOUT: Readonly<Record<string, string>> = { 'coupon_offer.dish_name': `kind <> 'gift'` }

/** Those that were released, and the one before today's; all of them by `npm run test:upgrades`. */
const RELEASED = ['20261123000002_simulator_trade', '20261128162329_refund_wish_hash']
const AFTER =
  process.env.UPGRADES === 'all'
    ? MIGRATIONS.slice(FIRST, -1)
    : [...RELEASED, ...MIGRATIONS.slice(-2, -1)]

/** What an owner would count. */
const SUMS = `
  SELECT (SELECT count(*) FROM customer_order) AS orders, (SELECT sum(owed_cents) FROM customer_order) AS owed,
         (SELECT sum(paid_cents) FROM customer_order) AS paid, (SELECT sum(refunded_cents) FROM customer_order) AS refunded,
         (SELECT count(*) FROM order_line) AS lines, (SELECT sum(total_cents) FROM order_line) AS totals,
         (SELECT sum(amount_cents) FROM payment WHERE state = 'succeeded') AS payments, (SELECT sum(amount_cents) FROM refund) AS refunds,
         (SELECT sum(points) FROM member) AS points, (SELECT sum(delta) FROM points_entry) AS ledger,
         (SELECT count(*) FROM sitting) AS sittings, (SELECT count(*) FROM dish) AS dishes, (SELECT max(placed_at) FROM round) AS latest,
         (SELECT min(paid_at) FROM payment) AS earliest`

let newest: TestDatabase

beforeAll(async () => {
  newest = await freshDatabase()
  const book = writeDemo({ now: NOW, secret: Buffer.alloc(32, 7) }, 'unused')
  await newest.db.$transaction((tx) => pour(tx, book), { maxWait: 10_000, timeout: 180_000 })
}, 180_000)
afterAll(() => newest.drop())

it.each(AFTER)('after %s', async (last) => {
  const older = olderFolder((name) => name <= last)
  const url = new URL(newest.url)
  url.pathname = `${url.pathname}_older`
  await newest.pool.query(`CREATE DATABASE ${url.pathname.slice(1)}`)
  const client = new pg.Client(url.href)
  try {
    await migrate(url.href, older.path)
    await client.connect()
    await client.query(`SET TimeZone = 'UTC'`)
    await fill(client)
    const before = (await client.query(SUMS)).rows[0]
    expect(Number(before.orders)).toBeGreaterThan(1_000)

    const applied = await migrate(url.href, FOLDER)
    expect(applied).toEqual(MIGRATIONS.filter((name) => name > last))
    expect((await client.query(SUMS)).rows[0]).toEqual(before)
    expect(await checkInvariants(client, NOW)).toEqual([])
  } finally {
    await client.end()
    older.remove()
    await newest.pool.query(`DROP DATABASE ${url.pathname.slice(1)} WITH (FORCE)`)
  }
})

it('a gift that was bound by name is bound to the dishes of that name, and a dish knows what its paid choices are of its price', async () => {
  const older = olderFolder((name) => name < '20261130015714_gifts_are_dishes')
  const url = new URL(newest.url)
  url.pathname = `${url.pathname}_by_name`
  await newest.pool.query(`CREATE DATABASE ${url.pathname.slice(1)}`)
  const client = new pg.Client(url.href)
  try {
    await migrate(url.href, older.path)
    await client.connect()
    await client.query(`SET TimeZone = 'UTC'`)
    await fill(client)
    await client.query(`UPDATE coupon_offer SET dish_name = '杨枝甘露' WHERE kind = 'gift'`)

    await migrate(url.href, FOLDER)
    const wrong = await client.query(`
      SELECT FROM coupon_offer f CROSS JOIN dish d
       WHERE f.kind = 'gift'
         AND (d.name = '杨枝甘露') <> EXISTS (SELECT FROM offer_dish o WHERE o.offer_id = f.id AND o.dish_id = d.id)`)
    expect(wrong.rows).toEqual([])
    const extras = `SELECT count(*)::text, sum(extra_unit_cents) FROM order_line WHERE extra_unit_cents > 0`
    const [found] = (await client.query(extras)).rows
    expect(Number(found?.count)).toBeGreaterThan(0)
    expect(found).toEqual((await newest.pool.query(extras)).rows[0])
  } finally {
    await client.end()
    older.remove()
    await newest.pool.query(`DROP DATABASE ${url.pathname.slice(1)} WITH (FORCE)`)
  }
})

type Column = { table: string; column: string; words: string[] | null }

/** Every column of every table, and of an enumeration what it may say. */
async function columnsOf(client: Pick<pg.ClientBase, 'query'>): Promise<Column[]> {
  const { rows } = await client.query<Column>(`
    SELECT c.relname AS table, a.attname AS column,
           (SELECT array_agg(e.enumlabel::text) FROM pg_enum e WHERE e.enumtypid = a.atttypid) AS words
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'`)
  return rows
}

/**
 * Today's rows into an older schema: its columns, and of its enumerations the rows that they can
 * say.
 */
async function fill(client: pg.Client): Promise<void> {
  const today = new Set(
    (await columnsOf(newest.pool)).map(({ table, column }) => `${table}.${column}`),
  )
  const columns = await columnsOf(client)
  const tables = [...new Set(columns.map(({ table }) => table))].filter((table) =>
    [...today].some((each) => each.startsWith(`${nameNow(table)}.`)),
  )
  const { rows: keys } = await client.query<{
    table: string
    name: string
    words: string
    parent: string
    columns: string[]
    theirs: string[]
  }>(`
    SELECT k.conrelid::regclass::text AS table, quote_ident(k.conname) AS name, pg_get_constraintdef(k.oid) AS words,
           k.confrelid::regclass::text AS parent,
           (SELECT array_agg(a.attname::text ORDER BY n) FROM unnest(k.conkey) WITH ORDINALITY u(num, n)
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num) AS columns,
           (SELECT array_agg(a.attname::text ORDER BY n) FROM unnest(k.confkey) WITH ORDINALITY u(num, n)
              JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num) AS theirs
      FROM pg_constraint k WHERE k.connamespace = 'public'::regnamespace AND k.contype = 'f'`)
  for (const { table, name } of keys)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
  for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  // What a migration wrote by itself is written over.
  for (const table of tables) await client.query(`DELETE FROM ${table}`)
  const source = await newest.pool.connect()
  try {
    for (const table of tables) {
      const theirs = columns.filter((each) => each.table === table)
      const taken = theirs.filter(
        ({ column }) => today.has(`${nameNow(table)}.${column}`) || ONLY_THEN[`${table}.${column}`],
      )
      const list = taken.map(({ column }) => `"${column}"`).join(', ')
      const said = taken
        .map(({ column }) => ONLY_THEN[`${table}.${column}`] ?? `"${column}"`)
        .join(', ')
      const sayable = taken.flatMap(({ column, words }) =>
        words
          ? [
              `("${column}" IS NULL OR "${column}"::text IN (${words.map((word) => `'${word}'`).join(', ')}))`,
            ]
          : [],
      )
      for (const [column, rule] of Object.entries(WITHOUT)) {
        const isMissing = !taken.some((each) => `${table}.${each.column}` === column)
        if (column.startsWith(`${table}.`) && isMissing) sayable.push(rule)
      }
      const rows: Readable = source.query(
        copyTo(
          `COPY (SELECT ${said} FROM ${nameNow(table)} ${sayable.length > 0 ? `WHERE ${sayable.join(' AND ')}` : ''}) TO STDOUT`,
        ),
      )
      await pipeline(rows, client.query(copyFrom(`COPY ${table} (${list}) FROM STDIN`)))
    }
  } finally {
    source.release()
  }
  // What hangs on a row that could not be said goes with it.
  for (let gone = 1; gone > 0; ) {
    gone = 0
    for (const { table, parent, columns: own, theirs } of keys) {
      const on = own.map((column, nth) => `p."${theirs[nth]}" = c."${column}"`).join(' AND ')
      const isSaid = own.map((column) => `c."${column}" IS NOT NULL`).join(' AND ')
      const { rowCount } = await client.query(
        `DELETE FROM ${table} c WHERE ${isSaid} AND NOT EXISTS (SELECT FROM ${parent} p WHERE ${on})`,
      )
      gone += rowCount ?? 0
    }
  }
  for (const { table, name, words } of keys)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${words}`)
  for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
}
