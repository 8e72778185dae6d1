// The reports at the door: whose they are, which day an order belongs to, and how they move with
// what people do.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, openBill, orderMore, refusalOf } from '@/testing/open-bill'
import {
  type Clock,
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { outside as outsideIn } from './outside'

const outside = <Row extends object>(row: Row) => outsideIn(row, 'CNY')

let database: TestDatabase
let deps: Deps
let restaurant: Restaurant
let manager: Person
let tables = 0
const clock: Clock = { now: new Date('2026-11-23T15:00:00Z') }

beforeAll(async () => {
  database = await freshDatabase()
  deps = testDeps(database, clock)
})
afterAll(() => database.drop())

/**
 * A house of its own for each test, whose past is empty; it is eleven in the evening in Shanghai.
 */
beforeEach(async () => {
  clock.now = new Date('2026-11-23T15:00:00Z')
  restaurant = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, restaurant.store, 'manager')
})

/** A party's order now, at a table of its own: rice at 3 yuan. */
async function order(portions = 10) {
  tables += 1
  const table = await addTable(deps, restaurant.store, `T${tables}`)
  return openBill(deps, restaurant.store, table, portions)
}

const summaryOf = async (period: 'today' | 'yesterday') =>
  outside(await manager.call.analytics.revenueSummary({ storeId: restaurant.store.id, period }))

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
    const request = { storeId: restaurant.store.id, period: 'today' as const }
    const hours = await manager.call.analytics.hourlySales(request)
    expect(hours.map(({ hour }) => hour)).toEqual(Array.from({ length: 24 }, (_, hour) => hour))
    return hours.filter(({ order_count }) => order_count > 0).map(outside)
  }
})

