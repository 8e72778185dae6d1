// Money that moved at a platform without us: refunded by hand there, taken by a bank, sent back by
// one. It is a trouble of its own that a manager books with one tap, after which all sums agree;
// twice, late, of nobody's payment and forged it changes nothing.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, refusalOf } from '@/testing/open-bill'
import { alipayStandIn } from '@/testing/platforms/alipay'
import { flipped, type Moved, type PlatformStandIn, refunded } from '@/testing/platforms/loopback'
import { paidThrough } from '@/testing/platforms/paid-through'
import { type StripeStandIn, stripeStandIn } from '@/testing/platforms/stripe'
import { wechatStandIn } from '@/testing/platforms/wechat'
import { makeRestaurant, type Person, type Restaurant, staffPerson } from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { readEarnings } from '../membership/read-earnings'
import { askPayment } from './ask-payment'
import { sweepPayments } from './sweep-payments'
import { takeCallback } from './take-callback'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const DAY = '2026-11-20'
const clock = { now: NOON }
let database: TestDatabase
let place: Restaurant
let standIn: PlatformStandIn
let deps: Deps
let manager: Person
let accountId: number
let orderId: number
let paymentId: number
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
  wechat: () => wechatStandIn(() => clock.now),
  alipay: () => alipayStandIn(() => clock.now),
  stripe: () => stripeStandIn(() => clock.now),
}
type Name = keyof typeof PLATFORMS

/** @param more what happens to the bill before its payment is begun */
async function begunAt(name: Name, more = async () => {}) {
  clock.now = NOON
  place = await makeRestaurant(database.db, clock)
  standIn = await PLATFORMS[name]()
  ;({ deps, accountId } = await paidThrough(standIn, database, clock, place.store))
  manager = staffPerson(deps, place.store, 'manager')
  const expiresAt = new Date('2026-11-30T12:00:00+08:00')
  await database.db.staffSession.updateMany({ data: { expiresAt } })
  ;({ orderId } = await openBill(deps, place.store, place.store.tables[0]))
  await more()
  const request = { ...inStore(), orderId, method: standIn.method, key: newKey() }
  ;({ id: paymentId } = await manager.call.payment.createForStaff(request))
  ;({ token } = await paymentNow())
}

/** A bill of 30.00 that was paid there. */
async function paidAt(name: Name) {
  await begunAt(name)
  Object.assign(standIn.tradeOf(token), { state: 'paid', paidAt: clock.now })
  await deliver(standIn.callback(token))
}

const inStore = () => ({ storeId: place.store.id })
const deliver = (raw: Parameters<typeof takeCallback>[2]) =>
  takeCallback(deps, standIn.provider, raw, accountId)
const told = (word: Moved) => deliver(standIn.moved(token, word))
const paymentNow = () => database.db.payment.findUniqueOrThrow({ where: { id: paymentId } })
const orderNow = () => database.db.order.findUniqueOrThrow({ where: { id: orderId } })
const refundsNow = () => database.db.refund.findMany({ where: { orderId }, orderBy: { id: 'asc' } })
const troubles = () => manager.call.refunds.trouble(inStore())
const book = async (nth = 0) => {
  const moveId = (await troubles())[nth]?.moveId ?? 0
  return manager.call.payment.bookMove({ ...inStore(), moveId })
}
const bookAs = async (amountCents: number) => {
  const { id: moveId } = await database.db.platformMove.findFirstOrThrow({ where: { paymentId } })
  return manager.call.payment.bookMove({ ...inStore(), moveId, amountCents })
}
const world = async () => [
  await orderNow(),
  await refundsNow(),
  await database.db.platformMove.findMany({ where: { paymentId }, orderBy: { id: 'asc' } }),
]
/** The platform's day against ours, once its statement is written. */
async function compared() {
  const now = clock.now
  clock.now = new Date('2026-11-22T12:00:00+08:00')
  const read = await manager.call.platforms.reconcile.read({ ...inStore(), day: DAY, accountId })
  clock.now = now
  return read
}
const NUMBERS = { wechat: 'HAND20261120', alipay: 'HAND20261120', stripe: 're_hand' }

