// The menu as read, and what marking a dish sold out does to it.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '@/domain/refusal'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  makeRestaurant,
  person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'

let database: TestDatabase
let deps: Deps
let place: Restaurant
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  clock.now = new Date('2026-11-20T12:00:00+08:00')
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})

const readMenu = () => person(deps).call.menu.read({ code: place.store.tables[0].code })

async function readDish(dishId: number) {
  const { categories } = await readMenu()
  return categories.flatMap((category) => category.dishes).find((dish) => dish.id === dishId)
}

async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  )
  const cause = (error as { cause?: unknown } | null)?.cause
  if (!(cause instanceof Refusal)) throw new Error('expected a refusal', { cause: error })
  return cause
}

describe('the menu', () => {
  it('is there for anybody with the code, with its store, table, dishes and options', async () => {
    const menu = await readMenu()

    expect(menu.store).toMatchObject({ id: place.store.id, name: '一店', orderMode: 'eat_first' })
    expect(menu.table).toEqual({
      name: 'A1',
      areaName: '大厅',
      areaNames: { en: 'Hall' },
      isTakeaway: false,
    })
    expect(menu.categories).toHaveLength(1)
    expect(menu.categories[0]?.dishes).toHaveLength(5)
    const mapo = await readDish(place.store.dishes.mapo.id)
    expect(mapo).toMatchObject({ priceCents: 3_800, isSoldOut: false, allergens: [] })
    expect(mapo?.optionGroups.map((group) => [group.name, group.minimum, group.maximum])).toEqual([
      ['辣度', 1, 1],
      ['加料', 0, 3],
    ])
  })

  it('is one statement', async () => {
    const statements: string[] = []
    const pool = new Proxy(database.pool, {
      get(target, name) {
        if (name !== 'query') return Reflect.get(target, name)
        return (statement: { name: string; text: string }) => {
          statements.push(statement.name)
          return target.query(statement)
        }
      },
    })
    await person({ ...deps, pool }).call.menu.read({ code: place.store.tables[0].code })
    expect(statements).toEqual(['read-guest-menu'])
  })

  it("takes the area's own way of paying before the store's", async () => {
    await database.db.area.updateMany({
      where: { storeId: place.store.id },
      data: { orderMode: 'pay_first' },
    })
    expect((await readMenu()).store.orderMode).toBe('pay_first')
  })

  it("shows a category only in its hours on the store's own clock, to staff always", async () => {
    const lunch = await database.db.menuSchedule.create({
      data: {
        storeId: place.store.id,
        name: '午市',
        weekdays: [5],
        fromMinute: 660,
        toMinute: 840,
      },
    })
    await database.db.category.updateMany({
      where: { storeId: place.store.id },
      data: { scheduleId: lunch.id },
    })
    expect((await readMenu()).categories).toHaveLength(1)

    clock.now = new Date('2026-11-20T14:00:00+08:00')
    expect((await readMenu()).categories).toHaveLength(0)
    const waiter = staffPerson(deps, place.store, 'waiter')
    const { categories } = await waiter.call.menu.readForStaff({ storeId: place.store.id })
    expect(categories).toMatchObject([{ isOffered: false }])
  })

  it('hides what was taken off it', async () => {
    const { rice } = place.store.dishes
    await database.db.dish.update({ where: { id: rice.id }, data: { archivedAt: clock.now } })
    expect(await readDish(rice.id)).toBeUndefined()

    await database.db.category.updateMany({
      where: { storeId: place.store.id },
      data: { archivedAt: clock.now },
    })
    expect((await readMenu()).categories).toEqual([])
  })

  it('says what is sold out at this moment, and no longer once its time has come', async () => {
    const { soup } = place.store.dishes
    await database.db.dish.update({
      where: { id: soup.id },
      data: { soldOutUntil: new Date('2026-11-20T17:00:00+08:00') },
    })
    expect((await readDish(soup.id))?.isSoldOut).toBe(true)
    clock.now = new Date('2026-11-20T17:00:00+08:00')
    expect((await readDish(soup.id))?.isSoldOut).toBe(false)
  })
})

