// A station that works from paper: what its printer printed is made, once, as far as the printer
// confirms it.

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
import { startTestPrinter, type TestPrinter } from '@/testing/test-printer'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { openPrintQueue } from '../printing/print-queue'
import { finishPrinted } from './finish-printed'
import { printSlips } from './print-slips'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let cook: Person
let cold: number
let paper: TestPrinter
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
  paper = await startTestPrinter()
})
afterAll(async () => {
  await paper.stop()
  await database.drop()
})

beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  cook = staffPerson(deps, place.store, 'kitchen')
  const station = await database.db.station.create({ data: { ...inStore(), name: '凉菜' } })
  cold = station.id
  const { beer, duck } = place.store.dishes
  await database.db.dishStation.createMany({
    data: [
      { dishId: beer.id, stationId: cold },
      { dishId: duck.id, stationId: cold },
      { dishId: duck.id, stationId: place.store.stationId },
    ],
  })
})

const inStore = () => ({ storeId: place.store.id })
const say = (stationId: number, isMadeWhenPrinted: boolean) =>
  manager.call.kitchen.setup.setMadeWhenPrinted({ ...inStore(), stationId, isMadeWhenPrinted })
const addPrinter = (stationId: number | null) =>
  manager.call.printing.save({
    ...inStore(),
    printerId: null,
    name: '后厨',
    purpose: 'kitchen',
    stationId,
    host: '127.0.0.1',
    port: paper.port,
    widthMm: 58,
    language: 'zh-CN',
    isAutomatic: false,
  })
const stateOf = async (id = 0) =>
  (await database.db.orderLine.findUniqueOrThrow({ where: { id } })).state

/** What main does every second. */
async function work(): Promise<void> {
  await printSlips(deps)
  const queue = openPrintQueue(deps)
  await queue.run()
  await queue.rest()
  await Promise.all([finishPrinted(deps), finishPrinted(deps)])
  clock.now = new Date(clock.now.getTime() + 1_000)
}

it('is set by a manager, of a station that cooks in this store', async () => {
  await say(cold, true)
  const { stations } = await manager.call.kitchen.setup.read(inStore())
  expect(stations.map(({ isMadeWhenPrinted }) => isMadeWhenPrinted)).toEqual([false, true])
  const pass = await database.db.station.create({
    data: { ...inStore(), name: '出菜口', isExpo: true },
  })
  expect(await refusedWith(say(pass.id, true))).toBe('thing.not-found')
  expect(await refusedWith(say(place.otherStore.stationId, true))).toBe('thing.not-found')
  const set = cook.call.kitchen.setup.setMadeWhenPrinted
  const request = { ...inStore(), stationId: cold, isMadeWhenPrinted: false }
  expect(await refusedWith(set(request))).toBe('permission.missing')
})

it('makes its dishes when their slip is printed, and those of no other station', async () => {
  await addPrinter(null)
  await say(cold, true)
  const [rice, beer] = await waiterRound(deps, place.store, 'rice', 'beer')
  expect(await finishPrinted(deps)).toBe(0)
  await work()
  expect([await stateOf(rice), await stateOf(beer)]).toEqual(['queued', 'ready'])
  const moves = await database.db.lineMove.findMany({ where: { lineId: beer ?? 0 } })
  expect(moves).toMatchObject([{ toState: 'ready', reason: 'printed', staffId: null }])
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

it('makes its part of a dish that others make too', async () => {
  await addPrinter(cold)
  await say(cold, true)
  const [duck = 0] = await waiterRound(deps, place.store, 'duck')
  await work()
  expect(await stateOf(duck)).toBe('cooking')
  const bump = { ...inStore(), lineIds: [duck], to: 'ready' as const }
  await cook.call.kitchen.bump({ ...bump, stationId: place.store.stationId })
  expect(await stateOf(duck)).toBe('ready')
})

it('waits for paper that did not come out, and for what is held', async () => {
  await addPrinter(cold)
  await say(cold, true)
  const [beer, later] = await waiterRound(deps, place.store, 'beer', {
    dish: 'beer',
    isHeld: true,
  })
  await printSlips(deps)
  await finishPrinted(deps)
  expect(await stateOf(beer)).toBe('queued')
  await work()
  expect([await stateOf(beer), await stateOf(later)]).toEqual(['ready', 'held'])
  await cook.call.kitchen.fire({ ...inStore(), lineIds: [later ?? 0] })
  await work()
  expect(await stateOf(later)).toBe('ready')
})

it('gives a dish back to whoever recalls it', async () => {
  await addPrinter(cold)
  await say(cold, true)
  const [beer = 0] = await waiterRound(deps, place.store, 'beer')
  await work()
  const recall = { ...inStore(), lineIds: [beer], from: 'ready' as const, to: 'queued' as const }
  await cook.call.kitchen.recall(recall)
  await work()
  expect(await stateOf(beer)).toBe('queued')
})

it('is its own printer’s word where it has one, not that of the printer for all', async () => {
  await addPrinter(null)
  const { printerId } = await addPrinter(cold)
  await say(cold, true)
  const [beer] = await waiterRound(deps, place.store, 'beer')
  await printSlips(deps)
  await database.db.printJob.updateMany({
    where: { ...inStore(), printerId: { not: printerId } },
    data: { state: 'printed', doneAt: clock.now },
  })
  await finishPrinted(deps)
  expect(await stateOf(beer)).toBe('queued')
  await work()
  expect(await stateOf(beer)).toBe('ready')
})
