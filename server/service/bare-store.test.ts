// A store that was set up with nothing but a table and a dish works from the first order to the
// cleared table, whatever else a restaurant usually has: no station, no level, no printer, no
// schedule. Written by plain SQL, as an installer might.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey } from '@/testing/open-bill'
import {
  guestAt,
  joinAsMember,
  type Person,
  person,
  type TestTable,
  testDeps,
} from '@/testing/restaurant'
import { STAFF_COOKIE } from '../access/read-staff'
import { hashToken, newToken } from '../access/tokens'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { printSlips } from '../kitchen/print-slips'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let bare: Awaited<ReturnType<typeof bareStore>>
let manager: Person

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  bare = await bareStore()
  manager = person(deps, new Map([[STAFF_COOKIE, bare.token]]))
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const inStore = () => ({ storeId: bare.storeId })
const one = async <Row>(sql: string, values: unknown[] = []) =>
  (await database.pool.query<Row & object>(sql, values)).rows[0] as Row

/** Only what a dish, a table and a person who signs in cannot be without. */
async function bareStore() {
  const code = newToken()
  const token = newToken()
  const row = await one<{ storeId: number; tableId: number; dishId: number }>(
    `WITH b AS (INSERT INTO brand (name) VALUES ('新店') RETURNING id),
     s AS (INSERT INTO store (brand_id, name) SELECT id, '新店' FROM b RETURNING id),
     a AS (INSERT INTO area (store_id, name) SELECT id, '' FROM s RETURNING id),
     t AS (INSERT INTO dining_table (store_id, area_id, name, code) SELECT s.id, a.id, '1', $1 FROM s, a RETURNING id),
     c AS (INSERT INTO category (store_id, name) SELECT id, '菜' FROM s RETURNING id),
     d AS (INSERT INTO dish (store_id, category_id, name, price_cents, updated_at)
           SELECT s.id, c.id, '面', 1200, now() FROM s, c RETURNING id),
     p AS (INSERT INTO staff (login, name, password_hash) VALUES ($2, '店长', 'unused') RETURNING id),
     q AS (INSERT INTO staff_role (staff_id, store_id, role) SELECT p.id, s.id, 'manager' FROM p, s),
     r AS (INSERT INTO staff_session (staff_id, token_hash, expires_at)
           SELECT p.id, $3, $4::timestamptz + interval '1 day' FROM p)
     SELECT s.id AS "storeId", t.id AS "tableId", d.id AS "dishId" FROM s, t, d`,
    [code, `manager-${code}`, hashToken(token), clock.now],
  )
  const table: TestTable = { id: row.tableId, code, name: '1' }
  return { ...row, table, token }
}

async function order(phone: Person, portions = 1): Promise<number> {
  const { code } = bare.table
  await phone.call.ordering.addToCart({
    code,
    dishId: bare.dishId,
    choices: [],
    quantity: portions,
    note: '',
    key: newKey(),
  })
  const cart = await phone.call.ordering.cart({ code })
  const request = { code, cartVersion: cart.version, expectedCents: cart.owedCents, note: '' }
  return (await phone.call.ordering.place({ ...request, key: newKey() })).orderId
}
const linesOf = (orderId: number) =>
  database.db.orderLine.findMany({ where: { orderId }, orderBy: { id: 'asc' } })
const roundOf = (orderId: number) =>
  database.db.round.findFirstOrThrow({ where: { orderId, state: 'pending' } })
const decide = async (orderId: number, decision: 'confirm' | 'reject') =>
  manager.call.ordering.decideRound({
    ...inStore(),
    roundId: (await roundOf(orderId)).id,
    decision,
    reason: decision === 'reject' ? '今天没有了' : '',
  })
const waiting = async (stationId: number | null) =>
  (await manager.call.kitchen.tickets({ ...inStore(), stationId })).tickets.flatMap((ticket) =>
    ticket.lines.map(({ id }) => id),
  )
const stations = () => database.db.station.findMany({ where: inStore(), orderBy: { id: 'asc' } })

