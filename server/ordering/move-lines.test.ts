// Moving dishes: each move once, losers told, history complete, the order's state follows.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { Refusal } from '@/domain/refusal'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import { actorAt } from '../access/procedures'
import type { Deps } from '../deps'
import { moveLines } from './move-lines'

let database: TestDatabase
let deps: Deps
let place: Restaurant
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})

/** A confirmed order of two dishes; the actors who may move them. */
async function orderOfTwo() {
  const storeId = place.store.id
  const waiter = staffPerson(deps, place.store, 'waiter')
  const { rice, beer } = place.store.dishes
  const { orderId } = await waiter.call.ordering.placeForTable({
    storeId,
    tableId: place.store.tables[0].id,
    lines: [
      { dishId: rice.id, choices: [], quantity: 1, note: '' },
      { dishId: beer.id, choices: [], quantity: 1, note: '' },
    ],
    key: `move-${storeId}-${Math.random().toString(36).slice(2)}`,
  })
  const lines = await database.db.orderLine.findMany({ where: { orderId }, orderBy: { id: 'asc' } })
  const [first = 0, second = 0] = lines.map((line) => line.id)
  const cook = staffPerson(deps, place.store, 'kitchen')
  const actor = await actorAt(cook.context, storeId, 'line.cook')
  return { orderId, first, second, actor, storeId }
}

const stateOf = async (orderId: number) =>
  (await database.db.order.findUniqueOrThrow({ where: { id: orderId } })).state

it('an order follows its dishes from confirmed to completed', async () => {
  const { orderId, first, second, actor } = await orderOfTwo()
  const states = [await stateOf(orderId)]
  for (const to of ['cooking', 'ready', 'served'] as const) {
    await moveLines(deps, actor, { lineIds: [first, second], to })
    states.push(await stateOf(orderId))
  }
  expect(states).toEqual(['confirmed', 'preparing', 'serving', 'completed'])
})

it('a second tap on Ready does not move the dish twice', async () => {
  const { first, actor } = await orderOfTwo()
  await moveLines(deps, actor, { lineIds: [first], to: 'ready' })
  await moveLines(deps, actor, { lineIds: [first], to: 'ready' })

  const moves = await database.db.lineMove.findMany({ where: { lineId: first } })
  expect(moves).toHaveLength(1)
})

it('one tap that goes back several steps is three moves of the dish, and one move and one word of its order', async () => {
  const { orderId, first, second, storeId } = await orderOfTwo()
  const { call } = staffPerson(deps, place.store, 'manager')
  const lineIds = [first, second]
  await call.kitchen.serve({ storeId, lineIds })
  const counts = async () => ({
    dishes: await database.db.lineMove.count({ where: { lineId: first } }),
    order: await database.db.orderMove.count({ where: { orderId } }),
    words: await database.db.outboxEvent.count({ where: { storeId } }),
  })
  const before = await counts()
  await call.kitchen.recall({ storeId, lineIds, from: 'served', to: 'queued', stationId: null })
  const after = await counts()
  expect(await stateOf(orderId)).toBe('confirmed')
  expect(after).toEqual({
    dishes: before.dishes + 3,
    order: before.order + 1,
    words: before.words + 1,
  })
})

it('of eight cooks starting one dish at once it moves once', async () => {
  const { first, actor } = await orderOfTwo()
  await Promise.all(
    Array.from({ length: 8 }, () => moveLines(deps, actor, { lineIds: [first], to: 'cooking' })),
  )
  const line = await database.db.orderLine.findUniqueOrThrow({
    where: { id: first },
    include: { moves: true },
  })
  expect(line).toMatchObject({ state: 'cooking', version: 2 })
  expect(line.moves).toMatchObject([{ version: 1, fromState: 'queued', toState: 'cooking' }])
})

it('whoever saw an older state is told by whom it moved on', async () => {
  const { first, actor } = await orderOfTwo()
  await moveLines(deps, actor, { lineIds: [first], to: 'ready' })

  const late = moveLines(deps, actor, { lineIds: [first], from: 'queued', to: 'cooking' })

  await expect(late).rejects.toMatchObject({
    code: 'line.moved-on',
    details: { by: 'kitchen 一店', state: 'ready' },
  })
})

it('moves all of the lines or none', async () => {
  const { first, second, actor } = await orderOfTwo()
  await database.db.orderLine.update({ where: { id: second }, data: { state: 'voided' } })

  await expect(
    moveLines(deps, actor, { lineIds: [first, second], to: 'cooking' }),
  ).rejects.toBeInstanceOf(Refusal)

  const line = await database.db.orderLine.findUniqueOrThrow({ where: { id: first } })
  expect(line.state).toBe('queued')
})

it("another store's dish is as if it did not exist", async () => {
  const { first } = await orderOfTwo()
  const cook = staffPerson(deps, place.otherStore, 'kitchen')
  const actor = await actorAt(cook.context, place.otherStore.id, 'line.cook')

  await expect(moveLines(deps, actor, { lineIds: [first], to: 'cooking' })).rejects.toMatchObject({
    code: 'thing.not-found',
  })
})

it('history cannot be rewritten, not even by us', async () => {
  const { first, actor } = await orderOfTwo()
  await moveLines(deps, actor, { lineIds: [first], to: 'cooking' })

  await expect(
    database.pool.query(`UPDATE line_move SET reason = 'x' WHERE line_id = ${first}`),
  ).rejects.toThrow('append-only')
  await expect(
    database.pool.query(`DELETE FROM line_move WHERE line_id = ${first}`),
  ).rejects.toThrow('append-only')
})

it('a voided dish leaves the bill, and voiding the last one cancels the order', async () => {
  const { orderId, first, second, storeId } = await orderOfTwo()
  const manager = staffPerson(deps, place.store, 'manager')

  await manager.call.ordering.voidLine({ storeId, lineId: first, reason: '点错' })
  expect(await manager.call.ordering.one({ storeId, orderId })).toMatchObject({
    state: 'confirmed',
    owedCents: 1_500,
  })
  await manager.call.ordering.voidLine({ storeId, lineId: second, reason: '点错' })
  expect(await manager.call.ordering.one({ storeId, orderId })).toMatchObject({
    state: 'cancelled',
    owedCents: 0,
    cancelReason: '点错',
  })
})
