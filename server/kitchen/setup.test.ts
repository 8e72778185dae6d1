// How a manager arranges the kitchen, on a real database: nothing that waits is lost, and no dish
// is ever nobody's.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { refusalOf } from '@/testing/open-bill'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { refusedWith, waiterRound } from '@/testing/rounds'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let cook: Person
/** The default one. */
let hot: number
let cold: number
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  cook = staffPerson(deps, place.store, 'kitchen')
  hot = place.store.stationId
  const made = await setup().addStation({ ...inStore(), name: '凉菜', names: {}, isExpo: false })
  cold = made.stationId
})

const inStore = () => ({ storeId: place.store.id })
const setup = () => manager.call.kitchen.setup
const read = () => setup().read(inStore())
const dishId = () => place.store.dishes.duck.id
const route = (...stationIds: number[]) =>
  setup().setDishStations({ ...inStore(), dishId: dishId(), stationIds })
const finish = (lineIds: number[], stationId: number) =>
  cook.call.kitchen.bump({ ...inStore(), lineIds, to: 'ready', stationId })
const statesAt = async (stationId: number) =>
  (await cook.call.kitchen.tickets({ ...inStore(), stationId })).tickets.flatMap(({ lines }) =>
    lines.map(({ state }) => state),
  )
const lineOf = (id = 0) => database.db.orderLine.findUniqueOrThrow({ where: { id } })
const sound = async () => expect(await checkInvariants(database.pool, clock.now)).toEqual([])

