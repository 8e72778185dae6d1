// A further store from a copy: its rules, stations, tables and menu are there and can be sold from
// at once, nothing of money came along, and people see only the stores they work at.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { checkInvariants } from '@/server/invariants'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { openBill, refusalOf } from '@/testing/open-bill'
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
let owner: Person
const clock: Clock = { now: new Date('2026-11-30T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
  deps = testDeps(database, clock)
})
afterAll(() => database.drop())
beforeEach(async () => {
  ;({ store } = await makeRestaurant(database.db, clock))
  owner = staffPerson(deps, store, 'owner')
})

const wish = {
  name: '三店',
  names: { en: 'Third' },
  address: '',
  phone: '',
  menu: 'copy' as const,
  hasTables: true,
  hasPeople: false,
}
const inStore = () => ({ storeId: store.id })

it('has the same rules, stations, tables with codes of their own, and a menu that guests order from', async () => {
  const rules = await owner.call.billing.billRules(inStore())
  await owner.call.billing.setBillRules({ ...inStore(), ...rules, perHeadCents: 200 })
  await owner.call.kitchen.setup.addStation({
    ...inStore(),
    name: '凉菜',
    names: {},
    isExpo: false,
  })
  await openBill(deps, store, store.tables[0])
  await database.db.area.updateMany({ where: inStore(), data: { isTakeaway: true } })
  await database.db.dish.update({
    where: { id: store.dishes.beer.id },
    data: { servedAs: 'dine_in', takeawayTaxClass: 'reduced' },
  })

  const { storeId } = await owner.call.stores.copy({ ...inStore(), ...wish })
  const made = { storeId }
  expect(await owner.call.billing.billRules(made)).toMatchObject({ perHeadCents: 200 })
  const names = async (of: number) =>
    (await owner.call.kitchen.stations({ storeId: of })).map(({ name }) => name)
  expect(await names(storeId)).toEqual(await names(store.id))
  const menu = async (of: number) =>
    (await owner.call.menu.readForStaff({ storeId: of })).categories.map(({ name, dishes }) => [
      name,
      dishes.map((dish) => [dish.name, dish.priceCents, dish.optionGroups.length]),
    ])
  expect(await menu(storeId)).toEqual(await menu(store.id))
  expect(await database.db.order.count({ where: made })).toBe(0)
  const areas = await database.db.area.findMany({ where: made })
  expect(areas.map(({ isTakeaway }) => isTakeaway)).toEqual([true])
  const beer = await database.db.dish.findFirst({ where: { ...made, name: '啤酒' } })
  expect(beer).toMatchObject({ servedAs: 'dine_in', takeawayTaxClass: 'reduced' })

  const tables = await database.db.diningTable.findMany({ where: made, orderBy: { id: 'asc' } })
  expect(tables.map(({ name }) => name)).toEqual(store.tables.map(({ name }) => name))
  expect(tables.map(({ code }) => code)).not.toEqual(store.tables.map(({ code }) => code))
  const [table] = tables
  if (!table) throw new Error('there is a table')
  const { categories } = await (await guestAt(deps, table)).call.menu.read({ code: table.code })
  expect(categories.flatMap(({ dishes }) => dishes).length).toBeGreaterThan(3)
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

it('is made once, however often it is tapped', async () => {
  const taps = [1, 2].map(() => owner.call.stores.copy({ ...inStore(), ...wish }))
  const made = await Promise.allSettled(taps)
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await refusalOf(owner.call.stores.copy({ ...inStore(), ...wish }))).code).toBe(
    'store.name-taken',
  )
})

it('is made by who has the brand; others see it only where they were taken along', async () => {
  const manager = staffPerson(deps, store, 'manager')
  expect((await refusalOf(manager.call.stores.copy({ ...inStore(), ...wish }))).code).toBe(
    'brand.not-yours',
  )
  const alone = await owner.call.stores.copy({ ...inStore(), ...wish })
  const storesOf = async ({ call }: Person) =>
    (await call.access.me())?.storeRoles.map(({ storeId }) => storeId)
  expect(await storesOf(owner)).toEqual([store.id, alone.storeId])
  expect(await storesOf(manager)).toEqual([store.id])
  const no = await refusalOf(manager.call.house.face({ storeId: alone.storeId }))
  expect(no.code).toBe('permission.missing')

  const along = await owner.call.stores.copy({
    ...inStore(),
    ...wish,
    name: '四店',
    hasPeople: true,
  })
  expect(await storesOf(manager)).toEqual([store.id, along.storeId])
  await manager.call.house.face({ storeId: along.storeId })
})
