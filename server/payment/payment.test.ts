// Paying: one success whatever the callbacks do, no money lost, none taken that nobody saw.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tablePath } from '@/domain/paths'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, openBill, orderMore, type Party, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  joinAsMember,
  makeRestaurant,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import type { RawCallback } from '../platforms/providers/provider'
import { callbackOf, signCallback } from '../platforms/providers/simulator'
import { sweepPayments } from './sweep-payments'
import { takeCallback } from './take-callback'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }
let database: TestDatabase
let deps: Deps
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = NOON
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

function later(minutes: number) {
  clock.now = new Date(clock.now.getTime() + minutes * 60_000)
}

async function start(party: Party, method: 'wechat' | 'alipay' | 'credit_card' = 'wechat') {
  const { phone, table, orderId } = party
  const request = { code: table.code, orderId, method, key: newKey() }
  const payment = await phone.call.payment.create(request)
  return { ...payment, token: payment.payUrl?.split('/').at(-1) ?? '' }
}

/** Pays at the platform without its callback reaching us; returns the callback that was lost. */
async function payUnheard(payment: { id: number; token: string }): Promise<RawCallback> {
  const trade = await database.db.simulatorTrade.update({
    where: { token: payment.token },
    data: { state: 'paid', transactionId: `SIM${payment.id}TESTTEST`, decidedAt: clock.now },
  })
  return callbackOf(deps, payment.id, trade)
}

const deliver = (raw: RawCallback) => takeCallback(deps, 'simulator', raw)

async function billOf({ phone, table }: Party) {
  const { bills } = await phone.call.billing.bill({ code: table.code })
  const [bill] = bills
  if (!bill) throw new Error('a party with an order has a bill')
  return bill
}

