// A bill paid in parts by several phones and the till: parts add up, what is being paid is locked,
// locks end, nothing is paid twice.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SplitRequest } from '@/domain/split'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, orderMore, type Party, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  type TestTable,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { sweepPayments } from '../payment/sweep-payments'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let table: TestTable

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = NOON
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  table = place.store.tables[0]
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

async function order(phones: readonly Person[], dishId: number, quantity: number) {
  const { code } = table
  for (const phone of phones) {
    await phone.call.ordering.addToCart({ code, dishId, choices: [], quantity, key: newKey() })
  }
  const [phone] = phones
  const cart = await phone?.call.ordering.cart({ code })
  await phone?.call.ordering.place({
    code,
    cartVersion: cart?.version ?? 0,
    expectedCents: cart?.owedCents ?? 0,
    key: newKey(),
  })
}

/**
 * Guest 1 has ordered 10 rice (3,000), guest 2 two beers (3,000) and a duck (8,800): 14,800 分 in
 * all.
 */
async function dinner(): Promise<Party & { friend: Person }> {
  const party = await openBill(deps, place.store, table)
  const friend = await guestAt(deps, table)
  await order([friend], place.store.dishes.beer.id, 2)
  await order([friend], place.store.dishes.duck.id, 1)
  return { ...party, friend }
}

async function begin(
  phone: Person,
  orderId: number,
  split: SplitRequest,
  more: { key?: string; expectedCents?: number; method?: 'wechat' | 'cash' } = {},
) {
  const request = { code: table.code, orderId, split, method: 'wechat' as const, key: newKey() }
  const payment = await phone.call.payment.create({ ...request, ...more })
  return { ...payment, token: payment.payUrl?.split('/').at(-1) ?? '' }
}

const finish = (phone: Person, { token }: { token: string }, answer: 'pay' | 'decline' = 'pay') =>
  phone.call.payment.answerPayPage({ token, answer })

const splitOf = (phone: Person, orderId: number) =>
  phone.call.billing.split({ code: table.code, orderId })

/** The order's row, and the succeeded payments of it. */
async function rowsOf(orderId: number) {
  const { owedCents, paidCents, settledAt } = await database.db.order.findUniqueOrThrow({
    where: { id: orderId },
  })
  const payments = await database.db.payment.findMany({
    where: { orderId, state: 'succeeded' },
    include: { shares: true },
    orderBy: { id: 'asc' },
  })
  const sum = payments.reduce((total, { amountCents }) => total + amountCents, 0)
  return { owedCents, paidCents, isSettled: settledAt !== null, payments, sum }
}

async function expectPaid(orderId: number) {
  const { owedCents, paidCents, isSettled, sum } = await rowsOf(orderId)
  expect({ paidCents, isSettled, sum }).toEqual({
    paidCents: owedCents,
    isSettled: true,
    sum: owedCents,
  })
}

