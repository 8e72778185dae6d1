// 对账: the platform's own rows of a day against ours. Where callbacks were lost the differences are
// exactly those, one tap each brings them to what the platform says, a second changes nothing, and
// no money is counted but the platform's.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '@/domain/refusal'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, openBill, type Party, refusalOf } from '@/testing/open-bill'
import { paidThrough } from '@/testing/platforms/paid-through'
import { wechatStandIn } from '@/testing/platforms/wechat'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { deliverCallbacks } from '../payment/deliver-callbacks'
import { sweepPayments } from '../payment/sweep-payments'
import { carryRefund } from '../refunds/carry-refund'
import type { SimulatorMood } from '../simulator-mood'
import type { Fix } from './read-reconcile'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const DAY = '2026-11-20'
const clock = { now: NOON }
let database: TestDatabase
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = NOON
  place = await makeRestaurant(database.db, clock)
  // People sign in again in the morning.
  const expiresAt = new Date('2026-11-24T12:00:00+08:00')
  await database.db.staffSession.updateMany({ data: { expiresAt } })
})

function later(seconds: number) {
  clock.now = new Date(clock.now.getTime() + seconds * 1_000)
}

const breaches = async () =>
  (await checkInvariants(database.pool, clock.now)).filter(({ number }) => number !== 9)

/** Everything that money touches. */
async function world() {
  const { db } = database
  return {
    payments: await db.payment.findMany({
      omit: { askedAt: true, asks: true },
      orderBy: { id: 'asc' },
    }),
    refunds: await db.refund.findMany({
      omit: { askedAt: true, attempts: true },
      orderBy: { id: 'asc' },
    }),
    orders: await db.order.findMany({ orderBy: { id: 'asc' } }),
    audits: await db.auditEntry.count(),
    events: await db.outboxEvent.count(),
  }
}

/** A manager, whose browser tries again when the platform does not answer. */
function managerAt(deps: Deps) {
  const { call } = staffPerson(deps, place.store, 'manager')
  const storeId = place.store.id
  const insist = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    for (;;) {
      try {
        return await ask()
      } catch (error) {
        const { cause } = error as { cause?: unknown }
        if (!(cause instanceof Refusal && cause.code === 'payment.no-answer')) throw error
        later(1)
      }
    }
  }
  const { reconcile } = call.platforms
  return {
    call,
    read: (day = DAY, accountId: number | null = null) =>
      insist(() => reconcile.read({ storeId, day, accountId })),
    fix: (fix: Fix | null) => {
      if (!fix) throw new Error('nothing to tap')
      return insist(() => call.payment.fixDifference({ storeId, ...fix }))
    },
  }
}

