// Heads are people: a person says how many sit there, a phone that scans says nothing, and each is
// charged once, on one bill of the sitting.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MAXIMUM_PEOPLE } from '@/domain/seating'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { upgraded } from '@/testing/older-database'
import { newKey, openBill, orderMore, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  type TestTable,
  testDeps,
} from '@/testing/restaurant'
import { waiterRound } from '@/testing/rounds'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { endUnpaid } from '../payment/end-unpaid'

const PER_HEAD = 200
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let table: TestTable
let manager: Person
let waiter: Person

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  table = place.store.tables[0]
  manager = staffPerson(deps, place.store, 'manager')
  waiter = staffPerson(deps, place.store, 'waiter')
  await store({ perHeadCents: PER_HEAD })
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const store = (data: { perHeadCents?: number; orderMode?: 'pay_first' }) =>
  database.db.store.update({ where: { id: place.store.id }, data })
const code = () => table.code
const say = (phone: Person, people: number, seen: number | null = null) =>
  phone.call.service.sayPeople({ code: code(), people, seen })
const peopleSeenBy = async (phone: Person) =>
  (await phone.call.seating.party({ code: code() })).people
const billOf = async (orderId: number) => {
  const order = await database.db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { adjustments: true },
  })
  const perHead = order.adjustments.filter(({ kind }) => kind === 'per_head')
  const { heads, owedCents, paidCents, settledAt } = order
  const perHeadCents = perHead.reduce((sum, { amountCents }) => sum + amountCents, 0)
  return { heads, owedCents, perHeadCents, paidCents, isSettled: settledAt !== null }
}
const sittingOf = async (phone: Person) =>
  (await phone.call.seating.party({ code: code() })).sittingId
const correct = (who: Person, sittingId: number, people: number, seen: number | null) =>
  who.call.service.correctPeople({ storeId: place.store.id, sittingId, people, seen })

async function pay(phone: Person, orderId: number, amountCents?: number) {
  const split = amountCents ? { kind: 'amount' as const, amountCents } : { kind: 'whole' as const }
  const method = 'wechat' as const
  const request = { code: code(), orderId, method, split, key: newKey() }
  const { payUrl } = await phone.call.payment.create(request)
  const token = payUrl?.split('/').at(-1) ?? ''
  await phone.call.payment.answerPayPage({ token, answer: 'pay' })
}

