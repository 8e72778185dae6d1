// The demo restaurant is as true as a real one: its books balance, its history follows the state
// tables, and it can be used.

import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { levelOf } from '@/domain/membership'
import { isPassword } from '@/server/access/passwords'
import { spoken } from '@/server/database/spoken'
import type { Deps } from '@/server/deps'
import { checkInvariants } from '@/server/invariants'
import { hashPhone, openPhone } from '@/server/membership/phone'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { guestAt, testDeps } from '@/testing/restaurant'
import { type Book, pour } from './book'
import { DEMO_MEMBERS } from './people'
import { PICTURE_SIZES, scenesDigest } from './pictures'
import { DEMO_LOGINS, demoScenes, seedDemo, writeDemo } from './seed'

const NOON = new Date('2026-11-20T12:20:00+08:00')
const clock = { now: NOON }
const secret = Buffer.alloc(32, 7)

/** What is in the database, as it was before it was poured. */
const played = writeDemo({ now: NOON, secret }, '')

let database: TestDatabase
let deps: Deps
let picturesDir: string

beforeAll(async () => {
  database = await freshDatabase()
  deps = testDeps(database, clock)
  picturesDir = await mkdtemp(join(tmpdir(), 'demo-pictures-'))
  await seedDemo(database.db, { now: NOON, secret, picturesDir })
}, 180_000)

afterAll(async () => {
  await database?.drop()
  await rm(picturesDir, { recursive: true, force: true })
})

describe('the demo books balance', () => {
  it('like those of a real restaurant: every invariant of the house holds', async () => {
    expect(await checkInvariants(database.pool, NOON)).toEqual([])
  })

  it.each([
    [
      'every dish begins queued and every order pending',
      `SELECT line_id FROM line_move WHERE version = 1 AND from_state <> 'queued'
       UNION ALL SELECT order_id FROM order_move WHERE version = 1 AND from_state <> 'pending'`,
    ],
    [
      'what a member spent is what their payments left with us',
      `SELECT m.id FROM member m WHERE m.total_spent_cents <>
         COALESCE((SELECT sum(p.amount_cents) FROM payment p WHERE p.member_id = m.id AND p.state = 'succeeded'), 0)
         - COALESCE((SELECT sum(r.amount_cents) FROM refund r JOIN payment p ON p.id = r.payment_id WHERE p.member_id = m.id), 0)`,
    ],
    [
      'no table has two parties at once',
      `SELECT a.id FROM sitting_table a JOIN sitting_table b ON b.table_id = a.table_id AND b.id > a.id
        WHERE b.from_at < COALESCE(a.until_at, 'infinity') AND a.from_at < COALESCE(b.until_at, 'infinity')`,
    ],
    [
      'nobody left a table with an open bill',
      `SELECT o.id FROM customer_order o JOIN sitting s ON s.id = o.sitting_id
        WHERE s.cleared_at IS NOT NULL AND o.state <> 'cancelled' AND o.settled_at IS NULL`,
    ],
    [
      'the simulated platform remembers every payment that a phone made, and every refund of one',
      `SELECT p.id FROM payment p LEFT JOIN simulator_trade t ON t.token = p.token
        WHERE p.provider = 'simulator' AND (t.amount_cents IS DISTINCT FROM p.amount_cents
           OR (p.state = 'succeeded' AND t.transaction_id IS DISTINCT FROM p.transaction_id))
       UNION ALL
       SELECT r.id FROM refund r JOIN payment p ON p.id = r.payment_id
         LEFT JOIN simulator_refund s ON s.reference = r.provider_ref
        WHERE p.provider = 'simulator' AND (s.token IS DISTINCT FROM p.token
           OR s.amount_cents IS DISTINCT FROM r.amount_cents OR s.decided_at IS DISTINCT FROM r.done_at)`,
    ],
    [
      'nothing has happened after this moment',
      `SELECT id FROM customer_order WHERE placed_at > '${NOON.toISOString()}' OR settled_at > '${NOON.toISOString()}'
       UNION ALL SELECT line_id FROM line_move WHERE at > '${NOON.toISOString()}'
       UNION ALL SELECT id FROM payment WHERE closed_at > '${NOON.toISOString()}'`,
    ],
  ])('%s', async (_rule, sql) => {
    const { rows } = await database.pool.query(sql)
    expect(rows).toEqual([])
  })
})

/** A book without what is salted anew each time. */
function unsalted(book: Book) {
  const member = book.rows.member.map(({ phoneSealed: _, ...row }) => row)
  return { ...book.rows, member }
}