describe('a payment by the simulated platform', () => {
  it('pays what is open, tells the table, and settles the bill', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const payment = await start(party)
    expect(payment).toMatchObject({ amountCents: 3_000, state: 'pending', isMine: true })

    const page = await party.phone.call.payment.answerPayPage({
      token: payment.token,
      answer: 'pay',
    })

    expect(page).toMatchObject({ state: 'succeeded', returnTo: tablePath(party.table.code) })
    const bill = await billOf(party)
    expect(bill).toMatchObject({ openCents: 0, order: { paymentStatus: 'paid', isSettled: true } })
    const events = await database.db.outboxEvent.findMany({
      where: { storeId: place.store.id, type: 'payment_status_update' },
      orderBy: { id: 'asc' },
    })
    expect(events.map((event) => event.payload)).toMatchObject([
      { payment: { status: 'pending' }, order: { payment_status: 'unpaid' } },
      { payment: { status: 'success', amount: 30 }, order: { payment_status: 'paid' } },
    ])
    expect(events[1]?.rooms).toContain(`order:${party.orderId}`)
  })

  it('fails when it is declined, and the bill can be paid another way', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const declined = await start(party)
    const request = { token: declined.token, answer: 'decline' as const }
    expect(await party.phone.call.payment.answerPayPage(request)).toMatchObject({ state: 'failed' })

    const second = await start(party, 'alipay')
    await party.phone.call.payment.answerPayPage({ token: second.token, answer: 'pay' })
    expect(await billOf(party)).toMatchObject({ openCents: 0 })
  })

  it('sends a pay-first order to the kitchen when it is paid, and not before', async () => {
    await database.db.store.update({
      where: { id: place.store.id },
      data: { orderMode: 'pay_first' },
    })
    const party = await openBill(deps, place.store, place.store.tables[0])
    expect((await billOf(party)).order.rounds[0]?.state).toBe('pending')

    const payment = await start(party)
    await party.phone.call.payment.answerPayPage({ token: payment.token, answer: 'pay' })

    const { order } = await billOf(party)
    expect(order).toMatchObject({ state: 'confirmed', rounds: [{ state: 'confirmed' }] })
  })

  it('makes one payment of fifty equal requests, under way for each of them', async () => {
    const { phone, table, orderId } = await openBill(deps, place.store, place.store.tables[0])
    const request = { code: table.code, orderId, method: 'wechat' as const, key: newKey() }

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => phone.call.payment.create(request)),
    )

    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
    expect(answers.map(({ state }) => state)).toEqual(Array(50).fill('pending'))
    expect(await database.db.payment.findMany({ where: { orderId } })).toMatchObject([
      { state: 'pending' },
    ])
    const others = [
      { ...request, method: 'alipay' as const },
      { ...request, split: { kind: 'amount' as const, amountCents: 3_000 } },
      { ...request, expectedCents: 2_999 },
    ]
    for (const other of others) {
      const refusal = await refusalOf(phone.call.payment.create(other))
      expect([other, refusal.code]).toEqual([other, 'request.key-reused'])
    }
    expect(await phone.call.payment.create({ ...request, expectedCents: 3_000 })).toEqual(
      answers[0],
    )
  })

  it('makes one payment of one key, whichever of two requests it is sent with at once', async () => {
    const { phone, table, orderId } = await openBill(deps, place.store, place.store.tables[0])
    const request = { code: table.code, orderId, key: newKey() }
    const methods = ['wechat', 'alipay', 'wechat', 'alipay', 'wechat', 'alipay'] as const
    const ends = await Promise.allSettled(
      methods.map((method) => phone.call.payment.create({ ...request, method })),
    )
    const [made, ...more] = await database.db.payment.findMany({ where: { orderId } })
    expect(more).toEqual([])
    for (const [index, end] of ends.entries()) {
      if (end.status === 'fulfilled') expect(end.value.id).toBe(made?.id)
      else expect(end.reason.cause.code).toBe('request.key-reused')
      expect(end.status === 'fulfilled').toBe(methods[index] === made?.method)
    }
  })

  it('lets one phone pay at a time, and the same phone change its mind', async () => {
    const [table] = place.store.tables
    const party = await openBill(deps, place.store, table)
    const friend = await guestAt(deps, table)
    const first = await start(party, 'wechat')
    const request = { code: table.code, orderId: party.orderId, method: 'alipay' as const }

    const refusal = await refusalOf(friend.call.payment.create({ ...request, key: newKey() }))
    expect(refusal.code).toBe('payment.other-pending')
    await start(party, 'alipay')
    const status = { code: table.code, paymentId: first.id }
    expect(await party.phone.call.payment.status(status)).toMatchObject({ state: 'cancelled' })

    later(16)
    expect(await friend.call.payment.create({ ...request, key: newKey() })).toMatchObject({
      state: 'pending',
    })
  })

  it('charges what is open at that moment, never what a phone says', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    await orderMore(party.phone, place.store, party.table, 2)
    expect(await start(party)).toMatchObject({ amountCents: 3_600 })
  })

  it('keeps the rest open when more was ordered while somebody paid', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const payment = await start(party)
    await orderMore(party.phone, place.store, party.table, 1)
    await party.phone.call.payment.answerPayPage({ token: payment.token, answer: 'pay' })

    const bill = await billOf(party)
    expect(bill).toMatchObject({ openCents: 300, order: { paymentStatus: 'partly_paid' } })
    const rest = await start(party)
    expect(rest.amountCents).toBe(300)
    await party.phone.call.payment.answerPayPage({ token: rest.token, answer: 'pay' })
    expect(await billOf(party)).toMatchObject({ openCents: 0, order: { isSettled: true } })
  })
})