describe('on a platform that loses callbacks and fails', () => {
  const CALM: SimulatorMood = {
    seed: 7,
    lose: 0,
    double: 0,
    shuffle: 0,
    delay: 1_000,
    fail: 0,
    timeout: 0,
  }
  const NASTY: SimulatorMood = { ...CALM, lose: 0.5, double: 0.3, fail: 0.15, timeout: 0.15 }
  const nasty = () => ({ ...testDeps(database, clock), simulator: NASTY })

  /** A bill of rice, paid on the simulated platform's page. */
  async function payOnPhone(party: Party, method: 'wechat' | 'alipay') {
    const { phone, table, orderId } = party
    const request = { code: table.code, orderId, method, key: newKey() }
    let payment = await phone.call.payment.create(request).catch(() => null)
    while (!payment) {
      later(1)
      payment = await phone.call.payment.create(request).catch(() => null)
    }
    const { token } = await database.db.payment.findUniqueOrThrow({ where: { id: payment.id } })
    await phone.call.payment.answerPayPage({ token, answer: 'pay' })
    return payment.id
  }

  it('lists exactly what is not counted here; one tap each leaves none, a second changes nothing', async () => {
    const deps = nasty()
    const { read, fix } = managerAt(deps)
    const paid: number[] = []
    for (let nth = 0; nth < 12; nth += 1) {
      const table = await addTable(deps, place.store, `R${nth}`)
      const party = await openBill(deps, place.store, table, nth + 1)
      paid.push(await payOnPhone(party, nth % 2 ? 'alipay' : 'wechat'))
    }
    later(2)
    await deliverCallbacks(deps)
    const storeId = place.store.id
    const counted = await database.db.payment.findMany({ where: { storeId, state: 'succeeded' } })
    const [first, second] = counted
    if (!first || !second) throw new Error('some callbacks came')
    const deaf = managerAt({ ...deps, simulator: { ...CALM, fail: 1 } })
    for (const { orderId } of [first, second]) {
      const what = { kind: 'amount' as const, amountCents: 100 }
      const request = {
        storeId,
        orderId,
        what,
        reason: '少上了',
        returnsStock: false,
        key: newKey(),
      }
      await deaf.call.refunds.refundOrder(request)
    }
    // The platform sends both, and says so about the second only.
    const calm = { ...deps, simulator: CALM }
    const silent = { ...deps, simulator: { ...CALM, timeout: 1 } }
    const refunds = await database.db.refund.findMany({
      where: { storeId },
      orderBy: { id: 'asc' },
    })
    for (const [nth, { id }] of refunds.entries()) {
      await carryRefund(calm, id)
      later(2)
      await carryRefund(nth === 0 ? silent : calm, id)
    }

    const unheard = paid.filter((id) => !counted.some((payment) => payment.id === id))
    const before = await read()
    const listed = before.differences.map(({ kind, fix }) => [kind, fix?.id])
    expect(listed).toHaveLength(unheard.length + 1)
    expect(listed).toEqual(
      expect.arrayContaining([
        ...unheard.map((id) => ['missingHere', id]),
        ['refundMissingHere', refunds[0]?.id],
      ]),
    )
    expect(unheard.length).toBeGreaterThan(2)
    const sumOf = (payments: { amountCents: number }[]) =>
      payments.reduce((sum, { amountCents }) => sum + amountCents, 0)
    expect(before.hereCents).toBe(sumOf(counted) - 100)
    expect(before.thereCents).toBe(
      sumOf(await database.db.payment.findMany({ where: { id: { in: paid } } })) - 200,
    )

    for (const { fix: tap } of before.differences) await fix(tap)
    const after = await read()
    expect(after.differences).toEqual([])
    expect(after.hereCents).toBe(before.thereCents)
    expect(after.matched).toEqual({ count: paid.length + 2, cents: before.thereCents })
    expect(await breaches()).toEqual([])

    const settled = await world()
    for (const { fix: tap } of before.differences) await fix(tap)
    expect(await world()).toEqual(settled)
    const entries = await database.db.auditEntry.findMany({ where: { action: 'difference.asked' } })
    expect(entries.map(({ subjectId }) => Number(subjectId)).sort()).toEqual(
      before.differences.map((each) => each.fix?.id).sort(),
    )
  })

  it('compares a payment that it heard of after the day’s end with the day on which it was paid', async () => {
    const deps = { ...testDeps(database, clock), simulator: { ...CALM, lose: 1 } }
    const { read } = managerAt(deps)
    clock.now = new Date('2026-11-21T03:58:00+08:00')
    const party = await openBill(deps, place.store, place.store.tables[0])
    await payOnPhone(party, 'wechat')
    expect((await read()).differences).toMatchObject([{ kind: 'missingHere' }])

    later(5 * 60)
    await sweepPayments(deps)

    const evening = await read()
    expect(evening).toMatchObject({ isWhole: true, matched: { count: 1 }, differences: [] })
    const morning = await read('2026-11-21')
    expect(morning).toMatchObject({ thereCents: 0, hereCents: 0, differences: [] })
  })

  it('lists what we count and the platform does not have, and counts nothing away', async () => {
    const deps = { ...testDeps(database, clock), simulator: CALM }
    const { read, fix } = managerAt(deps)
    const party = await openBill(deps, place.store, place.store.tables[0])
    const id = await payOnPhone(party, 'wechat')
    const { token } = await database.db.payment.findUniqueOrThrow({ where: { id } })
    later(2)
    await deliverCallbacks(deps)
    await database.db.simulatorCallback.deleteMany({ where: { token } })
    await database.db.simulatorTrade.delete({ where: { token } })
    later(1)

    const [difference] = (await read()).differences
    expect(difference).toMatchObject({ kind: 'missingThere', hereCents: 3_000, thereCents: null })
    const before = await world()
    expect(await fix(difference?.fix ?? null)).toBe('unknown')
    expect(await world()).toEqual(before)
  })

  it('knows no day to come, and nothing of another store’s', async () => {
    const deps = { ...testDeps(database, clock), simulator: CALM }
    const { call } = managerAt(deps)
    const { reconcile } = call.platforms
    const storeId = place.store.id
    const ask = { storeId, day: '2026-11-21', accountId: null }
    expect((await refusalOf(reconcile.read(ask))).code).toBe('period.invalid')
    const party = await openBill(deps, place.otherStore, place.otherStore.tables[0])
    const id = await payOnPhone(party, 'wechat')
    expect((await refusalOf(call.payment.fixDifference({ storeId, of: 'payment', id }))).code).toBe(
      'thing.not-found',
    )
    later(2)
    await deliverCallbacks(deps)
  })
})