describe('a bill split between phones', () => {
  it('by dishes locks them for the others while one pays, and ticks them when it is paid', async () => {
    const { phone, friend, orderId } = await dinner()
    const [rice, beer, duck] = (await splitOf(phone, orderId)).lines
    expect([rice, beer, duck]).toMatchObject([
      { guestNumber: 1, openCents: 3_000 },
      { guestNumber: 2, openCents: 3_000, quantity: 2 },
      { guestNumber: 2, openCents: 8_800 },
    ])
    const one: SplitRequest = { kind: 'items', items: [{ lineId: beer?.id ?? 0, quantity: 1 }] }
    const whole: SplitRequest = { kind: 'items', items: [{ lineId: beer?.id ?? 0, quantity: 2 }] }
    const payment = await begin(phone, orderId, whole, { expectedCents: 3_000 })
    expect(payment.amountCents).toBe(3_000)

    expect(await splitOf(friend, orderId)).toMatchObject({
      freeCents: 11_800,
      lockedBy: [1],
      lines: [{}, { openCents: 0, lockedCents: 3_000, lockedBy: [1] }, {}],
    })
    expect(await refusalOf(begin(friend, orderId, one))).toMatchObject({
      code: 'split.locked',
      details: { guestNumber: 1 },
    })

    await finish(phone, payment)
    expect(await splitOf(friend, orderId)).toMatchObject({
      openCents: 11_800,
      lines: [{}, { openCents: 0, lockedCents: 0, paidCents: 3_000 }, {}],
    })
    expect((await refusalOf(begin(friend, orderId, one))).code).toBe('split.nothing-left')
    await finish(friend, await begin(friend, orderId, { kind: 'whole' }))
    await expectPaid(orderId)
    expect((await rowsOf(orderId)).payments).toMatchObject([
      {
        splitKind: 'items',
        guestId: expect.any(Number),
        shares: [{ lineId: beer?.id, amountCents: 3_000 }],
      },
      { splitKind: 'whole', shares: [] },
    ])
  })

  it('by person adds up to the whole: everybody pays what they ordered', async () => {
    const { phone, friend, orderId } = await dinner()
    const mine = await begin(phone, orderId, { kind: 'person', guestNumber: 1 })
    const theirs = await begin(friend, orderId, { kind: 'person', guestNumber: 2 })
    expect([mine.amountCents, theirs.amountCents]).toEqual([3_000, 11_800])
    await Promise.all([finish(phone, mine), finish(friend, theirs)])
    await expectPaid(orderId)
  })

  it('by shares of one dish, of three kinds and the till, leaves no 分 over', async () => {
    const { phone, friend, orderId } = await dinner()
    const third = await guestAt(deps, table)
    const [, , duck] = (await splitOf(phone, orderId)).lines
    const share: SplitRequest = {
      kind: 'items',
      items: [{ lineId: duck?.id ?? 0, quantity: 1, of: 3 }],
    }
    const parts = [
      await begin(phone, orderId, share),
      await begin(friend, orderId, share),
      await begin(third, orderId, share),
    ]
    expect(parts.map(({ amountCents }) => amountCents)).toEqual([2_934, 2_934, 2_932])
    for (const [index, who] of [phone, friend, third].entries()) {
      await finish(who, parts[index] ?? { token: '' })
    }
    await finish(phone, await begin(phone, orderId, { kind: 'amount', amountCents: 1_000 }))
    const rest = await begin(friend, orderId, { kind: 'person', guestNumber: 1 })
    expect(rest.amountCents).toBe(3_000)
    const waiter = staffPerson(deps, place.store, 'waiter')
    const taken = await waiter.call.payment.takeCash({
      storeId: place.store.id,
      orderId,
      split: { kind: 'amount', amountCents: 2_000 },
      givenCents: 5_000,
      key: newKey(),
    })
    expect(taken.changeCents).toBe(3_000)
    await finish(friend, rest)
    await expectPaid(orderId)
  })

  it('is of one’s own dishes and a third of a shared one in one payment, and every phone sees whose the third is', async () => {
    const { phone, friend, orderId } = await dinner()
    const [rice, , duck] = (await splitOf(phone, orderId)).lines
    const third = { lineId: duck?.id ?? 0, quantity: 1, of: 3 }
    const both: SplitRequest = {
      kind: 'items',
      items: [{ lineId: rice?.id ?? 0, quantity: 10 }, third],
    }
    const payment = await begin(phone, orderId, both, { expectedCents: 5_934 })
    const share = { guestNumber: 1, amountCents: 2_934, quantity: 1, of: 3 }
    expect((await splitOf(friend, orderId)).lines).toMatchObject([
      { openCents: 0, lockedBy: [1] },
      { taken: [] },
      { openCents: 5_866, taken: [{ ...share, isPaid: false }] },
    ])
    await finish(phone, payment)
    expect((await splitOf(friend, orderId)).lines[2]?.taken).toEqual([{ ...share, isPaid: true }])
    const twice: SplitRequest = { kind: 'items', items: [third, third] }
    await expect(begin(friend, orderId, twice)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const rest: SplitRequest = { kind: 'items', items: [{ ...third, quantity: 2 }] }
    await finish(friend, await begin(friend, orderId, rest, { expectedCents: 5_866 }))
    await finish(friend, await begin(friend, orderId, { kind: 'whole' }))
    await expectPaid(orderId)
  })

  it('has the charge per head on a line of its own, which nobody pays twice, and what was paid for it stays when it goes on', async () => {
    await database.db.store.update({ where: { id: place.store.id }, data: { perHeadCents: 200 } })
    const { phone, friend, orderId } = await dinner()
    await phone.call.service.sayPeople({ code: table.code, people: 2, seen: null })
    expect(await splitOf(phone, orderId)).toMatchObject({
      people: 2,
      bearsShares: false,
      lines: [{ openCents: 3_000 }, { openCents: 3_000 }, { openCents: 8_800 }],
      heads: { count: 2, payableCents: 400, openCents: 400 },
    })
    const mine = await begin(phone, orderId, { kind: 'person', guestNumber: 1 })
    expect(mine.amountCents).toBe(3_200)
    const theirs: SplitRequest = { kind: 'items', items: [], heads: 2 }
    expect((await refusalOf(begin(friend, orderId, theirs))).code).toBe('split.locked')
    await finish(phone, mine)
    await finish(friend, await begin(friend, orderId, theirs, { expectedCents: 200 }))
    expect((await splitOf(phone, orderId)).heads).toMatchObject({ openCents: 0, paidCents: 400 })
    const { payments } = await rowsOf(orderId)
    expect(payments).toMatchObject([{ headCents: 200 }, { headCents: 200, shares: [] }])
    await finish(friend, await begin(friend, orderId, { kind: 'person', guestNumber: 2 }))
    await expectPaid(orderId)
  })

  it('says where its dishes bear shares of what is on the bill', async () => {
    const store = { id: place.store.id }
    await database.db.store.update({ where: store, data: { serviceBasisPoints: 1_000 } })
    const { phone, friend, orderId } = await dinner()
    expect(await splitOf(phone, orderId)).toMatchObject({
      bearsShares: true,
      lines: [{ openCents: 3_300 }, { openCents: 3_300 }, { openCents: 9_680 }],
    })
    await finish(phone, await begin(phone, orderId, { kind: 'person', guestNumber: 1 }))
    await finish(friend, await begin(friend, orderId, { kind: 'whole' }))
    await expectPaid(orderId)
  })

  it('evenly keeps the first number for all, and the last pays exactly the rest', async () => {
    const { phone, friend, orderId } = await dinner()
    const third = await guestAt(deps, table)
    const first = await begin(phone, orderId, { kind: 'even', ways: 3 })
    await finish(phone, first)
    expect(await splitOf(friend, orderId)).toMatchObject({ evenWays: 3, evenLeft: 2 })
    const second = await begin(friend, orderId, { kind: 'even', ways: 7 })
    const last = await begin(third, orderId, { kind: 'even', ways: 3 })
    expect([first, second, last].map(({ amountCents }) => amountCents)).toEqual([
      4_934, 4_933, 4_933,
    ])
    await finish(friend, second)
    await finish(third, last)
    await expectPaid(orderId)
    const row = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
    expect(row.splitWays).toBe(3)
  })

  it('evenly is of what was there: who orders wine after the first part was paid pays for it', async () => {
    const { phone, friend, orderId } = await dinner()
    const third = await guestAt(deps, table)
    const even: SplitRequest = { kind: 'even', ways: 3 }
    await finish(phone, await begin(phone, orderId, even))
    await orderMore(phone, place.store, table, 90)
    expect(await splitOf(friend, orderId)).toMatchObject({ evenWays: 3, evenLeft: 2 })
    for (const who of [friend, third]) {
      const part = await begin(who, orderId, even)
      expect(part.amountCents).toBe(4_933)
      await finish(who, part)
    }
    expect(await splitOf(friend, orderId)).toMatchObject({ evenWays: null, freeCents: 27_000 })
    await finish(phone, await begin(phone, orderId, { kind: 'whole' }))
    await expectPaid(orderId)
  })

  it('by amount never takes more than is free', async () => {
    const { phone, friend, orderId } = await dinner()
    await begin(phone, orderId, { kind: 'amount', amountCents: 14_000 })
    expect(
      await refusalOf(begin(friend, orderId, { kind: 'amount', amountCents: 801 })),
    ).toMatchObject({ code: 'split.too-much', details: { leftCents: 800 } })
    const whole = await begin(friend, orderId, { kind: 'whole' })
    expect(whole.amountCents).toBe(800)
    const third = await guestAt(deps, table)
    const late = await refusalOf(begin(third, orderId, { kind: 'whole' }))
    expect(late.code).toBe('payment.other-pending')
  })

  it('asks again when a part costs another amount than the phone showed', async () => {
    const { phone, orderId } = await dinner()
    const person: SplitRequest = { kind: 'person', guestNumber: 1 }
    expect(await refusalOf(begin(phone, orderId, person, { expectedCents: 2_900 }))).toMatchObject({
      code: 'price.changed',
      details: { totalCents: 3_000 },
    })
  })

  it('frees what was locked when the payment is declined, cancelled, replaced or runs out of time', async () => {
    const { phone, friend, orderId } = await dinner()
    const [rice] = (await splitOf(phone, orderId)).lines
    const request: SplitRequest = {
      kind: 'items',
      items: [{ lineId: rice?.id ?? 0, quantity: 10 }],
    }

    await finish(phone, await begin(phone, orderId, request), 'decline')
    const cancelled = await begin(friend, orderId, request)
    await friend.call.payment.cancel({ code: table.code, paymentId: cancelled.id })
    await begin(phone, orderId, request)
    await begin(phone, orderId, { kind: 'amount', amountCents: 100 })
    expect((await splitOf(friend, orderId)).freeCents).toBe(14_700)
    await begin(friend, orderId, request)
    clock.now = new Date(NOON.getTime() + 16 * 60_000)
    const again = await begin(phone, orderId, request)
    expect(again.amountCents).toBe(3_000)
    clock.now = new Date(NOON.getTime() + 40 * 60_000)
    await sweepPayments(deps)
    expect(await splitOf(friend, orderId)).toMatchObject({ freeCents: 14_800, lockedBy: [] })
  })

  it('makes one payment of one key, and no other of another part with it', async () => {
    const { phone, orderId } = await dinner()
    const key = newKey()
    const person: SplitRequest = { kind: 'person', guestNumber: 1 }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => begin(phone, orderId, person, { key })),
    )
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    const other = begin(phone, orderId, { kind: 'person', guestNumber: 2 }, { key })
    expect((await refusalOf(other)).code).toBe('request.key-reused')
  })

  it('is not seen or paid from another table', async () => {
    const { orderId, phone } = await dinner()
    const stranger = await guestAt(deps, place.store.tables[1])
    const there = { code: place.store.tables[1].code, orderId }
    expect((await refusalOf(stranger.call.billing.split(there))).code).toBe('thing.not-found')
    const [line] = (await splitOf(phone, orderId)).lines
    const other = await openBill(deps, place.store, place.store.tables[1])
    const request = {
      code: place.store.tables[1].code,
      orderId: other.orderId,
      method: 'wechat' as const,
      split: { kind: 'items' as const, items: [{ lineId: line?.id ?? 0, quantity: 1 }] },
      key: newKey(),
    }
    expect((await refusalOf(other.phone.call.payment.create(request))).code).toBe(
      'split.nothing-left',
    )
    const theirs = staffPerson(deps, place.otherStore, 'waiter')
    const foreign = theirs.call.billing.splitForStaff({ storeId: place.otherStore.id, orderId })
    expect((await refusalOf(foreign)).code).toBe('thing.not-found')
  })

  it('never has more under way than is open, when twenty phones want a part at once', async () => {
    const { orderId } = await dinner()
    const phones = await Promise.all(Array.from({ length: 20 }, () => guestAt(deps, table)))
    const request: SplitRequest = { kind: 'amount', amountCents: 1_000 }
    const begun = await Promise.allSettled(phones.map((phone) => begin(phone, orderId, request)))
    const sum = await database.db.payment.aggregate({
      where: { orderId, state: 'pending' },
      _sum: { amountCents: true },
    })
    expect(sum._sum.amountCents).toBe(14_000)
    await Promise.all(
      begun.map((each, index) => {
        const phone = phones[index]
        return each.status === 'fulfilled' && phone ? finish(phone, each.value) : null
      }),
    )
    const [last] = phones
    if (last) await finish(last, await begin(last, orderId, { kind: 'whole' }))
    await expectPaid(orderId)
  })

  it('settles a pay-first order, and sends it to the kitchen, with the last part', async () => {
    await database.db.store.update({
      where: { id: place.store.id },
      data: { orderMode: 'pay_first' },
    })
    const party = await openBill(deps, place.store, table)
    const friend = await guestAt(deps, table)
    const even: SplitRequest = { kind: 'even', ways: 2 }
    await finish(party.phone, await begin(party.phone, party.orderId, even))
    const state = async () =>
      (await database.db.order.findUniqueOrThrow({ where: { id: party.orderId } })).state
    expect(await state()).toBe('pending')
    await finish(friend, await begin(friend, party.orderId, even))
    expect(await state()).toBe('confirmed')
    await expectPaid(party.orderId)
  })
})

