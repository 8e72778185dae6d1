// Lists of work end on a real database: with the table, and with the business day, whoever forgot
// to tap; once, with a note.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill } from '@/testing/open-bill'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { refusedWith, waiterRound } from '@/testing/rounds'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { closeCalls } from '../service/close-calls'
import { closeWork } from './close-work'
import { MOST_TICKETS } from './read-tickets'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let cook: Person
let waiter: Person
const clock = { now: new Date() }
const at = (local: string) => {
  clock.now = new Date(`2026-11-${local}+08:00`)
}

afterAll(() => database.drop())
beforeAll(async () => {
  database = await freshDatabase()
})

beforeEach(async () => {
  // What the tests before left behind is another house's.
  at('30T12:00:00')
  deps = testDeps(database, clock)
  await database.db.store.updateMany({ data: { timeZone: 'Asia/Shanghai', dayEndsAtHour: 4 } })
  await closeWork(deps)
  await closeCalls(deps)
  at('20T12:00:00')
  place = await makeRestaurant(database.db, clock)
  await database.db.staffSession.updateMany({ data: { expiresAt: new Date('2027-01-01') } })
  cook = staffPerson(deps, place.store, 'kitchen')
  waiter = staffPerson(deps, place.store, 'waiter')
})

const inStore = () => ({ storeId: place.store.id })
const read = () => cook.call.kitchen.tickets(inStore())
const tickets = async () => (await read()).tickets
const stateOf = async (id = 0) =>
  (await database.db.orderLine.findUniqueOrThrow({ where: { id } })).state
const movesOf = (lineId = 0) =>
  database.db.lineMove.findMany({ where: { lineId }, orderBy: { version: 'asc' } })
const sound = async () => expect(await checkInvariants(database.pool, clock.now)).toEqual([])

async function payAndClear(lineId = 0) {
  const line = await database.db.orderLine.findUniqueOrThrow({
    where: { id: lineId },
    include: { order: true },
  })
  const cashier = staffPerson(deps, place.store, 'cashier')
  await cashier.call.payment.takeCash({ ...inStore(), orderId: line.orderId, key: newKey() })
  await waiter.call.service.clear({ ...inStore(), sittingId: line.order.sittingId ?? 0 })
}

describe('what a cleared table ordered', () => {
  it('leaves every list of the kitchen at once, whatever its dishes were at, and is no alarm', async () => {
    const [rice = 0, beer = 0] = await waiterRound(deps, place.store, 'rice', 'beer', {
      dish: 'duck',
      isHeld: true,
    })
    await cook.call.kitchen.bump({ ...inStore(), lineIds: [beer], to: 'ready' })
    await payAndClear(rice)

    expect(await read()).toMatchObject({ tickets: [], older: 0 })
    expect((await cook.call.kitchen.finished(inStore())).tickets).toEqual([])
    expect(await cook.call.kitchen.board(inStore())).toMatchObject({ preparing: [], ready: [] })
    expect(await cook.call.kitchen.stations(inStore())).toMatchObject([{ open: 0 }])
    expect(await waiter.call.kitchen.alarms(inStore())).toMatchObject({ lost: [], lostCount: 0 })
  })

  it('is closed by the program once, with the reason in its history and a message for every screen', async () => {
    const lineIds = await waiterRound(deps, place.store, 'rice', { dish: 'duck', isHeld: true })
    const [rice, duck] = lineIds
    await payAndClear(rice)
    const before = await database.db.outboxEvent.count()
    const closed = await Promise.all([closeWork(deps), closeWork(deps), closeWork(deps)])
    expect(closed.reduce((sum, count) => sum + count, 0)).toBe(1)

    expect(await Promise.all(lineIds.map(stateOf))).toEqual(['served', 'served'])
    expect(await movesOf(rice)).toMatchObject([{ toState: 'served', reason: 'cleared' }])
    expect(await movesOf(duck)).toMatchObject([{ toState: 'queued' }, { toState: 'served' }])
    expect(await database.db.outboxEvent.count()).toBeGreaterThan(before)
    expect(await closeWork(deps)).toBe(0)
    await sound()
  })

  it('is not recalled into a list that nobody clears', async () => {
    const [rice = 0] = await waiterRound(deps, place.store, 'rice')
    await cook.call.kitchen.bump({ ...inStore(), lineIds: [rice], to: 'ready' })
    await payAndClear(rice)
    const recall = cook.call.kitchen.recall({
      ...inStore(),
      lineIds: [rice],
      from: 'ready',
      to: 'queued',
    })
    expect(await refusedWith(recall)).toBe('line.closed')
  })
})

