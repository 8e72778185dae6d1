// Bills as large as they come: a wedding in đồng, where one dish alone is more than four bytes
// hold, from the cart to the report and the member's points.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MAXIMUM_CENTS } from '@/domain/money'
import type { SplitRequest } from '@/domain/split'
import { contractRouter } from '@/server/contract'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, orderMore, type Party, refusalOf } from '@/testing/open-bill'
import { paidThrough } from '@/testing/platforms/paid-through'
import { stripeStandIn } from '@/testing/platforms/stripe'
import {
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { exportReport } from '../analytics/export-report'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { takeCallback } from '../payment/take-callback'
import { createCallerFactory } from '../trpc'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let cashier: Person

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  cashier = staffPerson(deps, place.store, 'cashier')
})

const inStore = () => ({ storeId: place.store.id })
const counted = (currency: string, priceCents: number) =>
  Promise.all([
    database.db.store.update({
      where: { id: place.store.id },
      data: { currency, cashierDiscountLimitCents: null, cashierRefundLimitCents: null },
    }),
    database.db.dish.update({
      where: { id: place.store.dishes.rice.id },
      data: { priceCents },
    }),
  ])

const billOf = async ({ phone, table }: Party) => {
  const [bill] = (await phone.call.billing.bill({ code: table.code })).bills
  if (!bill) throw new Error('there is a bill')
  return bill
}

async function fileOf(report: 'revenue-summary' | 'menu-item-sales'): Promise<string[]> {
  const { context } = person(deps, manager.cookies, { 'accept-language': 'en' })
  const request = { ...inStore(), period: 'today', report } as const
  const { chunks } = await exportReport(context, request, new AbortController().signal)
  let file = ''
  for await (const chunk of chunks) file += chunk
  return file.split('\r\n')
}

