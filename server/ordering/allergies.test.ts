// What the people at a table are allergic to: each phone's own, on every order of the party, read
// by the kitchen, and forgotten with the meal.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Allergen } from '@/domain/menu'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { refusedWith, waiterRound } from '@/testing/rounds'
import type { Deps } from '../deps'
import { lifetimeOf, pruneBatch } from '../prune'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let ada: Person
let bo: Person
let cook: Person
let waiter: Person

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = new Date('2026-11-20T12:00:00+08:00')
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  await database.db.store.update({
    where: { id: place.store.id },
    data: { isAutoConfirming: true },
  })
  ada = await guestAt(deps, place.store.tables[0])
  bo = await guestAt(deps, place.store.tables[0])
  cook = staffPerson(deps, place.store, 'kitchen')
  waiter = staffPerson(deps, place.store, 'waiter')
})

const inStore = () => ({ storeId: place.store.id })
const ofStore = () => ({ round: inStore() })
const code = () => place.store.tables[0].code
const tableId = () => place.store.tables[0].id
const say = ({ call }: Person, allergens: Allergen[], other = '') =>
  call.ordering.sayAllergies({ code: code(), allergens, other })
const sayAtTable = (allergens: Allergen[], other = '', who = waiter) =>
  who.call.ordering.sayTableAllergies({ ...inStore(), tableId: tableId(), allergens, other })
const partyOf = ({ call }: Person) => call.seating.party({ code: code() })
const submit = async ({ call }: Person) => {
  await call.ordering.addToCart({
    ...{ code: code(), dishId: place.store.dishes.rice.id, choices: [] },
    ...{ quantity: 1, key: newKey() },
  })
  const { version, owedCents } = await call.ordering.cart({ code: code() })
  await call.ordering.place({
    ...{ code: code(), cartVersion: version, expectedCents: owedCents, key: newKey() },
  })
}
const ticketsAt = async (stationId: number | null = null) =>
  (await cook.call.kitchen.tickets({ ...inStore(), stationId })).tickets
const read = async (who = cook, stationId: number | null = null) => {
  const [ticket] = await ticketsAt()
  await who.call.kitchen.acknowledgeAllergies({
    ...{ ...inStore(), roundId: ticket?.roundId ?? 0, stationId },
    saidAt: ticket?.allergiesAt ?? '',
  })
}
const roundsSeenBy = async ({ call }: Person) =>
  (await call.ordering.mine({ code: code() })).flatMap(({ rounds }) => rounds)
const later = () => {
  clock.now = new Date(clock.now.getTime() + 60_000)
}

it('of two phones are on the order of either, by name and number, and no submit drops one', async () => {
  await say(ada, ['peanut', 'egg'])
  await bo.call.seating.rename({ code: code(), nickname: '小博' })
  await say(bo, [], '芒果')
  expect((await partyOf(ada)).allergies).toMatchObject([
    { guestNumber: 1, allergens: ['egg', 'peanut'] },
    { guestNumber: 2, other: '芒果' },
  ])

  await submit(bo)
  await submit(ada)

  const both = [
    { guestNumber: 1, guestName: null, allergens: ['egg', 'peanut'], other: '' },
    { guestNumber: 2, guestName: '小博', allergens: [], other: '芒果' },
  ]
  expect((await ticketsAt()).map(({ allergies }) => allergies)).toEqual([both, both])
  expect((await roundsSeenBy(ada)).map(({ allergies }) => allergies)).toEqual([both, both])
  const { sitting } = await waiter.call.service.table({ ...inStore(), tableId: tableId() })
  expect(sitting?.allergies).toHaveLength(2)
  expect(sitting?.orders[0]?.rounds[0]?.allergies).toEqual(both)
})

it('said at the same moment are all kept', async () => {
  await Promise.all([say(ada, ['peanut']), say(bo, ['fish']), sayAtTable(['soy'])])
  expect((await partyOf(bo)).allergies.map(({ guestNumber }) => guestNumber)).toEqual([null, 1, 2])
})

