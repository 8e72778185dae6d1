// 外带: what is only eaten here is not taken away, and the other way round, by whichever door it is
// ordered; who takes away is nobody's head, is taxed as the dish says, and is told apart wherever
// the order is read.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ServedAs } from '@/domain/menu'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, orderMore, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  type TestTable,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'

const PER_HEAD = 200
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let waiter: Person
let hallId: number
let counterId: number
/** A number at the counter, and a table in the hall. */
let pager: TestTable
let table: TestTable

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  waiter = staffPerson(deps, place.store, 'waiter')
  ;[pager, table] = place.store.tables
  await database.db.store.update({
    where: { id: place.store.id },
    data: { perHeadCents: PER_HEAD, isAutoConfirming: true },
  })
  hallId = (await database.db.area.findFirstOrThrow({ where: inStore() })).id
  const area = { ...inStore(), name: '外带台', names: {}, orderMode: null, isTakeaway: true }
  counterId = (await manager.call.seating.addArea(area)).areaId
  await moveTo(counterId)
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const inStore = () => ({ storeId: place.store.id })
const moveTo = (areaId: number) =>
  manager.call.seating.changeTable({
    ...inStore(),
    ...{ tableId: pager.id, name: pager.name, areaId, seats: 4 },
  })
const serve = (dish: 'rice' | 'beer', servedAs: ServedAs) =>
  database.db.dish.update({ where: { id: place.store.dishes[dish].id }, data: { servedAs } })
const add = (phone: Person, at: TestTable, dish: 'rice' | 'beer') =>
  phone.call.ordering.addToCart({
    code: at.code,
    ...{ dishId: place.store.dishes[dish].id, choices: [], quantity: 1, key: newKey() },
  })
async function submit(phone: Person, at: TestTable) {
  const { version, owedCents } = await phone.call.ordering.cart({ code: at.code })
  const seen = { code: at.code, cartVersion: version, expectedCents: owedCents }
  return phone.call.ordering.place({ ...seen, key: newKey() })
}
const sayToWaiter = (at: TestTable, dish: 'rice' | 'beer') =>
  waiter.call.ordering.placeForTable({
    ...{ ...inStore(), tableId: at.id, key: newKey() },
    lines: [
      {
        dishId: place.store.dishes[dish].id,
        ...{ choices: [], quantity: 1, note: '', isHeld: false },
      },
    ],
  })
const lineOf = (orderId: number) =>
  database.db.orderLine.findFirstOrThrow({ where: { orderId }, orderBy: { id: 'desc' } })
const orders = () => database.db.order.count({ where: inStore() })

/** Which is refused where, and with which words. */
const DOORS = [
  { servedAs: 'dine_in', isAtPager: true, code: 'dish.dine-in-only' },
  { servedAs: 'takeaway', isAtPager: false, code: 'dish.takeaway-only' },
] as const

describe.each(DOORS)('a dish served as $servedAs', ({ servedAs, isAtPager, code }) => {
  const wrong = () => (isAtPager ? pager : table)
  const right = () => (isAtPager ? table : pager)

  it('is shown to the guest whom it is not for, marked, and ordered by the other', async () => {
    await serve('beer', servedAs)
    const shownAt = async (at: TestTable) => {
      const { categories } = await person(deps).call.menu.read({ code: at.code })
      const dishes = categories.flatMap((category) => category.dishes)
      return dishes.filter((dish) => !dish.isServedHere).map(({ id }) => id)
    }
    expect(await shownAt(wrong())).toEqual([place.store.dishes.beer.id])
    expect(await shownAt(right())).toEqual([])
    const phone = await guestAt(deps, right())
    await add(phone, right(), 'beer')
    await submit(phone, right())
    await sayToWaiter(right(), 'beer')
    expect(await orders()).toBe(1)
  })

  it('does not get into the cart of the guest whom it is not for', async () => {
    await serve('beer', servedAs)
    const phone = await guestAt(deps, wrong())
    expect(await refusalOf(add(phone, wrong(), 'beer'))).toMatchObject({
      code,
      details: { dishes: [{ name: '啤酒' }] },
    })
    const { lines } = await phone.call.ordering.cart({ code: wrong().code })
    expect(lines).toEqual([])
  })

  it('that became so while it was in the cart is named there, costs nothing and is not placed', async () => {
    const phone = await guestAt(deps, wrong())
    await add(phone, wrong(), 'rice')
    await add(phone, wrong(), 'beer')
    await serve('beer', servedAs)
    const cart = await phone.call.ordering.cart({ code: wrong().code })
    expect(cart.lines.map(({ trouble }) => trouble)).toEqual([null, code])
    expect(cart.itemsCents).toBe(300)
    expect(await refusalOf(submit(phone, wrong()))).toMatchObject({
      code,
      details: { dishes: [{ name: '啤酒' }] },
    })
    expect(await orders()).toBe(0)
  })

  it('is not ordered by staff for whom it is not for, either', async () => {
    await serve('beer', servedAs)
    expect(await refusalOf(sayToWaiter(wrong(), 'beer'))).toMatchObject({
      code,
      details: { dishes: [{ name: '啤酒' }] },
    })
    expect(await orders()).toBe(0)
  })
})