describe('a wedding of six milliards of đồng, at three milliards a portion', () => {
  const PRICE = 3_000_000_000
  let party: Party
  beforeEach(async () => {
    await counted('VND', PRICE)
    party = await openBill(deps, place.store, place.store.tables[0], 2)
  })

  it('is ordered, discounted, split, paid in cash and given back, to the last đồng', async () => {
    const { orderId, phone, table } = party
    expect(party.owedCents).toBe(6_000_000_000)
    const member = await cashier.call.membership.register({
      ...inStore(),
      phone: '13800138000',
      name: '新娘',
      hasConsented: true,
    })
    await cashier.call.billing.attachMemberToOrder({ ...inStore(), orderId, memberId: member.id })
    await manager.call.billing.discount({
      ...inStore(),
      orderId,
      kind: 'percent_off',
      payBasisPoints: 9_333,
      reason: '婚宴',
      key: newKey(),
    })
    const owedCents = 5_599_800_000
    expect((await billOf(party)).order).toMatchObject({ owedCents, discountCents: 400_200_000 })

    const even = { kind: 'even', ways: 3 } as const
    const part = { ...inStore(), orderId, split: even, key: newKey() }
    const first = await cashier.call.payment.takeCash({ ...part, givenCents: 2_000_000_000 })
    expect(first.payment.amountCents).toBe(1_866_600_000)
    expect(first.changeCents).toBe(133_400_000)
    await cashier.call.payment.takeCash({
      ...inStore(),
      orderId,
      split: { kind: 'amount', amountCents: 2_500_000_000 },
      key: newKey(),
    })
    await cashier.call.payment.takeCash({ ...inStore(), orderId, key: newKey() })
    expect((await billOf(party)).order).toMatchObject({ paidCents: owedCents })
    const memberNow = () => database.db.member.findUniqueOrThrow({ where: { id: member.id } })
    expect(await memberNow()).toMatchObject({ points: 55_998_000, totalSpentCents: owedCents })

    const line = await database.db.orderLine.findFirstOrThrow({ where: { orderId } })
    await manager.call.refunds.refundOrder({
      ...inStore(),
      orderId,
      what: { kind: 'lines', lines: [{ lineId: line.id, quantity: 1 }] },
      reason: '客人没来',
      returnsStock: false,
      key: newKey(),
    })
    const backCents = 2_799_900_000
    expect((await billOf(party)).order.refundedCents).toBe(backCents)
    expect(await memberNow()).toMatchObject({ points: 27_999_000, totalSpentCents: backCents })

    const { path } = await phone.call.receipts.openReceipt({ code: table.code, orderId })
    const token = path.split('/').at(-1) ?? ''
    expect(await person(deps).call.receipts.receipt({ token })).toMatchObject({
      lines: [{ quantity: 1, totalCents: PRICE }],
      payments: [
        { amountCents: 1_866_600_000 },
        { amountCents: 2_500_000_000 },
        { amountCents: 1_233_200_000 },
      ],
      refunds: [{ amountCents: 1_233_200_000 }, { amountCents: 1_566_700_000 }],
      earnedPoints: 27_999_000,
    })
    expect(await manager.call.analytics.revenueSummary({ ...inStore(), period: 'today' })).toEqual(
      expect.objectContaining({
        total_amount_cents: 6_000_000_000,
        total_discount_cents: 400_200_000,
        collected_cents: owedCents,
        refunded_cents: backCents,
      }),
    )
    expect((await fileOf('menu-item-sales'))[1]).toBe(
      `${place.store.dishes.rice.id},米饭,Rice,2,,6000000000,1,2799900000`,
    )
    const api = createCallerFactory(contractRouter)(manager.context)
    expect(
      await api.analytics.revenueSummary?.({ store_id: place.store.id, period: 'today' }),
    ).toMatchObject({ currency: 'VND', total_amount: 6_000_000_000, refunded: backCents })
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  })

  it('is paid dish by dish by two phones, and stands on the floor with what is open', async () => {
    const { orderId } = party
    const line = await database.db.orderLine.findFirstOrThrow({ where: { orderId } })
    const split = { kind: 'items' as const, items: [{ lineId: line.id, quantity: 1 }] }
    await cashier.call.payment.takeCash({ ...inStore(), orderId, split, key: newKey() })
    const floor = await cashier.call.service.floor(inStore())
    expect(JSON.stringify(floor)).toContain('"openCents":3000000000')
    const told = await database.db.outboxEvent.findMany({ where: inStore() })
    const amounts = told.flatMap(
      ({ payload }) => (payload as { order?: { final_amount: number } }).order?.final_amount ?? [],
    )
    expect(new Set(amounts)).toEqual(new Set([6_000_000_000]))
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  })

  it('grows by more rounds, each exact', async () => {
    const { phone, table } = party
    await orderMore(phone, place.store, table, 99)
    expect((await billOf(party)).order.owedCents).toBe(101 * PRICE)
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  })

  it('is too much for a platform, which says so; a part of it goes there, the rest in cash', async () => {
    const standIn = await stripeStandIn(() => clock.now)
    try {
      const { deps: online, accountId } = await paidThrough(standIn, database, clock, place.store)
      const { orderId, table } = party
      const phone = person(online, party.phone.cookies)
      const create = (split: SplitRequest) =>
        phone.call.payment.create({
          code: table.code,
          orderId,
          method: 'credit_card',
          split,
          key: newKey(),
        })
      expect(await refusalOf(create({ kind: 'whole' }))).toMatchObject({ code: 'provider.refused' })

      await create({ kind: 'amount', amountCents: 99_999_999 })
      const payment = await database.db.payment.findFirstOrThrow({
        where: { orderId, state: 'pending' },
      })
      standIn.tradeOf(payment.token).state = 'paid'
      await takeCallback(online, 'stripe', standIn.callback(payment.token), accountId)
      await cashier.call.payment.takeCash({ ...inStore(), orderId, key: newKey() })
      const payments = await database.db.payment.findMany({
        where: { orderId, state: 'succeeded' },
        orderBy: { id: 'asc' },
      })
      expect(payments.map(({ amountCents }) => amountCents)).toEqual([99_999_999, 5_900_000_001])
      expect(await checkInvariants(database.pool, clock.now)).toEqual([])
    } finally {
      await standIn.stop()
    }
  })
})

