// A pay-first order that nobody pays ends with the payment time and holds nothing that others want.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, type Party, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { endUnpaid } from './end-unpaid'
import { sweepPayments } from './sweep-payments'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }
let database: TestDatabase
let deps: Deps
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = NOON
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  const where = { id: place.store.id }
  await database.db.store.update({ where, data: { orderMode: 'pay_first' } })
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

/** Minutes go by; whatever ends by itself ends, in two processes at once. */
async function later(minutes: number) {
  clock.now = new Date(clock.now.getTime() + minutes * 60_000)
  await sweepPayments(deps)
  await Promise.all([endUnpaid(deps), endUnpaid(deps)])
}

async function orderDucks(quantity: number): Promise<Party> {
  const [table] = place.store.tables
  const phone = await guestAt(deps, table)
  const { code } = table
  const dishId = place.store.dishes.duck.id
  await phone.call.ordering.addToCart({ code, dishId, choices: [], quantity, key: newKey() })
  const { version, owedCents } = await phone.call.ordering.cart({ code })
  const request = { code, cartVersion: version, expectedCents: owedCents, key: newKey() }
  return { phone, table, ...(await phone.call.ordering.place(request)) }
}

const orderOf = ({ orderId }: Party) =>
  database.db.order.findUniqueOrThrow({ where: { id: orderId }, include: { rounds: true } })
const ducksLeft = async () => {
  const where = { id: place.store.dishes.duck.id }
  return (await database.db.dish.findUniqueOrThrow({ where })).stock
}
const pay = ({ phone, table, orderId }: Party, method: 'wechat' | 'cash') =>
  phone.call.payment.create({ code: table.code, orderId, method, key: newKey() })

it('five ducks that nobody paid for are there for the next table after fifteen minutes, once', async () => {
  const party = await orderDucks(5)
  expect(await ducksLeft()).toBe(0)
  await later(14)
  expect(await orderOf(party)).toMatchObject({ state: 'pending' })
  await later(1)
  const ended = await orderOf(party)
  expect(ended).toMatchObject({ state: 'cancelled', cancelReason: 'unpaid' })
  expect(ended.rounds).toMatchObject([{ state: 'rejected', rejectReason: 'unpaid' }])
  expect(await ducksLeft()).toBe(5)
  await later(1)
  expect(await ducksLeft()).toBe(5)
  expect((await refusalOf(pay(party, 'wechat'))).code).toBe('order.final')
})

it('is waited for while somebody pays, and ends with the payment', async () => {
  const party = await orderDucks(1)
  await later(10)
  await pay(party, 'wechat')
  await later(6)
  expect(await orderOf(party)).toMatchObject({ state: 'pending' })
  await later(10)
  expect(await orderOf(party)).toMatchObject({ state: 'cancelled' })
})

it('whoever called for cash is waited for until somebody came', async () => {
  const party = await orderDucks(1)
  await pay(party, 'cash')
  await later(16)
  await later(60)
  const storeId = place.store.id
  const calls = await database.db.serviceRequest.findMany({ where: { storeId, kind: 'cash' } })
  expect(calls).toMatchObject([{ doneAt: null }])
  expect(await orderOf(party)).toMatchObject({ state: 'pending' })

  const cashier = staffPerson(deps, place.store, 'cashier')
  await cashier.call.payment.takeCash({ storeId, orderId: party.orderId, key: newKey() })
  expect(await orderOf(party)).toMatchObject({ state: 'confirmed' })
  const open = { storeId, kind: 'cash' as const, doneAt: null }
  expect(await database.db.serviceRequest.count({ where: open })).toBe(0)
})

it('what is paid in part waits for a person', async () => {
  const party = await openBill(deps, place.store, place.store.tables[0])
  const cashier = staffPerson(deps, place.store, 'cashier')
  await cashier.call.payment.takeCash({
    storeId: place.store.id,
    orderId: party.orderId,
    split: { kind: 'amount', amountCents: 100 },
    key: newKey(),
  })
  await later(120)
  expect(await orderOf(party)).toMatchObject({ state: 'pending', paidCents: 100 })
})

it('where guests eat first nothing ends by itself', async () => {
  const where = { id: place.store.id }
  await database.db.store.update({ where, data: { orderMode: 'eat_first' } })
  const party = await openBill(deps, place.store, place.store.tables[0])
  await later(120)
  expect(await orderOf(party)).toMatchObject({ state: 'pending' })
})