describe('marking a dish sold out', () => {
  const set = (input: {
    dishId: number
    isSoldOut: boolean
    soldOutUntil?: string
    stock?: number
  }) =>
    staffPerson(deps, place.store, 'kitchen').call.menu.setAvailability({
      storeId: place.store.id,
      ...input,
    })

  it('is on the menu at once, kept in its history, signed, and told to every screen', async () => {
    const dishId = place.store.dishes.rice.id

    await set({ dishId, isSoldOut: true })

    expect((await readDish(dishId))?.isSoldOut).toBe(true)
    const moves = await database.db.stockMove.findMany({ where: { dishId } })
    const staffId = place.store.staff.kitchen.id
    expect(moves).toMatchObject([{ reason: 'sold_out', delta: 0, staffId }])
    const audit = await database.db.auditEntry.findMany({ where: { storeId: place.store.id } })
    expect(audit).toMatchObject([
      { action: 'dish.sold-out', subject: 'dish', subjectId: String(dishId), staffId },
    ])
    const events = await database.db.outboxEvent.findMany({
      where: { storeId: place.store.id, type: 'menu_changed' },
    })
    expect(events).toMatchObject([
      {
        rooms: [`store:${place.store.id}`, `menu:${place.store.id}`],
        payload: { dish_id: dishId, moved: [{ dishId, stock: null, isSoldOut: true }] },
      },
    ])
  })

  it('that is back by itself is told without saying what moved: the menu knows when', async () => {
    const dishId = place.store.dishes.rice.id
    const soldOutUntil = new Date(clock.now.getTime() + 30 * 60_000).toISOString()
    await set({ dishId, isSoldOut: true, soldOutUntil })
    const told = await database.db.outboxEvent.findFirstOrThrow({
      where: { storeId: place.store.id, type: 'menu_changed' },
    })
    expect(told.payload).toEqual({ dish_id: dishId })
    expect(await readMenu()).toMatchObject({ steadyMs: 30 * 60_000 })
  })

  it('a second time changes and tells nothing', async () => {
    const dishId = place.store.dishes.rice.id
    await set({ dishId, isSoldOut: true })
    await set({ dishId, isSoldOut: true })
    expect(await database.db.stockMove.count({ where: { dishId } })).toBe(1)
    const told = { storeId: place.store.id, type: 'menu_changed' }
    expect(await database.db.outboxEvent.count({ where: told })).toBe(1)
  })

  it('counts what is left so that the moves add up to it', async () => {
    const dishId = place.store.dishes.beer.id
    const code = place.store.tables[0].code
    await set({ dishId, isSoldOut: false, stock: 6 })
    const phone = person(deps)
    await phone.call.seating.join({ code })
    await phone.call.ordering.addToCart({
      code,
      dishId,
      choices: [],
      quantity: 2,
      key: 'two-beers',
    })
    const { version, owedCents } = await phone.call.ordering.cart({ code })
    const request = { code, cartVersion: version, expectedCents: owedCents, key: 'the-order' }
    await phone.call.ordering.place(request)

    expect((await readDish(dishId))?.stock).toBe(4)
    const moves = await database.db.stockMove.findMany({
      where: { dishId },
      orderBy: { id: 'asc' },
    })
    expect(moves.map((move) => move.delta)).toEqual([6, -2])
  })

  it('is refused to whoever may not, and for a dish of another store', async () => {
    const cashier = staffPerson(deps, place.store, 'cashier')
    const input = { storeId: place.store.id, isSoldOut: true }
    const byCashier = cashier.call.menu.setAvailability({
      ...input,
      dishId: place.store.dishes.rice.id,
    })
    expect((await refusalOf(byCashier)).code).toBe('permission.missing')
    const elsewhere = set({ dishId: place.otherStore.dishes.rice.id, isSoldOut: true })
    expect((await refusalOf(elsewhere)).code).toBe('thing.not-found')
  })

  it('is refused until an instant that has passed', async () => {
    const dishId = place.store.dishes.rice.id
    const request = set({ dishId, isSoldOut: true, soldOutUntil: '2026-11-20T03:00:00Z' })
    expect((await refusalOf(request)).code).toBe('input.invalid')
    expect((await readDish(dishId))?.isSoldOut).toBe(false)
  })
})