describe.each([
  { currency: 'CNY', whole: 30_000_000, text: '30000000.00' },
  { currency: 'USD', whole: 30_000_000, text: '30000000.00' },
  { currency: 'EUR', whole: 30_000_000, text: '30000000.00' },
  { currency: 'JPY', whole: 3_000_000_000, text: '3000000000' },
  { currency: 'KWD', whole: 3_000_000, text: '3000000.000' },
])('the same number of smallest units in $currency', ({ currency, whole, text }) => {
  it('is paid, told and written with its digits', async () => {
    await counted(currency, 3_000_000_000)
    const { orderId } = await openBill(deps, place.store, place.store.tables[0], 1)
    await cashier.call.payment.takeCash({ ...inStore(), orderId, key: newKey() })
    const api = createCallerFactory(contractRouter)(manager.context)
    expect(
      await api.analytics.revenueSummary?.({ store_id: place.store.id, period: 'today' }),
    ).toMatchObject({ currency, total_amount: whole, collected: whole })
    expect((await fileOf('menu-item-sales'))[1]).toContain(`,1,,${text},0,`)
  })
})

describe('the end of money', () => {
  it('is one amount: a bill of just so much is paid, one unit more is refused in a sentence and changes nothing', async () => {
    await counted('VND', MAXIMUM_CENTS)
    const { orderId } = await openBill(deps, place.store, place.store.tables[0], 1)
    await cashier.call.payment.takeCash({ ...inStore(), orderId, key: newKey() })

    await counted('VND', MAXIMUM_CENTS / 2 + 1)
    const refusal = await refusalOf(openBill(deps, place.store, place.store.tables[1], 2))
    expect(refusal).toMatchObject({
      code: 'order.too-large',
      details: { limitCents: MAXIMUM_CENTS, currency: 'VND' },
    })
    expect(await database.db.order.count({ where: inStore() })).toBe(1)
  })

  it('is far from the sums of years: hundreds of the largest bills add up to the last unit', async () => {
    await counted('VND', MAXIMUM_CENTS - 1)
    const { orderId } = await openBill(deps, place.store, place.store.tables[0], 1)
    await cashier.call.payment.takeCash({ ...inStore(), orderId, key: newKey() })
    const copies = 730
    await database.pool.query(
      `WITH copied AS (
         INSERT INTO customer_order (store_id, number, business_day, mode, state, table_name, items_cents, owed_cents, paid_cents,
                                     placed_at, settled_at)
         SELECT store_id, 'COPY' || n, business_day - n, mode, state, table_name, items_cents, owed_cents, paid_cents,
                placed_at - make_interval(days => n), settled_at - make_interval(days => n)
           FROM customer_order, generate_series(1, $2) n WHERE id = $1
         RETURNING id, store_id, owed_cents, business_day, settled_at)
       INSERT INTO payment (store_id, order_id, method, provider, state, amount_cents, token, idempotency_key, business_day,
                            created_at, expires_at, paid_at)
       SELECT store_id, id, 'cash', 'cash', 'succeeded', owed_cents, 'copy-' || store_id || '-' || id, 'copy-' || id, business_day,
              settled_at, settled_at, settled_at FROM copied`,
      [orderId, copies],
    )
    const sumCents = (copies + 1) * (MAXIMUM_CENTS - 1)
    const span = { period: 'custom', customStart: '2024-11-20', customEnd: '2026-11-20' } as const
    expect(await manager.call.analytics.revenueSummary({ ...inStore(), ...span })).toMatchObject({
      total_orders: copies + 1,
      total_amount_cents: sumCents,
      collected_cents: sumCents,
    })
  })
})
