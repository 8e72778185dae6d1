// The house's insides are shown to this machine and to whoever has the token; the deep check is an
// alarm for a true breach and for nothing else.

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { makeRestaurant, testDeps } from '@/testing/restaurant'
import { openDeepCheck } from '../deep-check'
import type { Deps } from '../deps'
import { readEnv } from '../env'
import { INVARIANTS } from '../invariants'
import { makeReconciler } from '../kitchen/reconcile'
import { healthDoor } from './health-door'
import { isInsider } from './insiders'
import { type Proxies, proxiesIn } from './proxies'

const TOKEN = 'a-token-of-16-or-more'
const INSIDES = ['/metrics', '/readyz?deep=1']

let database: TestDatabase
let deps: Deps
let server: Server
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
  await makeRestaurant(database.db, clock)
})
afterAll(() => database.drop())
beforeEach(() => {
  deps = testDeps(database, clock)
})
afterEach(() => new Promise((done) => server?.close(done)))

async function open(facts: Partial<Deps>): Promise<string> {
  const at = { ...deps, ...facts }
  const door = healthDoor(at, makeReconciler(at))
  server = createServer((req, res) => void door(req, res, new URL(req.url ?? '/', 'http://x')))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const trusted = (text: string): Proxies => proxiesIn(text) ?? { ranges: [] }
const statusesOf = (base: string, headers: Record<string, string>) =>
  Promise.all(INSIDES.map(async (path) => (await fetch(base + path, { headers })).status))

describe('the insides', () => {
  it('are open on this machine', async () => {
    const base = await open({})
    expect(await statusesOf(base, {})).toEqual([200, 200])
    expect(await (await fetch(`${base}/metrics`)).text()).toContain('fanzhuo_outbox_unsent')
  })

  it('are not there for whoever comes through a proxy, believed or not', async () => {
    const forwarded = { 'x-forwarded-for': '203.0.113.9' }
    const base = await open({})
    expect(await statusesOf(base, forwarded)).toEqual([404, 404])
    expect(await statusesOf(base, { ...forwarded, authorization: `Bearer ${TOKEN}` })).toEqual([
      404, 404,
    ])
    expect(await statusesOf(base, { 'x-real-ip': '127.0.0.1' })).toEqual([404, 404])
    await new Promise((done) => server.close(done))

    const behind = await open({ proxies: trusted('loopback') })
    expect(await statusesOf(behind, forwarded)).toEqual([404, 404])
    expect(await statusesOf(behind, { 'x-forwarded-for': '192.168.1.8' })).toEqual([404, 404])
  })

  it('are open to the token, and to no other', async () => {
    const base = await open({ metricsToken: TOKEN, proxies: trusted('loopback') })
    const far = { 'x-forwarded-for': '203.0.113.9' }
    expect(await statusesOf(base, { ...far, authorization: `Bearer ${TOKEN}` })).toEqual([200, 200])
    for (const wrong of [
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(1)}`,
      `Basic ${TOKEN}`,
      'Bearer',
      '',
    ]) {
      expect(await statusesOf(base, { ...far, authorization: wrong })).toEqual([401, 401])
    }
    expect((await fetch(`${base}/healthz`, { headers: far })).status).toBe(200)
    expect((await fetch(`${base}/readyz`, { headers: far })).status).toBe(200)
  })

  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['192.168.1.8', false],
    ['10.0.0.1', false],
    ['203.0.113.9', false],
    ['fe80::1', false],
  ])('asked from %s: %s', (remoteAddress, is) => {
    const req = { headers: {}, socket: { remoteAddress } } as Parameters<typeof isInsider>[1]
    expect(isInsider({ proxies: { ranges: [] } }, req)).toBe(is)
  })

  it('have a token of sixteen characters at least, which no sentence shows', () => {
    expect(() => readEnv({ METRICS_TOKEN: 'short-secret' })).toThrow('METRICS_TOKEN should be 16')
    expect(() => readEnv({ METRICS_TOKEN: 'short-secret' })).not.toThrow('short-secret')
  })
})

describe('the deep check', () => {
  it('is green for a healthy house that is too busy to be added up in time', async () => {
    const holder = await database.pool.connect()
    await holder.query('BEGIN; LOCK TABLE payment IN ACCESS EXCLUSIVE MODE')
    try {
      const check = openDeepCheck(deps, { patienceMs: 50 })
      const nothing = { broken: [], unfinished: INVARIANTS.length }
      expect(await Promise.all([check.look(), check.look()])).toEqual([nothing, nothing])
      const waiting = async () => {
        const { rows } = await database.pool.query<{ count: number }>(
          `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
        return rows[0]?.count
      }
      await expect.poll(waiting, { timeout: 60_000 }).toBe(1)
      expect(check.broken()).toBeNull()
    } finally {
      await holder.query('ROLLBACK')
      holder.release()
    }
  })

  it('with more history than time asks every rule in its turn, and tells what the others found', async () => {
    const { db, pool } = database
    const store = await db.store.findFirstOrThrow()
    await pool.query(
      `INSERT INTO outbox_event (store_id, seq, type, rooms, payload, sent_at) VALUES ($1, 3, 'lost.others', '{}', '{}', now())`,
      [store.id],
    )
    const holder = await pool.connect()
    await holder.query('BEGIN; LOCK TABLE payment IN ACCESS EXCLUSIVE MODE')
    try {
      let nowMs = clock.now.getTime()
      const now = () => new Date(nowMs)
      const limits = { patienceMs: 60_000, ruleMs: 200, lookMs: 900 }
      const check = openDeepCheck({ ...deps, now }, limits)
      let seen = await check.look()
      // What waits for payments takes all the time there is; the events are counted all the same.
      for (let times = 1; times < 12 && seen.broken.length === 0; times += 1) {
        nowMs += 3_600_000
        seen = await check.look()
      }
      expect(seen.broken.map(({ number }) => number)).toEqual([9])
      expect(seen.unfinished).toBeGreaterThan(0)
    } finally {
      await holder.query('ROLLBACK')
      holder.release()
      await pool.query(`DELETE FROM outbox_event WHERE type = 'lost.others'`)
    }
  })

  it('says so, with 503, when a rule is broken, and only to who asks for it', async () => {
    const { db, pool } = database
    const store = await db.store.findFirstOrThrow()
    const base = await open({})
    expect((await fetch(`${base}/readyz?deep=1`)).status).toBe(200)
    clock.now = new Date(clock.now.getTime() + 60_000)
    // A fifth message without the four before it.
    await pool.query(
      `INSERT INTO outbox_event (store_id, seq, type, rooms, payload, sent_at)
       VALUES ($1, 5, 'lost.others', '{}', '{}', now())`,
      [store.id],
    )
    const answer = await fetch(`${base}/readyz?deep=1`)
    expect(await answer.json()).toMatchObject({ status: 'not ready' })
    expect(answer.status).toBe(503)
    expect((await fetch(`${base}/readyz`)).status).toBe(200)
    expect(await (await fetch(`${base}/metrics`)).text()).toMatch(/^fanzhuo_books_broken [1-9]/m)
  })
})
