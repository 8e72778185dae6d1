// A platform says no to a refund: that is a no, told with its reason, and a person tries again,
// under the same number as long as that is good, or hands over cash. The same money never goes by
// two numbers.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, refusalOf } from '@/testing/open-bill'
import { alipayStandIn } from '@/testing/platforms/alipay'
import type { PlatformStandIn } from '@/testing/platforms/loopback'
import { paidThrough } from '@/testing/platforms/paid-through'
import { stripeStandIn } from '@/testing/platforms/stripe'
import { wechatStandIn } from '@/testing/platforms/wechat'
import { makeRestaurant, type Person, type Restaurant, staffPerson } from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { sweepPayments } from '../payment/sweep-payments'
import { takeCallback } from '../payment/take-callback'
import { carryRefund } from './carry-refund'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }
let database: TestDatabase
let place: Restaurant
let standIn: PlatformStandIn
let deps: Deps
let manager: Person
let orderId: number
let token: string

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
afterEach(async () => {
  await standIn.stop()
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const PLATFORMS = {
  wechat: { open: () => wechatStandIn(() => clock.now), word: 'NOT_ENOUGH' },
  alipay: { open: () => alipayStandIn(() => clock.now), word: 'ACQ.SELLER_BALANCE_NOT_ENOUGH' },
  stripe: { open: () => stripeStandIn(() => clock.now), word: 'balance_insufficient' },
}
type Name = keyof typeof PLATFORMS

/** A bill of 30.00 that was paid there. */
async function paidAt(name: Name) {
  clock.now = NOON
  place = await makeRestaurant(database.db, clock)
  standIn = await PLATFORMS[name].open()
  const account = await paidThrough(standIn, database, clock, place.store)
  deps = account.deps
  manager = staffPerson(deps, place.store, 'manager')
  ;({ orderId } = await openBill(deps, place.store, place.store.tables[0]))
  const request = { ...inStore(), orderId, method: standIn.method, key: newKey() }
  const { id } = await manager.call.payment.createForStaff(request)
  ;({ token } = await database.db.payment.findUniqueOrThrow({ where: { id } }))
  Object.assign(standIn.tradeOf(token), { state: 'paid', paidAt: clock.now })
  await takeCallback(deps, standIn.provider, standIn.callback(token), account.accountId)
}

const inStore = () => ({ storeId: place.store.id })
const giveBack = (amountCents = 500) =>
  manager.call.refunds.refundOrder({
    ...inStore(),
    orderId,
    what: { kind: 'amount', amountCents },
    reason: '菜凉了',
    returnsStock: false,
    key: newKey(),
  })
const refundsNow = () => database.db.refund.findMany({ where: { orderId }, orderBy: { id: 'asc' } })
const orderNow = () => database.db.order.findUniqueOrThrow({ where: { id: orderId } })
const sentThere = () => [...standIn.tradeOf(token).refunds.values()]
const numbersThere = () => [...standIn.tradeOf(token).refunds.keys()]
async function carriedOn() {
  for (let sweeps = 0; sweeps < 3; sweeps += 1) {
    clock.now = new Date(clock.now.getTime() + 60_000)
    await sweepPayments(deps)
  }
}

describe.each(Object.keys(PLATFORMS) as Name[])('at %s', (name) => {
  beforeEach(() => paidAt(name))

  it('a refund for which its balance is too small has failed, and staff read why', async () => {
    standIn.misbehaves = 'no-balance'
    const { refunds } = await giveBack()

    expect(refunds).toMatchObject([{ state: 'failed' }])
    const { word } = PLATFORMS[name]
    expect(await refundsNow()).toMatchObject([{ state: 'failed', failReason: word }])
    const trouble = await manager.call.refunds.trouble(inStore())
    expect(trouble).toMatchObject([{ kind: 'failed', trouble: 'balance', amountCents: 500 }])
    const { bills } = await manager.call.billing.billForStaff({ ...inStore(), orderId })
    const [shown] = bills.flatMap(({ payments }) => payments.flatMap((each) => each.refunds))
    expect(shown).toMatchObject({ trouble: 'balance', platformWord: word, needsRetry: true })
    expect(sentThere()).toEqual([])
  })

  it('it is wanted again under its own number, once however often that is tapped', async () => {
    standIn.misbehaves = 'no-balance'
    const refundId = (await giveBack()).refunds[0]?.id ?? 0
    const retry = () => manager.call.refunds.retryRefund({ ...inStore(), refundId })
    await retry()
    expect(await refundsNow()).toMatchObject([{ id: refundId, state: 'failed', refusals: 2 }])

    standIn.misbehaves = null
    await Promise.all([retry(), retry(), retry()])
    await carriedOn()
    await retry()

    expect(await refundsNow()).toMatchObject([{ id: refundId, state: 'succeeded' }])
    expect(sentThere()).toEqual([500])
    expect(await orderNow()).toMatchObject({ refundedCents: 500 })
    expect(await manager.call.refunds.trouble(inStore())).toEqual([])
  })

  it('cash goes instead, counted as cash, and nothing by the platform any more', async () => {
    standIn.misbehaves = 'no-balance'
    const refundId = (await giveBack()).refunds[0]?.id ?? 0
    const cash = { ...inStore(), refundId, by: 'cash' as const }
    await manager.call.refunds.retryRefund(cash)
    await manager.call.refunds.retryRefund(cash)
    standIn.misbehaves = null
    const again = manager.call.refunds.retryRefund({ ...inStore(), refundId })
    expect((await refusalOf(again)).code).toBe('refund.not-failed')
    await carriedOn()

    expect(await refundsNow()).toMatchObject([{ state: 'succeeded', isInCash: true }])
    expect(sentThere()).toEqual([])
    expect(await orderNow()).toMatchObject({ refundedCents: 500 })
    const { byHand } = await manager.call.platforms.reconcile.books({ ...inStore(), day: null })
    expect(byHand).toMatchObject([{ provider: 'cash', refundedCents: 500 }])
  })

  it('a key that is gone is a no at once, and cash may go; after an unanswered ask it is none', async () => {
    const keyless: Deps = { ...deps, secretNamed: () => undefined }
    const other = staffPerson(keyless, place.store, 'manager')
    const request = { ...inStore(), orderId, reason: '菜凉了', returnsStock: false }
    const what = { kind: 'amount' as const, amountCents: 500 }
    await other.call.refunds.refundOrder({ ...request, what, key: newKey() })
    expect(await refundsNow()).toMatchObject([
      { state: 'failed', failReason: 'account.secret-missing' },
    ])

    standIn.misbehaves = 'no-answer'
    const refundId = (await giveBack(700)).refunds[0]?.id ?? 0
    await carryRefund(keyless, refundId)
    const unsure = await database.db.refund.findUniqueOrThrow({ where: { id: refundId } })
    expect(unsure).toMatchObject({ state: 'pending', failReason: 'account.secret-missing' })
    const cash = manager.call.refunds.retryRefund({ ...inStore(), refundId, by: 'cash' })
    expect((await refusalOf(cash)).code).toBe('refund.not-failed')
    standIn.misbehaves = null
    await carriedOn()
    expect(sentThere()).toEqual([700])
  })
})

describe('a number', () => {
  it('that WeChat closed is dead: the same money goes by another', async () => {
    await paidAt('wechat')
    const refundId = (await giveBack()).refunds[0]?.id ?? 0
    const [number = ''] = numbersThere()
    const trade = standIn.tradeOf(token)
    trade.refundStates = new Map([[number, 'CLOSED']])
    await carriedOn()
    expect(await refundsNow()).toMatchObject([{ state: 'failed', isNumberDead: true }])

    trade.refunds.delete(number)
    await manager.call.refunds.retryRefund({ ...inStore(), refundId })
    await carriedOn()
    expect(await refundsNow()).toMatchObject([{ state: 'failed' }, { state: 'succeeded' }])
    expect(numbersThere()).not.toContain(number)
    expect(sentThere()).toEqual([500])
  })

  it('whose money left WeChat and did not arrive stays its number: the floor is told, and nothing goes twice', async () => {
    await paidAt('wechat')
    const refundId = (await giveBack()).refunds[0]?.id ?? 0
    const [number = ''] = numbersThere()
    standIn.tradeOf(token).refundStates = new Map([[number, 'ABNORMAL']])
    await carriedOn()

    expect(await refundsNow()).toMatchObject([{ state: 'pending', failReason: 'ABNORMAL' }])
    const trouble = await manager.call.refunds.trouble(inStore())
    expect(trouble).toMatchObject([{ kind: 'slow', trouble: 'abnormal' }])
    const retry = manager.call.refunds.retryRefund({ ...inStore(), refundId })
    expect((await refusalOf(retry)).code).toBe('refund.not-failed')

    standIn.tradeOf(token).refundStates = new Map()
    clock.now = new Date(clock.now.getTime() + 3_600_000)
    await sweepPayments(deps)
    expect(await refundsNow()).toMatchObject([{ state: 'succeeded', failReason: null }])
    expect(numbersThere()).toEqual([number])
  })
})
