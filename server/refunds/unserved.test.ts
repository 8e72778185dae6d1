// Money and kitchen move together: whose money goes back for a dish that was not carried yet does
// not want it any more.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, type Party } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let party: Party

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

/** Beer (1500 分) twice and duck (8800 分, five left), paid first. */
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  const where = { id: place.store.id }
  await database.db.store.update({ where, data: { orderMode: 'pay_first' } })
  const [table] = place.store.tables
  const phone = await guestAt(deps, table)
  const { code } = table
  for (const [dish, quantity] of [
    [place.store.dishes.beer, 2],
    [place.store.dishes.duck, 1],
  ] as const) {
    const wanted = { code, dishId: dish.id, choices: [], quantity, key: newKey() }
    await phone.call.ordering.addToCart(wanted)
  }
  const cart = await phone.call.ordering.cart({ code })
  const request = { code, cartVersion: cart.version, expectedCents: cart.owedCents, key: newKey() }
  party = { phone, table, ...(await phone.call.ordering.place(request)) }
  const { orderId } = party
  await manager.call.payment.takeCash({ storeId: place.store.id, orderId, key: newKey() })
})

const linesOf = () =>
  database.db.orderLine.findMany({
    where: { orderId: party.orderId },
    include: { changes: true },
    orderBy: { id: 'asc' },
  })
const boardOf = async () => {
  const { tickets } = await manager.call.kitchen.tickets({ storeId: place.store.id })
  return tickets.flatMap(({ lines }) =>
    lines.filter(({ state }) => state !== 'voided').map(({ name, quantity }) => [name, quantity]),
  )
}
const duckStock = async () => {
  const where = { id: place.store.dishes.duck.id }
  return (await database.db.dish.findUniqueOrThrow({ where })).stock
}

async function refund(dishId: number, quantity: number, more: { isStillMade?: boolean } = {}) {
  const line = (await linesOf()).find((each) => each.dishId === dishId)
  return manager.call.refunds.refundOrder({
    storeId: place.store.id,
    orderId: party.orderId,
    what: { kind: 'lines', lines: [{ lineId: line?.id ?? 0, quantity }] },
    reason: '卖完了',
    returnsStock: false,
    key: newKey(),
    ...more,
  })
}

it('its dish is off the board, the kitchen is told why, and its portion is there for others', async () => {
  const { beer, duck } = place.store.dishes
  expect(await duckStock()).toBe(4)
  expect((await refund(duck.id, 1)).amountCents).toBe(8_800)
  expect(await boardOf()).toEqual([['啤酒', 2]])
  const off = (await linesOf()).find(({ dishId }) => dishId === duck.id)
  expect(off).toMatchObject({ state: 'voided', changes: [{ kind: 'voided', after: '卖完了' }] })
  expect(await duckStock()).toBe(5)
  // What is left costs what it did.
  expect((await refund(beer.id, 1)).amountCents).toBe(1_500)
  expect(await boardOf()).toEqual([['啤酒', 1]])
  expect((await refund(beer.id, 1)).amountCents).toBe(1_500)
  expect(await boardOf()).toEqual([])
})

it('its dish is made all the same where somebody says so', async () => {
  expect((await refund(place.store.dishes.duck.id, 1, { isStillMade: true })).amountCents).toBe(
    8_800,
  )
  expect(await boardOf()).toEqual([
    ['啤酒', 2],
    ['烤鸭', 1],
  ])
})

it('a dish that was carried stays on the bill as it was', async () => {
  const duck = (await linesOf()).find(({ dishId }) => dishId === place.store.dishes.duck.id)
  await manager.call.kitchen.serve({ storeId: place.store.id, lineIds: [duck?.id ?? 0] })
  expect((await refund(place.store.dishes.duck.id, 1)).amountCents).toBe(8_800)
  expect((await linesOf()).map(({ state }) => state)).toEqual(['queued', 'served'])
})

it('all that is still to come is off once all the money went back', async () => {
  const { orderId } = party
  const [payment] = await database.db.payment.findMany({ where: { orderId } })
  await manager.call.refunds.refund({
    storeId: place.store.id,
    paymentId: payment?.id ?? 0,
    amountCents: 11_800,
    reason: '停电了',
    key: newKey(),
  })
  expect(await boardOf()).toEqual([])
  const order = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
  expect(order).toMatchObject({ state: 'cancelled', refundedCents: 11_800 })
})

it('portions that stay are worth what they were', async () => {
  const where = { orderId: party.orderId }
  const beer = (await linesOf()).find(({ dishId }) => dishId === place.store.dishes.beer.id)
  const { portionCents } =
    (
      await manager.call.refunds.refundable({ storeId: place.store.id, orderId: party.orderId })
    ).lines.find(({ id }) => id === beer?.id) ?? {}
  expect(portionCents).toEqual([1_500, 3_000])
  await refund(place.store.dishes.beer.id, 1)
  const after = await manager.call.refunds.refundable({
    storeId: place.store.id,
    orderId: party.orderId,
  })
  expect(after.lines.map(({ leftQuantity, portionCents }) => [leftQuantity, portionCents])).toEqual(
    [
      [1, [1_500]],
      [1, [8_800]],
      [0, []],
    ],
  )
  expect(await database.db.orderLine.count({ where })).toBe(3)
})

it('a bill that is opened again owes nothing for what came off with its money', async () => {
  const { orderId } = party
  const storeId = place.store.id
  await refund(place.store.dishes.duck.id, 1)
  await manager.call.billing.reopen({ storeId, orderId, reason: '结错账' })
  const order = { where: { id: orderId } }
  expect(await database.db.order.findUniqueOrThrow(order)).toMatchObject({
    ...{ itemsCents: 3_000, owedCents: 3_000, paidCents: 3_000, surplusCents: 0 },
  })
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  await manager.call.payment.closeBill({ storeId, orderId })
  expect((await database.db.order.findUniqueOrThrow(order)).settledAt).not.toBeNull()
})
