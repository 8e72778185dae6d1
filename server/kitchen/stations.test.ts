// Stations on a real database: a dish that several make is ready when the last part is, the pass
// sees all, nothing is nobody's.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { awaitedStations, isReadyToGo, type Ticket } from '@/domain/kitchen'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { waiterRound } from '@/testing/rounds'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let cook: Person
/** The duck is carved at `hot` (the default) and dressed at `cold`. */
let hot: number
let cold: number
let pass: number
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
  hot = place.store.stationId
  cold = (await database.db.station.create({ data: { ...inStore(), name: '凉菜' } })).id
  pass = (await database.db.station.create({ data: { ...inStore(), name: '传菜', isExpo: true } }))
    .id
  const dishId = place.store.dishes.duck.id
  await database.db.dishStation.createMany({
    data: [hot, cold].map((stationId) => ({ dishId, stationId })),
  })
})

const inStore = () => ({ storeId: place.store.id })
const at = async (stationId: number | null): Promise<Ticket[]> =>
  (await cook.call.kitchen.tickets({ ...inStore(), stationId })).tickets
const statesAt = async (stationId: number | null) =>
  (await at(stationId)).flatMap((ticket) => ticket.lines.map(({ state }) => state))
const finish = (lineIds: number[], stationId: number | null) =>
  cook.call.kitchen.bump({ ...inStore(), lineIds, to: 'ready', stationId })
const stateOf = async (id: number) =>
  (await database.db.orderLine.findUniqueOrThrow({ where: { id } })).state

describe('a dish that two stations make', () => {
  it('leaves the station whose part is done, and is ready when the last part is', async () => {
    const lineIds = await waiterRound(deps, place.store, 'duck')
    const [duck = 0] = lineIds
    await finish(lineIds, cold)
    expect(await stateOf(duck)).toBe('cooking')
    expect(await statesAt(cold)).toEqual(['ready'])
    expect(await statesAt(hot)).toEqual(['cooking'])
    const [seen] = (await at(cold))[0]?.lines ?? []
    expect(seen && awaitedStations(seen)).toEqual([hot])

    await finish(lineIds, hot)
    expect(await stateOf(duck)).toBe('ready')
    const moves = await database.db.lineMove.findMany({ where: { lineId: duck } })
    expect(moves.map(({ toState }) => toState)).toEqual(['cooking', 'ready'])
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  })

  it('is ready once when both stations finish at once, and again and again', async () => {
    const lineIds = await waiterRound(deps, place.store, 'duck')
    await Promise.all([hot, cold, hot, cold].map((station) => finish(lineIds, station)))
    expect(await stateOf(lineIds[0] ?? 0)).toBe('ready')
    const parts = await database.db.linePart.findMany({ where: { lineId: { in: lineIds } } })
    expect(parts.map(({ stationId }) => stationId).sort()).toEqual([hot, cold].sort())
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  })

  it('comes back to the station that recalls its part, and to nobody else', async () => {
    const lineIds = await waiterRound(deps, place.store, 'duck')
    await finish(lineIds, cold)
    const recall = { ...inStore(), lineIds, from: 'ready', to: 'cooking' } as const
    await cook.call.kitchen.recall({ ...recall, stationId: cold })
    expect(await statesAt(cold)).toEqual(['cooking'])

    await finish(lineIds, cold)
    await finish(lineIds, hot)
    await cook.call.kitchen.recall({ ...recall, stationId: cold })
    expect(await statesAt(cold)).toEqual(['cooking'])
    expect(await statesAt(hot)).toEqual(['ready'])
    expect(await stateOf(lineIds[0] ?? 0)).toBe('cooking')
    await finish(lineIds, cold)
    expect(await stateOf(lineIds[0] ?? 0)).toBe('ready')
    const history = await database.db.linePart.findMany({ where: { lineId: { in: lineIds } } })
    expect(history.filter(({ takenBackAt }) => takenBackAt)).toHaveLength(2)
  })

  it('can be finished whole at the screen of the whole kitchen', async () => {
    const lineIds = await waiterRound(deps, place.store, 'duck')
    await finish(lineIds, null)
    expect(await stateOf(lineIds[0] ?? 0)).toBe('ready')
  })
})

describe('the pass', () => {
  it('sees every ticket whole, and it is ready to go when all stations are done', async () => {
    const [rice = 0, duck = 0] = await waiterRound(deps, place.store, 'rice', 'duck')
    const isGreen = async () => (await at(pass)).map(isReadyToGo)
    expect(await isGreen()).toEqual([false])
    await finish([rice, duck], hot)
    expect(await isGreen()).toEqual([false])
    await finish([duck], cold)
    expect(await isGreen()).toEqual([true])
    await cook.call.kitchen.serve({ ...inStore(), lineIds: [rice, duck] })
    expect(await at(pass)).toEqual([])
  })
})

it('a dish whose stations are all closed is at the default one, never nowhere', async () => {
  const dishId = place.store.dishes.rice.id
  await database.db.dishStation.create({ data: { dishId, stationId: cold } })
  const before = await waiterRound(deps, place.store, 'rice')
  await database.db.station.update({ where: { id: cold }, data: { archivedAt: clock.now } })
  const after = await waiterRound(deps, place.store, 'rice')
  const shown = (await at(hot)).flatMap((ticket) => ticket.lines.map(({ id }) => id))
  expect(shown).toEqual([...before, ...after])
})

it('what staff put first comes first, and what guests ask about says so', async () => {
  await waiterRound(deps, place.store, 'rice')
  await waiterRound(deps, place.store, 'beer')
  const roundId = (await at(null))[1]?.roundId ?? 0
  for (let tap = 0; tap < 2; tap += 1) {
    await cook.call.kitchen.markUrgent({ ...inStore(), roundId, isUrgent: true })
  }
  expect((await at(null)).map(({ number }) => number)).toEqual([2, 1])
  await cook.call.kitchen.markUrgent({ ...inStore(), roundId, isUrgent: false })
  expect((await at(null)).map(({ number }) => number)).toEqual([1, 2])
  const audits = await database.db.auditEntry.findMany({ where: { subject: 'round' } })
  expect(audits.map(({ action }) => action)).toEqual(['round.put-first', 'round.put-back'])
})