describe('what is sold out or limited', () => {
  const kitchen = () => staffPerson(deps, place.store, 'kitchen').call.menu
  const set = (
    dishId: number,
    request: { isSoldOut: boolean; soldOutUntil?: string; stock?: number | null },
  ) => kitchen().setAvailability({ storeId: place.store.id, dishId, ...request })
  const read = () => kitchen().availability({ storeId: place.store.id })

  it('stands in one list with who marked it, since when and until when, those that nobody can order first', async () => {
    const { rice, soup, duck } = place.store.dishes
    await set(rice.id, { isSoldOut: true, soldOutUntil: '2026-11-20T09:00:00Z' })
    const { dayEndsAt, dishes, options } = await read()

    expect(dayEndsAt).toBe('2026-11-20T20:00:00.000Z')
    expect(options).toEqual([])
    expect(
      dishes
        .filter((dish) => dish.isSoldOut)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([rice.id, soup.id].sort())
    expect(dishes.at(-1)).toMatchObject({ id: duck.id, isSoldOut: false, stock: 5 })
    const { name } = await database.db.staff.findUniqueOrThrow({
      where: { id: place.store.staff.kitchen.id },
    })
    expect(dishes.find(({ id }) => id === rice.id)).toMatchObject({
      isMarked: true,
      soldOutUntil: '2026-11-20T09:00:00.000Z',
      stock: null,
      sinceAt: clock.now.toISOString(),
      by: name,
    })
    expect(dishes.find(({ id }) => id === soup.id)).toMatchObject({ sinceAt: null, by: null })
  })

  it('leaves the list when its instant has come, and by the hand of whoever brings it back', async () => {
    const { rice, soup } = place.store.dishes
    await set(rice.id, { isSoldOut: true, soldOutUntil: '2026-11-20T09:00:00Z' })
    clock.now = new Date('2026-11-20T17:00:00+08:00')
    await set(soup.id, { isSoldOut: false })
    const { dishes } = await read()
    expect(dishes.filter((dish) => dish.isSoldOut)).toEqual([])
    const actions = await database.db.auditEntry.findMany({
      where: { storeId: place.store.id, subjectId: String(soup.id) },
    })
    expect(actions).toMatchObject([{ action: 'dish.offered' }])
  })

  it('that was sold to the last portion says so, and comes back only with a count', async () => {
    const { duck } = place.store.dishes
    await set(duck.id, { isSoldOut: false, stock: 0 })
    expect((await read()).dishes).toContainEqual(
      expect.objectContaining({ id: duck.id, isSoldOut: true, isMarked: false, stock: 0 }),
    )
    expect((await refusalOf(set(duck.id, { isSoldOut: false }))).code).toBe('dish.count-needed')
    await set(duck.id, { isSoldOut: false, stock: 4 })
    expect(await readDish(duck.id)).toMatchObject({ isSoldOut: false, stock: 4 })
    const actions = await database.db.auditEntry.findMany({
      where: { storeId: place.store.id, subjectId: String(duck.id) },
    })
    expect(actions.map(({ action }) => action)).toEqual(['dish.counted', 'dish.counted'])
  })

  it('includes options, each signed and told, and nothing of another store', async () => {
    const { extraTofu } = place.store.dishes.mapo
    const mark = (optionId: number, isSoldOut: boolean) =>
      kitchen().setOptionAvailability({ storeId: place.store.id, optionId, isSoldOut })
    await mark(extraTofu, true)
    await mark(extraTofu, true)
    expect((await read()).options).toMatchObject([
      { id: extraTofu, groupName: '加料', sinceAt: expect.any(String), by: expect.any(String) },
    ])
    const dish = await readDish(place.store.dishes.mapo.id)
    const extra = dish?.optionGroups.flatMap(({ options }) => options)
    expect(extra?.find(({ id }) => id === extraTofu)?.isSoldOut).toBe(true)

    await mark(extraTofu, false)
    expect((await read()).options).toEqual([])
    const where = { storeId: place.store.id }
    const audit = await database.db.auditEntry.findMany({ where, orderBy: { id: 'asc' } })
    expect(audit.map(({ action }) => action)).toEqual(['option.sold-out', 'option.offered'])
    const told = { ...where, type: 'menu_changed' }
    const events = await database.db.outboxEvent.findMany({ where: told, orderBy: { id: 'asc' } })
    expect(events.map(({ payload }) => payload)).toEqual(
      [true, false].map((isSoldOut) => ({
        moved: [{ optionId: extraTofu, stock: null, isSoldOut }],
      })),
    )

    const elsewhere = mark(place.otherStore.dishes.mapo.extraTofu, true)
    expect((await refusalOf(elsewhere)).code).toBe('thing.not-found')
  })

  it('is found among all dishes and options, by whoever may mark them', async () => {
    const { dishes, options } = await kitchen().markable({ storeId: place.store.id })
    expect(dishes).toHaveLength(5)
    expect(options.map(({ group }) => group.name)).toContain('辣度')
    const cashier = staffPerson(deps, place.store, 'cashier').call.menu
    const storeId = place.store.id
    const asked = [cashier.availability({ storeId }), cashier.markable({ storeId })]
    for (const { code } of await Promise.all(asked.map(refusalOf)))
      expect(code).toBe('permission.missing')
  })
})

describe('the market’s price of a dish', () => {
  const kitchen = () => staffPerson(deps, place.store, 'kitchen').call.menu
  const say = (priceCents: number, seenCents: number | null = null) =>
    kitchen().setMarketPrice({
      storeId: place.store.id,
      dishId: place.store.dishes.beer.id,
      priceCents,
      seenCents,
    })
  beforeEach(() =>
    database.db.dish.update({
      where: { id: place.store.dishes.beer.id },
      data: { isMarketPrice: true, perGrams: 500 },
    }),
  )

  it('is on the menu at once, told and signed, until the business day is over', async () => {
    const { beer } = place.store.dishes
    expect(await readDish(beer.id)).toMatchObject({ isMarketPrice: true, marketCents: null })
    await say(6_800)
    await say(6_800)
    expect(await readDish(beer.id)).toMatchObject({ marketCents: 6_800, perGrams: 500 })
    const { market } = await kitchen().availability({ storeId: place.store.id })
    expect(market).toMatchObject([{ id: beer.id, marketCents: 6_800, perGrams: 500 }])
    const signed = { storeId: place.store.id, action: 'dish.market-price' }
    expect(await database.db.auditEntry.findMany({ where: signed })).toMatchObject([
      { staffId: place.store.staff.kitchen.id, details: { cents: 6_800, before: null } },
    ])
    const told = { storeId: place.store.id, type: 'menu_changed' }
    expect(await database.db.outboxEvent.count({ where: told })).toBe(1)

    clock.now = new Date('2026-11-21T04:00:00+08:00')
    expect(await readDish(beer.id)).toMatchObject({ marketCents: null })
  })

  it('is said against what was seen, of such a dish only, and by who may', async () => {
    await say(6_800)
    expect((await refusalOf(say(7_000))).code).toBe('thing.changed')
    await say(7_000, 6_800)
    const request = { storeId: place.store.id, priceCents: 900, seenCents: null }
    const ofRice = kitchen().setMarketPrice({ ...request, dishId: place.store.dishes.rice.id })
    expect((await refusalOf(ofRice)).code).toBe('thing.not-found')
    const cashier = staffPerson(deps, place.store, 'cashier').call.menu
    const byCashier = cashier.setMarketPrice({ ...request, dishId: place.store.dishes.beer.id })
    expect((await refusalOf(byCashier)).code).toBe('permission.missing')
  })
})
