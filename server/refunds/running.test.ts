// A dish that goes back while its bill still runs: it comes off, the kitchen is told, its money
// goes to who paid it, and nobody else's moves.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { SplitRequest } from '@/domain/split'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, refusalOf } from '@/testing/open-bill'
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
let orderId: number
let anna: Person
let ben: Person

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

/** Anna has ordered a duck (8800 分), Ben three beers (1500 each); all are with the kitchen. */
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  const { duck, beer } = place.store.dishes
  anna = await guestAt(deps, place.store.tables[0])
  ben = await guestAt(deps, place.store.tables[0])
  await orders(anna, duck.id, 1)
  orderId = await orders(ben, beer.id, 3)
  for (const { id: roundId } of await database.db.round.findMany({ where: { orderId } })) {
    const { id: storeId } = place.store
    await manager.call.ordering.decideRound({ storeId, roundId, decision: 'confirm' })
  }
})

const code = () => place.store.tables[0].code
async function orders(phone: Person, dishId: number, quantity: number): Promise<number> {
  const add = { code: code(), dishId, choices: [], quantity, key: newKey() }
  await phone.call.ordering.addToCart(add)
  const { version, owedCents } = await phone.call.ordering.cart({ code: code() })
  const request = { code: code(), cartVersion: version, expectedCents: owedCents, key: newKey() }
  return (await phone.call.ordering.place(request)).orderId
}

async function pay(phone: Person, split: SplitRequest) {
  const request = { code: code(), orderId, method: 'wechat' as const, split, key: newKey() }
  const { id, payUrl } = await phone.call.payment.create(request)
  const token = payUrl?.split('/').at(-1) ?? ''
  await phone.call.payment.answerPayPage({ token, answer: 'pay' })
  return id
}

const lineOf = async (dishId: number) =>
  database.db.orderLine.findFirstOrThrow({
    where: { orderId, dishId, state: { not: 'voided' } },
  })
async function giveBack(dishId: number, quantity: number, more: { isStillMade?: boolean } = {}) {
  const { id: lineId } = await lineOf(dishId)
  return manager.call.refunds.refundOrder({
    storeId: place.store.id,
    orderId,
    what: { kind: 'lines', lines: [{ lineId, quantity }] },
    reason: '卖完了',
    returnsStock: false,
    key: newKey(),
    ...more,
  })
}
const orderNow = () => database.db.order.findUniqueOrThrow({ where: { id: orderId } })
const boardOf = async () => {
  const { tickets } = await manager.call.kitchen.tickets({ storeId: place.store.id })
  return tickets.flatMap(({ lines }) =>
    lines.filter(({ state }) => state !== 'voided').map(({ name, quantity }) => [name, quantity]),
  )
}
const splitNow = () => ben.call.billing.split({ code: code(), orderId })

it('it is off the bill and the board, its money is back with who paid it, and the others owe theirs', async () => {
  const { duck } = place.store.dishes
  const paymentId = await pay(anna, { kind: 'person', guestNumber: 1 })
  const stock = async () =>
    (await database.db.dish.findUniqueOrThrow({ where: { id: duck.id } })).stock
  const before = (await stock()) ?? 0
  const { amountCents, refunds } = await giveBack(duck.id, 1)
  expect(amountCents).toBe(8_800)
  expect(refunds).toMatchObject([{ paymentId, state: 'succeeded' }])
  expect(await boardOf()).toEqual([['啤酒', 3]])
  expect(await stock()).toBe(before + 1)
  expect(await orderNow()).toMatchObject({
    owedCents: 4_500,
    paidCents: 0,
    surplusCents: 0,
    settledAt: null,
  })
  await pay(ben, { kind: 'person', guestNumber: 2 })
  expect(await orderNow()).toMatchObject({ owedCents: 4_500, paidCents: 4_500, refundedCents: 0 })
  expect((await orderNow()).settledAt).not.toBeNull()
  const { lines } = await manager.call.refunds.refundable({ storeId: place.store.id, orderId })
  expect(lines.map(({ portionCents }) => portionCents)).toEqual([[1_500, 3_000, 4_500]])
  // In the reports it is one refund, and no dish taken back beside it.
  const asked = { storeId: place.store.id, period: 'today' as const }
  const { rows } = await manager.call.analytics.exceptions(asked)
  const told = rows.map(({ exception, count }) => [exception, count])
  expect(told).not.toContainEqual(['void', 1])
})