describe('a bill that changes under its parts', () => {
  it('gives back what a part is too much for when a dish is taken off', async () => {
    const { phone, friend, orderId } = await dinner()
    const all = await begin(friend, orderId, { kind: 'person', guestNumber: 2 })
    const own = await begin(phone, orderId, { kind: 'person', guestNumber: 1 })
    const [duck] = (await splitOf(phone, orderId)).lines.slice(2)
    const manager = staffPerson(deps, place.store, 'manager')
    await manager.call.ordering.voidLine({
      storeId: place.store.id,
      lineId: duck?.id ?? 0,
      reason: '没有了',
    })
    await finish(phone, own)
    await finish(friend, all)
    const refunds = await database.db.refund.findMany({ where: { orderId } })
    expect(refunds).toMatchObject([{ amountCents: 8_800, reason: 'surplus', state: 'succeeded' }])
    expect(await rowsOf(orderId)).toMatchObject({
      owedCents: 6_000,
      paidCents: 6_000,
      isSettled: true,
    })
  })

  it('keeps the rest open when more is ordered after a part was paid', async () => {
    const { phone, friend, orderId } = await dinner()
    await finish(phone, await begin(phone, orderId, { kind: 'even', ways: 2 }))
    await order([friend], place.store.dishes.rice.id, 1)
    const rest = await begin(friend, orderId, { kind: 'even', ways: 2 })
    expect(rest.amountCents).toBe(7_400)
    await finish(friend, rest)
    await finish(friend, await begin(friend, orderId, { kind: 'whole' }))
    await expectPaid(orderId)
  })
})

