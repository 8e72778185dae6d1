// The kitchen on a real database: every accepted dish is on a ticket, each tap counts once, losers
// are told by whom.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Ticket, ticketState } from '@/domain/kitchen'
import { Refusal } from '@/domain/refusal'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { newToken } from '../access/tokens'
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
const tickets = async (stationId: number | null = null): Promise<Ticket[]> =>
  (await cook.call.kitchen.tickets({ ...inStore(), stationId })).tickets
const finished = async (): Promise<Ticket[]> =>
  (await cook.call.kitchen.finished({ ...inStore() })).tickets

/** A waiter's round, confirmed by being placed. @returns the ids of its lines */
async function round(...dishes: (keyof Restaurant['store']['dishes'])[]): Promise<number[]> {
  const { orderId } = await staffPerson(deps, place.store, 'waiter').call.ordering.placeForTable({
    ...inStore(),
    tableId: place.store.tables[0].id,
    lines: dishes.map((dish) => ({
      dishId: place.store.dishes[dish].id,
      choices: [],
      quantity: 1,
      note: '少盐',
    })),
    key: newToken(),
  })
  const lines = await database.db.orderLine.findMany({ where: { orderId }, orderBy: { id: 'asc' } })
  return lines.slice(-dishes.length).map((line) => line.id)
}

/** A guest's round, which waits for a person. */
async function guestRound(): Promise<void> {
  const { code } = place.store.tables[1]
  const phone = await guestAt(deps, place.store.tables[1])
  const dishId = place.store.dishes.rice.id
  const request = { code, dishId, choices: [], quantity: 2, key: newToken() }
  await phone.call.ordering.addToCart(request)
  const cart = await phone.call.ordering.cart({ code })
  await phone.call.ordering.place({
    code,
    cartVersion: cart.version,
    expectedCents: cart.owedCents,
    key: newToken(),
  })
}

async function refusal(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  )
  const cause = (error as { cause?: unknown } | null)?.cause
  if (!(cause instanceof Refusal)) throw new Error('expected a refusal', { cause: error })
  return cause
}

describe('tickets', () => {
  it('show every accepted round whole, oldest first, added ones as what they are', async () => {
    await round('rice', 'beer')
    clock.now = new Date(clock.now.getTime() + 60_000)
    await round('duck')

    const seen = await tickets()
    expect(seen.map(({ number, tableName }) => ({ number, tableName }))).toEqual([
      { number: 1, tableName: 'A1' },
      { number: 2, tableName: 'A1' },
    ])
    expect(seen[0]).toMatchObject({
      isShared: false,
      roundState: 'confirmed',
      lines: [
        { name: '米饭', names: { en: 'Rice' }, state: 'queued', note: '少盐', promisedMinutes: 15 },
        { name: '啤酒', state: 'queued', queuedAt: '2026-11-20T04:00:00.000Z', readyAt: null },
      ],
    })
  })

  it('carry the clock of the server', async () => {
    expect(await cook.call.kitchen.tickets({ ...inStore() })).toEqual({
      at: '2026-11-20T04:00:00.000Z',
      dueAtPercent: 67,
      tickets: [],
      older: 0,
    })
  })

  it('show a round that waits to be confirmed, and its clock starts when it is', async () => {
    await guestRound()
    const [waiting] = await tickets()
    expect(waiting && ticketState(waiting)).toBe('pending')

    clock.now = new Date(clock.now.getTime() + 5 * 60_000)
    const roundId = waiting?.roundId ?? 0
    await cook.call.ordering.decideRound({ ...inStore(), roundId, decision: 'confirm' })
    expect(await tickets()).toMatchObject([
      { roundState: 'confirmed', lines: [{ queuedAt: '2026-11-20T04:05:00.000Z', quantity: 2 }] },
    ])
  })

  it('never show a pay-first round before it is paid', async () => {
    await database.db.store.update({
      where: { id: place.store.id },
      data: { orderMode: 'pay_first' },
    })
    await guestRound()
    expect(await tickets()).toEqual([])
  })

  it('of a station show what is cooked there, and say that the rest is elsewhere', async () => {
    const cold = await database.db.station.create({ data: { ...inStore(), name: '凉菜' } })
    await database.db.dishStation.create({
      data: { dishId: place.store.dishes.duck.id, stationId: cold.id },
    })
    const [, duck = 0] = await round('rice', 'duck')

    expect(await tickets(cold.id)).toMatchObject([{ isShared: true, lines: [{ id: duck }] }])
    expect((await tickets(place.store.stationId))[0]?.lines).toMatchObject([{ name: '米饭' }])
    expect((await tickets())[0]?.lines).toHaveLength(2)
    expect(await cook.call.kitchen.stations(inStore())).toMatchObject([
      { name: '热菜', open: 1 },
      { name: '凉菜', open: 1 },
    ])
  })

  it('keep a dish that was taken back in sight while the rest is cooked', async () => {
    const [rice = 0] = await round('rice', 'beer')
    const manager = staffPerson(deps, place.store, 'manager')
    await manager.call.ordering.voidLine({ ...inStore(), lineId: rice, reason: '点错' })
    expect((await tickets())[0]?.lines.map(({ state }) => state)).toEqual(['voided', 'queued'])
  })

  it('leave when all is carried, and are found in the list of the finished, the latest first', async () => {
    const first = await round('rice')
    const second = await round('beer')
    for (const lineIds of [first, second]) {
      await cook.call.kitchen.bump({ ...inStore(), lineIds, to: 'ready' })
      clock.now = new Date(clock.now.getTime() + 1_000)
    }
    await cook.call.kitchen.serve({ ...inStore(), lineIds: first })
    expect((await tickets()).map(({ number }) => number)).toEqual([2])
    await cook.call.kitchen.serve({ ...inStore(), lineIds: second })
    expect(await tickets()).toEqual([])
    expect((await finished()).map(({ number }) => number)).toEqual([2, 1])
  })

  it('leave with their table, when it was cleared before anybody said that the dish was carried', async () => {
    const lineIds = await round('rice')
    await cook.call.kitchen.bump({ ...inStore(), lineIds, to: 'ready' })
    await database.db.sitting.updateMany({ where: inStore(), data: { clearedAt: clock.now } })
    expect(await tickets()).toEqual([])
  })
})

