// Taps on one line of a shared cart from several phones: each counts, once, and none goes beyond
// what is left.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let ada: Person
let bo: Person
let lineId: number

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  ada = await guestAt(deps, place.store.tables[0])
  bo = await guestAt(deps, place.store.tables[0])
  await ada.call.ordering.addToCart({
    ...{ code: code(), dishId: place.store.dishes.rice.id, choices: [], quantity: 1 },
    key: newKey(),
  })
  const cart = await ada.call.ordering.cart({ code: code() })
  lineId = cart.lines[0]?.id ?? 0
})

const code = () => place.store.tables[0].code
const change = ({ call }: Person, by: number, key = newKey()) =>
  call.ordering.changeCartLine({ code: code(), lineId, by, key })
const quantities = async ({ call }: Person) =>
  (await call.ordering.cart({ code: code() })).lines.map(({ quantity }) => quantity)

it('two pluses at once from two phones are two more, and a minus beside them one fewer', async () => {
  await Promise.all([change(ada, 1), change(bo, 1)])
  expect(await quantities(bo)).toEqual([3])
  await Promise.all([change(ada, 1), change(bo, -1), change(bo, 1), change(ada, 1)])
  expect(await quantities(ada)).toEqual([5])
})

it('a tap that arrives twice counts once, also at the same moment', async () => {
  const key = newKey()
  await Promise.all([change(ada, 1, key), change(ada, 1, key)])
  await change(ada, 1, key)
  expect(await quantities(ada)).toEqual([2])
  const last = newKey()
  await change(bo, -2, last)
  await change(bo, -2, last)
  expect(await quantities(ada)).toEqual([])
})

it('makes a line just so many only as long as it has the portions that were seen', async () => {
  await change(ada, 4)
  const make = ({ call }: Person) =>
    call.ordering.changeCartLine({
      ...{ code: code(), lineId, by: -3, seenQuantity: 5 },
      key: newKey(),
    })
  await Promise.all([make(ada), make(bo)])
  expect(await quantities(ada)).toEqual([2])
})

it('every phone can submit at once after a tap that came twice: its version is told', async () => {
  const key = newKey()
  await change(ada, 1, key)
  const told = () => database.db.outboxEvent.count({ where: { type: 'cart_changed' } })
  const before = { told: await told(), cart: await ada.call.ordering.cart({ code: code() }) }
  await change(ada, 1, key)
  const after = await ada.call.ordering.cart({ code: code() })
  expect(after.lines).toEqual(before.cart.lines)
  expect((await told()) - before.told).toBe(after.version - before.cart.version)
})

it('takes a line away with its last portion, and more than it has is just that', async () => {
  await change(bo, -99)
  expect(await quantities(ada)).toEqual([])
  expect((await refusalOf(change(ada, 1))).code).toBe('thing.not-found')
})

it('stops at what is left of a limited dish, counted over all phones, and says how much that is', async () => {
  await database.db.dish.update({
    where: { id: place.store.dishes.rice.id },
    data: { stock: 3 },
  })
  await bo.call.ordering.addToCart({
    ...{ code: code(), dishId: place.store.dishes.rice.id, choices: [], quantity: 1 },
    key: newKey(),
  })
  const taps = await Promise.allSettled([change(ada, 1), change(bo, 1)])
  expect(taps.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await quantities(ada)).reduce((sum, each) => sum + each, 0)).toBe(3)
  expect(await refusalOf(change(ada, 1))).toMatchObject({
    code: 'dish.too-few-left',
    details: { left: 2 },
  })
  await change(ada, -1)
  expect((await quantities(ada)).reduce((sum, each) => sum + each, 0)).toBe(2)
})

it('stops at the most portions of a line', async () => {
  await change(ada, 98)
  expect(await refusalOf(change(bo, 1))).toMatchObject({ code: 'cart.too-full' })
})

it('of another table changes nothing here', async () => {
  const stranger = await guestAt(deps, place.store.tables[1])
  const abroad = stranger.call.ordering.changeCartLine({
    ...{ code: place.store.tables[1].code, lineId, by: 1, key: newKey() },
  })
  expect((await refusalOf(abroad)).code).toBe('thing.not-found')
  expect(await quantities(ada)).toEqual([1])
})