describe('the money of a dish', () => {
  const refund = (orderId: number, lineId: number | undefined, quantity: number) =>
    staffPerson(deps, place.store, 'manager').call.refunds.refundOrder({
      storeId: place.store.id,
      orderId,
      what: { kind: 'lines', lines: [{ lineId: lineId ?? 0, quantity }] },
      reason: '菜凉了',
      returnsStock: false,
      key: newKey(),
    })
  const own = (guestNumber: number): SplitRequest => ({ kind: 'person', guestNumber })

  it('goes back to the phone that paid for it, whoever paid last', async () => {
    const { phone, friend, orderId } = await dinner()
    const [rice] = (await splitOf(phone, orderId)).lines
    await finish(phone, await begin(phone, orderId, own(1)))
    await finish(friend, await begin(friend, orderId, own(2)))
    const [first] = (await rowsOf(orderId)).payments
    expect((await refund(orderId, rice?.id, 10)).refunds).toMatchObject([
      { paymentId: first?.id, amountCents: 3_000, state: 'succeeded' },
    ])
  })

  it('is not taken from what another paid for another: what nobody paid for cannot be given back', async () => {
    const { phone, orderId } = await dinner()
    const [rice, beer] = (await splitOf(phone, orderId)).lines
    await finish(phone, await begin(phone, orderId, own(1)))
    const { refunds } = staffPerson(deps, place.store, 'manager').call
    const offer = await refunds.refundable({ storeId: place.store.id, orderId })
    expect(offer.lines.map(({ id, portionCents }) => [id, portionCents.at(-1)])).toContainEqual([
      beer?.id,
      0,
    ])
    expect(await refusalOf(refund(orderId, beer?.id, 2))).toMatchObject({
      code: 'refund.too-much',
      details: { leftCents: 0 },
    })
    expect((await refund(orderId, rice?.id, 10)).amountCents).toBe(3_000)
  })

  it('of one that was given away is none, and the others cost what they cost', async () => {
    const { phone, friend, orderId } = await dinner()
    const [rice, , duck] = (await splitOf(phone, orderId)).lines
    await staffPerson(deps, place.store, 'manager').call.billing.discount({
      storeId: place.store.id,
      orderId,
      lineId: duck?.id ?? 0,
      kind: 'gift',
      reason: '招待',
      key: newKey(),
    })
    expect((await splitOf(phone, orderId)).lines).toMatchObject([
      { openCents: 3_000 },
      { openCents: 3_000 },
      { openCents: 0 },
    ])
    const theirs = await begin(friend, orderId, own(2))
    expect(theirs.amountCents).toBe(3_000)
    await finish(friend, theirs)
    await finish(phone, await begin(phone, orderId, own(1)))
    await expectPaid(orderId)
    expect(await refusalOf(refund(orderId, duck?.id, 1))).toMatchObject({
      code: 'refund.too-much',
      details: { leftCents: 0 },
    })
    expect((await refund(orderId, rice?.id, 10)).amountCents).toBe(3_000)
  })
})