describe('a tap', () => {
  it('on Ready twice does not move the dish twice', async () => {
    const lineIds = await round('rice')
    for (let tap = 0; tap < 2; tap += 1) {
      await cook.call.kitchen.bump({ ...inStore(), lineIds, from: 'queued', to: 'ready' })
    }
    const moves = await database.db.lineMove.findMany({ where: { lineId: { in: lineIds } } })
    expect(moves).toMatchObject([{ fromState: 'queued', toState: 'ready' }])
  })

  it('that comes too late is told by whom', async () => {
    const lineIds = await round('rice')
    await cook.call.kitchen.bump({ ...inStore(), lineIds, to: 'ready' })
    const waiter = staffPerson(deps, place.store, 'waiter')
    await waiter.call.kitchen.serve({ ...inStore(), lineIds })

    const late = cook.call.kitchen.recall({ ...inStore(), lineIds, from: 'ready', to: 'cooking' })
    expect(await refusal(late)).toMatchObject({
      code: 'line.moved-on',
      details: { by: 'waiter 一店' },
    })
  })

  it('on a round that is not confirmed cooks nothing', async () => {
    await guestRound()
    const lineIds = (await tickets())[0]?.lines.map(({ id }) => id) ?? []
    const early = cook.call.kitchen.bump({ ...inStore(), lineIds, to: 'cooking' })
    expect((await refusal(early)).code).toBe('line.not-confirmed')
  })

  it("is the kitchen's: a waiter carries, but does not cook; nobody touches another store's", async () => {
    const lineIds = await round('rice')
    const waiter = staffPerson(deps, place.store, 'waiter').call.kitchen
    expect((await refusal(waiter.bump({ ...inStore(), lineIds, to: 'ready' }))).code).toBe(
      'permission.missing',
    )
    const stranger = staffPerson(deps, place.otherStore, 'kitchen').call.kitchen
    const theirs = { storeId: place.otherStore.id, lineIds }
    expect((await refusal(stranger.bump({ ...theirs, to: 'ready' }))).code).toBe('thing.not-found')
    expect((await refusal(stranger.tickets(inStore()))).code).toBe('permission.missing')
  })
})

describe('a recall', () => {
  it('goes back step by step, keeps the history, and the clock goes on', async () => {
    const lineIds = await round('rice')
    await cook.call.kitchen.bump({ ...inStore(), lineIds, to: 'ready' })
    await cook.call.kitchen.serve({ ...inStore(), lineIds })
    clock.now = new Date(clock.now.getTime() + 600_000)
    await cook.call.kitchen.recall({ ...inStore(), lineIds, from: 'served', to: 'queued' })

    expect(await tickets()).toMatchObject([
      { lines: [{ state: 'queued', queuedAt: '2026-11-20T04:00:00.000Z', readyAt: null }] },
    ])
    const moves = await database.db.lineMove.findMany({
      where: { lineId: { in: lineIds } },
      orderBy: { version: 'asc' },
    })
    expect(moves.map(({ toState }) => toState)).toEqual([
      'ready',
      'served',
      'ready',
      'cooking',
      'queued',
    ])
  })

  it('goes back only', async () => {
    const lineIds = await round('rice')
    const forward = cook.call.kitchen.recall({
      ...inStore(),
      lineIds,
      from: 'cooking',
      to: 'ready',
    })
    expect((await refusal(forward)).code).toBe('input.invalid')
  })
})