describe('a figure', () => {
  it('counts a cancelled order nowhere but in the status report', async () => {
    const storeId = restaurant.store.id
    const { orderId } = await order()
    await manager.call.ordering.cancel({ storeId, orderId, reason: 'they left' })

    const { analytics } = manager.call
    const request = { storeId, period: 'today' as const }
    expect(outside(await analytics.revenueSummary(request))).toMatchObject({
      total_orders: 0,
      total_amount: 0,
      net_revenue: 0,
      average_order_amount: 0,
    })
    expect(await analytics.menuItemSales(request)).toEqual([])
    expect(await analytics.topOrders(request)).toEqual([])
    expect((await analytics.hourlySales(request)).every((hour) => hour.order_count === 0)).toBe(
      true,
    )
    expect((await analytics.dailyRevenue(request)).map((day) => day.order_count)).toEqual([0])
    expect(await analytics.orderStatus(request)).toMatchObject([
      { order_status: 'cancelled', count: 1 },
    ])
  })

  it('moves with people: an order moves revenue, cash what was collected, a refund what was given back', async () => {
    const storeId = restaurant.store.id
    const { orderId } = await order()
    expect(await summaryOf('today')).toMatchObject({ net_revenue: 30, collected: 0, refunded: 0 })

    const { payment } = await takeCash(orderId)
    expect(await summaryOf('today')).toMatchObject({ net_revenue: 30, collected: 30, refunded: 0 })
    const methods = await manager.call.analytics.paymentMethods({ storeId, period: 'today' })
    expect(methods.map(outside)).toEqual([
      { payment_method: 'cash', count: 1, amount: 30, percentage: 100 },
    ])

    await manager.call.refunds.refund({
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
    const neighbour = staffPerson(deps, other, 'manager')
    const request = { storeId: other.id, period: 'today' as const }
    expect(await neighbour.call.analytics.revenueSummary(request)).toMatchObject({
      total_orders: 0,
    })
    expect(await neighbour.call.analytics.menuItemSales(request)).toEqual([])
  })
})

describe('a comparison', () => {
  const headline = async (period: 'today' | 'yesterday' | 'week') => {
    const request = { storeId: restaurant.store.id, period }
    const { now, before } = await manager.call.analytics.headline(request)
    return { now: outside(now), before: before && outside(before) }
  }
  const at = (instant: string) => {
    clock.now = new Date(instant)
  }

  beforeEach(() => at('2026-11-12T05:00:00Z'))

  it('of today is the same weekday until the same time: money, orders and dishes that came later stay out', async () => {
    // Thursday the 12th: at one, at two with more dishes at three, and one that came at three.
    const first = await order(10)
    at('2026-11-12T06:00:00Z')
    const second = await order(20)
    await takeCash(first.orderId)
    at('2026-11-12T07:00:00Z')
    const more = { portions: 30, table: second.table }
    await orderMore(second.phone, restaurant.store, more.table, more.portions)
    await takeCash(second.orderId)
    await order(40)

    at('2026-11-19T06:35:00Z')
    manager = staffPerson(deps, restaurant.store, 'manager')
    await prolong()
    await order(15)
    const { now, before } = await headline('today')
    expect(now).toMatchObject({ start_date: '2026-11-19', net_revenue: 45, kept: 0 })
    expect(before).toMatchObject({
      start_date: '2026-11-12',
      end_date: '2026-11-12',
      until: '14:35',
      total_orders: 2,
      net_revenue: 90,
      collected: 30,
      kept: 30,
    })
    // The whole day, once it is over.
    at('2026-11-20T06:35:00Z')
    await prolong()
    expect((await headline('yesterday')).before).toMatchObject({
      start_date: '2026-11-12',
      until: null,
      total_orders: 3,
      net_revenue: 300,
    })
  })

  it('of a house that was closed then has nothing', async () => {
    at('2026-11-19T06:35:00Z')
    await prolong()
    await order()
    expect((await headline('today')).before).toMatchObject({ open_days: 0, kept: 0 })
    const ahead = { customStart: '2026-11-20', customEnd: '2026-11-21' }
    const request = { storeId: restaurant.store.id, period: 'custom' as const, ...ahead }
    expect((await manager.call.analytics.headline(request)).before).toBeNull()
  })

  /** Sessions do not live for a week. */
  const prolong = () =>
    database.db.staffSession.updateMany({ data: { expiresAt: new Date('2026-12-31T00:00:00Z') } })
})

describe('money', () => {
  const summary = () => summaryOf('today')

  it('leads with what was collected less what went back, and says what nobody confirmed or paid', async () => {
    const storeId = restaurant.store.id
    const paid = await order(10)
    const { payment } = await takeCash(paid.orderId)
    await manager.call.refunds.refund({
      storeId,
      paymentId: payment.id,
      amountCents: 1_000,
      reason: 'cold rice',
      key: newKey(),
    })
    await order(20)
    const running = await order(30)
    const { id: roundId } = await database.db.round.findFirstOrThrow({
      where: { orderId: running.orderId },
    })
    await manager.call.ordering.decideRound({ storeId, roundId, decision: 'confirm' })
    await orderMore(running.phone, restaurant.store, running.table, 5)

    expect(await summary()).toMatchObject({
      kept: 20,
      collected: 30,
      refunded: 10,
      net_revenue: 195,
      unconfirmed_orders: 2,
      unconfirmed: 30 + 60 + 15,
      still_owed: 165,
    })
  })

  it('that is simulated stands apart where real money is taken', async () => {
    const storeId = restaurant.store.id
    const [real, simulated] = [await order(10), await order(20)]
    await takeCash(real.orderId)
    await takeCash(simulated.orderId)
    await database.db.payment.updateMany({
      where: { orderId: simulated.orderId },
      data: { provider: 'simulator', method: 'wechat' },
    })
    const request = { storeId, period: 'today' as const }
    expect(await summary()).toMatchObject({
      is_play: false,
      collected: 30,
      kept: 30,
      simulated_collected: 60,
      // The spec's fields count orders, and stay.
      net_revenue: 90,
      still_owed: 0,
    })
    expect((await manager.call.analytics.paymentMethods(request)).map(outside)).toEqual([
      { payment_method: 'cash', count: 1, amount: 30, percentage: 100 },
    ])
    expect((await manager.call.analytics.dailyRevenue(request)).map(outside)).toMatchObject([
      { revenue: 90, collected: 30 },
    ])
  })

  it('of a demo is all simulated and all counted, until a platform pays there', async () => {
    await database.db.$executeRaw`ALTER TABLE store DISABLE TRIGGER demo_from_the_start`
    await database.db.$executeRaw`UPDATE store SET is_demo = true WHERE id = ${restaurant.store.id}`
    await database.db.$executeRaw`ALTER TABLE store ENABLE TRIGGER demo_from_the_start`
    const [cash, simulated] = [await order(10), await order(20)]
    await takeCash(cash.orderId)
    await takeCash(simulated.orderId)
    const pays = (provider: string) =>
      database.db.payment.updateMany({
        where: { orderId: simulated.orderId },
        data: { provider, method: 'wechat' },
      })
    await pays('simulator')
    expect(await summary()).toMatchObject({ is_play: true, collected: 90, simulated_collected: 0 })

    await database.db.payment.updateMany({
      where: { orderId: cash.orderId },
      data: { provider: 'alipay', method: 'alipay' },
    })
    expect(await summary()).toMatchObject({
      is_play: false,
      collected: 30,
      simulated_collected: 60,
    })
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
    'headline',
    'exceptions',
  ] as const

  it.each(REPORTS)(
    'of %s opens to the managers of the store and to nobody else',
    async (report) => {
      const { store, otherStore } = restaurant
      const asked = (who: Person, storeId = store.id) =>
        who.call.analytics[report]({ storeId, period: 'today' })
      for (const role of ['owner', 'manager'] as const) {
        await expect(asked(staffPerson(deps, store, role))).resolves.toBeDefined()
      }
      for (const role of ['waiter', 'kitchen'] as const) {
        const { code } = await refusalOf(asked(staffPerson(deps, store, role)))
        expect(code).toBe('permission.missing')
      }
      expect((await refusalOf(asked(manager, otherStore.id))).code).toBe('permission.missing')
      expect((await refusalOf(asked(manager, 2_000_000_000))).code).toBe('permission.missing')
      expect((await refusalOf(asked(person(deps)))).code).toBe('session.missing')
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