describe('callbacks', () => {
  it('change the world once when one is delivered fifty times at once', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const member = { code: party.table.code, phone: '13800138000', hasConsented: true }
    await joinAsMember(party.phone, party.table, member)
    const raw = await payUnheard(await start(party))

    const answers = await Promise.all(Array.from({ length: 50 }, () => deliver(raw)))

    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    const { orderId } = party
    expect(await database.db.payment.count({ where: { orderId, state: 'succeeded' } })).toBe(1)
    expect(
      await database.db.pointsEntry.findMany({ where: { payment: { orderId } } }),
    ).toMatchObject([{ delta: 30, reason: 'earned', pointsAfter: 30 }])
    const told = await database.db.outboxEvent.findMany({
      where: { rooms: { has: `order:${orderId}` }, type: 'payment_status_update' },
    })
    expect(told).toHaveLength(2)
    const verdicts = await database.db.providerCallback.groupBy({
      by: ['verdict'],
      where: { storeId: place.store.id },
      _count: true,
    })
    expect(new Map(verdicts.map((row) => [row.verdict, row._count]))).toEqual(
      new Map([
        ['accepted', 1],
        ['repeated', 49],
      ]),
    )
  })

  it('for many payments, repeated and shuffled, settle each bill once', async () => {
    const parties: Party[] = []
    for (let index = 0; index < 12; index += 1) {
      const table = await addTable(deps, place.store, `S${index}`)
      parties.push(await openBill(deps, place.store, table, index + 1))
    }
    const calls: RawCallback[] = []
    for (const [index, party] of parties.entries()) {
      const raw = await payUnheard(await start(party))
      for (let copy = 0; copy <= index % 8; copy += 1) calls.push(raw)
    }
    const shuffled = calls
      .map((raw, index) => ({ raw, at: (index * 7_919) % 101 }))
      .sort((a, b) => a.at - b.at)

    await Promise.all(shuffled.map(({ raw }) => deliver(raw)))

    for (const party of parties) expect(await billOf(party)).toMatchObject({ openCents: 0 })
    const where = { storeId: place.store.id, state: 'succeeded' as const }
    expect(await database.db.payment.count({ where })).toBe(parties.length)
  })

  it('that come after a cancellation are not lost: the bill is paid by them', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const payment = await start(party)
    await party.phone.call.payment.cancel({ code: party.table.code, paymentId: payment.id })

    await deliver(await payUnheard(payment))

    const bill = await billOf(party)
    expect(bill).toMatchObject({ openCents: 0, order: { isSettled: true } })
    expect(bill.payments.map(({ state }) => state)).toEqual(['cancelled', 'succeeded'])
    expect(
      await database.db.providerCallback.findMany({ where: { paymentId: payment.id } }),
    ).toMatchObject([{ verdict: 'late', reason: 'cancelled' }])
  })

  it('that come after somebody else paid give the surplus back, and staff are told', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const payment = await start(party)
    const cashier = staffPerson(deps, place.store, 'cashier')
    const request = { storeId: place.store.id, orderId: party.orderId, key: newKey() }
    await cashier.call.payment.takeCash(request)

    const raw = await payUnheard(payment)
    await Promise.all([deliver(raw), deliver(raw), deliver(raw)])

    const bill = await billOf(party)
    expect(bill.order).toMatchObject({
      paidCents: 3_000,
      surplusCents: 0,
      refundedCents: 0,
      paymentStatus: 'paid',
    })
    expect(bill.payments.at(-1)).toMatchObject({
      state: 'succeeded',
      refunds: [{ amountCents: 3_000, reason: 'surplus', state: 'succeeded' }],
    })
    const trouble = () => cashier.call.refunds.trouble({ storeId: place.store.id })
    expect(await trouble()).toMatchObject([
      { kind: 'surplus', tableName: party.table.name, amountCents: 3_000 },
    ])
    later(31)
    await sweepPayments(deps)
    expect(await trouble()).toEqual([])
    const told = await database.db.outboxEvent.findMany({
      where: { rooms: { has: `store:${place.store.id}` }, type: 'payment_status_update' },
    })
    // begun, cancelled for the till, cash taken, late money in, given back
    expect(told).toHaveLength(5)
  })

  it('that come after the time ran out pay the bill or go back', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const payment = await start(party)
    later(16)
    await sweepPayments(deps)
    const status = { code: party.table.code, paymentId: payment.id }
    expect(await party.phone.call.payment.status(status)).toMatchObject({ state: 'expired' })

    await deliver(await payUnheard(payment))
    expect(await billOf(party)).toMatchObject({ openCents: 0 })
  })

  it('that are lost are found by asking within half a minute', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const payment = await start(party)
    later(0.25)
    await payUnheard(payment)
    await sweepPayments(deps)
    expect(await billOf(party)).toMatchObject({ openCents: 3_000 })
    later(0.25)

    await Promise.all([sweepPayments(deps), sweepPayments(deps)])

    const bill = await billOf(party)
    expect(bill).toMatchObject({ openCents: 0 })
    expect(bill.payments.map(({ state }) => state)).toEqual(['succeeded'])
  })

  it('that are lost are found even when the time ran out meanwhile', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    await payUnheard(await start(party))
    later(16)

    await Promise.all([sweepPayments(deps), sweepPayments(deps)])

    const bill = await billOf(party)
    expect(bill).toMatchObject({ openCents: 0 })
    expect(bill.payments.map(({ state }) => state)).toEqual(['succeeded'])
  })

  it('of a cancelled order are paid back in full', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const payment = await start(party)
    const manager = staffPerson(deps, place.store, 'manager')
    const { id: storeId } = place.store
    await manager.call.ordering.cancel({ storeId, orderId: party.orderId, reason: '客人走了' })

    await deliver(await payUnheard(payment))

    const order = await database.db.order.findUniqueOrThrow({ where: { id: party.orderId } })
    expect(order).toMatchObject({ state: 'cancelled', paidCents: 0, surplusCents: 0 })
    const refunds = await database.db.refund.findMany({ where: { orderId: party.orderId } })
    expect(refunds).toMatchObject([{ amountCents: 3_000, state: 'succeeded', reason: 'surplus' }])
  })

  it('that are forged change nothing, and each is kept', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const payment = await start(party)
    const raw = await payUnheard(payment)
    const text = raw.body.toString()
    const rightly = (body: string) => signCallback(deps, Buffer.from(body))

    const forged: RawCallback[] = [
      { headers: {}, body: raw.body },
      { headers: { ...raw.headers, 'x-simulator-signature': '' }, body: raw.body },
      { headers: { ...raw.headers, 'x-simulator-signature': 'f'.repeat(64) }, body: raw.body },
      { headers: { ...raw.headers, 'x-simulator-timestamp': 'NaN' }, body: raw.body },
      { headers: { ...raw.headers, 'x-simulator-signature': ['a', 'b'] }, body: raw.body },
      { ...raw, body: Buffer.from(text.replace('30.00', '30.01')) },
      { ...raw, body: Buffer.from(text.replace('30.00', '29.99')) },
      { ...raw, body: Buffer.from(`\ufeff${text}`) },
      { ...raw, body: Buffer.from(`${text} `) },
      { ...raw, body: Buffer.from(JSON.stringify(JSON.parse(text), null, 1)) },
      { ...raw, body: Buffer.alloc(0) },
      { ...raw, body: Buffer.alloc(5_000_000, 'x') },
      { ...raw, body: Buffer.from('\u0000\u0000') },
      ...Array.from(raw.body.keys(), (at) => {
        const body = Buffer.from(raw.body)
        body[at] = (body[at] ?? 0) ^ 1
        return { ...raw, body }
      }),
      // Rightly signed, wrongly meant: another merchant, amount, currency, payment, form.
      rightly(text.replace(`SIM-${place.store.id}`, `SIM-${place.otherStore.id}`)),
      rightly(text.replace('30.00', '30.01')),
      rightly(text.replace('30.00', '29.99')),
      rightly(text.replace('30.00', '3e1')),
      rightly(text.replace('CNY', 'USD')),
      rightly(text.replace(payment.token, 'A'.repeat(22))),
      rightly(text.replace('"success":true', '"success":"true"')),
      rightly(text.replace('{', '{"__proto__":{"success":true},')),
      rightly(text.replace('{', '{"extra":1,')),
      rightly('null'),
      rightly('[]'),
      rightly('<xml/>'),
    ]

    for (const fake of forged) expect((await deliver(fake)).status).toBe(400)

    expect(await billOf(party)).toMatchObject({
      openCents: 3_000,
      payments: [{ state: 'pending' }],
    })
    const kept = await database.db.providerCallback.count({ where: { verdict: 'refused' } })
    expect(kept).toBe(forged.length)
    expect((await deliver(raw)).status).toBe(200)
    expect(await billOf(party)).toMatchObject({ openCents: 0 })
  })

  it('older or newer than five minutes are not believed', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const raw = await payUnheard(await start(party))
    for (const seconds of [301, -301]) {
      clock.now = new Date(NOON.getTime() + seconds * 1_000)
      expect((await deliver(raw)).status).toBe(400)
    }
    clock.now = new Date(NOON.getTime() + 299_000)
    expect((await deliver(raw)).status).toBe(200)
  })

  it('for a provider that never calls back are answered with nothing', async () => {
    expect(await takeCallback(deps, 'cash', { headers: {}, body: Buffer.from('{}') })).toEqual({
      status: 404,
      body: '{}',
    })
    const nobody = await takeCallback(deps, 'constructor', {
      headers: {},
      body: Buffer.from('{}'),
    })
    expect(nobody.status).toBe(404)
  })
})