describe.each(Object.keys(PLATFORMS) as Name[])('at %s', (name) => {
  const word: Moved = { kind: 'refund', number: NUMBERS[name], amountCents: 800 }

  beforeEach(() => paidAt(name))

  it('a refund by hand is told, booked with one tap, and both sides agree', async () => {
    refunded(standIn.tradeOf(token), word.number, 800, clock.now)
    await told(word)

    const [trouble] = await troubles()
    expect(trouble).toMatchObject({ kind: 'moved', amountCents: 800, refundId: null })
    expect(await orderNow()).toMatchObject({ refundedCents: 0 })
    await Promise.all([book(), book(), book()])

    expect(await troubles()).toEqual([])
    expect(await refundsNow()).toMatchObject([
      { amountCents: 800, state: 'succeeded', reason: 'at-platform' },
    ])
    expect(await orderNow()).toMatchObject({ paidCents: 3_000, refundedCents: 800 })
    expect(await compared()).toMatchObject({ differences: [], hereCents: 2_200 })
    const after = await world()
    await told(word)
    expect(await world()).toEqual(after)
  })

  it('a refund of all of it there takes off what is still to come, and nobody cooks it', async () => {
    const cook = staffPerson(deps, place.store, 'kitchen')
    const ticketsNow = async () => (await cook.call.kitchen.tickets(inStore())).tickets
    expect(await ticketsNow()).toHaveLength(1)
    refunded(standIn.tradeOf(token), word.number, 3_000, clock.now)
    await told({ ...word, amountCents: 3_000 })
    expect((await ticketsNow())[0]?.lines[0]).toMatchObject({ state: 'queued' })
    await Promise.all([book(), book()])
    const lines = await database.db.orderLine.findMany({ where: { orderId } })
    expect(lines.map(({ state }) => state)).toEqual(lines.map(() => 'voided'))
    expect(await ticketsNow()).toEqual([])
    expect(await orderNow()).toMatchObject({ paidCents: 3_000, refundedCents: 3_000 })
  })

  it('is told once, however often and in whatever order it is heard', async () => {
    for (let times = 0; times < 3; times += 1) await told(word)
    expect(await troubles()).toMatchObject([{ kind: 'moved', amountCents: 800 }])
  })

  it('is booked from the statement when nobody told of it', async () => {
    refunded(standIn.tradeOf(token), word.number, 800, clock.now)
    const { differences } = await compared()
    expect(differences).toMatchObject([{ kind: 'refundMissingHere', fix: { of: 'move' } }])
    const fix = differences[0]?.fix
    if (!fix) throw new Error('nothing to tap')
    clock.now = new Date('2026-11-22T12:00:00+08:00')

    const outcome = await manager.call.payment.fixDifference({ ...inStore(), ...fix })

    expect(outcome).toBe('booked')
    expect(await manager.call.payment.fixDifference({ ...inStore(), ...fix })).toBe('agreed')
    expect(await refundsNow()).toMatchObject([{ amountCents: 800, state: 'succeeded' }])
    const later = await manager.call.platforms.reconcile.read({ ...inStore(), day: DAY, accountId })
    expect(later.differences).toEqual([])
  })

  it('a word about a refund of ours is no news', async () => {
    await manager.call.refunds.refundOrder({
      ...inStore(),
      orderId,
      what: { kind: 'amount', amountCents: 800 },
      reason: '菜凉了',
      returnsStock: false,
      key: newKey(),
    })
    for (let sweeps = 0; sweeps < 3; sweeps += 1) {
      clock.now = new Date(clock.now.getTime() + 60_000)
      await sweepPayments(deps)
    }
    const [{ id } = { id: 0 }] = await refundsNow()
    const number =
      name === 'alipay' ? `${standIn.tradeOf(token).reference}R${id}` : `${token}-R${id}`
    await told({ ...word, number })
    if (name === 'stripe') await told({ ...word, number: '', totalCents: 800 })
    expect(await troubles()).toEqual([])
    expect(await orderNow()).toMatchObject({ refundedCents: 800 })
  })

  it('of somebody else’s payment, of too much, forged or at another door, it changes nothing', async () => {
    const before = await world()
    const good = standIn.moved(token, word)
    await takeCallback(deps, standIn.provider, good, null)
    await deliver({
      headers: good.headers,
      body: Buffer.from(flipped(good.body.toString('latin1'))),
    })
    await told({
      ...word,
      amountCents: 3_001,
      totalCents: name === 'wechat' ? undefined : 3_001,
    } as Moved)
    const strange = {
      wechat: { transaction_id: 'x', out_trade_no: 'A'.repeat(22) },
      alipay: { trade_no: 'x', out_trade_no: 'a'.repeat(32) },
      stripe: { payment_intent: 'pi_other' },
    }
    await told({ ...word, changes: strange[name] })
    expect(await world()).toEqual(before)
    expect(await troubles()).toEqual([])
  })

  it('is booked by a manager, and by nobody below', async () => {
    await told(word)
    const moveId = (await troubles())[0]?.moveId ?? 0
    const cashier = staffPerson(deps, place.store, 'cashier')
    const theirs = cashier.call.payment.bookMove({ ...inStore(), moveId })
    expect((await refusalOf(theirs)).code).toBe('permission.missing')
    const other = staffPerson(deps, place.otherStore, 'manager')
    const foreign = other.call.payment.bookMove({ storeId: place.otherStore.id, moveId })
    expect((await refusalOf(foreign)).code).toBe('thing.not-found')
  })
})

