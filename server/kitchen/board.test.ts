// The guests' board on a real database: what it says is ready can be picked up, and nothing else.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { refusedWith, waiterRound } from '@/testing/rounds'
import type { Deps } from '../deps'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let cook: Person
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  clock.now = new Date('2026-11-20T12:00:00+08:00')
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  cook = staffPerson(deps, place.store, 'kitchen')
})

const inStore = () => ({ storeId: place.store.id })
const pass = (minutes: number) => {
  clock.now = new Date(clock.now.getTime() + minutes * 60_000)
}
const finish = (lineIds: number[]) => cook.call.kitchen.bump({ ...inStore(), lineIds, to: 'ready' })
const board = async () => {
  const { preparing, ready } = await cook.call.kitchen.board(inStore())
  return { preparing: preparing.length, ready: ready.length }
}

it('an order is ready when nothing of it is made any more, and leaves when it was taken', async () => {
  const [rice = 0, beer = 0] = await waiterRound(deps, place.store, 'rice', 'beer')
  expect(await board()).toEqual({ preparing: 1, ready: 0 })
  await finish([rice])
  expect(await board()).toEqual({ preparing: 1, ready: 0 })
  await finish([beer])
  expect(await board()).toEqual({ preparing: 0, ready: 1 })
  expect((await cook.call.kitchen.board(inStore())).ready).toMatchObject([
    {
      tableName: 'A1',
      shortNumber: expect.stringMatching(/^\d{4}$/),
      sinceAt: clock.now.toISOString(),
    },
  ])
  await cook.call.kitchen.serve({ ...inStore(), lineIds: [rice, beer] })
  expect(await board()).toEqual({ preparing: 0, ready: 0 })
})

it('an add-on brings an order back to those that are made, held dishes do not', async () => {
  await finish(await waiterRound(deps, place.store, 'rice'))
  const held = await waiterRound(deps, place.store, { dish: 'beer', isHeld: true })
  expect(await board()).toEqual({ preparing: 0, ready: 1 })
  await cook.call.kitchen.fire({ ...inStore(), lineIds: held })
  expect(await board()).toEqual({ preparing: 1, ready: 0 })
})

it('what was taken back, not accepted, or belongs to a table that was cleared is not on it', async () => {
  const waiter = staffPerson(deps, place.store, 'waiter')
  const [rice = 0] = await waiterRound(deps, place.store, 'rice')
  await waiter.call.ordering.voidLine({ ...inStore(), lineId: rice, reason: '点错' })
  expect(await board()).toEqual({ preparing: 0, ready: 0 })

  await waiterRound(deps, place.store, 'beer')
  await database.db.round.updateMany({ where: inStore(), data: { state: 'pending' } })
  expect(await board()).toEqual({ preparing: 0, ready: 0 })
  await database.db.round.updateMany({ where: inStore(), data: { state: 'confirmed' } })
  expect(await board()).toEqual({ preparing: 1, ready: 0 })
  await database.db.sitting.updateMany({ where: inStore(), data: { clearedAt: clock.now } })
  expect(await board()).toEqual({ preparing: 0, ready: 0 })
})

it('what nobody took for an hour does not stand there all evening', async () => {
  await finish(await waiterRound(deps, place.store, 'rice'))
  pass(59)
  expect(await board()).toEqual({ preparing: 0, ready: 1 })
  pass(2)
  expect(await board()).toEqual({ preparing: 0, ready: 0 })
})

it("nobody watches another store's board", async () => {
  const stranger = staffPerson(deps, place.otherStore, 'kitchen').call.kitchen
  expect(await refusedWith(stranger.board(inStore()))).toBe('permission.missing')
})