describe('a dish', () => {
  it('goes to the stations it was given from the next order on', async () => {
    const [before] = await waiterRound(deps, place.store, 'duck')
    await route(cold)
    const [after] = await waiterRound(deps, place.store, 'duck')
    expect((await lineOf(before)).stationIds).toEqual([hot])
    expect((await lineOf(after)).stationIds).toEqual([cold])
  })

  it('that no station is given goes to the default one, whichever that is by then', async () => {
    await route()
    await setup().makeDefault({ ...inStore(), stationId: cold })
    const [line] = await waiterRound(deps, place.store, 'duck')
    expect((await lineOf(line)).stationIds).toEqual([cold])
    const { stations } = await read()
    expect(stations.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([cold])
  })

  it('is never made at the pass, at a closed station or at another store’s', async () => {
    const { stationId: pass } = await setup().addStation({
      ...inStore(),
      name: '传菜',
      names: { en: 'Pass' },
      isExpo: true,
    })
    const theirs = place.otherStore.stationId
    await setup().closeStation({ ...inStore(), stationId: cold })
    for (const stationId of [pass, cold, theirs]) {
      expect(await refusedWith(route(stationId))).toBe('thing.not-found')
      const request = { ...inStore(), stationId }
      expect(await refusedWith(setup().makeDefault(request))).toBe('thing.not-found')
    }
  })

  it('keeps the promise of the dish, else of its category, else of its store, as it was ordered', async () => {
    const { categories, pace } = await read()
    const category = categories.find(({ dishes }) => dishes.some(({ id }) => id === dishId()))
    const categoryId = category?.id ?? 0
    const promised = async () => {
      const [line] = await waiterRound(deps, place.store, 'duck')
      const { promisedMinutes, course } = await lineOf(line)
      return { promisedMinutes, course }
    }
    const own = { ...inStore(), dishId: dishId() }
    await setup().setDishPace({ ...own, promisedMinutes: null, course: null })
    await setup().setCategoryPace({ ...inStore(), categoryId, promisedMinutes: null, course: 0 })
    await setup().setPace({ ...inStore(), ...pace, promisedMinutes: 21 })
    expect(await promised()).toEqual({ promisedMinutes: 21, course: 0 })

    await setup().setCategoryPace({ ...inStore(), categoryId, promisedMinutes: 17, course: 2 })
    expect(await promised()).toEqual({ promisedMinutes: 17, course: 2 })

    await setup().setDishPace({ ...own, promisedMinutes: 40, course: 1 })
    expect(await promised()).toEqual({ promisedMinutes: 40, course: 1 })
  })
})

it('of two managers at the pace the second is told by whom it was changed, and nothing of hers is in', async () => {
  const { pace } = await read()
  await setup().setPace({ ...inStore(), ...pace, promisedMinutes: 25 })
  const owner = staffPerson(deps, place.store, 'owner')
  const late = await refusalOf(
    owner.call.kitchen.setup.setPace({ ...inStore(), ...pace, isCoursing: !pace.isCoursing }),
  )
  expect(late).toMatchObject({ code: 'thing.changed', details: { by: 'manager 一店' } })
  expect((await read()).pace).toMatchObject({ promisedMinutes: 25, isCoursing: pace.isCoursing })
})

describe('a station that closes', () => {
  it('leaves what waits there to the default one, and its dishes with it', async () => {
    await route(cold)
    const lineIds = await waiterRound(deps, place.store, 'duck')
    expect(await setup().closeStation({ ...inStore(), stationId: cold })).toEqual({ moved: 1 })
    expect(await statesAt(hot)).toEqual(['queued'])
    await finish(lineIds, hot)
    expect((await lineOf(lineIds[0])).state).toBe('ready')

    const [next] = await waiterRound(deps, place.store, 'duck')
    expect((await lineOf(next)).stationIds).toEqual([hot])
    await sound()
  })

  it('leaves its part of a shared dish to the default one, also where that had done its own', async () => {
    await route(hot, cold)
    const lineIds = await waiterRound(deps, place.store, 'duck')
    await finish(lineIds, hot)
    await setup().closeStation({ ...inStore(), stationId: cold })
    expect((await lineOf(lineIds[0])).state).not.toBe('ready')
    expect(await statesAt(hot)).not.toContain('ready')
    await finish(lineIds, hot)
    expect((await lineOf(lineIds[0])).state).toBe('ready')
    await sound()
  })

  it('is not waited for where its part was done', async () => {
    await route(hot, cold)
    const lineIds = await waiterRound(deps, place.store, 'duck')
    await finish(lineIds, cold)
    await setup().closeStation({ ...inStore(), stationId: cold })
    await finish(lineIds, hot)
    expect((await lineOf(lineIds[0])).state).toBe('ready')
    await sound()
  })

  it('is opened again, once, the last in the row and without dishes, by managers of its own store only', async () => {
    await route(hot, cold)
    await setup().closeStation({ ...inStore(), stationId: cold })
    const { closedStations, stations } = await setup().read(inStore())
    expect(closedStations.map(({ id }) => id)).toContain(cold)
    expect(stations.map(({ id }) => id)).not.toContain(cold)

    await Promise.all([1, 2, 3].map(() => setup().reopenStation({ ...inStore(), stationId: cold })))
    const after = await setup().read(inStore())
    expect(after.stations.at(-1)?.id).toBe(cold)
    expect(after.closedStations.map(({ id }) => id)).not.toContain(cold)
    const dishes = after.categories.flatMap((category) => category.dishes)
    expect(dishes.filter(({ stationIds }) => stationIds.includes(cold))).toEqual([])
    const action = 'station.reopened'
    expect(await database.db.auditEntry.count({ where: { action, subjectId: String(cold) } })).toBe(
      1,
    )
    await route(hot, cold)
    await waiterRound(deps, place.store, 'duck')
    expect(await statesAt(cold)).toContain('queued')

    const foreign = { storeId: place.store.id, stationId: place.otherStore.stationId }
    await expect(setup().reopenStation(foreign)).rejects.toThrow()
    await sound()
  })

  it('while orders come in leaves none of them behind', async () => {
    await route(hot, cold)
    await database.db.dish.update({ where: { id: dishId() }, data: { stock: null } })
    const rounds = Array.from({ length: 6 }, () => waiterRound(deps, place.store, 'duck'))
    const closing = setup().closeStation({ ...inStore(), stationId: cold })
    const lineIds = (await Promise.all(rounds)).flat()
    await closing
    await finish(lineIds, hot)
    for (const id of lineIds) expect((await lineOf(id)).state).toBe('ready')
    await sound()
  })

  it('is not the default one, and is closed once', async () => {
    const close = (stationId: number) => setup().closeStation({ ...inStore(), stationId })
    expect(await refusedWith(close(hot))).toBe('station.is-default')
    await close(cold)
    expect(await refusedWith(close(cold))).toBe('thing.not-found')
  })
})

describe('the stations', () => {
  it('stand in the order they were given, with the name they were given', async () => {
    await setup().orderStations({ ...inStore(), stationIds: [cold, hot] })
    await setup().renameStation({
      ...inStore(),
      stationId: cold,
      name: ' 冷厨 ',
      names: { en: 'Cold' },
    })
    const { stations } = await read()
    expect(stations.map(({ id, name, names }) => ({ id, name, names }))).toMatchObject([
      { id: cold, name: '冷厨', names: { en: 'Cold' } },
      { id: hot },
    ])
  })

  it('have exactly one default, however many make one at once', async () => {
    await Promise.all(
      [hot, cold, hot, cold].map((stationId) => setup().makeDefault({ ...inStore(), stationId })),
    )
    const { stations } = await read()
    expect(stations.filter(({ isDefault }) => isDefault)).toHaveLength(1)
  })

  it('are arranged by managers only, and every arrangement is kept with who made it', async () => {
    const request = { ...inStore(), name: '明档', names: {}, isExpo: false }
    for (const role of ['kitchen', 'waiter', 'cashier'] as const) {
      const person = staffPerson(deps, place.store, role)
      expect(await refusedWith(person.call.kitchen.setup.addStation(request))).toBe(
        'permission.missing',
      )
    }
    const audits = await database.db.auditEntry.findMany({ where: inStore() })
    expect(audits.map(({ action }) => action)).toEqual(['station.added'])
  })
})
