// Money back: whole, by dish, by amount, over several payments; failed ones retried; a paid bill
// corrected; a nasty platform.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, openBill, orderMore, type Party, refusalOf } from '@/testing/open-bill'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { readEnv } from '../env'
import { checkInvariants } from '../invariants'
import { sweepPayments } from '../payment/sweep-payments'
import { takeCallback } from '../payment/take-callback'
import { callbackOf } from '../platforms/providers/simulator'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const MOOD = { seed: 7, lose: 0, double: 0, shuffle: 0, delay: 0, fail: 0, timeout: 0 }
const clock = { now: NOON }
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
  clock.now = NOON
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  people()
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

function people() {
  manager = staffPerson(deps, place.store, 'manager')
  cashier = staffPerson(deps, place.store, 'cashier')
}

function nasty(mood: Partial<typeof MOOD>) {
  deps = { ...testDeps(database, clock), simulator: { ...MOOD, ...mood } }
  people()
}

function later(seconds: number) {
  clock.now = new Date(clock.now.getTime() + seconds * 1_000)
}

async function payByPhone({ phone, table, orderId }: Party) {
  const request = { code: table.code, orderId, method: 'wechat' as const, key: newKey() }
  const { payUrl } = await phone.call.payment.create(request)
  const token = payUrl?.split('/').at(-1) ?? ''
  await phone.call.payment.answerPayPage({ token, answer: 'pay' })
}

const payCash = ({ orderId }: { orderId: number }) =>
  manager.call.payment.takeCash({ storeId: place.store.id, orderId, key: newKey() })

async function paidBill(portions = 10) {
  const party = await openBill(deps, place.store, place.store.tables[0], portions)
  await payByPhone(party)
  return party
}

/** Everything of a bill is carried: money that goes back for it takes nothing off any more. */
async function serve({ orderId }: { orderId: number }) {
  const storeId = place.store.id
  const { lines, rounds } = await database.db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { lines: true, rounds: true },
  })
  for (const { id: roundId, state } of rounds) {
    const decided = { storeId, roundId, decision: 'confirm' as const }
    if (state === 'pending') await manager.call.ordering.decideRound(decided)
  }
  await manager.call.kitchen.serve({ storeId, lineIds: lines.map(({ id }) => id) })
}

const orderOf = ({ orderId }: { orderId: number }) =>
  database.db.order.findUniqueOrThrow({ where: { id: orderId }, include: { lines: true } })

function requestFor(
  party: { orderId: number },
  what: Parameters<Person['call']['refunds']['refundOrder']>[0]['what'],
  more: { returnsStock?: boolean; key?: string } = {},
) {
  const { orderId } = party
  const reason = '菜凉了'
  return {
    storeId: place.store.id,
    orderId,
    what,
    reason,
    returnsStock: more.returnsStock ?? false,
    key: more.key ?? newKey(),
  }
}