describe('with WeChat’s bill of the day', () => {
  it('counts money for a payment that we had closed once, sends back what is too much, and sees the day agree', async () => {
    const standIn = await wechatStandIn(() => clock.now)
    const { deps, accountId } = await paidThrough(standIn, database, clock, place.store)
    const { read, fix, call } = managerAt(deps)
    const storeId = place.store.id
    const { orderId } = await openBill(deps, place.store, place.store.tables[0])
    const request = { storeId, orderId, method: 'wechat' as const, key: newKey() }
    const { id } = await call.payment.createForStaff(request)
    await call.payment.cancelForStaff({ storeId, paymentId: id })
    await call.payment.takeCash({ storeId, orderId, key: newKey() })
    const { token } = await database.db.payment.findUniqueOrThrow({ where: { id } })
    Object.assign(standIn.tradeOf(token), { state: 'paid', paidAt: clock.now })

    expect((await refusalOf(read(DAY, accountId))).code).toBe('statement.not-yet')
    clock.now = new Date('2026-11-21T10:30:00+08:00')
    const before = await read(DAY, accountId)
    expect(before).toMatchObject({
      isWhole: false,
      upTo: new Date('2026-11-21T00:00:00+08:00'),
      moreAt: new Date('2026-11-22T10:00:00+08:00'),
      differences: [{ kind: 'missingHere', thereCents: 3_000, state: 'cancelled', fix: { id } }],
    })

    const tap = before.differences[0]?.fix ?? null
    expect(await fix(tap)).toBe('counted')
    const after = await world()
    expect(await fix(tap)).toBe('agreed')
    expect(await world()).toEqual(after)

    expect((await read(DAY, accountId)).differences).toEqual([])
    const back = await database.db.refund.findMany({ where: { orderId } })
    expect(back).toMatchObject([{ amountCents: 3_000, reason: 'surplus' }])
    expect(await breaches()).toEqual([])
    // The day on which we heard of it has the refund, and not the payment.
    for (let times = 0; times < 2; times += 1) await carryRefund(deps, back[0]?.id ?? 0)
    clock.now = new Date('2026-11-22T10:30:00+08:00')
    const nextDay = await read('2026-11-21', accountId)
    expect(nextDay).toMatchObject({ differences: [], matched: { count: 1, cents: -3_000 } })
    await standIn.stop()
  })
})

describe('what was taken by hand', () => {
  it('is summed by day beside the books, for a person to count', async () => {
    const deps = testDeps(database, clock)
    const manager: Person = staffPerson(deps, place.store, 'manager')
    const storeId = place.store.id
    const { orderId } = await openBill(deps, place.store, place.store.tables[0])
    await manager.call.payment.takeCash({ storeId, orderId, key: newKey() })
    const what = { kind: 'amount' as const, amountCents: 300 }
    const request = { storeId, orderId, what, reason: '少上了', returnsStock: false, key: newKey() }
    await manager.call.refunds.refundOrder(request)
    const { reconcile } = manager.call.platforms
    expect(await reconcile.books({ storeId, day: null })).toEqual({
      today: DAY,
      books: [{ accountId: null, method: null, merchant: '', isEnabled: true }],
      byHand: [{ provider: 'cash', count: 1, amountCents: 3_000, refundedCents: 300 }],
    })
    expect((await reconcile.books({ storeId, day: '2026-11-19' })).byHand).toEqual([])
  })
})
