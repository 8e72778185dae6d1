// Migrations: what they make is what the schema says, and a database of somebody else is never touched.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { schemaDiff } from '@/setup/schema-diff'
import { freshDatabase, type TestDatabase } from '../testing/database'
import { migrate } from './migrate'

const FOLDER = 'prisma/migrations'
let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

it('a migrated database has every column, key and index that the schema says', async () => {
  const sql = await schemaDiff(null, readFileSync('prisma/schema.prisma', 'utf8'), database.url)
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
  const schema = readFileSync('prisma/schema.prisma', 'utf8')
  expect(readFileSync(join(FOLDER, 'last.prisma'), 'utf8')).toBe(schema)
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

async function onceAt(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(statement)
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