describe('the demo restaurant', () => {
  it('is the same for the same instant and seed', () => {
    const again = writeDemo({ now: NOON, secret }, '')
    expect(JSON.stringify(unsalted(again))).toBe(JSON.stringify(unsalted(played)))
  })

  it('has two stores, a menu of forty dishes in eight categories, twenty tables in three areas, six staff, thirty members', async () => {
    const { db } = database
    const [first] = await db.store.findMany({
      orderBy: { id: 'asc' },
      include: {
        _count: {
          select: { categories: true, dishes: true, tables: true, areas: true, storeRoles: true },
        },
      },
    })
    expect(first?._count).toMatchObject({ categories: 8, tables: 20, areas: 3, storeRoles: 6 })
    expect(first?._count.dishes).toBeGreaterThanOrEqual(40)
    expect(await db.store.count()).toBe(2)
    expect(await db.member.count()).toBe(30)
  })

  it('shows each dish in every size, and the small ones stay small', async () => {
    const dishes = await database.db.dish.findMany({ select: { picture: true } })
    expect(new Set(dishes.map((dish) => dish.picture))).toEqual(
      new Set([...demoScenes().keys()].map((name) => `/pictures/${name}`)),
    )
    for (const name of demoScenes().keys()) {
      for (const size of PICTURE_SIZES) {
        const { size: bytes } = await stat(join(picturesDir, `${name}-${size}.webp`))
        expect(bytes).toBeGreaterThan(500)
        expect(bytes).toBeLessThan(size === 160 ? 12_000 : 40_000)
      }
    }
  })

  it('has pictures of just what its menu says: npm run demo:pictures draws them', async () => {
    const drawn = await readdir('prisma/demo/pictures')
    const wanted = [...demoScenes().keys()].flatMap((name) =>
      PICTURE_SIZES.map((size) => `${name}-${size}.webp`),
    )
    expect(drawn.filter((name) => name.endsWith('.webp')).sort()).toEqual(wanted.sort())
    const drawnFrom = await readFile('prisma/demo/pictures/drawn-from', 'utf8')
    expect(drawnFrom.trim()).toBe(scenesDigest(demoScenes()))
  })

  it('was visited every day for sixty days, more at lunch and dinner than between', async () => {
    const days = await database.pool.query<{ orders: number }>(
      `SELECT count(*)::int AS orders FROM customer_order
        WHERE store_id = 1 AND business_day < '2026-11-20' GROUP BY business_day`,
    )
    expect(days.rows).toHaveLength(60)
    for (const { orders } of days.rows) {
      expect(orders).toBeGreaterThan(70)
      expect(orders).toBeLessThan(150)
    }
    const { rows } = await database.pool.query<{ hour: number; orders: number }>(
      `SELECT extract(hour FROM placed_at AT TIME ZONE 'Asia/Shanghai')::int AS hour, count(*)::int AS orders
         FROM customer_order WHERE store_id = 1 GROUP BY 1`,
    )
    const at = (hour: number) => rows.find((row) => row.hour === hour)?.orders ?? 0
    expect(at(12)).toBeGreaterThan(at(15) * 2)
    expect(at(18)).toBeGreaterThan(at(15) * 2)
  })

  it.each([3, 12, 19])('is in service at %i o’clock, with the first table free', (hour) => {
    const now = new Date(`2026-11-20T${String(hour).padStart(2, '0')}:10:00+08:00`)
    const { rows } = writeDemo({ now, secret }, '')
    const open = rows.sittingTable.filter((row) => !row.untilAt)
    const sittingIds = new Set(open.map((row) => row.sittingId))
    const orders = rows.order.filter(
      (order) => order.storeId === 1 && sittingIds.has(order.sittingId ?? 0),
    )
    expect(orders.map((order) => order.state).sort()).toEqual(
      expect.arrayContaining(['completed', 'pending', 'serving']),
    )
    expect(orders.length).toBeLessThanOrEqual(5)
    expect(open.map((row) => row.tableId)).not.toContain(1)
    expect(rows.serviceRequest.filter((request) => !request.doneAt)).toHaveLength(1)
  })

  it('lets everybody named in the banner sign in', async () => {
    for (const { login, password } of DEMO_LOGINS) {
      const staff = await database.db.staff.findUniqueOrThrow({ where: { login } })
      expect(await isPassword(password, staff.passwordHash)).toBe(true)
    }
  })

  it('finds its members by phone and keeps them at the level their points reach', async () => {
    const levels = await database.db.memberLevel.findMany()
    const reached = new Set<number>()
    for (const { phone, name } of DEMO_MEMBERS) {
      const member = await database.db.member.findUniqueOrThrow({
        where: { brandId_phoneHash: { brandId: 1, phoneHash: hashPhone(secret, 1, phone) } },
      })
      expect(member.name).toBe(name)
      expect(openPhone(secret, 1, member.phoneSealed)).toBe(phone)
      reached.add(levelOf(spoken(levels), member.lifetimePoints).level)
    }
    expect([...reached].sort()).toEqual([1, 2, 3, 4])
  })

  it('takes a new guest’s order at its first table', async () => {
    const table = await database.db.diningTable.findFirstOrThrow({ orderBy: { id: 'asc' } })
    const rice = await database.db.dish.findFirstOrThrow({ where: { name: '五常大米饭' } })
    const before = await database.db.order.aggregate({ _max: { id: true } })
    const guest = await guestAt(deps, table)
    const wanted = { code: table.code, dishId: rice.id, choices: [], quantity: 2, key: 'demo-rice' }
    await guest.call.ordering.addToCart(wanted)
    const cart = await guest.call.ordering.cart({ code: table.code })
    const placed = await guest.call.ordering.place({
      code: table.code,
      cartVersion: cart.version,
      expectedCents: cart.owedCents,
      key: 'demo-order',
    })
    expect(placed.orderId).toBeGreaterThan(before._max.id ?? 0)
  })

  it('opens in one piece: a seeding that cannot go on leaves nothing of itself', async () => {
    const before = await database.db.orderLine.count()
    const again = database.db.$transaction((tx) => pour(tx, played))
    await expect(again).rejects.toThrow()
    expect(await database.db.orderLine.count()).toBe(before)
    expect(await database.db.store.count()).toBe(2)
  })
})
