// Voids and changes on a real database: shown until somebody at the station has seen them, and who
// it was is kept.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openChanges, type Ticket } from '@/domain/kitchen'
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
import { readTickets } from './read-tickets'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let cook: Person
let waiter: Person
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
  waiter = staffPerson(deps, place.store, 'waiter')
})

const inStore = () => ({ storeId: place.store.id })
const at = async (stationId: number | null): Promise<Ticket[]> =>
  (await cook.call.kitchen.tickets({ ...inStore(), stationId })).tickets
const changesAt = async (stationId: number | null) => (await at(stationId)).flatMap(openChanges)
const voidLine = (lineId: number) =>
  waiter.call.ordering.voidLine({ ...inStore(), lineId, reason: '点错了' })
const acknowledge = (changeIds: number[], stationId: number | null, who = cook) =>
  who.call.kitchen.acknowledge({ ...inStore(), changeIds, stationId })

it('a void stays on the screen, also alone, until it is acknowledged; who did is kept', async () => {
  const [rice = 0] = await waiterRound(deps, place.store, 'rice')
  await voidLine(rice)
  const [change] = await changesAt(place.store.stationId)
  expect(change).toMatchObject({ kind: 'voided', after: '点错了' })

  for (let tap = 0; tap < 2; tap += 1) {
    await acknowledge([change?.id ?? 0], place.store.stationId)
  }
  expect(await at(place.store.stationId)).toEqual([])
  expect(await at(null)).toEqual([])
  expect(await database.db.lineChangeSeen.findMany()).toMatchObject([
    { changeId: change?.id, staffId: place.store.staff.kitchen.id },
  ])
})

it('two people who acknowledge at once are one acknowledgement, and the first is kept', async () => {
  const [rice = 0] = await waiterRound(deps, place.store, 'rice')
  await voidLine(rice)
  const [change] = await changesAt(null)
  const manager = staffPerson(deps, place.store, 'manager')
  await Promise.all([cook, manager, cook].map((who) => acknowledge([change?.id ?? 0], null, who)))
  expect(await database.db.lineChangeSeen.count({ where: { changeId: change?.id ?? 0 } })).toBe(1)
})

it('each station of a dish acknowledges for itself, the screen of the whole kitchen for all', async () => {
  const cold = await database.db.station.create({ data: { ...inStore(), name: '凉菜' } })
  const dishId = place.store.dishes.duck.id
  await database.db.dishStation.createMany({
    data: [place.store.stationId, cold.id].map((stationId) => ({ dishId, stationId })),
  })
  const [duck = 0] = await waiterRound(deps, place.store, 'duck')
  await voidLine(duck)
  const ids = (await changesAt(null)).map(({ id }) => id)
  await acknowledge(ids, cold.id)
  expect(await changesAt(cold.id)).toEqual([])
  expect(await changesAt(place.store.stationId)).toHaveLength(1)
  expect(await changesAt(null)).toHaveLength(1)
  await acknowledge(ids, null)
  expect(await changesAt(place.store.stationId)).toEqual([])
})

it('what was said anew shows what it was before', async () => {
  const [rice = 0] = await waiterRound(deps, place.store, 'rice')
  const request = { ...inStore(), lineId: rice, seenNote: '少盐', note: '不要葱' }
  for (let tap = 0; tap < 2; tap += 1) await waiter.call.ordering.changeNote(request)
  expect(await changesAt(null)).toMatchObject([{ kind: 'note', before: '少盐', after: '不要葱' }])
  expect((await at(null))[0]?.lines).toMatchObject([{ note: '不要葱', state: 'queued' }])
})

it('a round that nobody had accepted leaves nothing to acknowledge', async () => {
  const [rice = 0] = await waiterRound(deps, place.store, 'rice')
  await database.db.round.updateMany({ data: { state: 'pending', decidedAt: null } })
  await voidLine(rice)
  expect(await changesAt(null)).toEqual([])
})

it('nobody acknowledges for another store, nor for a station that is not theirs', async () => {
  const [rice = 0] = await waiterRound(deps, place.store, 'rice')
  await voidLine(rice)
  const ids = (await changesAt(null)).map(({ id }) => id)
  const stranger = staffPerson(deps, place.otherStore, 'kitchen').call.kitchen
  const theirs = { storeId: place.otherStore.id, changeIds: ids, stationId: null }
  expect(await refusedWith(stranger.acknowledge(theirs))).toBe('thing.not-found')
  const elsewhere = acknowledge(ids, place.otherStore.stationId)
  expect(await refusedWith(elsewhere)).toBe('thing.not-found')
  expect(await refusedWith(acknowledge(ids, null, waiter))).toBe('permission.missing')
  expect(await changesAt(null)).toHaveLength(1)
})

it('a change that nobody acknowledged does not stand for ever', async () => {
  const [rice = 0] = await waiterRound(deps, place.store, 'rice')
  await voidLine(rice)
  clock.now = new Date(clock.now.getTime() + 12 * 3_600_000 + 1)
  const { tickets } = await readTickets(deps, { ...inStore(), stationId: null })
  expect(tickets).toEqual([])
})