describe('a bill that is paid in part', () => {
  const manager = () => staffPerson(deps, place.store, 'manager')
  const take = (lineId: number | undefined, quantity?: number) =>
    manager().call.ordering.voidLine({
      storeId: place.store.id,
      lineId: lineId ?? 0,
      quantity,
      reason: '卖完了',
    })
  const own = (guestNumber: number): SplitRequest => ({ kind: 'person', guestNumber })

  it('loses a dish that nobody has paid for, and is settled when the rest is what was paid', async () => {
    const { phone, orderId } = await dinner()
    const [rice, beer, duck] = (await splitOf(phone, orderId)).lines
    await finish(phone, await begin(phone, orderId, own(1)))
    expect((await refusalOf(take(rice?.id, 1))).code).toBe('line.paid')
    await take(duck?.id)
    expect(await rowsOf(orderId)).toMatchObject({ owedCents: 6_000, isSettled: false })
    await take(beer?.id, 1)
    await take(beer?.id)
    await expectPaid(orderId)
  })

  it('loses no portion that was paid for, though others of the same dish may go', async () => {
    const { phone, friend, orderId } = await dinner()
    const [, beer] = (await splitOf(phone, orderId)).lines
    const one: SplitRequest = { kind: 'items', items: [{ lineId: beer?.id ?? 0, quantity: 1 }] }
    await finish(friend, await begin(friend, orderId, one))
    expect((await refusalOf(take(beer?.id))).code).toBe('line.paid')
    await take(beer?.id, 1)
    expect((await refusalOf(take(beer?.id))).code).toBe('line.paid')
    expect((await splitOf(phone, orderId)).lines).toMatchObject([
      { openCents: 3_000 },
      { openCents: 0, quantity: 1, paidCents: 1_500 },
      { openCents: 8_800 },
    ])
  })

  it('never owes less than what was paid, whichever dish that was for', async () => {
    const { phone, orderId } = await dinner()
    const [rice, , duck] = (await splitOf(phone, orderId)).lines
    await finish(phone, await begin(phone, orderId, { kind: 'amount', amountCents: 10_000 }))
    expect((await refusalOf(take(duck?.id))).code).toBe('line.paid')
    await take(rice?.id)
    expect(await rowsOf(orderId)).toMatchObject({ owedCents: 11_800, paidCents: 10_000 })
  })

  it('makes a dish cheaper that nobody has paid for, and no other', async () => {
    const { phone, friend, orderId } = await dinner()
    const [rice, , duck] = (await splitOf(phone, orderId)).lines
    await finish(phone, await begin(phone, orderId, own(1)))
    const gift = (lineId: number | null) =>
      manager().call.billing.discount({
        storeId: place.store.id,
        orderId,
        lineId,
        kind: lineId === null ? ('amount_off' as const) : ('gift' as const),
        amountCents: 100,
        reason: '招待',
        key: newKey(),
      })
    const preview = (lineId: number) =>
      manager().call.billing.previewDiscount({
        storeId: place.store.id,
        orderId,
        lineId,
        kind: 'gift',
      })
    expect((await refusalOf(preview(rice?.id ?? 0))).code).toBe('line.paid')
    expect((await refusalOf(gift(rice?.id ?? 0))).code).toBe('line.paid')
    expect((await refusalOf(gift(null))).code).toBe('order.already-paid')
    const { owedCents, paidCents } = await database.db.order.findUniqueOrThrow({
      where: { id: orderId },
    })
    const shown = await preview(duck?.id ?? 0)
    expect(shown.owedCents).toBe(owedCents - shown.takenCents)
    expect(shown.openCents).toBe(shown.owedCents - paidCents)
    expect((await gift(duck?.id ?? 0)).owedCents).toBe(6_000)
    await finish(friend, await begin(friend, orderId, own(2)))
    await expectPaid(orderId)
  })
})

