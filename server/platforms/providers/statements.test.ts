// The platforms' own books as their adapters read them, from stand-ins that write them as the
// platforms do: every movement with its numbers, as far as it is written, and nothing from a file
// that is not the platform's.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, refusalOf } from '@/testing/open-bill'
import { alipayStandIn } from '@/testing/platforms/alipay'
import type { PlatformStandIn } from '@/testing/platforms/loopback'
import { paidThrough } from '@/testing/platforms/paid-through'
import { stripeStandIn } from '@/testing/platforms/stripe'
import { wechatStandIn } from '@/testing/platforms/wechat'
import { makeRestaurant, type Restaurant, staffPerson } from '@/testing/restaurant'
import type { Deps } from '../../deps'
import { checkInvariants } from '../../invariants'
import { takeCallback } from '../../payment/take-callback'
import { carryRefund } from '../../refunds/carry-refund'
import { billUrl } from './alipay-bill'
import type { ProviderAccount } from './provider'
import { providerNamed } from './registry'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const DAY = {
  from: new Date('2026-11-20T04:00:00+08:00'),
  to: new Date('2026-11-21T04:00:00+08:00'),
}
const clock = { now: NOON }
let database: TestDatabase
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

function later(minutes: number) {
  clock.now = new Date(clock.now.getTime() + minutes * 60_000)
}
const aDayLater = () => later(24 * 60)

const PLATFORMS: [string, () => Promise<PlatformStandIn>][] = [
  ['wechat', () => wechatStandIn(() => clock.now)],
  ['alipay', () => alipayStandIn(() => clock.now)],
  ['stripe', () => stripeStandIn(() => clock.now)],
]

describe.each(PLATFORMS)('the statement of %s', (name, open) => {
  const hasDailyBills = name !== 'stripe'
  let standIn: PlatformStandIn
  let deps: Deps
  let account: ProviderAccount
  let movement: { token: string; refundId: number }

  beforeEach(async () => {
    clock.now = NOON
    place = await makeRestaurant(database.db, clock)
    standIn = await open()
    const paid = await paidThrough(standIn, database, clock, place.store)
    deps = paid.deps
    const where = { id: paid.accountId }
    account = await database.db.paymentAccount.findUniqueOrThrow({ where })
    movement = await aDay()
  })
  afterEach(async () => {
    await standIn.stop()
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  })

  const read = async (span = DAY) => {
    const { statement } = providerNamed(standIn.provider)
    if (!statement) throw new Error('a platform has books')
    return statement(deps, { storeId: place.store.id, account }, span)
  }

  /**
   * Two payments that another till took into the same account, and one of ours of which 100 分 went
   * back.
   */
  async function aDay() {
    for (const [nth, reference] of ['SHOP77', 'SHOP78'].entries()) {
      const transactionId = `pi_other${nth}`
      const facts = { reference, transactionId, amountCents: 500, state: 'paid' as const }
      standIn.trades.set(reference, { ...facts, refunds: new Map(), paidAt: clock.now })
    }
    const { orderId } = await openBill(deps, place.store, place.store.tables[0])
    const cashier = staffPerson(deps, place.store, 'cashier')
    const request = { storeId: place.store.id, orderId, method: standIn.method, key: newKey() }
    const { id } = await cashier.call.payment.createForStaff(request)
    const { token } = await database.db.payment.findUniqueOrThrow({ where: { id } })
    later(1)
    Object.assign(standIn.tradeOf(token), { state: 'paid', paidAt: clock.now })
    await takeCallback(deps, standIn.provider, standIn.callback(token), account.id)
    const refund = await database.db.refund.create({
      data: {
        storeId: place.store.id,
        orderId,
        paymentId: id,
        amountCents: 100,
        reason: '少',
        idempotencyKey: newKey(),
        createdAt: clock.now,
      },
    })
    later(1)
    for (let times = 0; times < 2; times += 1) await carryRefund(deps, refund.id)
    return { token, refundId: refund.id }
  }

  it('has what was paid and given back under our numbers, and of others that they are not ours', async () => {
    const { token, refundId } = movement
    aDayLater()
    const { rows } = await read()

    const { transactionId } = standIn.tradeOf(token)
    const ours = { token, transactionId }
    const refundNumber = providerNamed(standIn.provider).refundNumber({ token }, refundId)
    const minute = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000)
    expect(rows).toHaveLength(4)
    expect(rows.filter((row) => row.transactionId === transactionId)).toEqual([
      {
        ...ours,
        kind: 'payment',
        ourNumber: token,
        providerNumber: transactionId,
        amountCents: 3_000,
        at: minute(1),
      },
      {
        ...ours,
        kind: 'refund',
        ourNumber: refundNumber,
        providerNumber: expect.stringMatching(/./),
        amountCents: 100,
        at: minute(2),
      },
    ])
    const others = rows.filter((row) => row.transactionId !== transactionId)
    expect(others.map(({ kind, token, amountCents }) => [kind, token, amountCents])).toEqual([
      ['payment', '', 500],
      ['payment', '', 500],
    ])
  })

  it('is empty, not missing, where nothing was paid', async () => {
    aDayLater()
    const before = (at: Date) => new Date(at.getTime() - 86_400_000)
    const statement = await read({ from: before(DAY.from), to: before(DAY.to) })
    expect(statement).toEqual({ rows: [], upTo: before(DAY.to), moreAt: null })
  })

  it('reaches as far as the platform has written it, and says from when there is more', async () => {
    if (!hasDailyBills) {
      expect(await read()).toMatchObject({ upTo: clock.now, moreAt: null })
      return
    }
    const hour = standIn.provider === 'wechat' ? '10' : '09'
    const tooSoon = await refusalOf(read())
    expect(tooSoon).toMatchObject({
      code: 'statement.not-yet',
      details: { from: `2026-11-21 ${hour}:00` },
    })
    aDayLater()
    const { rows, upTo, moreAt } = await read()
    expect(rows).toHaveLength(4)
    expect(upTo).toEqual(new Date('2026-11-21T00:00:00+08:00'))
    expect(moreAt).toEqual(new Date(`2026-11-22T${hour}:00:00+08:00`))
  })

  if (hasDailyBills) {
    it.each(['other-file', 'cut-file'] as const)('is not used when it is %s', async (how) => {
      aDayLater()
      standIn.misbehaves = how
      expect((await refusalOf(read())).code).toBe('statement.unreadable')
    })

    it('is not used when the word about it is not signed by the platform', async () => {
      aDayLater()
      standIn.misbehaves = 'forged'
      expect((await refusalOf(read())).code).toBe('provider.unreachable')
    })
  }

  if (name === 'wechat') {
    it('is asked for again later while the platform still writes it', async () => {
      standIn.misbehaves = 'writing'
      aDayLater()
      expect(await refusalOf(read())).toMatchObject({ code: 'statement.not-yet', details: {} })
    })
  }
})

describe('a bill of Alipay’s', () => {
  it('is fetched from Alipay, by https, and from nowhere else', () => {
    const gateway = 'https://openapi.alipay.com/gateway.do'
    const bill = '/downloadBillFile.resource?fileId=1'
    const url = billUrl(gateway, `http://dwbillcenter.alipay.com${bill}`)
    expect(url.href).toBe(`https://dwbillcenter.alipay.com${bill}`)
    for (const host of ['dwbillcenter.alipay.com.example.com', 'example.com', '127.0.0.1']) {
      expect(() => billUrl(gateway, `https://${host}${bill}`)).toThrow('statement.unreadable')
    }
  })
})