describe('two ways of paying at once', () => {
  it('leave the bill paid once: the other is refused or given back', async () => {
    for (let round = 0; round < 12; round += 1) {
      const table = await addTable(deps, place.store, `R${round}`)
      const party = await openBill(deps, place.store, table)
      const payment = await start(party)
      const raw = await payUnheard(payment)
      const cashier = staffPerson(deps, place.store, 'cashier')
      const request = { storeId: place.store.id, orderId: party.orderId, key: newKey() }

      await Promise.allSettled([deliver(raw), cashier.call.payment.takeCash(request), deliver(raw)])

      const bill = await billOf(party)
      expect(bill).toMatchObject({
        openCents: 0,
        order: { paidCents: 3_000, surplusCents: 0, paymentStatus: 'paid' },
      })
    }
  })
})

describe('cash', () => {
  it('asked for by a guest calls the floor once, and is done when it is taken', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const { phone, table, orderId } = party
    const request = { code: table.code, orderId, method: 'cash' as const }
    const asked = await phone.call.payment.create({ ...request, key: newKey() })
    await phone.call.payment.create({ ...request, key: newKey() })
    const open = { storeId: place.store.id, kind: 'cash' as const, doneAt: null }
    expect(await database.db.serviceRequest.count({ where: open })).toBe(1)
    expect(asked.payUrl).toBeNull()

    const cashier = staffPerson(deps, place.store, 'cashier')
    const take = { storeId: place.store.id, orderId, givenCents: 5_000, key: newKey() }
    const taken = await cashier.call.payment.takeCash(take)

    expect(taken).toMatchObject({ changeCents: 2_000, payment: { state: 'succeeded' } })
    expect(await database.db.serviceRequest.count({ where: open })).toBe(0)
    expect(
      (await billOf(party)).payments.filter((each) => each.state === 'succeeded'),
    ).toHaveLength(1)
  })

  it('a guest asked for is waited for by a person, whatever the clock says, until the guest thinks again', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const { phone, table, orderId } = party
    const request = { code: table.code, orderId, method: 'cash' as const }
    const open = { storeId: place.store.id, kind: 'cash' as const, doneAt: null }
    await phone.call.payment.create({ ...request, key: newKey() })
    later(16)
    await sweepPayments(deps)
    expect(await database.db.payment.count({ where: { orderId, state: 'expired' } })).toBe(1)
    expect(await database.db.serviceRequest.count({ where: open })).toBe(1)

    const { id: paymentId } = await phone.call.payment.create({ ...request, key: newKey() })
    expect(await database.db.serviceRequest.count({ where: open })).toBe(1)
    await phone.call.payment.cancel({ code: table.code, paymentId })
    expect(await database.db.serviceRequest.count({ where: open })).toBe(0)
  })

  it('that was asked for is not brought any more when another phone pays the bill', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const { phone, table, orderId } = party
    const friend = await guestAt(deps, table)
    const request = { code: table.code, orderId, method: 'cash' as const }
    await phone.call.payment.create({ ...request, key: newKey() })
    const open = { storeId: place.store.id, kind: 'cash' as const, doneAt: null }
    expect(await database.db.serviceRequest.count({ where: open })).toBe(1)

    const payment = await start({ ...party, phone: friend })
    await friend.call.payment.answerPayPage({ token: payment.token, answer: 'pay' })
    expect(await database.db.serviceRequest.count({ where: open })).toBe(0)
    expect(await billOf(party)).toMatchObject({ openCents: 0, order: { surplusCents: 0 } })
    expect(await database.db.payment.count({ where: { orderId, state: 'pending' } })).toBe(0)
    const cashier = staffPerson(deps, place.store, 'cashier')
    const take = { storeId: place.store.id, orderId, key: newKey() }
    expect((await refusalOf(cashier.call.payment.takeCash(take))).code).toBe('order.already-paid')
  })

  it('is not taken twice by a second tap, nor below what is due, nor for another amount than was seen', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const cashier = staffPerson(deps, place.store, 'cashier')
    const request = { storeId: place.store.id, orderId: party.orderId, key: newKey() }
    const { takeCash } = cashier.call.payment

    expect(await refusalOf(takeCash({ ...request, givenCents: 2_999 }))).toMatchObject({
      code: 'cash.too-little',
      details: { amountCents: 3_000 },
    })
    expect(await refusalOf(takeCash({ ...request, amountCents: 2_700 }))).toMatchObject({
      code: 'price.changed',
      details: { totalCents: 3_000 },
    })
    const [first, second] = await Promise.all([
      takeCash({ ...request, givenCents: 10_000 }),
      takeCash({ ...request, givenCents: 10_000 }),
    ])
    expect(second).toEqual(first)
    expect(first.changeCents).toBe(7_000)
    const again = takeCash({ ...request, key: newKey() })
    expect((await refusalOf(again)).code).toBe('order.already-paid')
  })

  it('and cards at the till close what is under way on a phone', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const payment = await start(party)
    const cashier = staffPerson(deps, place.store, 'cashier')
    const request = {
      storeId: place.store.id,
      orderId: party.orderId,
      key: newKey(),
      reference: '004711',
    }

    const taken = await cashier.call.payment.takeCard(request)

    expect(taken).toMatchObject({ state: 'succeeded', method: 'credit_card', provider: 'terminal' })
    const late = party.phone.call.payment.answerPayPage({ token: payment.token, answer: 'pay' })
    expect((await refusalOf(late)).code).toBe('payment.final')
  })
})