describe('at the till', () => {
  const cash = (orderId: number, more: object) => ({
    storeId: place.store.id,
    orderId,
    key: newKey(),
    ...more,
  })

  it('a part is taken while a phone pays its own, which stays under way', async () => {
    const { phone, friend, orderId } = await dinner()
    const own = await begin(phone, orderId, { kind: 'person', guestNumber: 1 })
    const waiter = staffPerson(deps, place.store, 'waiter')
    const split = { kind: 'person' as const, guestNumber: 2 }
    const request = cash(orderId, { split, amountCents: 11_800 })
    const [first, again] = [
      await waiter.call.payment.takeCash(request),
      await waiter.call.payment.takeCash(request),
    ]
    expect(again.payment.id).toBe(first.payment.id)
    const other = waiter.call.payment.takeCash({ ...request, split: { kind: 'whole' } })
    expect((await refusalOf(other)).code).toBe('request.key-reused')
    expect(await splitOf(friend, orderId)).toMatchObject({ freeCents: 0, lockedBy: [1] })
    await finish(phone, own)
    await expectPaid(orderId)
  })

  it('a guest’s call for cash for a part is answered by it once, and the other’s stays open', async () => {
    const { phone, friend, orderId } = await dinner()
    const mine = await begin(phone, orderId, { kind: 'person', guestNumber: 1 }, { method: 'cash' })
    await begin(friend, orderId, { kind: 'amount', amountCents: 500 }, { method: 'cash' })
    const waiter = staffPerson(deps, place.store, 'waiter')
    const { pending } = await waiter.call.billing.splitForStaff({
      storeId: place.store.id,
      orderId,
    })
    expect(pending).toMatchObject([
      { id: mine.id, method: 'cash', amountCents: 3_000, guestNumber: 1 },
      { method: 'cash', amountCents: 500, guestNumber: 2 },
    ])
    const request = cash(orderId, { callId: mine.id, amountCents: 3_000 })
    await waiter.call.payment.takeCash(request)
    await waiter.call.payment.takeCash(request)
    const again = waiter.call.payment.takeCash({ ...request, key: newKey() })
    expect((await refusalOf(again)).code).toBe('payment.final')

    const { payments, paidCents } = await rowsOf(orderId)
    expect(paidCents).toBe(3_000)
    expect(payments).toMatchObject([{ splitKind: 'person', shares: [{ amountCents: 3_000 }] }])
    const open = { storeId: place.store.id, kind: 'cash' as const, doneAt: null }
    expect(await database.db.serviceRequest.count({ where: open })).toBe(1)

    const card = { ...cash(orderId, {}), reference: 'A1' }
    await waiter.call.payment.takeCard(card)
    expect(await database.db.serviceRequest.count({ where: open })).toBe(0)
    await expectPaid(orderId)
  })

  it('two people taking the same part at once take it once', async () => {
    const { orderId } = await dinner()
    const split = { kind: 'person' as const, guestNumber: 2 }
    const tries = (['waiter', 'cashier', 'manager', 'owner'] as const).map((role) =>
      staffPerson(deps, place.store, role).call.payment.takeCash(cash(orderId, { split })),
    )
    const done = await Promise.allSettled(tries)
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await rowsOf(orderId)).toMatchObject({ paidCents: 11_800 })
  })
})
