// A line of a shared cart that is made otherwise: once, by whoever, and not over what somebody else
// has changed of it meanwhile.

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
const PLAIN = { choices: [], note: '' }
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
  await add(ada, 2)
  lineId = (await linesOf(ada))[0]?.id ?? 0
})

const code = () => place.store.tables[0].code
const add = ({ call }: Person, quantity: number, note = '') =>
  call.ordering.addToCart({
    ...{ code: code(), dishId: place.store.dishes.rice.id, choices: [], quantity, note },
    key: newKey(),
  })
const linesOf = async ({ call }: Person) =>
  (await call.ordering.cart({ code: code() })).lines.map(({ id, quantity, note, guestNumber }) => ({
    ...{ id, quantity, note, guestNumber },
  }))
const remake = (
  { call }: Person,
  note: string,
  { by = 0, seen = PLAIN, key = newKey() }: { by?: number; seen?: typeof PLAIN; key?: string } = {},
) =>
  call.ordering.remakeCartLine({
    ...{ code: code(), lineId, seen, by, key },
    made: { choices: [], note },
  })

it('is made otherwise by anybody at the table, with more portions or fewer, and stays whose it is', async () => {
  await remake(bo, '少盐', { by: 1 })
  expect(await linesOf(ada)).toEqual([{ id: lineId, quantity: 3, note: '少盐', guestNumber: 1 }])
})

it('counts the taps that came meanwhile, and is made otherwise once, however often that is asked', async () => {
  const key = newKey()
  await Promise.all([
    bo.call.ordering.changeCartLine({ code: code(), lineId, by: 1, key: newKey() }),
    remake(ada, '少盐', { by: 1, key }),
    remake(ada, '少盐', { by: 1, key }),
  ])
  expect(await linesOf(bo)).toMatchObject([{ quantity: 4, note: '少盐' }])
})

it('of two who have it made otherwise at once one is told so, and of a line that is gone', async () => {
  const tries = await Promise.allSettled([remake(ada, '少盐'), remake(bo, '多盐')])
  expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const [line] = await linesOf(ada)
  expect((await refusalOf(remake(bo, '不放盐'))).code).toBe('cart.line-changed')
  await ada.call.ordering.changeCartLine({ code: code(), lineId, by: -99, key: newKey() })
  const seen = { choices: [], note: line?.note ?? '' }
  expect((await refusalOf(remake(bo, '不放盐', { seen }))).code).toBe('cart.line-changed')
  expect(await linesOf(ada)).toEqual([])
})

it('joins the line of its guest that is made the same, and none of another’s', async () => {
  await add(bo, 1, '少盐')
  await remake(ada, '少盐')
  expect(await linesOf(ada)).toMatchObject([{ quantity: 2 }, { quantity: 1, guestNumber: 2 }])
  await add(ada, 4)
  lineId = (await linesOf(ada)).find(({ note }) => note === '')?.id ?? 0
  await remake(ada, '少盐', { by: -1 })
  expect(await linesOf(ada)).toMatchObject([{ quantity: 5, guestNumber: 1 }, { guestNumber: 2 }])
})

it('is refused where it cannot be made so, and where there is not enough of it', async () => {
  const wrong = ada.call.ordering.remakeCartLine({
    ...{ code: code(), lineId, seen: PLAIN, by: 0, key: newKey() },
    made: { choices: [{ optionId: 999_999, quantity: 1 }], note: '' },
  })
  expect((await refusalOf(wrong)).code).toBe('choice.invalid')
  await database.db.dish.update({
    where: { id: place.store.dishes.rice.id },
    data: { stock: 2 },
  })
  expect(await refusalOf(remake(ada, '', { by: 1 }))).toMatchObject({
    ...{ code: 'dish.too-few-left', details: { left: 2 } },
  })
  await remake(ada, '少盐')
  expect((await refusalOf(remake(bo, '', { by: 98, seen: { ...PLAIN, note: '少盐' } }))).code).toBe(
    'cart.too-full',
  )
  expect(await linesOf(ada)).toMatchObject([{ quantity: 2, note: '少盐' }])
})
