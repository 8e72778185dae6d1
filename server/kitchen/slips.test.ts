// Kitchen slips on a real database and a real socket: every dish comes out once at its station's
// printer, when it is to be made, and what changes about it comes out after it.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Allergen } from '@/domain/menu'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, orderMore, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { waiterRound } from '@/testing/rounds'
import { startTestPrinter, type TestPrinter } from '@/testing/test-printer'
import type { Deps } from '../deps'
import { openPrintQueue } from '../printing/print-queue'
import { printSlips } from './print-slips'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let waiter: Person
let cook: Person
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
  hot.mood = {}
  hot.pages = []
  cold.pages = []
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  waiter = staffPerson(deps, place.store, 'waiter')
  cook = staffPerson(deps, place.store, 'kitchen')
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
/**
 * What main does every second; a second later, so that what follows is later than what was printed.
 */
async function work(): Promise<void> {
  await printSlips(deps)
  const queue = openPrintQueue(deps)
  await queue.run()
  await queue.rest()
  clock.now = new Date(clock.now.getTime() + 1_000)
}
const roundOf = async (lineId = 0) =>
  (await database.db.orderLine.findUniqueOrThrow({ where: { id: lineId } })).roundId

describe('a round', () => {
  it('comes out once, each dish at its own station, a shared one at both', async () => {
    await waiterRound(deps, place.store, 'rice', 'beer', { dish: 'duck', quantity: 2 })
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
    await waiterRound(deps, place.store, 'rice')
    await work()
    await waiterRound(deps, place.store, 'duck')
    await work()
    expect(hot.pages).toHaveLength(2)
    expect(hot.pages[1]).toContain('加菜 第2轮')
    expect(hot.pages[1]).not.toContain('米饭')
  })

  it('that is taken away says so in place of the table', async () => {
    await database.db.area.updateMany({ where: inStore(), data: { isTakeaway: true } })
    await waiterRound(deps, place.store, 'rice')
    await work()
    expect(hot.pages[0]).toMatch(/外带 A1[\s\S]*首单[\s\S]*米饭/)
    expect(hot.pages[0]).not.toContain('桌 A1')
  })

  it('waits until somebody confirmed it', async () => {
    const [, table] = place.store.tables
    const phone = await guestAt(deps, table)
    await orderMore(phone, place.store, table, 1)
    await work()
    expect(hot.pages).toEqual([])
    const { id: roundId } = await database.db.round.findFirstOrThrow({ where: inStore() })
    await waiter.call.ordering.decideRound({ ...inStore(), roundId, decision: 'confirm' })
    await work()
    expect(hot.pages).toHaveLength(1)
  })

  it('comes out once when two processes look at the same time', async () => {
    await waiterRound(deps, place.store, 'rice', 'duck')
    await Promise.all([printSlips(deps), printSlips(deps), printSlips(deps)])
    await work()
    expect(hot.pages).toHaveLength(1)
    expect(cold.pages).toHaveLength(1)
  })

  it('of before there was a printer does not come out', async () => {
    await waiterRound(deps, place.store, 'rice')
    clock.now = new Date(clock.now.getTime() + 60_000)
    const late = await startTestPrinter()
    await addPrinter(late, null)
    await work()
    await waiterRound(deps, place.store, 'beer')
    await work()
    expect(late.pages).toHaveLength(1)
    expect(late.pages[0]).toContain('啤酒')
    await late.stop()
  })
})

describe('allergies', () => {
  const say = (allergens: Allergen[], other = '') =>
    waiter.call.ordering.sayTableAllergies({
      ...{ ...inStore(), tableId: place.store.tables[0].id, allergens, other },
    })

  it('stand on the slip of every station above its dishes, whose and what', async () => {
    await say(['peanut'], '芒果')
    await waiterRound(deps, place.store, 'rice', 'beer')
    await work()
    for (const printer of [hot, cold]) {
      expect(printer.pages).toHaveLength(1)
      expect(printer.pages[0]).toMatch(/过敏[\s\S]*本桌：花生、芒果[\s\S]*(米饭|啤酒)/)
    }
  })

  it('that are said after it came out come out once more, while it is to be made', async () => {
    await waiterRound(deps, place.store, 'rice')
    await work()
    await say(['peanut'])
    await work()
    await work()
    expect(hot.pages).toHaveLength(2)
    expect(hot.pages[1]).toMatch(/补报过敏[\s\S]*本桌：花生[\s\S]*米饭/)

    const [duck = 0] = await waiterRound(deps, place.store, 'duck')
    await work()
    await cook.call.kitchen.bump({ ...inStore(), lineIds: [duck], to: 'ready' })
    hot.pages = []
    cold.pages = []
    await say(['peanut', 'egg'])
    await work()
    expect(cold.pages).toEqual([])
    expect(hot.pages).toHaveLength(1)
    expect(hot.pages[0]).not.toContain('烤鸭')
  })
})

