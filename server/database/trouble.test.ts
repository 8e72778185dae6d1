// A database that is away is known as that in every form it takes: whoever asked hears "busy",
// never a failure of ours, and what it costs has an end.

import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { type DatabaseWire, openWire } from '@/testing/database-wire'
import { isDatabaseAway } from './trouble'

const SILENT_MS = 300

let database: TestDatabase
let wire: DatabaseWire

beforeAll(async () => {
  database = await freshDatabase()
  wire = await openWire(database, SILENT_MS)
})
afterAll(async () => {
  await wire.close()
  await database.drop()
})

const troubleOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) => error,
  )
const inTransaction = () =>
  wire.db.$transaction(async (tx) => {
    await tx.brand.findMany()
    await tx.brand.updateMany({ data: { name: 'x' } })
  })

describe('a wire that dies', () => {
  // BEGIN, two statements, COMMIT: cut before each, and before what takes them back.
  it.each([0, 1, 2, 3])('after %i statements of a transaction', async (statements) => {
    await wire.db.brand.findMany()
    wire.dieAfter(statements)
    const error = await troubleOf(inTransaction())
    expect([String(error), isDatabaseAway(error)]).toEqual([String(error), true])
    await wire.heal()
    await inTransaction()
  })

  it('with a reset, as a crashed machine or a firewall answers', async () => {
    for (const statements of [0, 1, 2, 3]) {
      wire.dieAfter(statements)
      wire.dieWithReset()
      const error = await troubleOf(inTransaction())
      expect([statements, String(error), isDatabaseAway(error)]).toEqual([
        statements,
        String(error),
        true,
      ])
      await wire.heal()
    }
  })
})

describe('a wire that falls silent', () => {
  it.each([
    ['a plain statement', () => wire.pool.query('SELECT 1')],
    ['a transaction', inTransaction],
  ])('is given up by %s, and the next one gets through', async (_, ask) => {
    await ask()
    wire.fallSilent()
    const error = await troubleOf(ask())
    expect([String(error), isDatabaseAway(error)]).toEqual([String(error), true])
    await wire.heal()
    await ask()
  })

  it('is not one that has nothing to say: who is not asked may rest', async () => {
    const client = await wire.pool.connect()
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
    const { connection } = client as unknown as { connection: { stream: Socket } }
    await once(connection.stream, 'timeout')
    expect((await client.query('SELECT pg_backend_pid() AS pid')).rows).toEqual(rows)
    client.release()
  })
})

describe('what Prisma’s adapter says of it', () => {
  it.each([
    'DatabaseNotReachable',
    'ConnectionClosed',
    'SocketTimeout',
    'TooManyConnections',
    'TransactionWriteConflict',
  ])('%s', (kind) => {
    const raw = Object.assign(new Error(kind), { name: 'DriverAdapterError', cause: { kind } })
    expect(isDatabaseAway(raw)).toBe(true)
    expect(isDatabaseAway(new Error('a command failed', { cause: raw }))).toBe(true)
  })

  it('and what is wrong with the statement is none of it', () => {
    for (const kind of ['UniqueConstraintViolation', 'TableDoesNotExist', 'ValueOutOfRange']) {
      const raw = Object.assign(new Error(kind), { cause: { kind } })
      expect(isDatabaseAway(raw)).toBe(false)
    }
  })
})
