// What was accepted and did not arrive is noticed, on a real database that is broken on purpose.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { openBill } from '@/testing/open-bill'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { refusedWith, waiterRound } from '@/testing/rounds'
import type { Deps } from '../deps'
import { makeReconciler } from './reconcile'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let waiter: Person
const clock = { now: new Date() }
const NONE = { count: 0, sinceAt: null }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  clock.now = new Date()
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  waiter = staffPerson(deps, place.store, 'waiter')
  await database.db.outboxEvent.updateMany({ data: { sentAt: clock.now } })
})

const alarms = () => waiter.call.kitchen.alarms({ storeId: place.store.id })
const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000)

it('all is quiet while orders come, are cooked and taken back', async () => {
  const [rice = 0, beer = 0, duck = 0] = await waiterRound(deps, place.store, 'rice', 'beer', {
    dish: 'duck',
    isHeld: true,
  })
  const cook = staffPerson(deps, place.store, 'kitchen')
  await cook.call.kitchen.bump({ storeId: place.store.id, lineIds: [rice], to: 'cooking' })
  await cook.call.kitchen.bump({ storeId: place.store.id, lineIds: [beer], to: 'ready' })
  await waiter.call.ordering.voidLine({ storeId: place.store.id, lineId: duck, reason: '不要了' })
  expect(await alarms()).toEqual({ lost: [], lostCount: 0, unsent: NONE, parked: NONE })
})

/** As a bug of the database itself would: its triggers look away. */
async function withoutGuards(statement: string): Promise<void> {
  await database.pool.query(
    `BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`,
  )
}

it('a dish that stands on no screen is named, until it does', async () => {
  const [rice = 0] = await waiterRound(deps, place.store, 'rice')
  const { id: nowhere } = await database.db.station.create({
    data: { storeId: place.store.id, name: '旧档口', archivedAt: clock.now },
  })
  await database.db.orderLine.update({ where: { id: rice }, data: { stationIds: [nowhere] } })
  await withoutGuards(`UPDATE station SET is_default = false WHERE id = ${place.store.stationId}`)
  expect((await alarms()).lost).toEqual([
    { lineId: rice, tableName: 'A1', name: '米饭', names: { en: 'Rice' } },
  ])

  const reconciler = makeReconciler(deps)
  await reconciler.run()
  expect(reconciler.figures()).toMatchObject({ lostLines: 1 })

  await database.db.station.update({
    where: { id: place.store.stationId },
    data: { isDefault: true },
  })
  expect((await alarms()).lost).toEqual([])
  await reconciler.run()
  expect(reconciler.figures()).toMatchObject({ lostLines: 0 })
})

it('a guest’s round that waits for its answer and stands on no screen is named too', async () => {
  const { orderId } = await openBill(deps, place.store, place.store.tables[1])
  const { rice } = place.store.dishes
  await withoutGuards(`DELETE FROM station WHERE id = ${place.store.stationId}`)
  const [line] = await database.db.orderLine.findMany({ where: { orderId, dishId: rice.id } })
  expect((await alarms()).lost).toMatchObject([{ lineId: line?.id, tableName: 'A2' }])
})

it('messages that wait too long, or were put aside, are counted since the first', async () => {
  await waiterRound(deps, place.store, 'rice')
  const ids = (await database.db.outboxEvent.findMany({ where: { sentAt: null } })).map(
    ({ id }) => id,
  )
  const all = { where: { id: { in: ids } } }
  await database.db.outboxEvent.updateMany({ ...all, data: { createdAt: ago(9) } })
  expect(await alarms()).toMatchObject({ unsent: NONE, parked: NONE })

  const since = ago(11)
  await database.db.outboxEvent.updateMany({ ...all, data: { createdAt: since } })
  expect(await alarms()).toMatchObject({
    unsent: { count: ids.length, sinceAt: since.toISOString() },
    parked: NONE,
  })

  await database.db.outboxEvent.updateMany({ ...all, data: { parkedAt: ago(5) } })
  expect(await alarms()).toMatchObject({
    unsent: NONE,
    parked: { count: ids.length, sinceAt: since.toISOString() },
  })
})

it('nobody hears of the alarms of another store', async () => {
  const stranger = staffPerson(deps, place.otherStore, 'waiter').call.kitchen
  expect(await refusedWith(stranger.alarms({ storeId: place.store.id }))).toBe('permission.missing')
})
