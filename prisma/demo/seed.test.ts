// The demo restaurant is as true as a real one: its books balance, its history follows the state tables, and it can be used.

import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { levelOf } from '@/domain/membership'
import { mayMoveLine, mayMoveOrder, type OrderState } from '@/domain/ordering'
import { isPassword } from '@/server/access/passwords'
import type { Ground } from '@/server/ground'
import { hashPhone, openPhone } from '@/server/membership/phone'
import { freshDatabase, type TestDatabase } from '@/server/testing/database'
import { guestAt, testGround } from '@/server/testing/restaurant'
import { type Book, pour } from './book'
import { DEMO_MEMBERS } from './people'
import { PICTURE_SIZES } from './pictures'
import { DEMO_LOGINS, demoScenes, seedDemo, writeDemo } from './seed'

const NOON = new Date('2026-11-20T12:20:00+08:00')
const clock = { now: NOON }
const secret = Buffer.alloc(32, 7)

/** What is in the database, as it was before it was poured. */
const played = writeDemo({ now: NOON, secret }, '')

let database: TestDatabase
let ground: Ground
let picturesDir: string

beforeAll(async () => {
  database = await freshDatabase()
  ground = testGround(database, clock)
  picturesDir = await mkdtemp(join(tmpdir(), 'demo-pictures-'))
  await seedDemo(database.db, { now: NOON, secret, picturesDir })
}, 180_000)

afterAll(async () => {
  await database?.drop()
  await rm(picturesDir, { recursive: true, force: true })
})

/** Rows that break a rule; none is right. */
async function offenders(sql: string): Promise<unknown[]> {
  const { rows } = await database.pool.query(sql)
  return rows
}