it.each(Object.keys(PLATFORMS) as Name[])(
  'what came too much and %s gave back by itself was never spent by a member, and takes no points',
  async (name) => {
    let memberId = 0
    await begunAt(name, async () => {
      const number = { phone: `1370000000${Object.keys(PLATFORMS).indexOf(name)}`, name: '' }
      ;({ id: memberId } = await manager.call.membership.register({ ...inStore(), ...number }))
      await manager.call.billing.attachMemberToOrder({ ...inStore(), orderId, memberId })
    })
    await manager.call.payment.takeCash({ ...inStore(), orderId, key: newKey() })
    Object.assign(standIn.tradeOf(token), { state: 'paid', paidAt: clock.now })
    standIn.misbehaves = 'no-balance'
    await deliver(standIn.callback(token))
    await sweepPayments(deps)
    expect(await refundsNow()).toMatchObject([{ amountCents: 3_000, state: 'failed' }])

    refunded(standIn.tradeOf(token), NUMBERS[name], 3_000, clock.now)
    await told({ kind: 'refund', number: NUMBERS[name], amountCents: 3_000 })
    await book((await troubles()).findIndex(({ kind }) => kind === 'moved'))
    const spent = { totalSpentCents: 3_000, lifetimePoints: 30, totalOrders: 1 }
    expect(await database.db.member.findUniqueOrThrow({ where: { id: memberId } })).toMatchObject(
      spent,
    )
    expect(await readEarnings(database.db, { orderId, memberId })).toEqual({
      ...{ spentCents: 3_000, points: 30 },
    })
  },
)