describe('a bill', () => {
  it('goes back whole, once, whatever is tapped at once', async () => {
    const party = await paidBill()
    const request = requestFor(party, { kind: 'whole' })
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => manager.call.refunds.refundOrder(request)),
    )
    for (const answer of answers) expect(answer.amountCents).toBe(3_000)
    expect(await orderOf(party)).toMatchObject({ paidCents: 3_000, refundedCents: 3_000 })
    expect(await database.db.refund.count({ where: { orderId: party.orderId } })).toBe(1)

    const other = manager.call.refunds.refundOrder({ ...request, reason: '别的' })
    expect((await refusalOf(other)).code).toBe('request.key-reused')
    const again = manager.call.refunds.refundOrder(requestFor(party, { kind: 'whole' }))
    expect((await refusalOf(again)).code).toBe('refund.too-much')
  })

  it('goes back by one key for one request only: any other is refused, however alike', async () => {
    const party = await paidBill()
    const other = await openBill(deps, place.store, place.store.tables[1])
    await payByPhone(other)
    const lineId = (await orderOf(party)).lines[0]?.id ?? 0
    const request = requestFor(party, { kind: 'amount', amountCents: 300 })
    const answer = await manager.call.refunds.refundOrder(request)

    const requests = [
      { ...request, what: { kind: 'amount' as const, amountCents: 301 } },
      { ...request, what: { kind: 'whole' as const } },
      { ...request, what: { kind: 'lines' as const, lines: [{ lineId, quantity: 1 }] } },
      { ...request, reason: '别的' },
      { ...request, returnsStock: true },
      { ...request, orderId: other.orderId },
    ]
    for (const each of requests) {
      const refusal = await refusalOf(manager.call.refunds.refundOrder(each))
      expect([each, refusal.code]).toEqual([each, 'request.key-reused'])
    }
    expect(await manager.call.refunds.refundOrder(request)).toEqual(answer)
    expect(await database.db.refund.count({ where: { storeId: place.store.id } })).toBe(1)
  })

  it('gives dishes back portion by portion, all of them exactly what was owed for them', async () => {
    await database.db.store.update({
      where: { id: place.store.id },
      data: { roundingCents: 1_000, perHeadCents: 77 },
    })
    const party = await paidBill(7)
    const order = await orderOf(party)
    const lineId = order.lines[0]?.id ?? 0
    const sums: number[] = []
    for (const quantity of [1, 2, 1, 3]) {
      const what = { kind: 'lines' as const, lines: [{ lineId, quantity }] }
      sums.push((await manager.call.refunds.refundOrder(requestFor(party, what))).amountCents)
    }
    // The seat was had: 77, less its part of what was rounded down.
    expect(sums.reduce((sum, cents) => sum + cents, 0)).toBe(order.owedCents - 71)
    const more = { kind: 'lines' as const, lines: [{ lineId, quantity: 1 }] }
    const refusal = await refusalOf(manager.call.refunds.refundOrder(requestFor(party, more)))
    expect(refusal.code).toBe('line.moved-on')
  })

  it('paid by several goes back over them, the latest first', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const { phone, table } = party
    const request = { code: table.code, orderId: party.orderId, method: 'wechat' as const }
    const { payUrl } = await phone.call.payment.create({ ...request, key: newKey() })
    await orderMore(phone, place.store, table, 5)
    const token = payUrl?.split('/').at(-1) ?? ''
    await phone.call.payment.answerPayPage({ token, answer: 'pay' })
    await payCash(party)

    const what = { kind: 'amount' as const, amountCents: 2_000 }
    const { refunds } = await manager.call.refunds.refundOrder(requestFor(party, what))

    expect(refunds.map(({ amountCents }) => amountCents).sort()).toEqual([1_500, 500].sort())
    expect(await orderOf(party)).toMatchObject({ refundedCents: 2_000 })
  })

  it('gives the stock of its dishes back only when that is asked, and once', async () => {
    const { duck } = place.store.dishes
    const [table] = place.store.tables
    const party = await paidBill(1)
    const { call } = party.phone
    const request = { code: table.code, dishId: duck.id, choices: [], quantity: 2, key: newKey() }
    await call.ordering.addToCart(request)
    const cart = await call.ordering.cart({ code: table.code })
    const placed = await call.ordering.place({
      code: table.code,
      cartVersion: cart.version,
      expectedCents: cart.owedCents,
      key: newKey(),
    })
    await payCash(placed)
    await serve(placed)
    const lineId = (await orderOf(placed)).lines[0]?.id ?? 0
    const one = { kind: 'lines' as const, lines: [{ lineId, quantity: 1 }] }
    const stock = async () =>
      (await database.db.dish.findUniqueOrThrow({ where: { id: duck.id } })).stock

    await manager.call.refunds.refundOrder(requestFor(placed, one))
    expect(await stock()).toBe(3)
    await manager.call.refunds.refundOrder(requestFor(placed, one, { returnsStock: true }))
    expect(await stock()).toBe(4)
  })

  it('of which too much came gives that back by itself, and then what was owed, never more', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const { phone, table, orderId } = party
    const request = { code: table.code, orderId, method: 'wechat' as const, key: newKey() }
    const late = await phone.call.payment.create(request)
    await phone.call.payment.cancel({ code: table.code, paymentId: late.id })
    await payCash(party)
    const trade = await database.db.simulatorTrade.update({
      where: { token: late.payUrl?.split('/').at(-1) ?? '' },
      data: { state: 'paid', transactionId: `SIM${late.id}TESTTEST`, decidedAt: clock.now },
    })
    await takeCallback(deps, 'simulator', callbackOf(deps, late.id, trade))
    expect(await orderOf(party)).toMatchObject({ paidCents: 3_000, surplusCents: 0 })

    const whole = () => manager.call.refunds.refundOrder(requestFor(party, { kind: 'whole' }))
    expect(await whole()).toMatchObject({ amountCents: 3_000 })
    expect((await refusalOf(whole())).code).toBe('refund.too-much')
    const refunds = await database.db.refund.findMany({ where: { orderId, state: 'succeeded' } })
    expect(refunds.reduce((sum, { amountCents }) => sum + Number(amountCents), 0)).toBe(6_000)
  })

  it('is given back by a cashier up to the limit of the house, small amounts counted together', async () => {
    await database.db.store.update({
      where: { id: place.store.id },
      data: { cashierRefundLimitCents: 1_000 },
    })
    const party = await paidBill()
    const give = (who: Person, amountCents: number) =>
      who.call.refunds.refundOrder(requestFor(party, { kind: 'amount', amountCents }))
    await give(cashier, 600)
    const refusal = await refusalOf(give(cashier, 401))
    expect(refusal).toMatchObject({ code: 'refund.over-limit', details: { limitCents: 400 } })
    const payment = await database.db.payment.findFirstOrThrow({
      where: { orderId: party.orderId },
    })
    const byPayment = cashier.call.refunds.refund({
      storeId: place.store.id,
      paymentId: payment.id,
      amountCents: 401,
      reason: '菜凉了',
      key: newKey(),
    })
    expect((await refusalOf(byPayment)).code).toBe('refund.over-limit')
    await give(cashier, 400)
    await give(manager, 2_000)
    expect(await orderOf(party)).toMatchObject({ refundedCents: 3_000 })
  })
})