describe('who takes away', () => {
  it('is charged no head, and is not asked how many they are', async () => {
    const phone = await guestAt(deps, pager)
    const { isTakeaway, people, sittingId } = await phone.call.seating.party({ code: pager.code })
    expect({ isTakeaway, people }).toEqual({ isTakeaway: true, people: null })
    const said = phone.call.service.sayPeople({ code: pager.code, people: 3, seen: null })
    expect((await refusalOf(said)).code).toBe('people.not-counted')
    const corrected = { ...inStore(), sittingId, people: 3, seen: null }
    expect((await refusalOf(waiter.call.service.correctPeople(corrected))).code).toBe(
      'people.not-counted',
    )
    const opened = waiter.call.service.open({ ...inStore(), tableId: pager.id, people: 3 })
    expect((await refusalOf(opened)).code).toBe('people.not-counted')

    const { orderId, owedCents } = await orderMore(phone, place.store, pager, 10)
    expect(owedCents).toBe(3_000)
    expect(await database.db.order.findUnique({ where: { id: orderId } })).toMatchObject({
      ...{ heads: 0, chargesCents: 0 },
    })
    await sayToWaiter(pager, 'rice')
    expect((await phone.call.billing.bill({ code: pager.code })).bills).toMatchObject([
      { order: { owedCents: 3_300 } },
    ])
    const guest = await guestAt(deps, table)
    expect((await orderMore(guest, place.store, table, 10)).owedCents).toBe(3_000 + PER_HEAD)
  })

  it('owes the tax of takeaway, at a table the dish’s own, as bill, receipt and history say', async () => {
    await database.db.store.update({
      where: { id: place.store.id },
      data: {
        ...{ taxBasisPoints: 1_900, reducedTaxBasisPoints: 700, isTaxAdded: true, perHeadCents: 0 },
      },
    })
    await database.db.dish.update({
      where: { id: place.store.dishes.rice.id },
      data: { takeawayTaxClass: 'reduced' },
    })
    const phone = await guestAt(deps, pager)
    await add(phone, pager, 'beer')
    const taken = await orderMore(phone, place.store, pager, 10)
    expect(taken.owedCents).toBe(3_000 + 210 + 1_500 + 285)
    const { path } = await phone.call.receipts.openReceipt({
      code: pager.code,
      orderId: taken.orderId,
    })
    const token = path.split('/').at(-1) ?? ''
    expect(await person(deps).call.receipts.receipt({ token })).toMatchObject({
      takeaway: 'whole',
      taxes: [
        { basisPoints: 1_900, netCents: 1_500, taxCents: 285 },
        { basisPoints: 700, netCents: 3_000, taxCents: 210 },
      ],
    })
    const guest = await guestAt(deps, table)
    const eaten = await orderMore(guest, place.store, table, 10)
    expect(eaten.owedCents).toBe(3_570)
    // Whatever the menu says later.
    await database.db.dish.update({
      where: { id: place.store.dishes.rice.id },
      data: { takeawayTaxClass: null },
    })
    expect((await lineOf(taken.orderId)).taxClass).toBe('reduced')
    expect((await lineOf(eaten.orderId)).taxClass).toBe('standard')
  })

  it('is asked for a dish that every table orders only where one of them may be taken away', async () => {
    const pots = await database.db.category.create({
      data: { ...inStore(), name: '锅底', isMustOrder: true, sort: 9 },
    })
    const pot = { where: { id: place.store.dishes.beer.id } }
    await database.db.dish.update({ ...pot, data: { categoryId: pots.id, servedAs: 'dine_in' } })
    const phone = await guestAt(deps, pager)
    await add(phone, pager, 'rice')
    expect((await phone.call.ordering.cart({ code: pager.code })).missing).toEqual([])
    await submit(phone, pager)
    const guest = await guestAt(deps, table)
    await add(guest, table, 'rice')
    expect((await refusalOf(submit(guest, table))).code).toBe('cart.must-order')

    await database.db.dish.update({ ...pot, data: { servedAs: 'anywhere' } })
    const other = await addTable(deps, place.store, 'W2')
    await database.db.diningTable.update({ where: { id: other.id }, data: { areaId: counterId } })
    const next = await guestAt(deps, other)
    await add(next, other, 'rice')
    expect((await refusalOf(submit(next, other))).code).toBe('cart.must-order')
  })

  it('orders a set whose parts are only eaten here by what the set itself says', async () => {
    await serve('beer', 'dine_in')
    const { rice } = place.store.dishes
    const slot = await database.db.comboSlot.create({ data: { comboId: rice.id, name: '饮料' } })
    const choice = await database.db.comboChoice.create({
      data: { slotId: slot.id, dishId: place.store.dishes.beer.id },
    })
    await database.db.dish.update({ where: { id: rice.id }, data: { kind: 'combo' } })
    const phone = await guestAt(deps, pager)
    await phone.call.ordering.addToCart({
      ...{ code: pager.code, dishId: rice.id, quantity: 1, key: newKey() },
      choices: [{ optionId: -choice.id, quantity: 1 }],
    })
    await submit(phone, pager)
    expect(await orders()).toBe(1)
  })
})