describe('refunds', () => {
  async function paidParty() {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const payment = await start(party)
    await party.phone.call.payment.answerPayPage({ token: payment.token, answer: 'pay' })
    return { party, payment }
  }

  it('give back part by part, never more than was paid, whoever taps at once', async () => {
    const { party, payment } = await paidParty()
    const manager = staffPerson(deps, place.store, 'manager')
    const request = { storeId: place.store.id, paymentId: payment.id, reason: '上错菜' }

    const results = await Promise.allSettled(
      [1, 2, 3, 4, 5].map(() =>
        manager.call.refunds.refund({ ...request, amountCents: 1_000, key: newKey() }),
      ),
    )

    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3)
    expect((await billOf(party)).order).toMatchObject({
      refundedCents: 3_000,
      paymentStatus: 'refunded',
    })
    const more = manager.call.refunds.refund({ ...request, amountCents: 1, key: newKey() })
    expect(await refusalOf(more)).toMatchObject({
      code: 'refund.too-much',
      details: { leftCents: 0 },
    })
  })

  it('happen once per key', async () => {
    const { party, payment } = await paidParty()
    const manager = staffPerson(deps, place.store, 'manager')
    const request = {
      storeId: place.store.id,
      paymentId: payment.id,
      amountCents: 500,
      reason: '菜凉了',
    }
    const key = newKey()
    await Promise.all([1, 2, 3].map(() => manager.call.refunds.refund({ ...request, key })))

    expect((await billOf(party)).order).toMatchObject({
      refundedCents: 500,
      paymentStatus: 'partly_refunded',
    })
    for (const other of [{ amountCents: 600 }, { reason: '等太久' }]) {
      const refused = manager.call.refunds.refund({ ...request, ...other, key })
      expect((await refusalOf(refused)).code).toBe('request.key-reused')
    }
  })

  it('that a crash left on the way are carried out by the sweep, once', async () => {
    const { party, payment } = await paidParty()
    await database.db.refund.create({
      data: {
        storeId: place.store.id,
        orderId: party.orderId,
        paymentId: payment.id,
        amountCents: 700,
        reason: '断电',
        idempotencyKey: newKey(),
        createdAt: clock.now,
      },
    })
    later(1)
    await Promise.all([sweepPayments(deps), sweepPayments(deps)])
    expect((await billOf(party)).order.refundedCents).toBe(700)
  })

  it('of a bill that still runs open it again, and it can be cancelled then', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const payment = await start(party)
    await orderMore(party.phone, place.store, party.table, 1)
    await party.phone.call.payment.answerPayPage({ token: payment.token, answer: 'pay' })
    const manager = staffPerson(deps, place.store, 'manager')
    const { id: storeId } = place.store

    const request = { storeId, paymentId: payment.id, amountCents: 3_000, reason: '换人付款' }
    await manager.call.refunds.refund({ ...request, key: newKey() })

    expect(await billOf(party)).toMatchObject({
      openCents: 3_300,
      order: { paymentStatus: 'unpaid' },
    })
    await manager.call.ordering.cancel({ storeId, orderId: party.orderId, reason: '走了' })
  })

  it('are not for waiters', async () => {
    const { payment } = await paidParty()
    const waiter = staffPerson(deps, place.store, 'waiter')
    const request = {
      storeId: place.store.id,
      paymentId: payment.id,
      amountCents: 1,
      reason: '菜凉了',
    }
    const refusal = await refusalOf(waiter.call.refunds.refund({ ...request, key: newKey() }))
    expect(refusal.code).toBe('permission.missing')
  })
})

