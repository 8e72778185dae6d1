// Migrations: what they make is what the schema says, and a database of somebody else is never
// touched.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { schemaDiff } from '@/setup/schema-diff'
import { schemaText } from '@/setup/schema-text'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { migrate } from './migrate'

const FOLDER = 'prisma/migrations'
let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

it('a migrated database has every column, key and index that the schema says', async () => {
  const sql = await schemaDiff(null, schemaText(), database.url)
  const said = new URL(database.url)
  said.pathname = `${said.pathname}_said`
  const name = said.pathname.slice(1)
  await database.pool.query(`CREATE DATABASE ${name}`)
  const client = new pg.Client(said.href)
  await client.connect()
  try {
    await client.query(sql)
    const wanted = await shapeOf(client)
    const made = new Set(await shapeOf(database.pool))
    expect(wanted.length).toBeGreaterThan(300)
    expect(wanted.filter((each) => !made.has(each))).toEqual([])
  } finally {
    await client.end()
    await database.pool.query(`DROP DATABASE ${name}`)
  }
})

it('the kept snapshot is the schema: no change waits for its migration', () => {
  expect(readFileSync(join(FOLDER, 'last.prisma'), 'utf8')).toBe(schemaText())
})

it('a second start applies nothing', async () => {
  expect(await migrate(database.url, FOLDER)).toEqual([])
})

it('two apps that start at once apply each migration once', async () => {
  await emptyDatabase(async (url) => {
    const [one, two] = await Promise.all([migrate(url, FOLDER), migrate(url, FOLDER)])
    expect([one.length, two.length].sort()).toEqual([0, one.length + two.length])
  })
})

it('a database of a newer Fanzhuo is refused and left as it is', async () => {
  await emptyDatabase(async (url) => {
    await migrate(url, FOLDER)
    await onceAt(
      url,
      `UPDATE _prisma_migrations SET migration_name = '29990101000000_future'
      WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)`,
    )
    await expect(migrate(url, FOLDER)).rejects.toThrow('newer version')
  })
})

it('a migration that fails is taken back whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fanzhuo-migrations-'))
  cpSync(FOLDER, folder, { recursive: true })
  const bad = join(folder, '29990101000000_bad')
  cpSync(join(folder, '20261123000001_guards'), bad, { recursive: true })
  writeFileSync(join(bad, 'migration.sql'), 'CREATE TABLE half (id int); SELECT 1/0;')
  try {
    await emptyDatabase(async (url) => {
      await expect(migrate(url, folder)).rejects.toThrow('taken back')
      await expect(onceAt(url, 'SELECT * FROM half')).rejects.toThrow('does not exist')
      expect(await migrate(url, FOLDER)).toEqual([])
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('a changed migration is refused by name', async () => {
  await emptyDatabase(async (url) => {
    await migrate(url, FOLDER)
    await onceAt(
      url,
      `UPDATE _prisma_migrations SET checksum = 'x' WHERE migration_name LIKE '%_init'`,
    )
    await expect(migrate(url, FOLDER)).rejects.toThrow('_init')
  })
})

it.each([
  ['by its people', '', [1]],
  ['no more when one of them was put out', 'UPDATE staff SET disabled_at = now() WHERE id = 2', []],
])(
  'the demo of an older Fanzhuo is known %s, and another house is never it',
  async (_, change, demo) => {
    const older = mkdtempSync(join(tmpdir(), 'fanzhuo-migrations-'))
    const names = readdirSync(FOLDER).filter((name) => name < '20261129134500_demo_stores')
    for (const name of names) cpSync(join(FOLDER, name), join(older, name), { recursive: true })
    try {
      await emptyDatabase(async (url) => {
        await migrate(url, older)
        await onceAt(url, `${OLDER_STORES}; ${change}`)
        await migrate(url, FOLDER)
        const { rows } = await onceAt(url, 'SELECT id FROM store WHERE is_demo')
        expect(rows.map(({ id }) => id)).toEqual(demo)
      })
    } finally {
      rmSync(older, { recursive: true })
    }
  },
)

/** The demo's store, and three that look a little like it. */
const OLDER_STORES = `
  INSERT INTO brand (id, name) VALUES (1, 'one');
  INSERT INTO store (id, brand_id, name)
    VALUES (1, 1, 'the demo'), (2, 1, 'an owner of its own'), (3, 1, 'other roles'), (4, 1, 'nobody');
  INSERT INTO staff (id, login, name, password_hash)
    VALUES (1, 'owner', '', ''), (2, 'manager', '', ''), (3, 'kitchen', '', ''), (4, 'zhou', '', '');
  INSERT INTO staff_post (staff_id, store_id, role) VALUES
    (1, 1, 'owner'), (2, 1, 'manager'), (3, 1, 'kitchen'),
    (4, 2, 'owner'), (2, 2, 'manager'), (3, 2, 'kitchen'),
    (1, 3, 'waiter'), (2, 3, 'manager'), (3, 3, 'kitchen')`

it.each([
  ['an unreachable server', 'postgresql://a:b@127.0.0.1:1/x', 'cannot be reached'],
  ['a database that is not there', 'nowhere', 'has no database nowhere'],
])('%s is one sentence that says what to check', async (_, address, sentence) => {
  const url = new URL(inject('serverUrl'))
  url.pathname = '/nowhere'
  await expect(migrate(address === 'nowhere' ? url.href : address, FOLDER)).rejects.toThrow(
    sentence,
  )
})

async function emptyDatabase(use: (url: string) => Promise<void>): Promise<void> {
  const url = new URL(database.url)
  const name = `${url.pathname.slice(1)}_empty`
  url.pathname = `/${name}`
  await database.pool.query(`CREATE DATABASE ${name}`)
  try {
    await use(url.href)
  } finally {
    await database.pool.query(`DROP DATABASE ${name} WITH (FORCE)`)
  }
}

async function onceAt(url: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Columns with their types, unique and foreign keys, and indexes, as texts. */
async function shapeOf(client: Pick<pg.Client, 'query'>): Promise<string[]> {
  const { rows } = await client.query<{ said: string }>(`
    SELECT format('column %s.%s %s %s', table_name, column_name, udt_name, is_nullable) AS said
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT format('key %s %s', conrelid::regclass, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'p', 'u')`)
  return rows.map((row) => row.said)
}
