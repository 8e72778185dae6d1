// A store counts in its own money: its refusals, messages, contract and files have that currency's
// digits, and say which it is.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '@/domain/refusal'
import { contractRouter } from '@/server/contract'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill } from '@/testing/open-bill'
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
import type { Deps } from '../deps'
import { takeCallback } from '../payment/take-callback'
import { createCallerFactory } from '../trpc'
import { sentenceOf } from '../words'
import { exportReport } from './export-report'

const clock = { now: new Date('2026-11-23T20:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let cashier: Person
let manager: Person

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  cashier = staffPerson(deps, place.store, 'cashier')
  manager = staffPerson(deps, place.store, 'manager')
})

const contract = createCallerFactory(contractRouter)

describe.each([
  { currency: 'CNY', sum: '¥30.00', whole: 30, text: '30.00' },
  { currency: 'USD', sum: '$30.00', whole: 30, text: '30.00' },
  { currency: 'EUR', sum: '€30.00', whole: 30, text: '30.00' },
  { currency: 'JPY', sum: '¥3,000', whole: 3_000, text: '3000' },
  { currency: 'VND', sum: '₫3,000', whole: 3_000, text: '3000' },
  { currency: 'KWD', sum: 'KWD\u00a03.000', whole: 3, text: '3.000' },
])('a store that counts in $currency', ({ currency, sum, whole, text }) => {
  const inStore = () => ({ storeId: place.store.id })
  beforeEach(async () => {
    await database.db.store.update({ where: { id: place.store.id }, data: { currency } })
  })

  it('refuses in it, staff and guests alike', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const errors = await Promise.all([
      cashier.call.payment
        .takeCash({ ...inStore(), orderId: party.orderId, key: newKey(), amountCents: 2_700 })
        .catch((error) => error),
      cashier.call.service
        .clear({ ...inStore(), sittingId: await sittingOf(party.orderId) })
        .catch((error) => error),
    ])
    for (const { cause } of errors) {
      expect(cause).toBeInstanceOf(Refusal)
      expect(cause.details).toMatchObject({ currency })
      for (const language of ['zh-CN', 'en'] as const) {
        expect(sentenceOf(language, cause.code, cause.details)).toContain(sum)
      }
    }
  })

  it('tells its amounts and its currency by the contract and in messages', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const api = contract(manager.context)
    const request = { order_id: party.orderId, payment_method: 'cash' as const }
    expect(await api.payment.create({ ...request, store_id: place.store.id })).toMatchObject({
      amount: whole,
      currency,
    })
    expect(
      await api.analytics.revenueSummary?.({ store_id: place.store.id, period: 'today' }),
    ).toMatchObject({ currency, net_revenue: whole })
    const told = await database.db.outboxEvent.findMany({ where: { storeId: place.store.id } })
    const orders = told.flatMap(({ payload }) => (payload as { order?: object }).order ?? [])
    expect(orders.length).toBeGreaterThan(0)
    for (const order of orders) expect(order).toMatchObject({ final_amount: whole, currency })
  })

  it('charges cards through Stripe in it, and refuses what cannot take it', async () => {
    const standIn = await stripeStandIn(() => clock.now)
    try {
      const { deps: online, accountId } = await paidThrough(standIn, database, clock, place.store)
      const { phone, table, orderId } = await openBill(online, place.store, place.store.tables[0])
      const request = { code: table.code, orderId, method: 'credit_card' as const, key: newKey() }
      await phone.call.payment.create(request)
      const payment = await database.db.payment.findFirstOrThrow({ where: { orderId } })
      const trade = standIn.tradeOf(payment.token)
      expect(trade.amountCents).toBe(3_000)
      trade.state = 'paid'
      await takeCallback(online, 'stripe', standIn.callback(payment.token), accountId)
      expect(await database.db.order.findUnique({ where: { id: orderId } })).toMatchObject({
        paidCents: 3_000,
        settledAt: expect.any(Date),
      })
    } finally {
      await standIn.stop()
    }
    const { save } = staffPerson(deps, place.store, 'owner').call.platforms.accounts
    const settings = { appId: 'wx0123456789abcdef' }
    const account = { method: 'wechat', merchant: '1900000109', settings, secretName: 'WECHAT_A' }
    const refused = save({ ...inStore(), ...account, method: 'wechat' }).catch((error) => error)
    const code = ((await refused) as { cause?: Refusal }).cause?.code
    if (currency === 'CNY') expect(code).not.toBe('provider.currency')
    else expect(code).toBe('provider.currency')
  })

  it('writes its files with its digits', async () => {
    await openBill(deps, place.store, place.store.tables[0])
    const { context } = person(deps, manager.cookies, { 'accept-language': 'en' })
    const report = { ...inStore(), period: 'today', report: 'order-status' } as const
    const { chunks } = await exportReport(context, report, new AbortController().signal)
    let file = ''
    for await (const chunk of chunks) file += chunk
    const heading = currency === 'CNY' ? 'Amount' : `Amount (${currency})`
    expect(file).toBe(`\ufeffStatus,Count,${heading}\r\nPending,1,${text}\r\n`)
  })
})

async function sittingOf(orderId: number): Promise<number> {
  const order = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
  return order.sittingId ?? 0
}