describe('what is left when the business day is over', () => {
  it('is closed with a note for the manager, not a minute before, and its bill stays as it was', async () => {
    const [rice = 0, duck = 0] = await waiterRound(deps, place.store, 'rice', {
      dish: 'duck',
      isHeld: true,
    })
    at('21T03:59:00')
    expect(await closeWork(deps)).toBe(0)
    expect(await tickets()).toHaveLength(1)

    at('21T04:00:00')
    expect(await closeWork(deps)).toBe(1)
    expect(await tickets()).toEqual([])
    expect(await Promise.all([rice, duck].map(stateOf))).toEqual(['served', 'served'])
    const order = await database.db.order.findFirstOrThrow({ where: inStore() })
    expect(order).toMatchObject({ state: 'completed', owedCents: 9_100, settledAt: null })
    const [note, ...others] = await database.db.auditEntry.findMany({
      where: { ...inStore(), action: 'order.left-open' },
    })
    expect(others).toEqual([])
    expect(note).toMatchObject({
      staffId: null,
      subjectId: String(order.id),
      details: { day: '2026-11-20', lines: [{ state: 'queued' }, { state: 'held' }] },
    })
    const told = await staffPerson(deps, place.store, 'manager').call.analytics.leftOpen({
      ...inStore(),
      period: 'yesterday',
    })
    expect(told).toMatchObject({
      more: 0,
      rows: [
        { dish_name: '烤鸭', was: 'held', ended: 'closed', closed_at: '2026-11-20T20:00:00.000Z' },
        { dish_name: '米饭', was: 'queued', ended: 'closed', table_name: 'A1' },
      ],
    })
    await sound()
  })

  it('is closed when the program was off at that hour, and once where several run', async () => {
    await waiterRound(deps, place.store, 'rice')
    at('24T15:00:00')
    const closed = await Promise.all([closeWork(deps), closeWork(deps)])
    expect(closed.toSorted()).toEqual([0, 1])
    await sound()
  })

  it('counts by the store’s own clock and day end', async () => {
    await database.db.store.update({
      where: { id: place.store.id },
      data: { timeZone: 'America/New_York', dayEndsAtHour: 2 },
    })
    await waiterRound(deps, place.store, 'rice')
    at('20T14:59:59')
    expect(await closeWork(deps)).toBe(0)
    at('20T15:00:00')
    expect(await closeWork(deps)).toBe(1)
  })

  it('is not what was ordered just before: that is still being cooked', async () => {
    at('21T03:30:00')
    const [late = 0] = await waiterRound(deps, place.store, 'rice')
    at('21T04:00:00')
    expect(await closeWork(deps)).toBe(0)
    expect(await stateOf(late)).toBe('queued')
    at('21T06:30:00')
    expect(await closeWork(deps)).toBe(1)
  })

  it('rejects what nobody accepted and nobody paid, and gives its portions back', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    at('21T04:00:00')
    expect(await closeWork(deps)).toBe(1)
    const { state, owedCents, rounds } = await database.db.order.findUniqueOrThrow({
      where: { id: party.orderId },
      include: { rounds: true },
    })
    expect([state, owedCents]).toEqual(['cancelled', 0])
    expect(rounds).toMatchObject([{ state: 'rejected', rejectReason: 'day-end' }])
    await sound()
  })

  it('cancels what was to be paid first and never was, unless it is being paid', async () => {
    await database.db.store.update({
      where: { id: place.store.id },
      data: { orderMode: 'pay_first' },
    })
    const party = await openBill(deps, place.store, place.store.tables[0])
    await party.phone.call.payment.create({
      code: party.table.code,
      orderId: party.orderId,
      method: 'wechat',
      key: newKey(),
    })
    at('21T04:00:00')
    expect(await closeWork(deps)).toBe(0)
    await database.db.payment.updateMany({
      where: { orderId: party.orderId },
      data: { state: 'expired', closedAt: clock.now },
    })
    expect(await closeWork(deps)).toBe(1)
    const order = await database.db.order.findUniqueOrThrow({ where: { id: party.orderId } })
    expect(order).toMatchObject({ state: 'cancelled', owedCents: 0 })
    await sound()
  })

  it('ends the calls of that day, not those of this one', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const call = () =>
      party.phone.call.service.request({ code: party.table.code, kind: 'call' as const })
    await call()
    at('21T03:59:00')
    expect(await closeCalls(deps)).toBe(0)
    at('21T04:00:00')
    const ended = await Promise.all([closeCalls(deps), closeCalls(deps)])
    expect(ended.reduce((sum, count) => sum + count, 0)).toBe(1)
    await call()
    expect(await closeCalls(deps)).toBe(0)
  })

  it('stays ended: nobody recalls yesterday into today’s list', async () => {
    const [rice = 0] = await waiterRound(deps, place.store, 'rice')
    at('21T10:00:00')
    await closeWork(deps)
    const recall = cook.call.kitchen.recall({
      ...inStore(),
      lineIds: [rice],
      from: 'served',
      to: 'queued',
    })
    expect(await refusedWith(recall)).toBe('line.closed')
  })
})

