// The reports against raw rows: whatever history, window and zone, each figure is the one a person
// would count by hand.

import { TZDate } from '@date-fns/tz'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, type StoreClock } from '@/domain/calendar'
import { wholeOf } from '@/domain/money'
import { ORDER_STATES } from '@/domain/ordering'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { makeHistory } from '@/testing/history'
import {
  type Clock,
  makeRestaurant,
  type Person,
  staffPerson,
  type TestStore,
  testDeps,
} from '@/testing/restaurant'
import { outside as outsideIn } from './outside'

const outside = <Row extends object>(row: Row) => outsideIn(row, 'CNY')

const SEED = 20_261_123
const WINDOWS_EACH = 67
const ORDERS_EACH = 100
const FROM_MS = Date.parse('2026-10-22T00:00:00Z')
const TO_MS = Date.parse('2026-11-09T00:00:00Z')

/** New York's clocks go back on 1 November 2026; Kiritimati is 14 hours ahead of UTC. */
const yuanOf = (cents: number) => wholeOf(cents, 'CNY')
const CLOCKS: StoreClock[] = [
  { timeZone: 'Asia/Shanghai', dayEndsAtHour: 4 },
  { timeZone: 'America/New_York', dayEndsAtHour: 5 },
  { timeZone: 'Pacific/Kiritimati', dayEndsAtHour: 0 },
]