describe('the kitchen, the floor and the guest', () => {
  it('read of each round whether it is taken away', async () => {
    const phone = await guestAt(deps, pager)
    await orderMore(phone, place.store, pager, 1)
    const guest = await guestAt(deps, table)
    await orderMore(guest, place.store, table, 1)
    const cook = staffPerson(deps, place.store, 'kitchen')
    const { tickets } = await cook.call.kitchen.tickets({ ...inStore(), stationId: null })
    expect(tickets.map(({ tableName, isTakeaway }) => [tableName, isTakeaway])).toEqual([
      [pager.name, true],
      [table.name, false],
    ])
    const floor = await waiter.call.service.table({ ...inStore(), tableId: pager.id })
    expect(floor.sitting?.orders[0]?.rounds).toMatchObject([{ isTakeaway: true }])
    expect((await phone.call.ordering.mine({ code: pager.code }))[0]?.rounds).toMatchObject([
      { isTakeaway: true },
    ])
  })
})

describe('a table that moves between the hall and the counter', () => {
  it('keeps what was ordered as it was, and orders by where it stands from then on', async () => {
    await moveTo(hallId)
    const phone = await guestAt(deps, pager)
    await phone.call.service.sayPeople({ code: pager.code, people: 4, seen: null })
    const { orderId } = await orderMore(phone, place.store, pager, 1)
    await moveTo(counterId)
    await serve('beer', 'takeaway')
    await add(phone, pager, 'beer')
    // The four who ate there are charged once, and nobody more.
    expect(await submit(phone, pager)).toMatchObject({
      ...{ orderId, owedCents: 300 + 1_500 + 4 * PER_HEAD },
    })
    const [order] = await phone.call.ordering.mine({ code: pager.code })
    expect(order?.rounds.map(({ isTakeaway }) => isTakeaway)).toEqual([false, true])
    const { path } = await phone.call.receipts.openReceipt({ code: pager.code, orderId })
    const token = path.split('/').at(-1) ?? ''
    expect(await person(deps).call.receipts.receipt({ token })).toMatchObject({
      takeaway: 'partly',
    })

    await moveTo(hallId)
    await phone.call.service.sayPeople({ code: pager.code, people: 5, seen: 4 })
    expect(await orderMore(phone, place.store, pager, 1)).toMatchObject({
      ...{ orderId, owedCents: 600 + 1_500 + 5 * PER_HEAD },
    })
    expect((await refusalOf(add(phone, pager, 'beer'))).code).toBe('dish.takeaway-only')
  })

  it('with a cart that was filled before asks again what it may have and what it costs', async () => {
    await moveTo(hallId)
    await serve('beer', 'dine_in')
    const phone = await guestAt(deps, pager)
    await add(phone, pager, 'beer')
    await add(phone, pager, 'rice')
    const { version, owedCents } = await phone.call.ordering.cart({ code: pager.code })
    expect(owedCents).toBe(1_800 + PER_HEAD)
    await moveTo(counterId)
    const seen = { code: pager.code, cartVersion: version, expectedCents: owedCents }
    const late = phone.call.ordering.place({ ...seen, key: newKey() })
    expect((await refusalOf(late)).code).toBe('dish.dine-in-only')
    const cart = await phone.call.ordering.cart({ code: pager.code })
    expect(cart.lines.map(({ trouble }) => trouble)).toEqual(['dish.dine-in-only', null])
    expect(cart.owedCents).toBe(300)
  })
})
