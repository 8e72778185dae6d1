// A disk that is full, as PostgreSQL and the file system say it: every door answers 503 and when to
// come again, nothing is half done, /readyz is red until a write works again and then green by
// itself.

import { open } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, orderMore, refusalOf } from '@/testing/open-bill'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import { isDatabaseAway, isWithoutRoom } from './database/trouble'
import type { Deps } from './deps'
import { openDoors } from './http/doors'
import { makeReconciler } from './kitchen/reconcile'
import { watchRoom } from './room'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let server: Server
let base: string
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  place = await makeRestaurant(database.db, clock)
  deps = testDeps(database, clock)
  const pages = {
    handle: async (_: unknown, res: { end: (text: string) => void }) => res.end('a page'),
    isDev: false,
    upgradeFor: () => null,
    close: async () => {},
  }
  server = createServer(openDoors(deps, pages, '/nowhere', makeReconciler(deps)))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})
afterAll(() => database.drop())

const TABLES = ['cart_line', 'customer_order', 'payment', 'provider_callback']

/** PostgreSQL's own word, wherever it would have to write a new page. */
async function fill(code: string): Promise<void> {
  const says = `LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '${code}'; END $$`
  await database.pool.query(`
    CREATE OR REPLACE FUNCTION no_room() RETURNS trigger ${says};
    CREATE OR REPLACE FUNCTION no_room_ddl() RETURNS event_trigger ${says};
    CREATE EVENT TRIGGER no_room ON ddl_command_start
      WHEN TAG IN ('CREATE TABLE AS') EXECUTE FUNCTION no_room_ddl()`)
  for (const table of TABLES) {
    await database.pool.query(
      `CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON ${table} EXECUTE FUNCTION no_room()`,
    )
  }
}

async function free(): Promise<void> {
  await database.pool.query('DROP EVENT TRIGGER no_room')
  for (const table of TABLES) await database.pool.query(`DROP TRIGGER no_room ON ${table}`)
}

const ready = async () => {
  const answer = await fetch(`${base}/readyz`)
  return [answer.status, await answer.json()] as const
}

describe.each(['53100', '53200', '58030', '25006', '53000', '53400'])(
  'when the database says %s',
  (code) => {
    it('commands are refused with 503 and change nothing; readyz tells, until a write works again', async () => {
      const party = await openBill(deps, place.store, place.store.tables[0])
      const cashier = staffPerson(deps, place.store, 'cashier')
      const pay = {
        storeId: place.store.id,
        orderId: party.orderId,
        method: 'wechat',
        key: newKey(),
      } as const
      expect(await ready()).toMatchObject([200, { status: 'ready' }])

      await fill(code)
      const asked = () => cashier.call.payment.createForStaff(pay)
      const refusal = await refusalOf(asked())
      const answer = await fetch(`${base}/api/trpc/payment.createForStaff`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Cookie: `staff=${place.store.staff.cashier.token}`,
        },
        body: JSON.stringify(pay),
      })
      const callback = await fetch(`${base}/api/payment/callback`, { method: 'POST', body: '{}' })
      const red = await ready()
      const stillRed = await ready()
      const read = await fetch(`${base}/healthz`)
      await free()

      expect([refusal.code, refusal.status]).toEqual(['system.busy', 503])
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
      expect(JSON.stringify(await answer.json())).toContain('系统正忙')
      expect([callback.status, Number(callback.headers.get('retry-after'))]).toEqual([503, 5])
      const isFull = !/^53[24]|53000/.test(code)
      for (const [status, body] of [red, stillRed]) {
        expect([status, body.room]).toEqual(isFull ? [503, 'failed'] : [200, undefined])
      }
      expect(read.status).toBe(200)
      expect(await ready()).toMatchObject([200, { status: 'ready' }])
      expect(await database.db.payment.count({ where: { orderId: party.orderId } })).toBe(0)
      expect((await asked()).state).toBe('pending')
      await orderMore(party.phone, place.store, place.store.tables[0], 1)
    })
  },
)

describe('our own disk', () => {
  it('that refuses a write is the same trouble, by the file system’s own word', async () => {
    const full = await open('/dev/full', 'w')
    const error = await full.writeFile('x').catch((caught) => caught)
    await full.close()
    expect(error).toMatchObject({ code: 'ENOSPC' })
    expect([isWithoutRoom(error), isDatabaseAway(error)]).toEqual([true, true])
    expect(isDatabaseAway(new Error('a command failed', { cause: error }))).toBe(true)
    expect(isWithoutRoom(Object.assign(new Error(), { code: '23505' }))).toBe(false)
  })

  it('that is nearly full is red before anything failed', async () => {
    const nearly = watchRoom(database.pool, [tmpdir()], Number.MAX_SAFE_INTEGER)
    expect(await nearly.look()).toBe('low')
    expect(await watchRoom(database.pool, [tmpdir()], 1).look()).toBeNull()
  })
})
