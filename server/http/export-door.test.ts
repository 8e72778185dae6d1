// Reports as files over real HTTP: whole however long, for those who may, a few at once, and
// nothing of them left behind when somebody hangs up or stops reading.

import { createServer, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { openBill } from '@/testing/open-bill'
import { makeRestaurant, type Restaurant, testDeps } from '@/testing/restaurant'
import { until } from '@/testing/until'
import { hashToken, newToken } from '../access/tokens'
import { makeReconciler } from '../kitchen/reconcile'
import { openDoors } from './doors'

const ORDERS = 6_001
const AT_ONCE = 1_000

let database: TestDatabase
let place: Restaurant
let server: Server
let port: number
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
  place = await makeRestaurant(database.db, clock)
  const deps = testDeps(database, clock)
  const pages = {
    handle: async (_: unknown, res: { end: (text: string) => void }) => res.end('a page'),
    isDev: false,
    upgradeFor: () => null,
    close: async () => {},
  }
  server = createServer(openDoors(deps, pages, '/nowhere', makeReconciler(deps)))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
  const { orderId } = await openBill(deps, place.store, place.store.tables[0])
  // As many as a busy house has in a month, all like the first.
  for (let from = 1; from < ORDERS; from += AT_ONCE) {
    await database.pool.query(
      `INSERT INTO customer_order
       SELECT (jsonb_populate_record(o, jsonb_build_object(
                'id', o.id + n, 'number', 'ORD' || lpad(n::text, 20, '0'), 'table_name', '=' || n,
                'state', 'completed', 'settled_at', now()))).*
         FROM customer_order o, generate_series($2::int, $3::int) n WHERE o.id = $1`,
      [orderId, from, from + AT_ONCE - 1],
    )
  }
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  await database.drop()
})

type Answer = { status: number; headers: Record<string, unknown>; text: string }

function get(query: string, headers: Record<string, string> = asManager(), report = 'top-orders') {
  return new Promise<Answer>((resolve, reject) => {
    const path = `/api/reports/${report}.csv?${query}`
    const req = request({ host: '127.0.0.1', port, path, headers, agent: false }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk) => chunks.push(chunk))
      res.on('error', reject)
      res.on('end', () => {
        const { statusCode: status = 0 } = res
        resolve({ status, headers: res.headers, text: Buffer.concat(chunks).toString() })
      })
    })
    req.on('error', reject)
    req.end()
  })
}
const asManager = () => ({ Cookie: `staff=${place.store.staff.manager.token}` })
const ofToday = () => `store_id=${place.store.id}&period=today`