it('while its money is still on its way, or refused, the bill owes the rest and no more', async () => {
  const away = {
    ...deps,
    simulator: { seed: 1, fail: 1, lose: 0, double: 0, shuffle: 0, delay: 0, timeout: 0 },
  }
  await pay(anna, { kind: 'person', guestNumber: 1 })
  manager = staffPerson(away, place.store, 'manager')
  const { refunds } = await giveBack(place.store.dishes.duck.id, 1)
  expect(refunds).toMatchObject([{ state: 'pending' }])
  expect(await orderNow()).toMatchObject({
    owedCents: 4_500,
    paidCents: 8_800,
    surplusCents: 8_800,
  })
  expect((await splitNow()).freeCents).toBe(4_500)
  manager = staffPerson(deps, place.store, 'manager')
  await pay(ben, { kind: 'whole' })
  const row = await orderNow()
  expect(row).toMatchObject({ owedCents: 4_500, paidCents: 13_300, surplusCents: 8_800 })
  expect(row.settledAt).not.toBeNull()
})

it('portions of it: who paid those gets them back, who paid the others has paid them', async () => {
  const { beer } = place.store.dishes
  const { id: lineId } = await lineOf(beer.id)
  const one: SplitRequest = { kind: 'items', items: [{ lineId, quantity: 1 }] }
  const annas = await pay(anna, one)
  const { id: duckId } = await lineOf(place.store.dishes.duck.id)
  const bens = await pay(ben, {
    kind: 'items',
    items: [
      { lineId, quantity: 1 },
      { lineId: duckId, quantity: 1, of: 2 },
    ],
  })
  const { refunds } = await giveBack(beer.id, 1)
  expect(refunds).toMatchObject([{ paymentId: bens, amountCents: 1_500 }])
  expect(await boardOf()).toContainEqual(['啤酒', 2])
  expect(await orderNow()).toMatchObject({ owedCents: 11_800, paidCents: 5_900 })
  const { lines, freeCents } = await splitNow()
  expect(freeCents).toBe(5_900)
  expect(lines).toMatchObject([
    { payableCents: 8_800, paidCents: 4_400, openCents: 4_400 },
    {
      quantity: 2,
      paidCents: 1_500,
      openCents: 1_500,
      taken: [{ guestNumber: 1, amountCents: 1_500, quantity: 1, of: 2 }],
    },
  ])
  expect(annas).not.toBe(bens)
  await pay(ben, { kind: 'items', items: [{ lineId, quantity: 1 }] })
  await pay(anna, { kind: 'items', items: [{ lineId: duckId, quantity: 1, of: 2 }] })
  expect((await orderNow()).settledAt).not.toBeNull()
})

it('one that is paid in part: its part goes back, and money that was for no dish stays', async () => {
  const { duck } = place.store.dishes
  const { id: lineId } = await lineOf(duck.id)
  await pay(anna, { kind: 'items', items: [{ lineId, quantity: 1, of: 2 }] })
  await pay(ben, { kind: 'amount', amountCents: 1_000 })
  expect((await giveBack(duck.id, 1)).amountCents).toBe(4_400)
  expect(await orderNow()).toMatchObject({ owedCents: 4_500, paidCents: 1_000, surplusCents: 0 })
})