it('said while an order is placed are on it, whoever is first', async () => {
  for (const allergens of [['peanut'], ['fish'], ['milk'], ['egg']] as Allergen[][]) {
    await Promise.all([submit(ada), say(bo, allergens)])
    const tickets = await ticketsAt()
    for (const ticket of tickets) {
      expect(ticket.allergies).toMatchObject([{ guestNumber: 2, allergens }])
    }
  }
})

it('that nobody has are asked for once, and are no band', async () => {
  await say(ada, [])
  expect((await partyOf(ada)).allergies).toEqual([{ guestNumber: 1, allergens: [], other: '' }])
  await submit(ada)
  expect(await ticketsAt()).toMatchObject([
    { allergies: [], allergiesAt: null, isAllergiesSeen: false },
  ])
})

it('go to the kitchen with what a waiter orders, also where nobody has scanned', async () => {
  const [, empty] = place.store.tables
  await waiter.call.ordering.sayTableAllergies({
    ...{ ...inStore(), tableId: empty.id, allergens: ['shellfish'], other: '酒精' },
  })
  await waiter.call.ordering.placeForTable({
    ...{ ...inStore(), tableId: empty.id, key: newKey() },
    lines: [{ dishId: place.store.dishes.rice.id, choices: [], quantity: 1, note: '' }],
  })
  expect(await ticketsAt()).toMatchObject([
    { allergies: [{ guestNumber: null, allergens: ['shellfish'], other: '酒精' }] },
  ])
})

it('are told in the message of the order, as codes and without anybody’s name', async () => {
  await say(ada, ['peanut'], '芒果')
  await submit(ada)
  const told = await database.db.outboxEvent.findMany({
    where: { ...inStore(), type: 'new_order' },
  })
  expect(told.map(({ payload }) => payload)).toMatchObject([
    { order: { allergies: ['peanut', 'other'] } },
  ])
  expect(JSON.stringify(told)).not.toContain('芒果')
})

it('are read by a tap: who and when is kept of the first, guests learn that, staff who', async () => {
  await say(ada, ['peanut'])
  await submit(bo)
  expect((await roundsSeenBy(bo))[0]).toMatchObject({ isAllergiesSeen: false })

  await read()
  later()
  await read(staffPerson(deps, place.store, 'manager'))

  expect(await ticketsAt()).toMatchObject([{ isAllergiesSeen: true }])
  expect((await roundsSeenBy(bo))[0]).toMatchObject({
    isAllergiesSeen: true,
    allergiesSeenBy: [],
  })
  const { sitting } = await waiter.call.service.table({ ...inStore(), tableId: tableId() })
  expect(sitting?.orders[0]?.rounds[0]).toMatchObject({
    isAllergiesSeen: true,
    allergiesSeenBy: [{ at: expect.stringContaining('04:00:00') }],
  })
  expect(await database.db.allergiesSeen.findMany({ where: ofStore() })).toMatchObject([
    { staffId: place.store.staff.kitchen.id },
  ])
})

it('are read by the kitchen when every station that makes something of the order has', async () => {
  const { id: coldId } = await database.db.station.create({ data: { ...inStore(), name: '凉菜' } })
  await database.db.dishStation.createMany({
    data: [coldId, place.store.stationId].map((stationId) => ({
      ...{ dishId: place.store.dishes.rice.id, stationId },
    })),
  })
  await say(ada, ['peanut'])
  await submit(ada)

  await read(cook, coldId)
  expect(await ticketsAt(coldId)).toMatchObject([{ isAllergiesSeen: true }])
  expect(await ticketsAt(place.store.stationId)).toMatchObject([{ isAllergiesSeen: false }])
  expect((await roundsSeenBy(ada))[0]).toMatchObject({ isAllergiesSeen: false })
  await read(cook, place.store.stationId)
  expect((await roundsSeenBy(ada))[0]).toMatchObject({ isAllergiesSeen: true })
})