describe('a dish', () => {
  it('that waits (叫起) comes out when it is fired, and says that it is', async () => {
    const [, duck = 0] = await waiterRound(deps, place.store, 'rice', {
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
    const [rice = 0] = await waiterRound(deps, place.store, { dish: 'rice', quantity: 3 }, 'beer')
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
    const [rice = 0, duck = 0] = await waiterRound(deps, place.store, 'rice', {
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
    const [rice = 0] = await waiterRound(deps, place.store, { dish: 'rice', quantity: 3 })
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
  it('is marked as one, with what is to be made still, once per request', async () => {
    const [rice = 0, duck = 0] = await waiterRound(deps, place.store, 'rice', 'duck')
    await work()
    await waiter.call.ordering.voidLine({ ...inStore(), lineId: duck, reason: '没有了' })
    await work()
    hot.pages = []
    const request = { ...inStore(), roundId: await roundOf(rice), key: newKey() }
    await waiter.call.kitchen.reprint(request)
    await waiter.call.kitchen.reprint(request)
    await work()
    expect(hot.pages).toHaveLength(1)
    expect(hot.pages[0]).toMatch(/补打 第2份[\s\S]*米饭/)
    expect(hot.pages[0]).not.toContain('烤鸭')
  })

  it('of another store’s round is nobody’s, and without a printer it is refused in words', async () => {
    const [rice = 0] = await waiterRound(deps, place.store, 'rice')
    const roundId = await roundOf(rice)
    const stranger = staffPerson(deps, place.otherStore, 'owner')
    const foreign = { storeId: place.otherStore.id, roundId, key: newKey() }
    expect((await refusalOf(stranger.call.kitchen.reprint(foreign))).code).toBe('thing.not-found')

    const { printers } = await manager.call.printing.printers(inStore())
    for (const { id: printerId } of printers) {
      await manager.call.printing.archive({ ...inStore(), printerId })
    }
    const request = { ...inStore(), roundId, key: newKey() }
    expect((await refusalOf(waiter.call.kitchen.reprint(request))).code).toBe('printer.none')
  })
})

describe('when a printer is back after a while', () => {
  const later = (minutes: number) => {
    clock.now = new Date(clock.now.getTime() + minutes * 60_000)
  }
  /** A round that the hot printer has in its queue and cannot print. */
  async function stuck(...requests: Parameters<typeof waiterRound>[2][]): Promise<number[]> {
    hot.mood = { hasNoPaper: true }
    const ids = await waiterRound(deps, place.store, ...requests)
    await work()
    expect(hot.pages).toEqual([])
    later(20)
    return ids
  }
  async function back(): Promise<void> {
    hot.mood = {}
    await work()
    later(1)
    await work()
  }

  it('what is still to be made comes out, and says that it is late, of when and at what time', async () => {
    await stuck('rice')
    await back()
    expect(hot.pages).toHaveLength(1)
    expect(hot.pages[0]).toMatch(/迟到[\s\S]*\d\d:\d\d 的单[\s\S]*米饭/)
  })

  it('what comes in time does not', async () => {
    hot.mood = {}
    await waiterRound(deps, place.store, 'rice')
    await work()
    expect(hot.pages[0]).not.toContain('迟到')
  })

  it('dishes that were served meanwhile are not on it, and a slip of nothing else is none', async () => {
    await database.db.dish.update({
      where: { id: place.store.dishes.soup.id },
      data: { isSoldOut: false },
    })
    const [rice = 0] = await stuck('rice', 'soup')
    await cook.call.kitchen.bump({ ...inStore(), lineIds: [rice], to: 'ready' })
    await waiter.call.kitchen.serve({ ...inStore(), lineIds: [rice] })
    await back()
    expect(hot.pages).toHaveLength(1)
    expect(hot.pages[0]).not.toContain('米饭')
    expect(hot.pages[0]).toContain('例汤')

    hot.pages = []
    const all = await stuck('rice')
    await cook.call.kitchen.bump({ ...inStore(), lineIds: all, to: 'ready' })
    await waiter.call.kitchen.serve({ ...inStore(), lineIds: all })
    await back()
    expect(hot.pages).toEqual([])
    expect(await waiter.call.printing.trouble(inStore())).toEqual([])
  })

  it('portions that were taken back are neither on it nor on a slip of their own', async () => {
    const [rice = 0] = await stuck({ dish: 'rice', quantity: 3 })
    const request = { ...inStore(), lineId: rice, quantity: 1, reason: '点多了' }
    await waiter.call.ordering.voidLine(request)
    await work()
    await back()
    expect(hot.pages).toHaveLength(1)
    expect(hot.pages[0]).toContain('2 ×米饭')
  })

  it('a dish that was taken back altogether never comes out', async () => {
    const [rice = 0] = await stuck('rice')
    await waiter.call.ordering.voidLine({ ...inStore(), lineId: rice, reason: '不要了' })
    await work()
    await back()
    expect(hot.pages).toEqual([])
  })

  it('a second copy says what the first said, so that what was taken back since is told once', async () => {
    hot.mood = { cutsAfter: 60 }
    const [rice = 0] = await waiterRound(deps, place.store, { dish: 'rice', quantity: 3 })
    await work()
    const request = { ...inStore(), lineId: rice, quantity: 1, reason: '点多了' }
    await waiter.call.ordering.voidLine(request)
    await work()
    await back()
    expect(hot.pages).toHaveLength(2)
    expect(hot.pages[0]).toMatch(/可能重复[\s\S]*3 ×米饭/)
    expect(hot.pages[1]).toMatch(/1 ×米饭[\s\S]*退菜/)
  })

  it('what a party that left had ordered is not cooked for nobody', async () => {
    await stuck('rice')
    const sitting = await database.db.sitting.findFirstOrThrow({
      where: { ...inStore(), clearedAt: null },
    })
    await database.db.sitting.update({
      where: { id: sitting.id },
      data: { clearedAt: clock.now },
    })
    await back()
    expect(hot.pages).toEqual([])
    expect(await waiter.call.printing.trouble(inStore())).toEqual([])
  })
})
