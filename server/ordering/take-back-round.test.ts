// Guests may cancel or change what nobody has paid or accepted.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
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
let phone: Person
let friend: Person

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  phone = await guestAt(deps, place.store.tables[0])
  friend = await guestAt(deps, place.store.tables[0])
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const code = () => place.store.tables[0].code

async function order() {
  const { duck, mapo } = place.store.dishes
  const choices = [
    { optionId: mapo.hot, quantity: 1 },
    { optionId: mapo.extraTofu, quantity: 2 },
  ]
  const wanted = [
    { dishId: duck.id, choices: [], quantity: 2, note: '切片' },
    { dishId: mapo.id, choices, quantity: 1, note: '' },
  ]
  for (const each of wanted) {
    await phone.call.ordering.addToCart({ code: code(), ...each, key: newKey() })
  }
  const { version, owedCents } = await phone.call.ordering.cart({ code: code() })
  const request = { code: code(), cartVersion: version, expectedCents: owedCents, key: newKey() }
  const { orderId } = await phone.call.ordering.place(request)
  const { rounds } = await database.db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { rounds: true },
  })
  return { orderId, roundId: rounds.at(-1)?.id ?? 0, owedCents }
}

const takeBack = (by: Person, roundId: number, isToCart = false) =>
  by.call.ordering.takeBack({ code: code(), roundId, isToCart })
const orderOf = (id: number) =>
  database.db.order.findUniqueOrThrow({ where: { id }, include: { rounds: true } })
const ducksLeft = async () => {
  const where = { id: place.store.dishes.duck.id }
  return (await database.db.dish.findUniqueOrThrow({ where })).stock
}
const payFirst = () =>
  database.db.store.update({ where: { id: place.store.id }, data: { orderMode: 'pay_first' } })

it('an unpaid order is taken back by anybody at the table, once, and its portions are there again', async () => {
  await payFirst()
  const { orderId, roundId } = await order()
  expect(await ducksLeft()).toBe(3)
  await Promise.all([takeBack(phone, roundId), takeBack(friend, roundId)])
  expect(await orderOf(orderId)).toMatchObject({
    state: 'cancelled',
    owedCents: 0,
    rounds: [{ state: 'rejected', rejectReason: 'guests' }],
  })
  expect(await ducksLeft()).toBe(5)
  expect((await phone.call.ordering.cart({ code: code() })).lines).toEqual([])
})

it('what is only wanted otherwise lies in the cart as it was chosen, at the same price', async () => {
  const { orderId, roundId, owedCents } = await order()
  await takeBack(friend, roundId, true)
  const cart = await phone.call.ordering.cart({ code: code() })
  expect(cart.owedCents).toBe(owedCents)
  expect(cart.lines).toMatchObject([
    { guestNumber: 1, quantity: 2, note: '切片', trouble: null },
    { guestNumber: 1, quantity: 1, totalCents: 4_800, trouble: null },
  ])
  expect(await orderOf(orderId)).toMatchObject({ state: 'cancelled' })
  const again = await order()
  expect(again.orderId).not.toBe(orderId)
})

it('an accepted round is not the guests’ to take back', async () => {
  const accepted = await order()
  const staff = staffPerson(deps, place.store, 'waiter')
  const decided = {
    storeId: place.store.id,
    roundId: accepted.roundId,
    decision: 'confirm' as const,
  }
  await staff.call.ordering.decideRound(decided)
  expect((await refusalOf(takeBack(phone, accepted.roundId))).code).toBe('round.already-decided')
})

it('a paid round and one that is being paid are not the guests’ to take back', async () => {
  await payFirst()
  const { orderId, roundId } = await order()
  const wanted = { code: code(), orderId, method: 'wechat' as const, key: newKey() }
  const { id: paymentId } = await phone.call.payment.create(wanted)
  expect((await refusalOf(takeBack(friend, roundId))).code).toBe('payment.other-pending')
  await phone.call.payment.cancel({ code: code(), paymentId })
  const cashier = staffPerson(deps, place.store, 'cashier')
  await cashier.call.payment.takeCash({ storeId: place.store.id, orderId, key: newKey() })
  expect((await refusalOf(takeBack(phone, roundId))).code).toBe('round.already-decided')
  expect(await orderOf(orderId)).toMatchObject({ state: 'confirmed' })
})

it('another table’s round is as if it did not exist', async () => {
  const { orderId, roundId } = await order()
  const [, other] = place.store.tables
  const stranger = await guestAt(deps, other)
  const call = stranger.call.ordering.takeBack({ code: other.code, roundId, isToCart: false })
  expect((await refusalOf(call)).code).toBe('thing.not-found')
  expect(await orderOf(orderId)).toMatchObject({ state: 'pending' })
})

it('a second round taken back leaves the first as it was', async () => {
  const first = await order()
  const second = await order()
  expect(second.orderId).toBe(first.orderId)
  await takeBack(phone, second.roundId)
  expect(await orderOf(first.orderId)).toMatchObject({
    state: 'pending',
    owedCents: first.owedCents,
    rounds: [{ state: 'pending' }, { state: 'rejected' }],
  })
})