let database: TestDatabase
const clock: Clock = { now: new Date('2026-11-20T00:00:00Z') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

describe.each(CLOCKS)('in $timeZone', (storeClock) => {
  let store: TestStore
  let manager: Person
  let rows: Awaited<ReturnType<typeof rawRows>>

  beforeAll(async () => {
    clock.now = new Date('2026-11-20T00:00:00Z')
    const restaurant = await makeRestaurant(database.db, clock)
    store = restaurant.store
    manager = staffPerson(testDeps(database, clock), store, 'manager')
    for (const [each, count] of [
      [store, ORDERS_EACH],
      [restaurant.otherStore, 10],
    ] as const) {
      await database.db.store.update({ where: { id: each.id }, data: storeClock })
      await makeHistory(database.db, each, storeClock, {
        fromMs: FROM_MS,
        toMs: TO_MS,
        count,
        seed: SEED + each.id,
      })
    }
    rows = await rawRows(store.id, storeClock)
  })

  it('every report figure equals the same figure from raw rows', async () => {
    const windows = fc.record({
      fromDay: fc.integer({ min: -3, max: 20 }).map((days) => addDays('2026-10-22', days)),
      days: fc.integer({ min: 1, max: 20 }),
      limit: fc.integer({ min: 1, max: 12 }),
    })
    await fc.assert(
      fc.asyncProperty(windows, async ({ fromDay, days, limit }) => {
        const toDay = addDays(fromDay, days - 1)
        const request = {
          storeId: store.id,
          period: 'custom' as const,
          customStart: fromDay,
          customEnd: toDay,
        }
        const { shares, ...figures } = await allReports(manager, request, limit)
        const counted = countedByHand(rows, fromDay, toDay, limit)
        expect(figures).toEqual(counted)
        expectFairShares(
          shares,
          counted.methods.map(({ amount }) => amount),
        )
      }),
      { numRuns: WINDOWS_EACH, seed: SEED },
    )
  })

  it('a named period is the days it says, whenever it is asked for', async () => {
    const moments = fc.record({
      atMs: fc.integer({ min: FROM_MS, max: TO_MS }),
      period: fc.constantFrom(...(['today', 'yesterday', 'week', 'month'] as const)),
    })
    await fc.assert(
      fc.asyncProperty(moments, async ({ atMs, period }) => {
        clock.now = new Date(atMs)
        const asked = { storeId: store.id, period }
        const summary = outside(await manager.call.analytics.revenueSummary(asked))
        const today = dayOf(clock.now, storeClock)
        expect(summary.end_date).toBe(period === 'yesterday' ? addDays(today, -1) : today)
        expect(summary).toEqual(
          countedByHand(rows, summary.start_date, summary.end_date, 1).summary,
        )
      }),
      { numRuns: 20, seed: SEED },
    )
  })

  it('the last days are those and today, without gaps', async () => {
    clock.now = new Date(TO_MS)
    const days = await manager.call.analytics.dailyRevenue({ storeId: store.id, days: 25 })
    const today = dayOf(clock.now, storeClock)
    expect(days.map(outside)).toEqual(countedByHand(rows, addDays(today, -24), today, 1).daily)
    expect(days).toHaveLength(25)
  })
})

it("days come whole whatever the database's own time zone, even where a midnight does not exist", async () => {
  const own = await freshDatabase()
  try {
    const name = new URL(own.url).pathname.slice(1)
    await own.db.$executeRawUnsafe(`ALTER DATABASE ${name} SET timezone TO 'America/Santiago'`)
    await own.db.$executeRawUnsafe(`SET timezone TO 'America/Santiago'`)
    const { store } = await makeRestaurant(own.db, clock)
    const manager = staffPerson(testDeps(own, clock), store, 'manager')
    // In Santiago 5 September 2026 was followed by one o'clock of the 6th.
    await makeHistory(own.db, store, CLOCKS[0] as StoreClock, {
      fromMs: Date.parse('2026-09-03T20:00:00Z'),
      toMs: Date.parse('2026-09-08T19:59:59Z'),
      count: 40,
      seed: SEED,
    })
    const request = {
      storeId: store.id,
      period: 'custom' as const,
      customStart: '2026-09-04',
      customEnd: '2026-09-08',
    }
    const days = await manager.call.analytics.dailyRevenue(request)
    const whole = await manager.call.analytics.revenueSummary(request)
    expect(days.map(({ date }) => date.slice(-2))).toEqual(['04', '05', '06', '07', '08'])
    expect(days.every(({ order_count }) => order_count > 0)).toBe(true)
    expect(sum(days.map(({ order_count }) => order_count))).toBe(whole.total_orders)
  } finally {
    await own.drop()
  }
})

type ReportRequest = { storeId: number; period: 'custom'; customStart: string; customEnd: string }

async function allReports({ call }: Person, request: ReportRequest, limit: number) {
  const [summary, methods, dishes, hourly, states, daily, top] = await Promise.all([
    call.analytics.revenueSummary(request),
    call.analytics.paymentMethods(request),
    call.analytics.menuItemSales({ ...request, limit }),
    call.analytics.hourlySales(request),
    call.analytics.orderStatus(request),
    call.analytics.dailyRevenue(request),
    call.analytics.topOrders({ ...request, limit }),
  ])
  return {
    summary: outside(summary),
    methods: methods.map(({ percentage: _share, ...method }) => outside(method)),
    shares: methods.map(({ percentage }) => percentage),
    dishes: dishes.map(outside),
    hourly: hourly.map(outside),
    states: states.map(outside),
    daily: daily.map(outside),
    top: top.map(outside),
  }
}

/** Each within a hundredth of the true share, and all of them together exactly 100.00. */
function expectFairShares(shares: number[], amounts: number[]) {
  const whole = sum(amounts)
  for (const [nth, amount] of amounts.entries()) {
    expect(Math.abs((shares[nth] ?? Number.NaN) - (100 * amount) / whole)).toBeLessThan(0.01)
  }
  expect(sum(shares.map((share) => Math.round(share * 100)))).toBe(shares.length ? 10_000 : 0)
}

/**
 * The rows as they lie there, each with the business day of its instant by another calendar than
 * ours.
 */
async function rawRows(storeId: number, storeClock: StoreClock) {
  const { db } = database
  const orders = await db.order.findMany({
    where: { storeId },
    include: {
      lines: { include: { dish: true, refunds: { include: { refund: true } } } },
      sitting: { include: { tables: true } },
    },
  })
  const payments = await db.payment.findMany({ where: { storeId, state: 'succeeded' } })
  const refunds = await db.refund.findMany({
    where: { storeId, state: 'succeeded' },
    include: { payment: { select: { provider: true } } },
  })
  const at = (instant: Date | null) => {
    if (!instant) throw new Error('what succeeded has an instant')
    return dayOf(instant, storeClock)
  }
  return {
    orders: orders.map((row) => ({
      ...row,
      day: at(row.placedAt),
      hour: new TZDate(row.placedAt.getTime(), storeClock.timeZone).getHours(),
    })),
    payments: payments.map((row) => ({ ...row, day: at(row.paidAt) })),
    refunds: refunds.map((row) => ({ ...row, day: at(row.doneAt) })),
  }
}

function dayOf(instant: Date, { timeZone, dayEndsAtHour }: StoreClock): string {
  const local = new TZDate(instant.getTime(), timeZone)
  const date = new Date(Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()))
    .toISOString()
    .slice(0, 10)
  return local.getHours() < dayEndsAtHour ? addDays(date, -1) : date
}

type Rows = Awaited<ReturnType<typeof rawRows>>