describe('who may touch a payment', () => {
  it('is not another table, nor another phone at it, nor another store', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const payment = await start(party)
    const friend = await guestAt(deps, party.table)
    const stranger = await guestAt(deps, place.store.tables[1])
    const manager = staffPerson(deps, place.otherStore, 'manager')

    const other = { code: place.store.tables[1].code, paymentId: payment.id }
    expect((await refusalOf(stranger.call.payment.status(other))).code).toBe('thing.not-found')
    expect((await refusalOf(stranger.call.payment.cancel(other))).code).toBe('thing.not-found')
    const own = { code: party.table.code, paymentId: payment.id }
    expect((await refusalOf(friend.call.payment.cancel(own))).code).toBe('thing.not-found')
    expect(await friend.call.payment.status(own)).toMatchObject({ payUrl: null, isMine: false })
    const away = { storeId: place.otherStore.id, paymentId: payment.id }
    expect((await refusalOf(manager.call.payment.statusForStaff(away))).code).toBe(
      'thing.not-found',
    )
    const pay = { storeId: place.otherStore.id, orderId: party.orderId, key: newKey() }
    expect((await refusalOf(manager.call.payment.takeCash(pay))).code).toBe('thing.not-found')
    const refund = { ...away, amountCents: 1, reason: '菜凉了', key: newKey() }
    expect((await refusalOf(manager.call.refunds.refund(refund))).code).toBe('thing.not-found')
  })
})
