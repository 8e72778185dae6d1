// What a platform that is away may not do: ending a payment there is a condition of nothing. Cash,
// the terminal, cancelling, switching, clearing and the end of time work at once; it is told of the
// end when it is back, and money that comes late is a surplus.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, type Party, refusalOf } from '@/testing/open-bill'
import { alipayStandIn } from '@/testing/platforms/alipay'
import type { PlatformStandIn } from '@/testing/platforms/loopback'
import { paidThrough } from '@/testing/platforms/paid-through'
import { stripeStandIn } from '@/testing/platforms/stripe'
import { wechatStandIn } from '@/testing/platforms/wechat'
import { guestAt, makeRestaurant, type Restaurant, staffPerson } from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { askPayment } from './ask-payment'
import { sweepPayments } from './sweep-payments'
import { takeCallback } from './take-callback'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }
let database: TestDatabase
let place: Restaurant
let standIn: PlatformStandIn
let deps: Deps
/** As they are while the platform is away. */
let away: Deps
let accountId: number
let party: Party

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
afterEach(async () => {
  await standIn.stop()
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const later = (seconds: number) => {
  clock.now = new Date(clock.now.getTime() + seconds * 1_000)
}
const inStore = () => ({ storeId: place.store.id })
const cashier = () => staffPerson(away, place.store, 'cashier').call
const paymentNow = (id: number) => database.db.payment.findUniqueOrThrow({ where: { id } })
const orderNow = () => database.db.order.findUniqueOrThrow({ where: { id: party.orderId } })
const bill = () => ({ ...inStore(), orderId: party.orderId, key: newKey() })

/** A code that staff show, so that the trade is at the platform for certain. */
async function begin(): Promise<{ id: number; token: string }> {
  const { method } = standIn
  const call = staffPerson(deps, place.store, 'cashier').call
  const { id } = await call.payment.createForStaff({ ...bill(), method })
  return paymentNow(id)
}

const PLATFORMS = {
  wechat: () => wechatStandIn(() => clock.now),
  alipay: () => alipayStandIn(() => clock.now),
  stripe: () => stripeStandIn(() => clock.now),
}

const OUTAGES = {
  'answers 502': () => {
    standIn.misbehaves = 'broken'
  },
  'answers nothing': () => {
    standIn.misbehaves = 'silent'
    away = { ...deps, platformPatienceMs: 50 }
  },
  'has lost our key': () => {
    away = { ...deps, secretNamed: () => undefined }
  },
}

const WAYS: Record<string, (id: number) => Promise<unknown>> = {
  cash: () => cashier().payment.takeCash(bill()),
  'the terminal': () => cashier().payment.takeCard({ ...bill(), reference: newKey() }),
  'cancelling it': (paymentId) => cashier().payment.cancelForStaff({ ...inStore(), paymentId }),
  'clearing the table': async () => {
    await cashier().payment.takeCash(bill())
    const { sittingId } = await orderNow()
    await cashier().service.clear({ ...inStore(), sittingId: sittingId ?? 0 })
  },
}

describe.each(Object.keys(PLATFORMS) as (keyof typeof PLATFORMS)[])('%s', (name) => {
  beforeEach(async () => {
    clock.now = NOON
    place = await makeRestaurant(database.db, clock)
    standIn = await PLATFORMS[name]()
    ;({ deps, accountId } = await paidThrough(standIn, database, clock, place.store))
    away = deps
    party = await openBill(deps, place.store, place.store.tables[0])
  })

  describe.each(Object.keys(OUTAGES) as (keyof typeof OUTAGES)[])('that %s', (outage) => {
    it.each(Object.keys(WAYS))('holds up no %s', async (way) => {
      const { id, token } = await begin()
      OUTAGES[outage]()

      await WAYS[way]?.(id)

      expect(await paymentNow(id)).toMatchObject({ state: 'cancelled', isOpenThere: true })
      standIn.misbehaves = null
      later(30)
      await sweepPayments(deps)
      expect(await paymentNow(id)).toMatchObject({ state: 'cancelled', isOpenThere: false })
      expect(standIn.tradeOf(token).state).toBe('closed')
    })
  })

  it('that is away lets a guest change their mind, and a payment run out of time', async () => {
    const { table, phone, orderId } = party
    const request = { code: table.code, orderId, method: standIn.method }
    const first = await phone.call.payment.create({ ...request, key: newKey() })
    standIn.misbehaves = 'broken'

    const cash = await phone.call.payment.create({ ...request, method: 'cash', key: newKey() })

    expect(cash).toMatchObject({ state: 'pending', method: 'cash' })
    expect((await paymentNow(first.id)).state).toBe('cancelled')
    await phone.call.payment.cancel({ code: table.code, paymentId: cash.id })
    standIn.misbehaves = null
    const { id } = await begin()
    standIn.misbehaves = 'broken'
    later(16 * 60)
    await sweepPayments(deps)
    expect(await paymentNow(id)).toMatchObject({ state: 'expired', isOpenThere: true })
  })

  it('that was paid while it was away counts that money, and what is too much goes back', async () => {
    const { id, token } = await begin()
    standIn.misbehaves = 'broken'
    await cashier().payment.takeCash(bill())
    Object.assign(standIn.tradeOf(token), { state: 'paid', paidAt: clock.now })
    standIn.misbehaves = null

    for (let sweeps = 0; sweeps < 4; sweeps += 1) {
      later(60)
      await sweepPayments(deps)
    }
    const late = standIn.callback(token)
    await takeCallback(deps, standIn.provider, late, accountId)

    expect(await paymentNow(id)).toMatchObject({ state: 'cancelled', isOpenThere: false })
    const refunds = await database.db.refund.findMany({ where: { orderId: party.orderId } })
    expect(refunds).toMatchObject([{ amountCents: 3_000, reason: 'surplus', state: 'succeeded' }])
    expect(await orderNow()).toMatchObject({ paidCents: 3_000, surplusCents: 0 })
  })

  it('that closed a payment by itself ends it here at once', async () => {
    const { id, token } = await begin()
    standIn.tradeOf(token).state = 'closed'
    await askPayment(deps, id)
    expect(await paymentNow(id)).toMatchObject({ state: 'cancelled', isOpenThere: false })
    await cashier().payment.takeCash(bill())
  })

  it('lets the table see who pays, and anybody there take over after a minute', async () => {
    const { table, phone, orderId } = party
    const { code } = table
    const request = { code, orderId, method: standIn.method, key: newKey() }
    const { id: paymentId } = await phone.call.payment.create(request)
    const friend = await guestAt(deps, table)
    const own = { code, paymentId }

    expect((await refusalOf(friend.call.payment.cancel(own))).code).toBe('thing.not-found')
    const seen = await friend.call.payment.status(own)
    expect(seen).toMatchObject({ isMine: false, guestNumber: 1, payUrl: null })
    expect(seen.takeOverAt).toBe(new Date(clock.now.getTime() + 60_000).toISOString())

    later(60)
    standIn.misbehaves = 'broken'
    expect(await friend.call.payment.cancel(own)).toMatchObject({ state: 'cancelled' })
    standIn.misbehaves = null
    const mine = await friend.call.payment.create({ ...request, key: newKey() })
    expect(mine).toMatchObject({ isMine: true, state: 'pending', takeOverAt: null })
  })
})
