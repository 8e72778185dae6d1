// An account in its platform's test mode is simulated money: it carries only where that may pay, is
// turned on nowhere else, and what was paid by it is marked for good and stands apart from money.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, refusalOf } from '@/testing/open-bill'
import { paidThrough } from '@/testing/platforms/paid-through'
import { stripeStandIn } from '@/testing/platforms/stripe'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import type { Deps } from '../deps'
import { readEnv, simulatorReachOf } from '../env'
import { carriersOf, isSimulatedAt } from '../platforms/carriers'
import { readWarnings } from '../service/read-warnings'
import { takeCallback } from './take-callback'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }
let database: TestDatabase
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(() => {
  clock.now = NOON
})

const OWN = 'https://openapi.alipay.com/gateway.do'
/** Each account with whether it is in test mode. */
const ACCOUNTS = [
  ['stripe', { isLive: true }, OWN, false],
  ['stripe', { isLive: false }, OWN, true],
  ['stripe', {}, OWN, true],
  ['alipay', { sellerId: '2088123412341234' }, OWN, false],
  ['alipay', { sellerId: '2088123412341234' }, 'http://127.0.0.1:9/gateway.do', false],
  [
    'alipay',
    { sellerId: '2088123412341234' },
    'https://openapi-sandbox.dl.alipaydev.com/gateway.do',
    true,
  ],
  ['alipay', { sellerId: '2088123412341234' }, 'https://openapi.alipaydev.com/gateway.do', true],
  [
    'alipay',
    { sellerId: '2088123412341234' },
    'https://alipaydev.com.example.com/gateway.do',
    false,
  ],
] as const

const METHOD = { stripe: 'credit_card', alipay: 'alipay' } as const

function groundWith(env: Record<string, string>, alipay: string): Deps {
  const deps = testDeps(database, clock)
  return {
    ...deps,
    simulatorReach: simulatorReachOf(readEnv(env)),
    platformUrls: { ...deps.platformUrls, alipay },
    secretNamed: () => 'there',
  }
}

describe.each(ACCOUNTS)('%s %o at %s', (provider, settings, url, isTest) => {
  it.each([
    ['the demo', true, {}, true],
    ['the demo', true, { SIMULATOR: 'off' }, false],
    ['a house of its own', false, {}, false],
    ['a house of its own', false, { SIMULATOR: 'on' }, true],
  ] as const)('at %s (%s, %o)', async (_, isDemo, env, mayPlay) => {
    place = await makeRestaurant(database.db, clock, isDemo)
    const storeId = place.store.id
    const deps = groundWith(env, url)
    const method = METHOD[provider]
    const { id: accountId } = await database.db.paymentAccount.create({
      data: { storeId, method, provider, merchant: 'acct_1', settings, secretName: 'MAIN' },
    })
    const owner = staffPerson(deps, place.store, 'owner')
    const enabled = owner.call.platforms.accounts.enable({ storeId, accountId, isEnabled: true })
    if (isTest && !mayPlay) expect((await refusalOf(enabled)).code).toBe('account.test-mode')
    else await enabled

    // Also where it was turned on before it was asked.
    await database.db.paymentAccount.update({ where: { id: accountId }, data: { isEnabled: true } })
    const carriers = await carriersOf(deps, database.db, storeId)
    expect(carriers[method]).toEqual(
      isTest && !mayPlay ? undefined : { provider, accountId, isSimulated: isTest },
    )
    const playsOn = mayPlay && (isTest || !isDemo)
    expect(await isSimulatedAt(deps, storeId)).toBe(playsOn)
    expect(carriers.wechat?.provider).toBe(playsOn ? 'simulator' : undefined)
    const actor = {
      ...owner,
      storeId,
      staffId: null,
      name: '',
      role: null,
      screen: null,
      hasBrand: false,
      may: () => true,
    }
    const warnings = await readWarnings(owner.context, actor)
    expect(warnings.some(({ code }) => code === 'money.simulated')).toBe(playsOn)
    expect(await owner.call.platforms.accounts.read({ storeId })).toMatchObject([{ isTest }])
  })
})

describe('what was paid in test mode', () => {
  it('is marked for good, on the receipt, and counted apart from money', async () => {
    place = await makeRestaurant(database.db, clock)
    const storeId = place.store.id
    const standIn = await stripeStandIn(() => clock.now)
    const { deps, accountId } = await paidThrough(standIn, database, clock, place.store)
    const { orderId } = await openBill(deps, place.store, place.store.tables[0])
    const till = staffPerson(deps, place.store, 'cashier')
    const request = { storeId, orderId, method: 'credit_card' as const, key: newKey() }
    const payment = await till.call.payment.createForStaff(request)
    const { token } = await database.db.payment.findUniqueOrThrow({ where: { id: payment.id } })
    standIn.tradeOf(token).state = 'paid'
    await takeCallback(deps, 'stripe', standIn.callback(token), accountId)
    await standIn.stop()
    const kept = await database.db.payment.findUniqueOrThrow({ where: { id: payment.id } })
    expect(kept.isSimulated).toBe(true)
    await expect(
      database.db.payment.update({ where: { id: payment.id }, data: { isSimulated: false } }),
    ).rejects.toThrow()

    const owner = staffPerson(deps, place.store, 'owner')
    const summary = await owner.call.analytics.revenueSummary({ storeId, period: 'today' })
    expect(summary).toMatchObject({
      collected_cents: 0,
      simulated_collected_cents: kept.amountCents,
    })
  })
})