describe('a store with nothing but a table and a dish', () => {
  it('takes an order, cooks it, voids part of it, is paid in cash and cleared', async () => {
    const phone = await guestAt(deps, bare.table)
    const orderId = await order(phone, 3)
    const [line] = await linesOf(orderId)
    const lineId = line?.id ?? 0
    const [station] = await stations()
    expect(await stations()).toMatchObject([{ name: '厨房', isDefault: true, archivedAt: null }])
    expect(line?.stationIds).toEqual([station?.id])
    expect(await waiting(station?.id ?? 0)).toEqual([lineId])

    await decide(orderId, 'confirm')
    await printSlips(deps)
    await manager.call.ordering.changeNote({ ...inStore(), lineId, note: '少盐', seenNote: '' })
    const changes = await database.db.lineChange.findMany({ where: { lineId } })
    await manager.call.kitchen.acknowledge({
      ...inStore(),
      changeIds: changes.map(({ id }) => id),
      stationId: null,
    })
    await manager.call.ordering.voidLine({ ...inStore(), lineId, quantity: 1, reason: '点多了' })
    const kept = (await linesOf(orderId)).filter(({ state }) => state !== 'voided')
    const lineIds = kept.map(({ id }) => id)
    await manager.call.kitchen.bump({ ...inStore(), lineIds, to: 'cooking' })
    await manager.call.kitchen.bump({
      ...inStore(),
      lineIds,
      to: 'ready',
      stationId: station?.id ?? 0,
    })
    await manager.call.kitchen.serve({ ...inStore(), lineIds })
    expect(await manager.call.kitchen.alarms(inStore())).toMatchObject({ lost: [] })

    await manager.call.payment.takeCash({ ...inStore(), orderId, key: newKey() })
    const { sittingId } = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
    await manager.call.service.clear({ ...inStore(), sittingId: sittingId ?? 0 })
    expect(await database.db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
      state: 'completed',
      owedCents: 2_400,
      paidCents: 2_400,
    })
  })

  it('rejects a round and cancels an order, so that no table is stuck', async () => {
    const phone = await guestAt(deps, bare.table)
    await decide(await order(phone), 'reject')
    const orderId = await order(phone)
    await manager.call.ordering.cancel({ ...inStore(), orderId, reason: '客人走了' })
    const sitting = await database.db.sitting.findFirstOrThrow({ where: inStore() })
    await manager.call.service.clear({ ...inStore(), sittingId: sitting.id })
    expect(await waiting(null)).toEqual([])
  })

  it('shows every page of staff, and its menu, floor and reports', async () => {
    const phone = await guestAt(deps, bare.table)
    await order(phone)
    await Promise.all([
      phone.call.menu.read({ code: bare.table.code }),
      phone.call.seating.party({ code: bare.table.code }),
      manager.call.service.floor(inStore()),
      manager.call.service.table({ ...inStore(), tableId: bare.tableId }),
      manager.call.kitchen.stations(inStore()),
      manager.call.kitchen.board(inStore()),
      manager.call.kitchen.setup.read(inStore()),
      manager.call.ordering.list(inStore()),
      manager.call.membership.levels(inStore()),
    ])
  })

  it('has members, who start at the level that everybody starts at and earn points', async () => {
    const phone = await guestAt(deps, bare.table)
    const member = { phone: '13800001111', hasConsented: true }
    await joinAsMember(phone, bare.table, member)
    const orderId = await order(phone, 2)
    const placed = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
    expect(placed).toMatchObject({ owedCents: 2_400, memberId: expect.any(Number) })
    await decide(orderId, 'confirm')
    await manager.call.payment.takeCash({ ...inStore(), orderId, key: newKey() })
    const card = await manager.call.membership.find({ ...inStore(), phone: member.phone })
    expect(card).toMatchObject({ points: 24, level: { level: 1, payBasisPoints: 10_000 } })
  })

  it('makes one default station, however many order there first', async () => {
    const phones = [await guestAt(deps, bare.table)]
    const waiter = () =>
      manager.call.ordering.placeForTable({
        ...inStore(),
        tableId: bare.tableId,
        lines: [{ dishId: bare.dishId, choices: [], quantity: 1, note: '', isHeld: false }],
        key: newKey(),
        note: '',
      })
    await Promise.all([...phones.map((phone) => order(phone)), waiter(), waiter(), waiter()])
    expect(await stations()).toHaveLength(1)
  })
})