describe('who says how many they are', () => {
  it('the first phone says it once, everybody at the table and the floor are told and see it', async () => {
    const first = await guestAt(deps, table)
    expect(await peopleSeenBy(first)).toBeNull()
    expect(await say(first, 6)).toMatchObject({ people: 6, perHeadCents: PER_HEAD })
    const second = await guestAt(deps, table)
    expect(await peopleSeenBy(second)).toBe(6)
    const { areas } = await waiter.call.service.floor({ storeId: place.store.id })
    const seen = areas.flatMap(({ tables }) => tables).find(({ id }) => id === table.id)
    expect(seen?.sitting?.guests).toBe(6)
    const told = await database.db.outboxEvent.findFirstOrThrow({
      where: { storeId: place.store.id, type: 'sitting_changed' },
      orderBy: { id: 'desc' },
      skip: 1,
    })
    expect(told.rooms).toContain(`sitting:${await sittingOf(first)}`)
  })

  it('a second tap changes nothing, and of two who say different numbers at once one is asked to look again', async () => {
    const first = await guestAt(deps, table)
    const second = await guestAt(deps, table)
    await Promise.all(Array.from({ length: 5 }, () => say(first, 4)))
    expect(await peopleSeenBy(second)).toBe(4)
    const said = await Promise.allSettled([say(first, 5, 4), say(second, 7, 4)])
    expect(said.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const now = await peopleSeenBy(first)
    expect(await refusalOf(say(second, 3, 4))).toMatchObject({
      code: 'people.changed',
      details: { number: now },
    })
    expect(await peopleSeenBy(first)).toBe(now)
  })

  it('a number that is none is no question', async () => {
    const phone = await guestAt(deps, table)
    for (const people of [0, -1, 1.5, MAXIMUM_PEOPLE + 1]) {
      await expect(say(phone, people)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    }
    expect(await peopleSeenBy(phone)).toBeNull()
  })

  it('a guest takes nobody away after ordering, staff do, and it stands in the house’s trace', async () => {
    const party = await openBill(deps, place.store, table)
    await say(party.phone, 6)
    expect((await refusalOf(say(party.phone, 2, 6))).code).toBe('people.fewer')
    const sittingId = await sittingOf(party.phone)
    await correct(waiter, sittingId, 4, 6)
    await correct(waiter, sittingId, 4, 6)
    expect(await billOf(party.orderId)).toMatchObject({ heads: 4, perHeadCents: 800 })
    const traced = await database.db.auditEntry.findMany({
      where: { storeId: place.store.id, action: 'people.said' },
    })
    expect(traced).toMatchObject([
      { staffId: place.store.staff.waiter.id, details: { before: 6, people: 4 } },
    ])
    expect((await refusalOf(correct(waiter, sittingId, 5, 6))).code).toBe('people.changed')
  })

  it('is not said for a table of another store, nor for one that was cleared', async () => {
    const phone = await guestAt(deps, table)
    const sittingId = await sittingOf(phone)
    const request = { sittingId, people: 3, seen: null, storeId: place.otherStore.id }
    const stranger = staffPerson(deps, place.otherStore, 'manager')
    expect((await refusalOf(stranger.call.service.correctPeople(request))).code).toBe(
      'thing.not-found',
    )
    await manager.call.service.clear({ storeId: place.store.id, sittingId })
    expect((await refusalOf(correct(manager, sittingId, 3, null))).code).toBe('thing.not-found')
    expect((await refusalOf(say(phone, 3))).code).toBe('seat.expired')
  })
})

describe('开台', () => {
  const open = (people: number) =>
    waiter.call.service.open({ storeId: place.store.id, tableId: table.id, people })

  it('a waiter’s table of eight without a phone pays for eight', async () => {
    const { sittingId } = await open(8)
    expect(await open(8)).toEqual({ sittingId })
    const [lineId = 0] = await waiterRound(deps, place.store, { dish: 'rice', quantity: 10 })
    const { orderId } = await database.db.orderLine.findUniqueOrThrow({ where: { id: lineId } })
    expect(await billOf(orderId)).toMatchObject({ heads: 8, owedCents: 3_000 + 8 * PER_HEAD })
    expect((await refusalOf(open(5))).code).toBe('people.changed')
  })

  it('is the number of a phone’s sitting where nobody had said one, and a phone that joins finds it', async () => {
    const phone = await guestAt(deps, table)
    expect(await open(3)).toEqual({ sittingId: await sittingOf(phone) })
    expect(await peopleSeenBy(phone)).toBe(3)
  })

  it('does not find the table of another store', async () => {
    const [theirs] = place.otherStore.tables
    const request = { storeId: place.store.id, tableId: theirs.id, people: 2 }
    expect((await refusalOf(waiter.call.service.open(request))).code).toBe('thing.not-found')
  })
})

describe('what is charged per head', () => {
  it('188 stays 188: phones that scan change no bill, whoever touches it then', async () => {
    const phone = await guestAt(deps, table)
    await say(phone, 4)
    const { orderId } = await orderMore(phone, place.store, table, 60)
    expect((await billOf(orderId)).owedCents).toBe(18_800)
    await guestAt(deps, table)
    await guestAt(deps, table)
    const { id: roundId } = await database.db.round.findFirstOrThrow({ where: { orderId } })
    await manager.call.ordering.decideRound({
      storeId: place.store.id,
      roundId,
      decision: 'confirm',
    })
    expect((await billOf(orderId)).owedCents).toBe(18_800)
    await orderMore(phone, place.store, table, 1)
    expect((await billOf(orderId)).owedCents).toBe(19_100)
  })

  it('counts one for a party that has not said it, however many phones it has', async () => {
    const party = await openBill(deps, place.store, table)
    await guestAt(deps, table)
    await orderMore(party.phone, place.store, table, 1)
    expect(await billOf(party.orderId)).toMatchObject({ heads: 1, owedCents: 3_300 + PER_HEAD })
    await say(party.phone, 3)
    expect(await billOf(party.orderId)).toMatchObject({ heads: 3, owedCents: 3_300 + 600 })
  })

  it('is charged once: not again on the next bill of the same sitting', async () => {
    const phone = await guestAt(deps, table)
    await say(phone, 4)
    const first = await orderMore(phone, place.store, table, 10)
    await pay(phone, first.orderId)
    const cart = await phone.call.ordering.cart({ code: code() })
    expect(cart.adjustments).toEqual([])
    const second = await orderMore(phone, place.store, table, 10)
    expect(second.orderId).not.toBe(first.orderId)
    expect(await billOf(second.orderId)).toMatchObject({ heads: 0, owedCents: 3_000 })
  })

  it('is charged once where each order is paid first, also of two that are placed at once', async () => {
    await store({ orderMode: 'pay_first' })
    const phone = await guestAt(deps, table)
    await say(phone, 4)
    const lines = [
      { dishId: place.store.dishes.rice.id, choices: [], quantity: 1, note: '', isHeld: false },
    ]
    const request = { storeId: place.store.id, tableId: table.id, lines, note: '' }
    const [guest, ...waiters] = await Promise.allSettled([
      orderMore(phone, place.store, table, 10),
      ...Array.from({ length: 3 }, () =>
        waiter.call.ordering.placeForTable({ ...request, key: newKey() }),
      ),
    ])
    expect(waiters.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
    // A phone is asked again where a waiter's order took the heads first.
    if (guest.status === 'rejected') {
      expect(guest.reason).toMatchObject({ cause: { code: 'price.changed' } })
    }
    const { _sum } = await database.db.order.aggregate({
      where: { storeId: place.store.id },
      _sum: { heads: true },
    })
    expect(_sum.heads).toBe(4)
  })

  it('is on the next order again when the one that had it was cancelled', async () => {
    await store({ orderMode: 'pay_first' })
    const phone = await guestAt(deps, table)
    await say(phone, 2)
    const first = await orderMore(phone, place.store, table, 1)
    const { orderId } = first
    await manager.call.ordering.cancel({ storeId: place.store.id, orderId, reason: '换一家吃' })
    const second = await orderMore(phone, place.store, table, 1)
    expect(await billOf(second.orderId)).toMatchObject({ heads: 2, owedCents: 300 + 400 })
  })

  describe('of an order that ends where each is paid first', () => {
    const end = {
      'staff cancel it': (phone: Person, orderId: number) =>
        manager.call.ordering
          .cancel({ storeId: place.store.id, orderId, reason: '换一家吃' })
          .then(() => phone),
      'its guests take it back': async (phone: Person, orderId: number) => {
        const { id: roundId } = await database.db.round.findFirstOrThrow({ where: { orderId } })
        return phone.call.ordering.takeBack({ code: code(), roundId, isToCart: false })
      },
      'nobody pays it in time': async (_phone: Person, orderId: number) => {
        const order = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
        const early = new Date(order.placedAt.getTime() - 3_600_000)
        await database.db.order.update({ where: { id: orderId }, data: { placedAt: early } })
        await database.db.round.updateMany({ where: { orderId }, data: { placedAt: early } })
        expect(await endUnpaid(deps)).toBe(1)
      },
    }
    beforeEach(() => store({ orderMode: 'pay_first' }))

    it.each(Object.entries(end))('is asked for by the order that is left: %s', async (_, ends) => {
      const phone = await guestAt(deps, table)
      await say(phone, 2)
      const first = await orderMore(phone, place.store, table, 1)
      const second = await orderMore(phone, place.store, table, 2)
      const third = await orderMore(phone, place.store, table, 3)
      await ends(phone, first.orderId)
      expect(await billOf(second.orderId)).toMatchObject({ heads: 0, owedCents: 600 })
      expect(await billOf(third.orderId)).toMatchObject({ heads: 2, owedCents: 900 + 400 })
      await ends(phone, third.orderId)
      expect(await billOf(second.orderId)).toMatchObject({ heads: 2, owedCents: 600 + 400 })
      await ends(phone, second.orderId)
      const fourth = await orderMore(phone, place.store, table, 1)
      expect(await billOf(fourth.orderId)).toMatchObject({ heads: 2, owedCents: 300 + 400 })
    })

    it('moves no bill that somebody is paying or has paid: it waits for the next', async () => {
      const phone = await guestAt(deps, table)
      const friend = await guestAt(deps, table)
      await say(phone, 2)
      const first = await orderMore(phone, place.store, table, 1)
      const paid = await orderMore(phone, place.store, table, 2)
      const paying = await orderMore(phone, place.store, table, 3)
      await pay(phone, paid.orderId)
      const request = { code: code(), orderId: paying.orderId, method: 'wechat' as const }
      await friend.call.payment.create({ ...request, split: { kind: 'whole' }, key: newKey() })
      await end['staff cancel it'](phone, first.orderId)
      expect(await billOf(paid.orderId)).toMatchObject({ heads: 0, isSettled: true })
      expect(await billOf(paying.orderId)).toMatchObject({ heads: 0, owedCents: 900 })
      const next = await orderMore(phone, place.store, table, 1)
      expect(await billOf(next.orderId)).toMatchObject({ heads: 2, owedCents: 300 + 400 })
    })

    it('is not asked for again where its money stayed with the house', async () => {
      const phone = await guestAt(deps, table)
      await say(phone, 2)
      const first = await orderMore(phone, place.store, table, 1)
      await pay(phone, first.orderId)
      const { id: lineId } = await database.db.orderLine.findFirstOrThrow({
        where: { orderId: first.orderId },
      })
      const { orderId } = first
      const reason = '没有了'
      const refund = { storeId: place.store.id, orderId, reason, returnsStock: false }
      const what = { kind: 'lines' as const, lines: [{ lineId, quantity: 1 }] }
      await manager.call.refunds.refundOrder({ ...refund, what, key: newKey() })
      const second = await orderMore(phone, place.store, table, 1)
      expect(await billOf(second.orderId)).toMatchObject({ heads: 0, owedCents: 300 })
      await say(phone, 3, 2)
      expect(await billOf(second.orderId)).toMatchObject({ heads: 1, owedCents: 300 + 200 })
      const rest = { ...refund, what: { kind: 'whole' as const }, key: newKey() }
      await manager.call.refunds.refundOrder(rest)
    })

    it('goes with two orders that end at the same moment to the one that is left', async () => {
      const phone = await guestAt(deps, table)
      await say(phone, 2)
      const orders: number[] = []
      for (let nth = 0; nth < 4; nth += 1) {
        orders.push((await orderMore(phone, place.store, table, 1)).orderId)
      }
      const [left = 0, ...ending] = orders.reverse()
      const ended = await Promise.allSettled(
        ending.map((orderId) => end['staff cancel it'](phone, orderId)),
      )
      expect(ended.map(({ status }) => status)).toEqual(ending.map(() => 'fulfilled'))
      expect((await billOf(left)).heads).toBe(2)
    })
  })

  it('more people: the difference is on the open bill, and after that was settled on the next one', async () => {
    const phone = await guestAt(deps, table)
    await say(phone, 2)
    const first = await orderMore(phone, place.store, table, 10)
    await say(phone, 3, 2)
    expect(await billOf(first.orderId)).toMatchObject({ heads: 3, owedCents: 3_600 })
    await pay(phone, first.orderId)
    await say(phone, 5, 3)
    expect(await billOf(first.orderId)).toMatchObject({ heads: 3, owedCents: 3_600 })
    const cart = { code: code(), dishId: place.store.dishes.rice.id, choices: [], quantity: 1 }
    await phone.call.ordering.addToCart({ ...cart, key: newKey() })
    expect(await phone.call.ordering.cart({ code: code() })).toMatchObject({
      owedCents: 300 + 400,
      adjustments: [{ kind: 'per_head', amountCents: 400 }],
    })
    const next = await orderMore(phone, place.store, table, 1)
    expect(await billOf(next.orderId)).toMatchObject({ heads: 2, owedCents: 600 + 400 })
  })

  it('fewer people: the open bill shrinks, a settled one stays, and nobody is charged for twice', async () => {
    const phone = await guestAt(deps, table)
    await say(phone, 6)
    const first = await orderMore(phone, place.store, table, 10)
    const sittingId = await sittingOf(phone)
    await correct(manager, sittingId, 4, 6)
    expect(await billOf(first.orderId)).toMatchObject({ heads: 4, owedCents: 3_800 })
    await pay(phone, first.orderId)
    await correct(manager, sittingId, 2, 4)
    expect(await billOf(first.orderId)).toMatchObject({ heads: 4, owedCents: 3_800 })
    await correct(manager, sittingId, 4, 2)
    const next = await orderMore(phone, place.store, table, 1)
    expect(await billOf(next.orderId)).toMatchObject({ heads: 0, owedCents: 300 })
  })

  it('of a bill that is paid in part grows by who comes, and shrinks to what is paid and no further', async () => {
    const phone = await guestAt(deps, table)
    await say(phone, 4)
    const { orderId } = await orderMore(phone, place.store, table, 10)
    const sittingId = await sittingOf(phone)
    await pay(phone, orderId, 3_300)
    await correct(manager, sittingId, 5, 4)
    expect(await billOf(orderId)).toMatchObject({ heads: 5, owedCents: 4_000, isSettled: false })
    await correct(manager, sittingId, 3, 5)
    expect(await billOf(orderId)).toMatchObject({ heads: 3, owedCents: 3_600, isSettled: false })
    await correct(manager, sittingId, 1, 3)
    expect(await billOf(orderId)).toMatchObject({ heads: 2, owedCents: 3_400, isSettled: false })
    await pay(phone, orderId)
    expect(await billOf(orderId)).toMatchObject({ owedCents: 3_400, isSettled: true })
  })

  it('that covers exactly what was paid settles the bill', async () => {
    const phone = await guestAt(deps, table)
    await say(phone, 4)
    const { orderId } = await orderMore(phone, place.store, table, 10)
    await pay(phone, orderId, 3_400)
    await correct(manager, await sittingOf(phone), 2, 4)
    expect(await billOf(orderId)).toMatchObject({ owedCents: 3_400, isSettled: true })
  })

  it('of a bill that is being corrected goes back as a surplus', async () => {
    const phone = await guestAt(deps, table)
    await say(phone, 4)
    const { orderId } = await orderMore(phone, place.store, table, 10)
    await pay(phone, orderId)
    const inStore = { storeId: place.store.id }
    await manager.call.billing.reopen({ ...inStore, orderId, reason: '人数记错了' })
    await correct(manager, await sittingOf(phone), 3, 4)
    await manager.call.payment.closeBill({ ...inStore, orderId })
    const refunds = await database.db.refund.findMany({ where: { orderId } })
    expect(refunds).toMatchObject([{ amountCents: PER_HEAD, reason: 'reopened' }])
    expect(await billOf(orderId)).toMatchObject({ heads: 3, owedCents: 3_600, isSettled: true })
  })

  it('is asked again, not charged, when another number is said between cart and submit', async () => {
    const phone = await guestAt(deps, table)
    const friend = await guestAt(deps, table)
    const cart = { code: code(), dishId: place.store.dishes.rice.id, choices: [], quantity: 10 }
    await phone.call.ordering.addToCart({ ...cart, key: newKey() })
    const seen = await phone.call.ordering.cart({ code: code() })
    expect(seen.owedCents).toBe(3_200)
    await say(friend, 4)
    const request = { code: code(), cartVersion: seen.version, expectedCents: 3_200, key: newKey() }
    expect(await refusalOf(phone.call.ordering.place(request))).toMatchObject({
      code: 'price.changed',
      details: { totalCents: 3_800 },
    })
  })

  it('is of the people that were said, when a number and an order come at the same moment', async () => {
    for (let times = 0; times < 5; times += 1) {
      const phone = await guestAt(deps, table)
      const sittingId = await sittingOf(phone)
      const lines = [
        { dishId: place.store.dishes.rice.id, choices: [], quantity: 1, note: '', isHeld: false },
      ]
      const request = { storeId: place.store.id, tableId: table.id, lines, note: '' }
      const [{ orderId }] = await Promise.all([
        waiter.call.ordering.placeForTable({ ...request, key: newKey() }),
        correct(manager, sittingId, 7, null),
      ])
      expect(await billOf(orderId)).toMatchObject({ heads: 7, owedCents: 300 + 7 * PER_HEAD })
      await manager.call.ordering.cancel({ ...request, orderId, reason: '换一家吃' })
      await manager.call.service.clear({ storeId: place.store.id, sittingId })
    }
  })
})

it('a house that runs goes on: parties are as many as their phones were, and no bill moves', async () => {
  const left = `
    INSERT INTO brand (id, name) VALUES (1, '牌');
    INSERT INTO store (id, brand_id, name, per_head_cents) VALUES (1, 1, '店', 200), (2, 1, '咖啡', 0);
    INSERT INTO sitting (id, store_id, party_size, cleared_at)
      VALUES (1, 1, NULL, NULL), (2, 1, NULL, NULL), (3, 1, 500, NULL), (4, 2, NULL, now()), (5, 1, NULL, NULL);
    INSERT INTO guest (sitting_id, number, token_hash)
      SELECT s, n, decode(lpad(to_hex(s * 100 + n), 64, '0'), 'hex')
        FROM (VALUES (1, 3), (2, 2), (4, 5)) AS party(s, phones), generate_series(1, phones) n;
    INSERT INTO staff (id, login, name, password_hash) VALUES (1, 'x', 'x', 'x');
    INSERT INTO customer_order (id, store_id, sitting_id, staff_id, number, business_day, mode, state, items_cents, charges_cents, owed_cents,
                                paid_cents, settled_at, fixed_rules)
      VALUES (1, 1, 1, 1, 'a', '2026-11-20', 'eat_first', 'pending', 1000, 400, 1400, 0, NULL, NULL),
             (2, 1, 2, 1, 'b', '2026-11-20', 'eat_first', 'pending', 1000, 0, 1000, 500, NULL, '{"heads": 2, "perHeadCents": 0}'),
             (3, 2, 4, 1, 'c', '2026-11-20', 'pay_first', 'completed', 1000, 0, 1000, 1000, now(), NULL),
             (4, 2, 4, 1, 'd', '2026-11-20', 'pay_first', 'completed', 1000, 0, 1000, 1000, now(), NULL);
    INSERT INTO order_adjustment (order_id, kind, amount_cents, reason) VALUES (1, 'per_head', 400, '× 2')`
  await upgraded(database, 'people_at_a_table', left, async (client) => {
    const read = async (sql: string) => (await client.query(sql)).rows
    expect(await read('SELECT id, party_size AS people FROM sitting ORDER BY id')).toEqual([
      { id: 1, people: 3 },
      { id: 2, people: 2 },
      { id: 3, people: 99 },
      { id: 4, people: null },
      { id: 5, people: null },
    ])
    expect(
      await read('SELECT id, heads, owed_cents::int AS owed FROM customer_order ORDER BY id'),
    ).toEqual([
      { id: 1, heads: 2, owed: 1400 },
      { id: 2, heads: 2, owed: 1000 },
      { id: 3, heads: 5, owed: 1000 },
      { id: 4, heads: 0, owed: 1000 },
    ])
  })
})

describe('the deep check', () => {
  it('finds a head that is charged twice, for nobody, or at another fee', async () => {
    const phone = await guestAt(deps, table)
    await say(phone, 4)
    const { orderId } = await orderMore(phone, place.store, table, 10)
    const found = async () => {
      const breaches = await checkInvariants(database.pool, clock.now)
      return breaches.map(({ number, broken }) => [number, broken.length])
    }
    const heads = (count: number) =>
      database.db.order.update({ where: { id: orderId }, data: { heads: count } })
    await heads(3)
    expect(await found()).toEqual([
      [17, 1],
      [17, 1],
    ])
    await heads(5)
    expect(await found()).toEqual([
      [17, 1],
      [17, 1],
    ])
    await heads(4)
    const charged = { orderId, kind: 'per_head' as const }
    await database.db.orderAdjustment.updateMany({ where: charged, data: { reason: '× 3' } })
    expect(await found()).toEqual([[17, 1]])
    await database.db.orderAdjustment.updateMany({ where: charged, data: { reason: '× 4' } })
    expect(await found()).toEqual([])

    await pay(phone, orderId)
    const next = await orderMore(phone, place.store, table, 1)
    await database.db.order.update({ where: { id: next.orderId }, data: { heads: 4 } })
    expect(await found()).toEqual([[17, 1]])
    await database.db.order.update({ where: { id: next.orderId }, data: { heads: 0 } })
  })
})