describe('WeChat', () => {
  it('saying REFUND of what never counted here pays no bill: it is told, and booked as what came and went', async () => {
    await begunAt('wechat')
    const trade = standIn.tradeOf(token)
    Object.assign(trade, { state: 'refunded', paidAt: clock.now })
    refunded(trade, 'HAND1', 3_000, clock.now)
    for (let times = 0; times < 2; times += 1) await askPayment(deps, paymentId)

    expect((await paymentNow()).state).toBe('failed')
    expect(await orderNow()).toMatchObject({ settledAt: null, paidCents: 0, refundedCents: 0 })
    const unknown = { kind: 'moved', amountCents: 3_000, isAmountKnown: false }
    expect(await troubles()).toMatchObject([unknown])
    expect((await refusalOf(book())).code).toBe('refund.amount-unknown')
    expect((await refusalOf(bookAs(3_001))).code).toBe('refund.too-much')
    await bookAs(3_000)
    await bookAs(1_000)
    expect(await orderNow()).toMatchObject({ settledAt: null, paidCents: 0, surplusCents: 0 })
    expect(await compared()).toMatchObject({ differences: [], hereCents: 0 })
    await manager.call.payment.takeCash({ ...inStore(), orderId, key: newKey() })
    expect((await orderNow()).settledAt).not.toBeNull()
  })

  it('of which a part went back is booked as what a manager read there, or as the statement says', async () => {
    for (const by of ['manager', 'statement'] as const) {
      await begunAt('wechat')
      const trade = standIn.tradeOf(token)
      Object.assign(trade, { state: 'refunded', paidAt: clock.now })
      refunded(trade, 'HAND1', 800, clock.now)
      await askPayment(deps, paymentId)
      if (by === 'manager') await bookAs(800)
      else {
        const { differences } = await compared()
        clock.now = new Date('2026-11-22T12:00:00+08:00')
        for (const { fix } of differences) {
          if (fix) await manager.call.payment.fixDifference({ ...inStore(), ...fix })
        }
        clock.now = NOON
      }
      expect(await orderNow()).toMatchObject({ settledAt: null, paidCents: 2_200, surplusCents: 0 })
      expect(await troubles()).toEqual([])
      expect((await compared()).differences).toEqual([])
      if (by === 'manager') await standIn.stop()
    }
  })

  it('of which a part went back keeps the rest for the bill', async () => {
    await begunAt('wechat')
    const trade = standIn.tradeOf(token)
    Object.assign(trade, { state: 'refunded', paidAt: clock.now })
    refunded(trade, 'HAND1', 800, clock.now)
    await askPayment(deps, paymentId)
    await told({ kind: 'refund', number: 'HAND1', amountCents: 800 })
    expect(await troubles()).toMatchObject([{ amountCents: 800, isAmountKnown: true }])
    await book()
    expect(await orderNow()).toMatchObject({ settledAt: null, paidCents: 2_200, surplusCents: 0 })
    expect(await compared()).toMatchObject({ differences: [], hereCents: 2_200 })
  })
})

