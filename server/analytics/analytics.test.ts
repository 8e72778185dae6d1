// The reports at the door: whose they are, which day an order belongs to, and how they move with what people do.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Ground } from '../ground'
import { freshDatabase, type TestDatabase } from '../testing/database'
import { addTable, newKey, openBill, refusalOf } from '../testing/open-bill'
import {
  type Clock,
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  testGround,
} from '../testing/restaurant'

let database: TestDatabase
let ground: Ground
let restaurant: Restaurant
let manager: Person
let tables = 0
const clock: Clock = { now: new Date('2026-11-23T15:00:00Z') }

beforeAll(async () => {
  database = await freshDatabase()
  ground = testGround(database, clock)
})
afterAll(() => database.drop())

/** A house of its own for each test, whose past is empty; it is eleven in the evening in Shanghai. */
beforeEach(async () => {
  clock.now = new Date('2026-11-23T15:00:00Z')
  restaurant = await makeRestaurant(database.db, clock)
  manager = staffPerson(ground, restaurant.store, 'manager')
})

/** A party's order now, at a table of its own: rice at 3 yuan. */
async function order(portions = 10) {
  tables += 1
  const table = await addTable(ground, restaurant.store, `T${tables}`)
  return openBill(ground, restaurant.store, table, portions)
}

const summaryOf = (period: 'today' | 'yesterday') =>
  manager.call.analytics.revenueSummary({ storeId: restaurant.store.id, period })

describe('a business day', () => {
  it('holds an order at 03:59 as yesterday, and one at 04:00 as today', async () => {
    clock.now = new Date('2026-11-23T19:59:59Z')
    await order(10)
    expect((await summaryOf('today')).start_date).toBe('2026-11-23')
    clock.now = new Date('2026-11-23T20:00:00Z')
    await order(20)

    expect(await summaryOf('yesterday')).toMatchObject({
      start_date: '2026-11-23',
      total_orders: 1,
      net_revenue: 30,
    })
    expect(await summaryOf('today')).toMatchObject({
      start_date: '2026-11-24',
      total_orders: 1,
      net_revenue: 60,
    })
  })

  it('counts money on the day it came, not on the day of its order', async () => {
    clock.now = new Date('2026-11-23T19:50:00Z')
    const { orderId } = await order()
    clock.now = new Date('2026-11-23T20:10:00Z')
    await takeCash(orderId)

    expect(await summaryOf('yesterday')).toMatchObject({ net_revenue: 30, collected: 0 })
    expect(await summaryOf('today')).toMatchObject({ net_revenue: 0, collected: 30 })
  })

  it('goes on through the doubled hour when the clocks go back', async () => {
    await moveTo('America/New_York')
    for (const instant of ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z']) {
      clock.now = new Date(instant)
      await order()
    }
    expect(await summaryOf('today')).toMatchObject({ start_date: '2026-10-31', total_orders: 2 })
    expect(await busyHours()).toEqual([{ hour: 1, order_count: 2, revenue: 60 }])
  })

  it('is the day of the store, though it be fourteen hours ahead', async () => {
    await moveTo('Pacific/Kiritimati')
    clock.now = new Date('2026-11-23T13:59:00Z')
    await order()
    clock.now = new Date('2026-11-23T14:00:00Z')
    await order()
    expect(await summaryOf('today')).toMatchObject({ start_date: '2026-11-24', total_orders: 1 })
    expect(await summaryOf('yesterday')).toMatchObject({ total_orders: 1 })
    expect(await busyHours()).toEqual([{ hour: 4, order_count: 1, revenue: 30 }])
  })

  const moveTo = (timeZone: string) =>
    database.db.store.update({ where: { id: restaurant.store.id }, data: { timeZone } })

  const busyHours = async () => {
    const wish = { storeId: restaurant.store.id, period: 'today' as const }
    const hours = await manager.call.analytics.hourlySales(wish)
    expect(hours.map(({ hour }) => hour)).toEqual(Array.from({ length: 24 }, (_, hour) => hour))
    return hours.filter(({ order_count }) => order_count > 0)
  }
})

