// What real menus say of a dish, ordered by a guest: prices by the hour and by the size, stock of a
// size, and set menus whose parts go to their stations and take their stock.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Choice } from '@/domain/menu'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = new Date('2026-11-20T12:00:00+08:00')
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const store = () => ({ storeId: place.store.id })
const code = () => place.store.tables[0].code
const add = (phone: Person, dishId: number, choices: Choice[] = [], quantity = 1) =>
  phone.call.ordering.addToCart({ code: code(), dishId, choices, quantity, key: newKey() })
async function submit(phone: Person) {
  const { version, owedCents } = await phone.call.ordering.cart({ code: code() })
  const seen = { code: code(), cartVersion: version, expectedCents: owedCents }
  return phone.call.ordering.place({ ...seen, key: newKey() })
}
const linesOf = (orderId: number) =>
  database.db.orderLine.findMany({ where: { orderId }, orderBy: { id: 'asc' } })
const one = (optionId: number): Choice => ({ optionId, quantity: 1 })

describe('the price of an hour', () => {
  it('is the one of the moment of ordering, and a cart that was priced before is asked about', async () => {
    const { beer } = place.store.dishes
    const happy = await database.db.menuSchedule.create({
      data: { ...store(), name: '欢乐时光', weekdays: [5], fromMinute: 840, toMinute: 1_020 },
    })
    await database.db.dishPrice.create({
      data: { dishId: beer.id, scheduleId: happy.id, priceCents: 900 },
    })
    const phone = await guestAt(deps, place.store.tables[0])
    await add(phone, beer.id)
    const seen = await phone.call.ordering.cart({ code: code() })
    expect(seen.owedCents).toBe(1_500)

    clock.now = new Date('2026-11-20T14:00:00+08:00')
    const late = phone.call.ordering.place({
      ...{ code: code(), cartVersion: seen.version, expectedCents: seen.owedCents, key: newKey() },
    })
    expect(await refusalOf(late)).toMatchObject({
      code: 'price.changed',
      details: { totalCents: 900 },
    })
    const { orderId } = await submit(phone)
    expect(await linesOf(orderId)).toMatchObject([{ unitCents: 900, listUnitCents: 1_800 }])
    const menu = await phone.call.menu.read({ code: code() })
    const shown = menu.categories.flatMap(({ dishes }) => dishes).find(({ id }) => id === beer.id)
    expect(shown).toMatchObject({ priceCents: 1_800, promoPriceCents: 900 })
  })
})

