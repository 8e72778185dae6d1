// What a restaurant is, set by its managers: two at one form, money that stays, hours that guests
// order within.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, refusalOf } from '@/testing/open-bill'
import {
  type Clock,
  guestAt,
  makeRestaurant,
  type Person,
  staffPerson,
  type TestStore,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'

let database: TestDatabase
let deps: Deps
let store: TestStore
let otherStore: TestStore
let manager: Person
const clock: Clock = { now: new Date() }
const inStore = () => ({ storeId: store.id })

beforeAll(async () => {
  database = await freshDatabase()
  deps = testDeps(database, clock)
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = new Date('2026-11-30T12:00:00+08:00')
  ;({ store, otherStore } = await makeRestaurant(database.db, clock))
  manager = staffPerson(deps, store, 'manager')
})

const LUNCH = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
  weekday,
  fromMinute: 660,
  toMinute: 840,
}))

const addRice = (phone: Person, code: string) =>
  phone.call.ordering.addToCart({
    code,
    dishId: store.dishes.rice.id,
    choices: [],
    quantity: 1,
    key: newKey(),
  })

async function placeAs(phone: Person, code: string) {
  const cart = await phone.call.ordering.cart({ code })
  return phone.call.ordering.place({
    code,
    cartVersion: cart.version,
    expectedCents: cart.owedCents,
    key: newKey(),
  })
}

describe('two managers at one form', () => {
  it('the second is told by whom it was changed, and nothing of hers is half in', async () => {
    const seen = await manager.call.house.restaurant(inStore())
    const { isCurrencyFixed: _, ...mine } = seen
    await manager.call.house.setRestaurant({ ...inStore(), ...mine, phone: '010-1' })
    const owner = staffPerson(deps, store, 'owner')
    const late = await refusalOf(
      owner.call.house.setRestaurant({ ...inStore(), ...mine, phone: '010-2', name: '新名' }),
    )
    expect(late).toMatchObject({ code: 'thing.changed', details: { by: 'manager 一店' } })
    expect(await manager.call.house.restaurant(inStore())).toMatchObject({
      phone: '010-1',
      name: '一店',
    })
  })

  it('a save that arrives twice is one: nothing is other, nothing is written', async () => {
    const { version, ...face } = await manager.call.house.face(inStore())
    const once = await manager.call.house.setFace({
      ...inStore(),
      ...face,
      notice: '今日例汤',
      version,
    })
    await manager.call.house.setFace({ ...inStore(), ...once })
    expect(
      await database.db.auditEntry.count({ where: { storeId: store.id, action: 'face.set' } }),
    ).toBe(1)
  })

  it('the audit says what was before and after, of what is other alone; every screen is told', async () => {
    const hours = await manager.call.house.hours(inStore())
    await manager.call.house.setHours({ ...inStore(), ...hours, openingHours: LUNCH })
    const entry = await database.db.auditEntry.findFirstOrThrow({
      where: { storeId: store.id, action: 'hours.set' },
    })
    expect(entry).toMatchObject({
      staffId: store.staff.manager.id,
      details: { from: { openingHours: [] }, to: { openingHours: LUNCH } },
    })
    const told = await database.db.outboxEvent.findFirstOrThrow({
      where: { storeId: store.id, type: 'menu_changed' },
    })
    expect(told.rooms).toEqual([`store:${store.id}`, `menu:${store.id}`])
  })

  it('bill rules that somebody set meanwhile are told too', async () => {
    const rules = await manager.call.billing.billRules(inStore())
    await manager.call.billing.setBillRules({ ...inStore(), ...rules, perHeadCents: 100 })
    const late = await refusalOf(
      manager.call.billing.setBillRules({ ...inStore(), ...rules, perHeadCents: 200 }),
    )
    expect(late.code).toBe('thing.changed')
  })
})

describe('what it counts in', () => {
  it('may be chosen before the first bill and is fixed from then on', async () => {
    const { isCurrencyFixed, ...mine } = await manager.call.house.restaurant(inStore())
    expect(isCurrencyFixed).toBe(false)
    const yen = await manager.call.house.setRestaurant({ ...inStore(), ...mine, currency: 'JPY' })
    const [table] = store.tables
    const phone = await guestAt(deps, table)
    await addRice(phone, table.code)
    await placeAs(phone, table.code)
    expect((await manager.call.house.restaurant(inStore())).isCurrencyFixed).toBe(true)
    const no = await refusalOf(
      manager.call.house.setRestaurant({ ...inStore(), ...yen, currency: 'CNY' }),
    )
    expect(no.code).toBe('currency.fixed')
  })
})

describe('outside the hours', () => {
  it('a guest is told when the house opens and orders nothing; staff do', async () => {
    const hours = await manager.call.house.hours(inStore())
    await manager.call.house.setHours({ ...inStore(), ...hours, openingHours: LUNCH })
    const [table] = store.tables
    const phone = await guestAt(deps, table)
    await addRice(phone, table.code)

    clock.now = new Date('2026-11-30T14:00:00+08:00')
    const no = await refusalOf(placeAs(phone, table.code))
    expect(no).toMatchObject({
      code: 'store.closed',
      details: { reason: 'closed', time: '11:00', day: '2026-12-01' },
    })
    const { sittingId } = await database.db.guest.findFirstOrThrow({ orderBy: { id: 'desc' } })
    await staffPerson(deps, store, 'waiter').call.ordering.placeForTable({
      ...inStore(),
      tableId: table.id,
      lines: [{ dishId: store.dishes.rice.id, choices: [], quantity: 1, note: '', isHeld: false }],
      key: newKey(),
      note: '',
    })
    expect(await database.db.order.count({ where: { sittingId } })).toBe(1)

    clock.now = new Date('2026-12-01T11:00:00+08:00')
    await placeAs(phone, table.code)
  })

  it('and where the staff take no orders just now', async () => {
    const rules = await manager.call.house.ordering(inStore())
    await manager.call.house.setOrdering({ ...inStore(), ...rules, isTakingOrders: false })
    const [table] = store.tables
    const phone = await guestAt(deps, table)
    await addRice(phone, table.code)
    expect(await refusalOf(placeAs(phone, table.code))).toMatchObject({
      code: 'store.closed',
      details: { reason: 'paused' },
    })
    const { store: seen } = await phone.call.menu.read({ code: table.code })
    expect(seen.isTakingOrders).toBe(false)
  })
})

it('a manager of one store reads and sets nothing of another', async () => {
  const elsewhere = { storeId: otherStore.id }
  expect((await refusalOf(manager.call.house.restaurant(elsewhere))).code).toBe(
    'permission.missing',
  )
  const face = await manager.call.house.face(inStore())
  const no = await refusalOf(manager.call.house.setFace({ ...elsewhere, ...face, notice: 'x' }))
  expect(no.code).toBe('permission.missing')
})

it('a waiter sets nothing of it', async () => {
  const waiter = staffPerson(deps, store, 'waiter')
  const face = await manager.call.house.face(inStore())
  const no = await refusalOf(waiter.call.house.setFace({ ...inStore(), ...face }))
  expect(no.code).toBe('permission.missing')
})