describe('a figure', () => {
  it('counts a cancelled order nowhere but in the status report', async () => {
    const storeId = restaurant.store.id
    const { orderId } = await order()
    await manager.call.ordering.cancel({ storeId, orderId, reason: 'they left' })

    const { analytics } = manager.call
    const wish = { storeId, period: 'today' as const }
    expect(await analytics.revenueSummary(wish)).toMatchObject({
      total_orders: 0,
      total_amount: 0,
      net_revenue: 0,
      average_order_amount: 0,
    })
    expect(await analytics.menuItemSales(wish)).toEqual([])
    expect(await analytics.topOrders(wish)).toEqual([])
    expect((await analytics.hourlySales(wish)).every((hour) => hour.order_count === 0)).toBe(true)
    expect((await analytics.dailyRevenue(wish)).map((day) => day.order_count)).toEqual([0])
    expect(await analytics.orderStatus(wish)).toMatchObject([
      { order_status: 'cancelled', count: 1 },
    ])
  })

  it('moves with people: an order moves revenue, cash what was collected, a refund what was given back', async () => {
    const storeId = restaurant.store.id
    const { orderId } = await order()
    expect(await summaryOf('today')).toMatchObject({ net_revenue: 30, collected: 0, refunded: 0 })

    const { payment } = await takeCash(orderId)
    expect(await summaryOf('today')).toMatchObject({ net_revenue: 30, collected: 30, refunded: 0 })
    expect(await manager.call.analytics.paymentMethods({ storeId, period: 'today' })).toEqual([
      { payment_method: 'cash', count: 1, amount: 30, percentage: 100 },
    ])

    await manager.call.payment.refund({
      storeId,
      paymentId: payment.id,
      amountCents: 1_205,
      reason: 'cold rice',
      key: newKey(),
    })
    expect(await summaryOf('today')).toMatchObject({ collected: 30, refunded: 12.05 })
  })

  it('never holds anything of another store', async () => {
    await order()
    const other = restaurant.otherStore
    const neighbour = staffPerson(ground, other, 'manager')
    const wish = { storeId: other.id, period: 'today' as const }
    expect(await neighbour.call.analytics.revenueSummary(wish)).toMatchObject({ total_orders: 0 })
    expect(await neighbour.call.analytics.menuItemSales(wish)).toEqual([])
  })
})

describe('the door', () => {
  const REPORTS = [
    'revenueSummary',
    'paymentMethods',
    'menuItemSales',
    'hourlySales',
    'orderStatus',
    'dailyRevenue',
    'topOrders',
  ] as const

  it.each(REPORTS)(
    'of %s opens to the managers of the store and to nobody else',
    async (report) => {
      const { store, otherStore } = restaurant
      const asked = (who: Person, storeId = store.id) =>
        who.call.analytics[report]({ storeId, period: 'today' })
      for (const role of ['owner', 'manager'] as const) {
        await expect(asked(staffPerson(ground, store, role))).resolves.toBeDefined()
      }
      for (const role of ['waiter', 'kitchen'] as const) {
        const { code } = await refusalOf(asked(staffPerson(ground, store, role)))
        expect(code).toBe('permission.missing')
      }
      expect((await refusalOf(asked(manager, otherStore.id))).code).toBe('permission.missing')
      expect((await refusalOf(asked(manager, 2_000_000_000))).code).toBe('permission.missing')
      expect((await refusalOf(asked(person(ground)))).code).toBe('session.missing')
    },
  )

  it.each(REPORTS)('of %s refuses a period that is none', async (report) => {
    const { id: storeId } = restaurant.store
    const days = [
      {},
      { customStart: '2026-11-02', customEnd: '2026-11-01' },
      { customStart: '2026-02-30', customEnd: '2026-03-01' },
      { customStart: '2020-01-01', customEnd: '2026-01-01' },
      { customStart: '=1+1', customEnd: '\u0000' },
    ]
    for (const custom of days) {
      const asked = manager.call.analytics[report]({ storeId, period: 'custom', ...custom })
      expect((await refusalOf(asked)).code).toBe('period.invalid')
    }
  })
})

function takeCash(orderId: number) {
  const { id: storeId } = restaurant.store
  return manager.call.payment.takeCash({ storeId, orderId, key: newKey() })
}
