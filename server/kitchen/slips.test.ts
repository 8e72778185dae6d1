// Kitchen slips on a real database and a real socket: every dish comes out once at its station's printer, when it is to be made,
// and what changes about it comes out after it.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Ground } from '../ground'
import { openPrintQueue } from '../printing/print-queue'
import { freshDatabase, type TestDatabase } from '../testing/database'
import { newKey, orderMore, refusalOf } from '../testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testGround,
} from '../testing/restaurant'
import { waiterRound } from '../testing/rounds'
import { startTestPrinter, type TestPrinter } from '../testing/test-printer'
import { printSlips } from './print-slips'

let database: TestDatabase
let ground: Ground
let place: Restaurant
let manager: Person
let waiter: Person
let hot: TestPrinter
let cold: TestPrinter
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
  hot = await startTestPrinter()
  cold = await startTestPrinter()
})
afterAll(async () => {
  await hot.stop()
  await cold.stop()
  await database.drop()
})

beforeEach(async () => {
  hot.pages = []
  cold.pages = []
  ground = testGround(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(ground, place.store, 'manager')
  waiter = staffPerson(ground, place.store, 'waiter')
  const coldStation = await database.db.station.create({ data: { ...inStore(), name: '凉菜' } })
  const { duck, beer } = place.store.dishes
  await database.db.dishStation.createMany({
    data: [
      { dishId: beer.id, stationId: coldStation.id },
      { dishId: duck.id, stationId: coldStation.id },
      { dishId: duck.id, stationId: place.store.stationId },
    ],
  })
  await addPrinter(hot, place.store.stationId)
  await addPrinter(cold, coldStation.id)
})

const inStore = () => ({ storeId: place.store.id })
const addPrinter = ({ port }: TestPrinter, stationId: number | null) =>
  manager.call.printing.save({
    ...inStore(),
    printerId: null,
    name: '后厨',
    purpose: 'kitchen',
    stationId,
    host: '127.0.0.1',
    port,
    widthMm: 58,
    language: 'zh-CN',
    isAutomatic: false,
  })
/** What main does every second; a second later, so that what follows is later than what was printed. */
async function work(): Promise<void> {
  await printSlips(ground)
  const queue = openPrintQueue(ground)
  await queue.run()
  await queue.rest()
  clock.now = new Date(clock.now.getTime() + 1_000)
}
const roundOf = async (lineId = 0) =>
  (await database.db.orderLine.findUniqueOrThrow({ where: { id: lineId } })).roundId

describe('a round', () => {
  it('comes out once, each dish at its own station, a shared one at both', async () => {
    await waiterRound(ground, place.store, 'rice', 'beer', { dish: 'duck', quantity: 2 })
    await work()
    await work()
    expect(hot.pages).toHaveLength(1)
    expect(cold.pages).toHaveLength(1)
    expect(hot.pages[0]).toMatch(/桌 A1[\s\S]*首单[\s\S]*米饭[\s\S]*2 ×烤鸭/)
    expect(hot.pages[0]).not.toContain('啤酒')
    expect(cold.pages[0]).toMatch(/啤酒[\s\S]*烤鸭/)
    expect(cold.pages[0]).not.toContain('米饭')
    expect(hot.pages[0]).toContain('* 少盐')
  })

  it('that was added says so, and brings nothing that came out before', async () => {
    await waiterRound(ground, place.store, 'rice')
    await work()
    await waiterRound(ground, place.store, 'duck')
    await work()
    expect(hot.pages).toHaveLength(2)
    expect(hot.pages[1]).toContain('加菜 第2轮')
    expect(hot.pages[1]).not.toContain('米饭')
  })

  it('waits until somebody confirmed it', async () => {
    const [, table] = place.store.tables
    const phone = await guestAt(ground, table)
    await orderMore(phone, place.store, table, 1)
    await work()
    expect(hot.pages).toEqual([])
    const { id: roundId } = await database.db.round.findFirstOrThrow({ where: inStore() })
    await waiter.call.ordering.decideRound({ ...inStore(), roundId, decision: 'confirm' })
    await work()
    expect(hot.pages).toHaveLength(1)
  })

  it('comes out once when two processes look at the same time', async () => {
    await waiterRound(ground, place.store, 'rice', 'duck')
    await Promise.all([printSlips(ground), printSlips(ground), printSlips(ground)])
    await work()
    expect(hot.pages).toHaveLength(1)
    expect(cold.pages).toHaveLength(1)
  })

  it('of before there was a printer does not come out', async () => {
    await waiterRound(ground, place.store, 'rice')
    clock.now = new Date(clock.now.getTime() + 60_000)
    const late = await startTestPrinter()
    await addPrinter(late, null)
    await work()
    await waiterRound(ground, place.store, 'beer')
    await work()
    expect(late.pages).toHaveLength(1)
    expect(late.pages[0]).toContain('啤酒')
    await late.stop()
  })
})

describe('a dish', () => {
  it('that waits (叫起) comes out when it is fired, and says that it is', async () => {
    const [, duck = 0] = await waiterRound(ground, place.store, 'rice', {
      dish: 'duck',
      isHeld: true,
    })
    await work()
    expect(cold.pages).toEqual([])
    await waiter.call.kitchen.fire({ ...inStore(), lineIds: [duck] })
    await work()
    expect(hot.pages[1]).toMatch(/起菜[\s\S]*烤鸭/)
    expect(hot.pages[1]).not.toContain('米饭')
  })

  it('that is taken back comes out as 退菜 with its reason, once, where it had come out', async () => {
    const [rice = 0] = await waiterRound(ground, place.store, { dish: 'rice', quantity: 3 }, 'beer')
    await work()
    await waiter.call.ordering.voidLine({
      ...inStore(),
      lineId: rice,
      quantity: 1,
      reason: '点多了',
    })
    await work()
    await work()
    expect(hot.pages).toHaveLength(2)
    expect(hot.pages[1]).toMatch(/改单[\s\S]*1 ×米饭[\s\S]*退菜[\s\S]*点多了/)
    expect(cold.pages).toHaveLength(1)
  })

  it('that is taken back while another of its round is fired is on paper as such too', async () => {
    const [rice = 0, duck = 0] = await waiterRound(ground, place.store, 'rice', {
      dish: 'duck',
      isHeld: true,
    })
    await work()
    await waiter.call.ordering.voidLine({ ...inStore(), lineId: rice, reason: '点多了' })
    await waiter.call.kitchen.fire({ ...inStore(), lineIds: [duck] })
    await work()
    expect(hot.pages).toHaveLength(3)
    expect(hot.pages[1]).toMatch(/起菜[\s\S]*烤鸭/)
    expect(hot.pages[2]).toMatch(/米饭[\s\S]*退菜/)
  })

  it('that is taken back before it came out never does', async () => {
    const [rice = 0] = await waiterRound(ground, place.store, { dish: 'rice', quantity: 3 })
    await waiter.call.ordering.voidLine({
      ...inStore(),
      lineId: rice,
      quantity: 1,
      reason: '点多了',
    })
    await work()
    await work()
    expect(hot.pages).toHaveLength(1)
    expect(hot.pages[0]).toContain('2 ×米饭')
  })
})

describe('a reprint', () => {
  it('is marked as one, with what is to be made still, once per wish', async () => {
    const [rice = 0, duck = 0] = await waiterRound(ground, place.store, 'rice', 'duck')
    await work()
    await waiter.call.ordering.voidLine({ ...inStore(), lineId: duck, reason: '没有了' })
    await work()
    hot.pages = []
    const wish = { ...inStore(), roundId: await roundOf(rice), key: newKey() }
    await waiter.call.kitchen.reprint(wish)
    await waiter.call.kitchen.reprint(wish)
    await work()
    expect(hot.pages).toHaveLength(1)
    expect(hot.pages[0]).toMatch(/补打 第2份[\s\S]*米饭/)
    expect(hot.pages[0]).not.toContain('烤鸭')
  })

  it('of another store’s round is nobody’s, and without a printer it is refused in words', async () => {
    const [rice = 0] = await waiterRound(ground, place.store, 'rice')
    const roundId = await roundOf(rice)
    const stranger = staffPerson(ground, place.otherStore, 'owner')
    const foreign = { storeId: place.otherStore.id, roundId, key: newKey() }
    expect((await refusalOf(stranger.call.kitchen.reprint(foreign))).code).toBe('thing.not-found')

    const { printers } = await manager.call.printing.printers(inStore())
    for (const { id: printerId } of printers) {
      await manager.call.printing.archive({ ...inStore(), printerId })
    }
    const wish = { ...inStore(), roundId, key: newKey() }
    expect((await refusalOf(waiter.call.kitchen.reprint(wish))).code).toBe('printer.none')
  })
})