describe('the demo books balance', () => {
  it.each([
    [
      'the dishes of an order add up to its items',
      `SELECT o.id FROM customer_order o WHERE o.items_cents <> COALESCE(
         (SELECT sum(l.total_cents) FROM order_line l WHERE l.order_id = o.id AND l.state <> 'voided'), 0)`,
    ],
    [
      'charges and discounts are the sum of their lines',
      `SELECT o.id FROM customer_order o WHERE o.charges_cents - o.discount_cents <> COALESCE(
         (SELECT sum(a.amount_cents) FROM order_adjustment a WHERE a.order_id = o.id), 0)`,
    ],
    [
      'what an order shows as paid is the sum of its succeeded payments',
      `SELECT o.id FROM customer_order o WHERE o.paid_cents <> COALESCE(
         (SELECT sum(p.amount_cents) FROM payment p WHERE p.order_id = o.id AND p.state = 'succeeded'), 0)`,
    ],
    [
      'what an order shows as refunded is the sum of its refunds',
      `SELECT o.id FROM customer_order o WHERE o.refunded_cents <> COALESCE(
         (SELECT sum(r.amount_cents) FROM refund r WHERE r.order_id = o.id AND r.state = 'succeeded'), 0)`,
    ],
    [
      'an order is settled exactly when all it owes is paid',
      `SELECT o.id FROM customer_order o WHERE (o.settled_at IS NOT NULL) <> (o.owed_cents > 0 AND o.paid_cents = o.owed_cents)`,
    ],
    [
      'the points of a member are the sum of the ledger, and each entry knows the balance after it',
      `SELECT m.id FROM member m WHERE m.points <> COALESCE((SELECT sum(e.delta) FROM points_entry e WHERE e.member_id = m.id), 0)
       UNION ALL
       SELECT e.id FROM (SELECT id, points_after, sum(delta) OVER (PARTITION BY member_id ORDER BY id) AS balance FROM points_entry) e
        WHERE e.points_after <> e.balance`,
    ],
    [
      'lifetime points are what was earned less what refunds took back',
      `SELECT m.id FROM member m WHERE m.lifetime_points <> COALESCE((SELECT sum(e.delta) FROM points_entry e
         WHERE e.member_id = m.id AND e.reason IN ('earned', 'reversed')), 0)`,
    ],
    [
      'what a member spent is what their payments left with us',
      `SELECT m.id FROM member m WHERE m.total_spent_cents <>
         COALESCE((SELECT sum(p.amount_cents) FROM payment p WHERE p.member_id = m.id AND p.state = 'succeeded'), 0)
         - COALESCE((SELECT sum(r.amount_cents) FROM refund r JOIN payment p ON p.id = r.payment_id WHERE p.member_id = m.id), 0)`,
    ],
    [
      'a limited dish has left what was set less what was sold',
      `SELECT d.id FROM dish d WHERE d.stock IS NOT NULL
         AND d.stock <> (SELECT sum(s.delta) FROM stock_move s WHERE s.dish_id = d.id)`,
    ],
    [
      'a row at version n has n − 1 moves',
      `SELECT l.id FROM order_line l WHERE l.version - 1 <> (SELECT count(*) FROM line_move m WHERE m.line_id = l.id)
       UNION ALL
       SELECT o.id FROM customer_order o WHERE o.version - 1 <> (SELECT count(*) FROM order_move m WHERE m.order_id = o.id)`,
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
      'every dish of an order is on a screen of its own store',
      `SELECT l.id FROM order_line l WHERE EXISTS (SELECT 1 FROM unnest(l.station_ids) AS x(id)
         WHERE NOT EXISTS (SELECT 1 FROM station s WHERE s.id = x.id AND s.store_id = l.store_id))`,
    ],
    [
      'nothing has happened after this moment',
      `SELECT id FROM customer_order WHERE placed_at > '${NOON.toISOString()}' OR settled_at > '${NOON.toISOString()}'
       UNION ALL SELECT line_id FROM line_move WHERE at > '${NOON.toISOString()}'
       UNION ALL SELECT id FROM payment WHERE closed_at > '${NOON.toISOString()}'`,
    ],
  ])('%s', async (_rule, sql) => {
    expect(await offenders(sql)).toEqual([])
  })

  it('every move is one that the state tables allow, and each begins where the last one ended', () => {
    const lineStates = new Map<number, string>()
    for (const { lineId, fromState, toState } of played.rows.lineMove) {
      if (fromState !== (lineStates.get(lineId) ?? 'queued')) throw new Error(`line ${lineId}`)
      if (!mayMoveLine(fromState, toState)) throw new Error(`${fromState} → ${toState}`)
      lineStates.set(lineId, toState)
    }
    const orderStates = new Map<number, OrderState>()
    for (const { orderId, fromState, toState } of played.rows.orderMove) {
      if (fromState !== (orderStates.get(orderId) ?? 'pending')) throw new Error(`order ${orderId}`)
      const isStill = fromState === toState
      if (!isStill && !mayMoveOrder(fromState, toState))
        throw new Error(`${fromState} → ${toState}`)
      orderStates.set(orderId, toState)
    }
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
          select: { categories: true, dishes: true, tables: true, areas: true, posts: true },
        },
      },
    })
    expect(first?._count).toMatchObject({ categories: 8, tables: 20, areas: 3, posts: 6 })
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

  it.each([3, 9, 12, 19, 23])('is in service at %i o’clock, with the first table free', (hour) => {
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
      reached.add(levelOf(levels, member.lifetimePoints).level)
    }
    expect([...reached].sort()).toEqual([1, 2, 3, 4])
  })

  it('takes a new guest’s order at its first table', async () => {
    const table = await database.db.diningTable.findFirstOrThrow({ orderBy: { id: 'asc' } })
    const rice = await database.db.dish.findFirstOrThrow({ where: { name: '五常大米饭' } })
    const before = await database.db.order.aggregate({ _max: { id: true } })
    const guest = await guestAt(ground, table)
    const wish = { code: table.code, dishId: rice.id, choices: [], quantity: 2, key: 'demo-rice' }
    await guest.call.ordering.addToCart(wish)
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