describe('a platform in a bad mood', () => {
  it('is on its way with a refund first, and has sent it when it is asked later', async () => {
    const party = await paidBill()
    nasty({ delay: 5_000 })
    const { refunds } = await manager.call.refunds.refundOrder(requestFor(party, { kind: 'whole' }))
    expect(refunds[0]?.state).toBe('pending')
    expect(await orderOf(party)).toMatchObject({ refundedCents: 0 })
    later(21)
    await sweepPayments(deps)
    expect(await orderOf(party)).toMatchObject({ refundedCents: 3_000 })
  })

  it('declines a refund: staff see it and try again, once however often they tap', async () => {
    const party = await paidBill()
    nasty({ fail: 1 })
    await manager.call.refunds.refundOrder(requestFor(party, { kind: 'whole' }))
    const refund = await database.db.refund.findFirstOrThrow({ where: { orderId: party.orderId } })
    expect(refund).toMatchObject({ state: 'pending', failReason: 'no-answer' })
    const trouble = () => cashier.call.refunds.trouble({ storeId: place.store.id })
    expect(await trouble()).toEqual([])
    await database.db.simulatorRefund.create({
      data: {
        reference: `SIMR${refund.id}`,
        token: (await database.db.payment.findUniqueOrThrow({ where: { id: refund.paymentId } }))
          .token,
        amountCents: 3_000,
        state: 'declined',
      },
    })
    deps = testDeps(database, clock)
    people()
    later(21)
    await sweepPayments(deps)
    const request = { storeId: place.store.id, refundId: refund.id }
    const [payment] = await Promise.all([
      manager.call.payment.statusForStaff({
        storeId: request.storeId,
        paymentId: refund.paymentId,
      }),
    ])
    expect(payment.refunds).toMatchObject([{ state: 'failed', needsRetry: true }])
    expect(await trouble()).toMatchObject([{ refundId: refund.id, kind: 'failed' }])

    await Promise.all([
      manager.call.refunds.retryRefund(request),
      manager.call.refunds.retryRefund(request),
    ])
    expect(await orderOf(party)).toMatchObject({ refundedCents: 3_000 })
    expect(await database.db.refund.count({ where: { orderId: party.orderId } })).toBe(2)
    expect(await trouble()).toEqual([])
  })

  it('does not answer about a refund: after an hour the floor knows that it is still on its way', async () => {
    const party = await paidBill()
    nasty({ fail: 1 })
    await manager.call.refunds.refundOrder(requestFor(party, { kind: 'whole' }))
    later(3_599)
    expect(await cashier.call.refunds.trouble({ storeId: place.store.id })).toEqual([])
    later(1)
    expect(await cashier.call.refunds.trouble({ storeId: place.store.id })).toMatchObject([
      { kind: 'slow', tableName: party.table.name, amountCents: 3_000 },
    ])
  })

  it('loses every callback: what was paid is found by asking, within thirty seconds', async () => {
    nasty({ lose: 1 })
    const party = await paidBill()
    expect(await orderOf(party)).toMatchObject({ paidCents: 0 })
    later(20)
    await sweepPayments(deps)
    expect(await orderOf(party)).toMatchObject({ paidCents: 3_000 })
  })

  it('calls back late and several times, over a restart too: paid once', async () => {
    nasty({ double: 1, delay: 8_000 })
    const party = await paidBill()
    expect(await database.db.simulatorCallback.count({ where: { doneAt: null } })).toBeGreaterThan(
      1,
    )
    nasty({})
    later(9)
    await sweepPayments(deps)
    expect(await orderOf(party)).toMatchObject({ paidCents: 3_000, surplusCents: 0 })
    expect(await database.db.simulatorCallback.count({ where: { doneAt: null } })).toBe(0)
  })

  it('is asked less and less often about what it does not answer', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const { phone, table, orderId } = party
    await phone.call.payment.create({ code: table.code, orderId, method: 'wechat', key: newKey() })
    nasty({ fail: 1 })
    for (let second = 0; second < 600; second += 5) {
      later(5)
      await sweepPayments(deps)
    }
    const { asks } = await database.db.payment.findFirstOrThrow({ where: { orderId } })
    expect(asks).toBe(5)
  })

  it('is set by one sentence of the environment, and a word it does not know is refused clearly', () => {
    const { SIMULATOR } = readEnv({ SIMULATOR: 'seed=7,lose=0.3,delay=2000' })
    expect(SIMULATOR).toEqual({ ...MOOD, lose: 0.3, delay: 2_000 })
    for (const wrong of ['loose=0.3', 'lose=2', 'lose', 'delay=-1', '__proto__=1']) {
      expect(() => readEnv({ SIMULATOR: wrong })).toThrow(
        /SIMULATOR should be on, off, or like seed=7/,
      )
    }
  })
})

