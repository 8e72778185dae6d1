// A pooler before the database: one that keeps a session for each connection is as good as none,
// any other is no start but a sentence.

import { createServer } from 'node:net'
import pg from 'pg'
import pino from 'pino'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { throwAwayPgBouncer } from '@/setup/pgbouncer.mjs'
import { checkClock, openDatabase } from './db'
import { migrate } from './migrate'

const FOLDER = 'prisma/migrations'
const NAME = `pooled_${process.pid}`
const log = pino({ level: 'silent' })
const undo: (() => Promise<unknown>)[] = []
let admin: pg.Client

beforeEach(async () => {
  admin = new pg.Client(inject('serverUrl'))
  await admin.connect()
  await admin.query(`CREATE DATABASE ${NAME}`)
  await admin.query(`ALTER DATABASE ${NAME} SET TimeZone = 'America/New_York'`)
})
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
  await admin.query(`DROP DATABASE ${NAME} WITH (FORCE)`)
  await admin.end()
})

function ownUrl(): string {
  const url = new URL(inject('serverUrl'))
  url.pathname = `/${NAME}`
  return url.href
}

async function pooled(mode: 'session' | 'transaction'): Promise<string> {
  const pooler = await throwAwayPgBouncer(ownUrl(), mode, await freePort())
  undo.push(pooler.stop)
  return pooler.url
}

it('that lends sessions by the transaction is refused in a sentence, each time, and nothing is made', async () => {
  const url = await pooled('transaction')
  for (let start = 0; start < 2; start += 1) {
    await expect(migrate(url, FOLDER)).rejects.toThrow('Set pool_mode = session')
  }
  const client = new pg.Client(ownUrl())
  await client.connect()
  undo.push(() => client.end())
  const { rows } = await client.query(
    `SELECT (SELECT count(*)::int FROM pg_tables WHERE schemaname = 'public') AS tables,
            (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory'
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS locks`,
  )
  expect(rows).toEqual([{ tables: 0, locks: 0 }])
})

it('that keeps a session for each connection serves as the database itself, in UTC, also those who come again', async () => {
  const url = await pooled('session')
  expect((await migrate(url, FOLDER)).length).toBeGreaterThan(0)
  expect(await migrate(url, FOLDER)).toEqual([])
  for (let start = 0; start < 2; start += 1) {
    const database = openDatabase(url, 4, log)
    await checkClock(database, log)
    const { rows } = await database.pool.query(
      `SELECT current_setting('TimeZone') AS zone, current_setting('statement_timeout') AS limit, current_setting('jit') AS jit`,
    )
    await database.close()
    expect(rows).toEqual([{ zone: 'UTC', limit: '10s', jit: 'off' }])
  }
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