describe('a size that is limited by itself', () => {
  const count = (stock: number | null, isSoldOut = false) =>
    staffPerson(deps, place.store, 'kitchen').call.menu.setOptionAvailability({
      ...store(),
      optionId: place.store.dishes.mapo.hot,
      isSoldOut,
      stock,
    })

  it('is sold to the last portion and no further, however many want it, and comes back with what is taken back', async () => {
    const { mapo } = place.store.dishes
    await count(2)
    const phone = await guestAt(deps, place.store.tables[0])
    await add(phone, mapo.id, [one(mapo.hot)], 2)
    await add(phone, mapo.id, [one(mapo.mild)], 2)
    await add(phone, mapo.id, [one(mapo.hot), one(mapo.extraTofu)])
    const cart = await phone.call.ordering.cart({ code: code() })
    expect(cart.lines.map(({ trouble }) => trouble)).toEqual([
      'dish.too-few-left',
      null,
      'dish.too-few-left',
    ])
    expect(await refusalOf(submit(phone))).toMatchObject({
      code: 'dish.too-few-left',
      details: { left: 2 },
    })
    const [, , extra] = cart.lines
    await phone.call.ordering.changeCartLine({
      code: code(),
      ...{ lineId: extra?.id ?? 0, by: -1, key: newKey() },
    })
    const { orderId } = await submit(phone)
    const option = () =>
      database.db.option.findUniqueOrThrow({ where: { id: mapo.hot }, select: { stock: true } })
    expect(await option()).toEqual({ stock: 0 })
    const menu = await phone.call.menu.read({ code: code() })
    const options = menu.categories.flatMap(({ dishes }) =>
      dishes.flatMap(({ optionGroups }) => optionGroups.flatMap((group) => group.options)),
    )
    expect(options.find(({ id }) => id === mapo.hot)).toMatchObject({ isSoldOut: true, stock: 0 })
    expect((await refusalOf(add(phone, mapo.id, [one(mapo.hot)]))).code).toBe('choice.invalid')

    const [line] = await linesOf(orderId)
    const waiter = staffPerson(deps, place.store, 'waiter')
    const taken = { ...store(), lineId: line?.id ?? 0, quantity: 1, reason: '点错了' }
    await waiter.call.ordering.voidLine(taken)
    expect(await option()).toEqual({ stock: 1 })
    await waiter.call.ordering.voidLine({ ...taken, lineId: line?.id ?? 0 })
    expect(await option()).toEqual({ stock: 2 })
  })

  it('is counted, marked and brought back by who may, and told to every screen', async () => {
    const kitchen = staffPerson(deps, place.store, 'kitchen').call.menu
    await count(3)
    const { options } = await kitchen.availability(store())
    expect(options).toMatchObject([
      { id: place.store.dishes.mapo.hot, stock: 3, isSoldOut: false, by: expect.any(String) },
    ])
    await count(0)
    expect((await kitchen.availability(store())).options).toMatchObject([{ isSoldOut: true }])
    const optionId = place.store.dishes.mapo.hot
    const back = kitchen.setOptionAvailability({ ...store(), optionId, isSoldOut: false })
    expect((await refusalOf(back)).code).toBe('dish.count-needed')
    await count(null)
    expect((await kitchen.availability(store())).options).toEqual([])
  })

  it('of two who want the last one, one has it', async () => {
    const { mapo } = place.store.dishes
    await count(1)
    const [a, b] = [
      await guestAt(deps, place.store.tables[0]),
      await guestAt(deps, place.store.tables[1]),
    ]
    const order = async (phone: Person, tableCode: string) => {
      const request = { code: tableCode, dishId: mapo.id, choices: [one(mapo.hot)], quantity: 1 }
      await phone.call.ordering.addToCart({ ...request, key: newKey() })
      const cart = await phone.call.ordering.cart({ code: tableCode })
      const seen = { code: tableCode, cartVersion: cart.version, expectedCents: cart.owedCents }
      return () => phone.call.ordering.place({ ...seen, key: newKey() })
    }
    const both = [
      await order(a, place.store.tables[0].code),
      await order(b, place.store.tables[1].code),
    ]
    const ended = await Promise.allSettled(both.map((place) => place()))
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('a set menu', () => {
  async function combo() {
    const { duck, beer, rice } = place.store.dishes
    const cold = await database.db.station.create({ data: { ...store(), name: '冷菜' } })
    await database.db.dishStation.create({ data: { dishId: beer.id, stationId: cold.id } })
    const { categoryId } = await database.db.dish.findUniqueOrThrow({ where: { id: duck.id } })
    const { id } = await database.db.dish.create({
      data: { ...store(), categoryId, kind: 'combo', name: '双人餐', priceCents: 9_900 },
    })
    const slot = (name: string, choices: { dishId: number; extraCents?: number }[], maximum = 1) =>
      database.db.comboSlot.create({
        data: { comboId: id, name, minimum: maximum, maximum, choices: { create: choices } },
        include: { choices: { orderBy: { dishId: 'asc' } } },
      })
    const main = await slot('主菜', [{ dishId: duck.id, extraCents: 2_000 }, { dishId: rice.id }])
    const drinks = await slot('饮料', [{ dishId: beer.id }], 2)
    const part = (of: typeof main, dishId: number) =>
      -(of.choices.find((each) => each.dishId === dishId)?.id ?? 0)
    return { id, cold, duck: part(main, duck.id), beer: part(drinks, beer.id) }
  }

  it('is chosen part by part, costs what it says and its surcharges, goes to the stations of its parts and takes their stock', async () => {
    const menu = await combo()
    const { duck } = place.store.dishes
    const phone = await guestAt(deps, place.store.tables[0])
    const choices = [one(menu.duck), { optionId: menu.beer, quantity: 2 }]
    expect((await refusalOf(add(phone, menu.id, [one(menu.duck)]))).code).toBe('choice.invalid')
    await add(phone, menu.id, choices, 2)
    const { orderId } = await submit(phone)
    const [line] = await linesOf(orderId)
    expect(line).toMatchObject({ unitCents: 11_900, quantity: 2, totalCents: 23_800 })
    expect([...(line?.stationIds ?? [])].sort()).toEqual(
      [place.store.stationId, menu.cold.id].sort(),
    )
    expect(line?.choices).toMatchObject([
      { name: '烤鸭', priceCents: 2_000, dishId: duck.id, stationIds: [place.store.stationId] },
      { name: '啤酒', quantity: 2, stationIds: [menu.cold.id] },
    ])
    const left = () => database.db.dish.findUniqueOrThrow({ where: { id: duck.id } })
    expect(await left()).toMatchObject({ stock: 3 })

    const waiter = staffPerson(deps, place.store, 'waiter')
    const taken = { ...store(), lineId: line?.id ?? 0, quantity: 1, reason: '点错了' }
    await waiter.call.ordering.voidLine(taken)
    expect(await left()).toMatchObject({ stock: 4 })
  })

  it('counts a limited dish over carts, combos and by itself', async () => {
    const menu = await combo()
    const { duck } = place.store.dishes
    const phone = await guestAt(deps, place.store.tables[0])
    await add(phone, menu.id, [one(menu.duck), { optionId: menu.beer, quantity: 2 }], 3)
    await add(phone, duck.id, [], 3)
    expect(await refusalOf(submit(phone))).toMatchObject({
      code: 'dish.too-few-left',
      details: { left: 5 },
    })
  })

  it('has no part that is sold out, until it is back', async () => {
    const menu = await combo()
    const { duck } = place.store.dishes
    const kitchen = staffPerson(deps, place.store, 'kitchen').call.menu
    const until = '2026-11-20T14:00:00+08:00'
    const request = { ...store(), dishId: duck.id, isSoldOut: true, soldOutUntil: until }
    await kitchen.setAvailability(request)
    const phone = await guestAt(deps, place.store.tables[0])
    const parts = async () => {
      const { categories } = await phone.call.menu.read({ code: code() })
      const dish = categories.flatMap(({ dishes }) => dishes).find(({ id }) => id === menu.id)
      return dish?.optionGroups.flatMap(({ options }) => options)
    }
    expect(await parts()).toContainEqual(
      expect.objectContaining({ id: menu.duck, isSoldOut: true }),
    )
    clock.now = new Date(until)
    expect(await parts()).toContainEqual(
      expect.objectContaining({ id: menu.duck, isSoldOut: false }),
    )
  })
})