describe('a paid bill that is reopened', () => {
  const reopen = ({ orderId }: { orderId: number }, who = manager) =>
    who.call.billing.reopen({ storeId: place.store.id, orderId, reason: '结错账' })
  const close = ({ orderId }: { orderId: number }) =>
    manager.call.payment.closeBill({ storeId: place.store.id, orderId })
  const takeBack = async (party: Party, quantity: number) =>
    manager.call.ordering.voidLine({
      storeId: place.store.id,
      lineId: (await orderOf(party)).lines[0]?.id ?? 0,
      quantity,
      reason: '没上',
    })

  it('loses a dish, and what is paid too much goes back when it is closed again', async () => {
    const party = await paidBill()
    await reopen(party)
    await takeBack(party, 4)
    expect(await orderOf(party)).toMatchObject({ owedCents: 1_800, surplusCents: 1_200 })
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
    await close(party)
    await close(party)
    const order = await orderOf(party)
    expect(order).toMatchObject({ paidCents: 1_800, surplusCents: 0, refundedCents: 0 })
    expect(order.settledAt).not.toBeNull()
    const audits = await database.db.auditEntry.findMany({
      where: { storeId: place.store.id, action: { startsWith: 'order.' } },
    })
    expect(audits.map(({ action }) => action)).toContain('order.reopened')
  })

  it('gains a dish, and is settled again by what is then open', async () => {
    const party = await paidBill()
    await reopen(party)
    await orderMore(party.phone, place.store, party.table, 2)
    expect((await refusalOf(close(party))).code).toBe('order.still-open')
    await payCash(party)
    const order = await orderOf(party)
    expect(order).toMatchObject({ owedCents: 3_600, paidCents: 3_600 })
    expect(order.settledAt).not.toBeNull()
  })

  it('loses dishes and gains others: only what is paid too much then goes back', async () => {
    const party = await paidBill()
    await reopen(party)
    await takeBack(party, 4)
    await orderMore(party.phone, place.store, party.table, 1)
    expect(await orderOf(party)).toMatchObject({ owedCents: 2_100, surplusCents: 900 })
    await close(party)
    expect(await orderOf(party)).toMatchObject({ paidCents: 2_100, surplusCents: 0 })
    const refunds = await database.db.refund.findMany({ where: { orderId: party.orderId } })
    expect(refunds).toMatchObject([{ amountCents: 900, reason: 'reopened' }])
  })

  it('loses every dish: all of it goes back', async () => {
    const party = await paidBill()
    await reopen(party)
    await takeBack(party, 10)
    await close(party)
    expect(await orderOf(party)).toMatchObject({ state: 'cancelled', paidCents: 0, owedCents: 0 })
  })

  it('counts what went back before as not paid', async () => {
    const party = await paidBill()
    await manager.call.refunds.refundOrder(requestFor(party, { kind: 'amount', amountCents: 900 }))
    await reopen(party)
    expect(await orderOf(party)).toMatchObject({ paidCents: 2_100, refundedCents: 0 })
    await takeBack(party, 3)
    await close(party)
    expect(await orderOf(party)).toMatchObject({ owedCents: 2_100, paidCents: 2_100 })
  })

  it('is reopened and closed once, however many do it at once: the others read that it runs', async () => {
    for (let round = 0; round < 5; round += 1) {
      const party = await openBill(
        deps,
        place.store,
        await addTable(deps, place.store, `once-${round}`),
      )
      await payCash(party)
      const answers = await Promise.allSettled([reopen(party), reopen(party), reopen(party)])
      const refused = answers.filter((answer) => answer.status === 'rejected')
      expect(refused).toHaveLength(2)
      for (const { reason } of refused) {
        expect((await refusalOf(Promise.reject(reason))).code).toBe('order.not-paid')
      }
      await takeBack(party, 1)
      await Promise.all([close(party), close(party), close(party)])
      expect(await orderOf(party)).toMatchObject({ paidCents: 2_700, surplusCents: 0 })
      expect(await database.db.refund.count({ where: { orderId: party.orderId } })).toBe(1)
    }
  })

  it('or gets a new bill beside it, never both, when the guests order again at that moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const table = await addTable(deps, place.store, `beside-${round}`)
      const party = await openBill(deps, place.store, table)
      await payCash(party)
      const [, ordered] = await Promise.allSettled([
        reopen(party).catch(async (error) => {
          expect((await refusalOf(Promise.reject(error))).code).toBe('order.other-runs')
        }),
        orderMore(party.phone, place.store, table, 1),
      ])
      expect(ordered).toMatchObject({ status: 'fulfilled' })
    }
  })

  it('gives dishes back of what is paid then: those that went back before it was reopened count no more', async () => {
    const party = await paidBill()
    await serve(party)
    const lineId = (await orderOf(party)).lines[0]?.id ?? 0
    const dishes = (quantity: number) =>
      manager.call.refunds.refundOrder(
        requestFor(party, { kind: 'lines', lines: [{ lineId, quantity }] }),
      )
    await dishes(3)
    later(1)
    await reopen(party)
    later(1)
    await payCash(party)
    expect(await dishes(4)).toMatchObject({ amountCents: 1_200 })
    expect(await dishes(6)).toMatchObject({ amountCents: 1_800 })
    expect((await refusalOf(dishes(1))).code).toBe('line.moved-on')
    expect(await orderOf(party)).toMatchObject({ paidCents: 3_000, refundedCents: 3_000 })
  })

  it('is the only one of its table: of two reopened at once one is, the other is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const table = await addTable(deps, place.store, `twice-${round}`)
      const first = await openBill(deps, place.store, table)
      await payCash(first)
      const second = { ...first, ...(await orderMore(first.phone, place.store, table, 1)) }
      await payCash(second)
      const [one, other] = await Promise.allSettled([reopen(first), reopen(second)])
      const refused = [one, other].filter(({ status }) => status === 'rejected')
      expect(refused).toHaveLength(1)
      const refusal = await refusalOf(Promise.reject((refused[0] as PromiseRejectedResult).reason))
      expect(refusal.code).toBe('order.other-runs')
    }
  })

  it('is not reopened by a cashier, unpaid, or beside another bill that runs', async () => {
    const party = await paidBill()
    expect((await refusalOf(reopen(party, cashier))).code).toBe('permission.missing')
    const running = await orderMore(party.phone, place.store, party.table, 1)
    expect((await refusalOf(reopen(running))).code).toBe('order.not-paid')
    expect((await refusalOf(reopen(party))).code).toBe('order.other-runs')
  })
})