describe('Stripe', () => {
  beforeEach(() => paidAt('stripe'))

  it('tells of the same money by a sum and by a refund, in any order: once', async () => {
    const one: Moved = { kind: 'refund', number: 're_1', amountCents: 500 }
    await told({ ...one, number: '', totalCents: 500 })
    await told(one)
    await told({ ...one, number: 're_2', amountCents: 700 })
    await told({ ...one, number: '', totalCents: 1_200 })
    await told({ ...one, number: '', totalCents: 500 })
    const [first, second, ...others] = await troubles()
    expect([first?.amountCents, second?.amountCents, others]).toEqual([500, 700, []])
  })

  it('a sum that was booked without a number is the refund that its list has', async () => {
    refunded(standIn.tradeOf(token), 're_1', 500, clock.now)
    await told({ kind: 'refund', number: '', amountCents: 500, totalCents: 500 })
    await book()
    expect((await compared()).differences).toEqual([])
  })

  it('a chargeback is a loss to book; one that is won is none any more', async () => {
    const lost: Moved = { kind: 'chargeback', number: 'dp_1', amountCents: 3_000 }
    await told({ ...lost, changes: { status: 'warning_needs_response' } })
    expect(await troubles()).toEqual([])
    await told(lost)
    expect(await troubles()).toMatchObject([{ kind: 'chargeback', amountCents: 3_000 }])
    const { transactionId } = standIn.tradeOf(token)
    const dispute = { id: 'dp_1', payment_intent: transactionId, amount: 3_000 }
    const created = clock.now.getTime() / 1_000
    ;(standIn as StripeStandIn).disputes = [{ ...dispute, status: 'needs_response', created }]
    await book()
    expect(await orderNow()).toMatchObject({ refundedCents: 3_000 })
    expect((await compared()).differences).toEqual([])

    for (let times = 0; times < 2; times += 1) await told({ ...lost, hasReturned: true })
    await told(lost)
    ;(standIn as StripeStandIn).disputes = [{ ...dispute, status: 'won', created }]
    expect(await orderNow()).toMatchObject({ refundedCents: 0, paidCents: 3_000, surplusCents: 0 })
    expect(await troubles()).toEqual([])
    expect((await compared()).differences).toEqual([])
  })

  it('two chargebacks of one payment are two losses, each once, and together never more than was paid', async () => {
    const first: Moved = { kind: 'chargeback', number: 'dp_1', amountCents: 2_000 }
    const second: Moved = { kind: 'chargeback', number: 'dp_2', amountCents: 1_000 }
    for (const word of [first, second, first, second]) await told(word)
    expect((await troubles()).map(({ amountCents }) => amountCents).sort()).toEqual([1_000, 2_000])
    await Promise.all([book(), book(), book()])
    await Promise.all([book(), book()])
    expect(await troubles()).toEqual([])
    expect(await orderNow()).toMatchObject({ paidCents: 3_000, refundedCents: 3_000 })
    await told({ ...first, number: 'dp_3' })
    await book()
    expect(await troubles()).toEqual([])
    expect(await orderNow()).toMatchObject({ paidCents: 3_000, refundedCents: 3_000 })
    for (let times = 0; times < 2; times += 1) await told({ ...second, hasReturned: true })
    expect(await orderNow()).toMatchObject({ paidCents: 3_000, refundedCents: 2_000 })
  })

  it('a chargeback of what we had given back already is a trouble, and takes no more than is there', async () => {
    const { refunds } = await manager.call.refunds.refundOrder({
      ...inStore(),
      orderId,
      what: { kind: 'amount', amountCents: 2_500 },
      reason: '菜凉了',
      returnsStock: false,
      key: newKey(),
    })
    expect(refunds).toMatchObject([{ state: 'succeeded' }])
    await told({ kind: 'chargeback', number: 'dp_1', amountCents: 500 })
    await book()
    expect(await orderNow()).toMatchObject({ paidCents: 3_000, refundedCents: 3_000 })
    expect(await troubles()).toEqual([])
  })

  it('a refund of ours that the guest’s bank sent back is wanted again, by another number or in cash', async () => {
    const { refunds } = await manager.call.refunds.refundOrder({
      ...inStore(),
      orderId,
      what: { kind: 'amount', amountCents: 800 },
      reason: '菜凉了',
      returnsStock: false,
      key: newKey(),
    })
    expect(refunds).toMatchObject([{ state: 'succeeded' }])
    const refundId = refunds[0]?.id ?? 0
    const back: Moved = { kind: 'refund', number: `${token}-R${refundId}`, amountCents: 800 }
    for (let times = 0; times < 2; times += 1) await told({ ...back, hasReturned: true })

    expect(await orderNow()).toMatchObject({ refundedCents: 0 })
    expect(await troubles()).toMatchObject([{ kind: 'failed', trouble: 'bounced' }])
    await manager.call.refunds.retryRefund({ ...inStore(), refundId, by: 'cash' })
    expect(await orderNow()).toMatchObject({ refundedCents: 800 })
    expect(await troubles()).toEqual([])
  })

  it('a session that ran out there ends here at once', async () => {
    await begunAt('stripe')
    await deliver(standIn.callback(token, {}, { type: 'checkout.session.expired' }))
    expect((await paymentNow()).state).toBe('cancelled')
  })
})

it('a trade that Alipay closed ends here at once', async () => {
  await begunAt('alipay')
  await deliver(standIn.callback(token, { trade_status: 'TRADE_CLOSED' }))
  expect((await paymentNow()).state).toBe('cancelled')
})