/** What docs/decisions/0008 says, spelled out over rows. */
function countedByHand(rows: Rows, fromDay: string, toDay: string, limit: number) {
  const within = <Row extends { day: string }>(each: Row[]) =>
    each.filter(({ day }) => fromDay <= day && day <= toDay)
  const all = within(rows.orders)
  const orders = all.filter(({ state }) => state !== 'cancelled')
  const taken = within(rows.payments)
  const payments = taken.filter(({ provider }) => provider !== 'simulator')
  const given = within(rows.refunds)
  const refunds = given.filter(({ payment }) => payment.provider !== 'simulator')

  const owed = (each: { owedCents: number }[]) => sum(each.map((row) => row.owedCents))
  const moved = (each: { amountCents: number }[]) => sum(each.map((row) => row.amountCents))
  // The one round of each order was never confirmed; only a running order can have such a one.
  const unconfirmedOf = (order: (typeof orders)[number]) => {
    if (order.state === 'pending') return order.owedCents
    const dishes = sum(sold(order).map(({ totalCents }) => totalCents))
    return order.state === 'completed' ? 0 : Math.min(order.owedCents, dishes)
  }
  const backOf = (line: (typeof orders)[number]['lines'][number]) =>
    line.refunds.filter(({ refund }) => refund.state !== 'failed')
  const sold = (order: (typeof orders)[number]) =>
    order.lines.filter((line) => line.state !== 'voided' || backOf(line).length > 0)

  const gramsOf = (lines: (typeof orders)[number]['lines']) => {
    const weighed = lines.flatMap(({ grams, quantity }) => (grams === null ? [] : grams * quantity))
    return weighed.length > 0 ? sum(weighed) : null
  }
  const people = sum(orders.map(({ heads }) => heads))

  return {
    summary: {
      start_date: fromDay,
      end_date: toDay,
      total_orders: orders.length,
      total_amount: yuanOf(sum(orders.map((row) => row.itemsCents + row.chargesCents))),
      total_discount: yuanOf(sum(orders.map((row) => row.discountCents))),
      net_revenue: yuanOf(owed(orders)),
      average_order_amount: yuanOf(orders.length ? Math.round(owed(orders) / orders.length) : 0),
      people,
      average_per_person: yuanOf(people ? Math.round(owed(orders) / people) : 0),
      collected: yuanOf(moved(payments)),
      refunded: yuanOf(moved(refunds)),
      kept: yuanOf(moved(payments) - moved(refunds)),
      simulated_collected: yuanOf(moved(taken) - moved(payments)),
      simulated_refunded: yuanOf(moved(given) - moved(refunds)),
      unconfirmed_orders: orders.filter(({ state }) => state === 'pending').length,
      unconfirmed: yuanOf(sum(orders.map(unconfirmedOf))),
      still_owed: yuanOf(owed(orders)),
      open_days: new Set(orders.map(({ day }) => day)).size,
      is_play: false,
    },
    methods: grouped(payments, ({ method }) => method)
      .map(([method, each]) => ({
        payment_method: method,
        count: each.length,
        amount: yuanOf(moved(each)),
      }))
      .sort((a, b) => b.amount - a.amount),
    dishes: grouped(orders.flatMap(sold), ({ dish }) => dish.id)
      .map(([id, lines]) => ({
        menu_item_id: id,
        menu_item_name: lines[0]?.dish.name,
        menu_item_names: lines[0]?.dish.names,
        quantity: sum(lines.map((line) => line.quantity)),
        grams: gramsOf(lines),
        revenue: yuanOf(sum(lines.map((line) => line.totalCents))),
        given_back_quantity: sum(lines.flatMap(backOf).map((back) => back.quantity)),
        given_back: yuanOf(sum(lines.flatMap(backOf).map((back) => back.amountCents))),
      }))
      .sort(
        (a, b) =>
          b.quantity - a.quantity || b.revenue - a.revenue || a.menu_item_id - b.menu_item_id,
      )
      .slice(0, limit),
    hourly: Array.from({ length: 24 }, (_, hour) => {
      const then = orders.filter((row) => row.hour === hour)
      return { hour, order_count: then.length, revenue: yuanOf(owed(then)) }
    }),
    states: ORDER_STATES.map((state) => {
      const there = all.filter((row) => row.state === state)
      return { order_status: state, count: there.length, amount: yuanOf(owed(there)) }
    }).filter(({ count }) => count > 0),
    daily: daysBetween(fromDay, toDay).map((date) => {
      const on = <Row extends { day: string }>(each: Row[]) => each.filter((r) => r.day === date)
      return {
        date,
        order_count: on(orders).length,
        revenue: yuanOf(owed(on(orders))),
        collected: yuanOf(moved(on(payments))),
        refunded: yuanOf(moved(on(refunds))),
      }
    }),
    top: orders
      .toSorted((a, b) => b.owedCents - a.owedCents || a.id - b.id)
      .slice(0, limit)
      .map((order) => ({
        order_id: order.id,
        order_number: order.number,
        table_id: order.sitting?.tables[0]?.tableId ?? null,
        table_name: order.tableName,
        final_amount: yuanOf(order.owedCents),
        order_status: order.state,
        items_count: sum(sold(order).map((line) => line.quantity)),
      })),
  }
}

function daysBetween(fromDay: string, toDay: string): string[] {
  const days = []
  for (let day = fromDay; day <= toDay; day = addDays(day, 1)) days.push(day)
  return days
}

function grouped<Row, Key>(rows: Row[], keyOf: (row: Row) => Key): [Key, Row[]][] {
  const groups = new Map<Key, Row[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return [...groups]
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