it('where more was paid than the rest costs, that goes back too, and the bill is settled', async () => {
  const { duck } = place.store.dishes
  const { id: lineId } = await lineOf(duck.id)
  await pay(anna, { kind: 'items', items: [{ lineId, quantity: 1, of: 2 }] })
  await pay(ben, { kind: 'amount', amountCents: 6_000 })
  expect((await giveBack(duck.id, 1)).amountCents).toBe(4_400 + 1_500)
  const row = await orderNow()
  expect(row).toMatchObject({
    owedCents: 4_500,
    paidCents: 4_500,
    surplusCents: 0,
    refundedCents: 0,
  })
  expect(row.settledAt).not.toBeNull()
})

it('the last one: nothing is left, and all that was paid is back, also what was for the people', async () => {
  const where = { id: place.store.id }
  await database.db.store.update({ where, data: { perHeadCents: 200 } })
  const { duck, beer } = place.store.dishes
  const { id: beerId } = await lineOf(beer.id)
  const { id: storeId } = place.store
  await manager.call.ordering.voidLine({ storeId, lineId: beerId, reason: '卖完了' })
  await pay(anna, { kind: 'person', guestNumber: 1 })
  expect((await orderNow()).settledAt).not.toBeNull()
  expect((await giveBack(duck.id, 1)).amountCents).toBe(8_800)
})

it('what nobody paid is no refund: it is taken back, and costs nothing', async () => {
  const { beer } = place.store.dishes
  await pay(anna, { kind: 'person', guestNumber: 1 })
  expect(await refusalOf(giveBack(beer.id, 1))).toMatchObject({
    code: 'refund.too-much',
    details: { leftCents: 0 },
  })
  expect(await boardOf()).toContainEqual(['啤酒', 3])
})

it('one that was carried, or shall be made all the same, stays and is owed again', async () => {
  const { duck } = place.store.dishes
  await pay(anna, { kind: 'person', guestNumber: 1 })
  await giveBack(duck.id, 1, { isStillMade: true })
  expect(await orderNow()).toMatchObject({ owedCents: 13_300, paidCents: 0 })
  expect(await boardOf()).toContainEqual(['烤鸭', 1])
  await pay(anna, { kind: 'person', guestNumber: 1 })
  const lineIds = [(await lineOf(duck.id)).id]
  await manager.call.kitchen.serve({ storeId: place.store.id, lineIds })
  await giveBack(duck.id, 1)
  expect(await orderNow()).toMatchObject({ owedCents: 13_300, paidCents: 0, surplusCents: 0 })
})

it('of a bill that is being corrected it comes off, and what went back is not given twice', async () => {
  const { duck } = place.store.dishes
  const { id: storeId } = place.store
  await pay(anna, { kind: 'whole' })
  await manager.call.billing.reopen({ storeId, orderId, reason: '结错账' })
  expect((await giveBack(duck.id, 1)).amountCents).toBe(8_800)
  expect(await orderNow()).toMatchObject({ owedCents: 4_500, paidCents: 4_500, surplusCents: 0 })
  await manager.call.payment.closeBill({ storeId, orderId })
  expect(await orderNow()).toMatchObject({ paidCents: 4_500, refundedCents: 0 })
  expect(await database.db.refund.count({ where: { orderId } })).toBe(1)
})

it('a second tap gives it back once', async () => {
  const { duck } = place.store.dishes
  await pay(anna, { kind: 'person', guestNumber: 1 })
  const { id: lineId } = await lineOf(duck.id)
  const request = {
    storeId: place.store.id,
    orderId,
    what: { kind: 'lines' as const, lines: [{ lineId, quantity: 1 }] },
    reason: '卖完了',
    returnsStock: true,
    key: newKey(),
  }
  const answers = await Promise.all(
    Array.from({ length: 3 }, () => manager.call.refunds.refundOrder(request)),
  )
  expect(answers.map(({ amountCents }) => amountCents)).toEqual([8_800, 8_800, 8_800])
  expect(await database.db.refund.count({ where: { orderId } })).toBe(1)
})