/** What the database is still doing for reports. */
const reading = async () => {
  const { rows } = await database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`,
  )
  return rows[0]?.count
}

describe('a report as a file', () => {
  it('comes whole, named after its days, with no formula in it', async () => {
    const { status, headers, text } = await get(ofToday())
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['content-disposition']).toBe(
      'attachment; filename="top-orders-2026-11-20-2026-11-20.csv"',
    )
    expect(text.startsWith('\ufeff订单号,桌台,')).toBe(true)
    const lines = text.slice(0, -2).split('\r\n')
    expect(lines).toHaveLength(ORDERS + 1)
    expect(new Set(lines).size).toBe(ORDERS + 1)
    expect(lines.filter((line) => line.includes(",'=")).length).toBe(ORDERS - 1)
    expect(lines.filter((line) => line.includes(',='))).toEqual([])
  })

  it('speaks the language of whoever asks', async () => {
    const { text } = await get(
      ofToday(),
      { ...asManager(), 'Accept-Language': 'en' },
      'order-status',
    )
    expect(text).toBe(
      `\ufeffStatus,Count,Amount\r\nPending,1,30.00\r\nCompleted,${ORDERS - 1},${30 * (ORDERS - 1)}.00\r\n`,
    )
  })

  it('goes to those who may see it, and to a key that may', async () => {
    const key = async (scopes: string[]) => {
      const token = newToken()
      const data = { storeId: place.store.id, name: 'books', tokenHash: hashToken(token), scopes }
      await database.db.apiKey.create({ data })
      return { Authorization: `Bearer ${token}` }
    }
    const status = async (headers: Record<string, string>) =>
      (await get(ofToday(), headers, 'order-status')).status
    expect(await status(await key(['report.see']))).toBe(200)
    expect(await status(await key(['payment.take']))).toBe(403)
    expect(await status({})).toBe(401)
    expect(await status({ Cookie: `staff=${place.store.staff.waiter.token}` })).toBe(403)
    expect(await status({ Cookie: `staff=${place.otherStore.staff.owner.token}` })).toBe(403)
    expect(await status({ ...asManager(), 'Sec-Fetch-Site': 'cross-site' })).toBe(403)
  })

  it('is refused with a sentence where it is asked for wrongly', async () => {
    const { id } = place.store
    for (const query of [
      '',
      `store_id=x`,
      `store_id=${id}&period=never`,
      `store_id=${id}&days=0`,
    ]) {
      const { status, text } = await get(query)
      expect([query, status, JSON.parse(text).code]).toEqual([query, 400, 'input.invalid'])
    }
    const span = `store_id=${id}&period=custom&custom_start=2026-02-30&custom_end=2026-03-01`
    expect(JSON.parse((await get(span)).text).code).toBe('period.invalid')
    for (const report of ['nothing', 'constructor', '__proto__']) {
      expect((await get(ofToday(), asManager(), report)).status).toBe(404)
    }
  })
})

describe('many at once', () => {
  it('are a few, the others are told when to come again; the house is not held and nothing stays', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    const before = process.memoryUsage().rss
    delay.enable()
    const answers = await Promise.all(Array.from({ length: 50 }, () => get(ofToday())))
    delay.disable()
    const grown = process.memoryUsage().rss - before
    process.stdout.write(
      `fifty at once: loop held at most ${Math.round(delay.max / 1e6)} ms, rss +${Math.round(grown / 1e6)} MB\n`,
    )

    const whole = answers.filter(({ status }) => status === 200)
    const told = answers.filter(({ status }) => status === 429)
    expect(whole.length).toBeGreaterThanOrEqual(1)
    expect(whole.length + told.length).toBe(50)
    for (const { text } of whole) expect(text.split('\r\n')).toHaveLength(ORDERS + 2)
    for (const { headers } of told) expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect((await get(ofToday(), asManager(), 'order-status')).status).toBe(200)
    await until(async () => (await reading()) === 0)
  })

  it('whoever hangs up in the middle ends the statement, and another may', async () => {
    for (let at = 0; at < 6; at += 1) {
      await new Promise<void>((done) => {
        const socket = connect(port, '127.0.0.1')
        socket.once('data', () => socket.destroy())
        socket.once('close', () => done())
        socket.write(
          `GET /api/reports/top-orders.csv?${ofToday()} HTTP/1.1\r\nHost: x\r\nCookie: ${asManager().Cookie}\r\n\r\n`,
        )
      })
      await until(async () => (await reading()) === 0)
    }
    expect((await get(ofToday())).status).toBe(200)
    expect(database.pool.waitingCount).toBe(0)
    expect(database.pool.idleCount).toBe(database.pool.totalCount)
  })

  it('what the database has to be waited for ends with the client who waited', async () => {
    const blocker = await database.pool.connect()
    await blocker.query('BEGIN')
    await blocker.query('LOCK TABLE customer_order IN ACCESS EXCLUSIVE MODE')
    const waiting = async () => {
      const { rows } = await blocker.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
      return rows[0]?.count
    }
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `GET /api/reports/top-orders.csv?${ofToday()} HTTP/1.1\r\nHost: x\r\nCookie: ${asManager().Cookie}\r\n\r\n`,
    )
    await until(async () => (await waiting()) === 1)
    socket.destroy()
    await until(async () => (await waiting()) === 0)
    await blocker.query('ROLLBACK')
    blocker.release()
  })
})