it('said after an order are on it as long as it is to be made, and are to be read again', async () => {
  await say(ada, ['peanut'])
  await submit(ada)
  const [before] = await ticketsAt()
  await read()
  later()
  await say(bo, ['fish'])

  expect(await ticketsAt()).toMatchObject([
    { allergies: [{ guestNumber: 1 }, { guestNumber: 2 }], isAllergiesSeen: false },
  ])
  const late = cook.call.kitchen.acknowledgeAllergies({
    ...{ ...inStore(), roundId: before?.roundId ?? 0, saidAt: before?.allergiesAt ?? '' },
  })
  expect(await refusedWith(late)).toBe('allergies.changed')
  expect(await ticketsAt()).toMatchObject([{ isAllergiesSeen: false }])

  // The same once more changes nothing.
  await read()
  await say(bo, ['fish'])
  expect(await ticketsAt()).toMatchObject([{ isAllergiesSeen: true }])
})

it('said after it is finished leave an order as it is', async () => {
  const [rice = 0] = await waiterRound(deps, place.store, 'rice')
  await cook.call.kitchen.bump({ ...inStore(), lineIds: [rice], to: 'ready' })
  await say(ada, ['peanut'])
  expect(await database.db.round.findMany({ where: inStore() })).toMatchObject([
    { allergies: [], allergiesAt: null },
  ])
})

it('are read by who cooks here, and by nobody else', async () => {
  await say(ada, ['peanut'])
  await submit(ada)
  expect(await refusedWith(read(waiter))).toBe('permission.missing')
  const [ticket] = await ticketsAt()
  const stranger = staffPerson(deps, place.otherStore, 'kitchen')
  const abroad = stranger.call.kitchen.acknowledgeAllergies({
    ...{ storeId: place.otherStore.id, roundId: ticket?.roundId ?? 0 },
    saidAt: ticket?.allergiesAt ?? '',
  })
  expect(await refusedWith(abroad)).toBe('thing.not-found')
  expect(await database.db.allergiesSeen.count({ where: ofStore() })).toBe(0)
})

it('are a table’s own: nobody of another one says or sees them', async () => {
  await say(ada, ['peanut'])
  const stranger = await guestAt(deps, place.store.tables[1])
  const abroad = stranger.call.ordering.sayAllergies({
    ...{ code: code(), allergens: ['egg'], other: '' },
  })
  expect(await refusedWith(abroad)).toMatch(/^seat\./)
  expect((await partyOf(ada)).allergies).toMatchObject([{ allergens: ['peanut'] }])
  const other = await stranger.call.seating.party({ code: place.store.tables[1].code })
  expect(other.allergies).toEqual([])
})

it('are forgotten when the table is cleared, with who read them', async () => {
  await say(ada, ['peanut'])
  await sayAtTable(['soy'])
  await submit(ada)
  await read()
  const { sittingId } = await partyOf(ada)
  await database.db.order.updateMany({
    where: inStore(),
    data: { state: 'cancelled' },
  })
  await waiter.call.service.clear({ ...inStore(), sittingId })

  expect(await database.db.sitting.findMany({ where: inStore() })).toMatchObject([
    { allergies: [] },
  ])
  expect(await database.db.round.findMany({ where: inStore() })).toMatchObject([
    { allergies: [], allergiesAt: null },
  ])
  expect(await database.db.allergiesSeen.count({ where: ofStore() })).toBe(0)
  expect(await refusedWith(say(ada, ['fish']))).toBe('seat.expired')
  const again = await guestAt(deps, place.store.tables[0])
  expect((await partyOf(again)).allergies).toEqual([])
})

it('are forgotten after two days at a table that nobody clears', async () => {
  await say(ada, ['peanut'])
  await submit(ada)
  await read()
  clock.now = new Date('2026-11-22T11:00:00+08:00')
  for (const table of ['sitting', 'round', 'allergies_seen']) {
    await pruneBatch(deps, lifetimeOf(table))
  }
  expect(await database.db.sitting.findMany({ where: inStore() })).toMatchObject([
    { allergies: [{}] },
  ])
  clock.now = new Date('2026-11-22T13:00:00+08:00')
  for (const table of ['sitting', 'round', 'allergies_seen']) {
    await pruneBatch(deps, lifetimeOf(table))
  }
  expect(await database.db.sitting.findMany({ where: inStore() })).toMatchObject([
    { allergies: [] },
  ])
  expect(await database.db.round.findMany({ where: inStore() })).toMatchObject([
    { allergies: [], allergiesAt: null },
  ])
  expect(await database.db.allergiesSeen.count({ where: ofStore() })).toBe(0)
})