describe('more tickets than a screen reads at once', () => {
  it('are those that came last, and say how many older ones there are, which come by page', async () => {
    const [first = 0] = await waiterRound(deps, place.store, 'rice')
    const { roundId } = await database.db.orderLine.findUniqueOrThrow({ where: { id: first } })
    // As many rounds of the same order, each a minute after the one before.
    const many = MOST_TICKETS + 30
    await database.pool.query(
      `INSERT INTO round SELECT (jsonb_populate_record(r, jsonb_build_object('id', r.id + n, 'number', r.number + n,
          'placed_at', r.placed_at + n * interval '1 minute', 'decided_at', NULL,
          'cart_version', NULL, 'idempotency_key', 'many-' || r.id || '-' || n))).*
         FROM round r, generate_series(1, $2::int) n WHERE r.id = $1`,
      [roundId, many - 1],
    )
    await database.pool.query(
      `INSERT INTO order_line SELECT (jsonb_populate_record(l, jsonb_build_object('id', l.id + n, 'round_id', l.round_id + n))).*
         FROM order_line l, generate_series(1, $2::int) n WHERE l.id = $1`,
      [first, many - 1],
    )
    await database.db.round.update({ where: { id: roundId }, data: { urgentAt: clock.now } })

    const { tickets, older } = await read()
    expect([tickets.length, older]).toEqual([MOST_TICKETS, 30])
    expect(tickets.at(-1)?.number).toBe(many)
    // What was put first is never cut.
    expect(tickets[0]?.roundId).toBe(roundId)
    const page = await cook.call.kitchen.tickets({ ...inStore(), page: 1 })
    expect([page.tickets.length, page.older]).toEqual([30, 0])
    const all = new Set([...tickets, ...page.tickets].map((each) => each.roundId))
    expect(all.size).toBe(many)
    expect(await waiter.call.kitchen.alarms(inStore())).toMatchObject({ lostCount: 0 })
  })
})
