// A member's price and points on a real bill: joined before the cart, between cart and pay, after;
// refunds take points back.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, orderMore, type Party, refusalOf } from '@/testing/open-bill'
import { grantPoints } from '@/testing/points'
import {
  guestAt,
  joinAsMember,
  makeRestaurant,
  type Pocket,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

let lastPhone = 0

/** A member with points from before, by their phone. */
async function memberWith(points: number) {
  lastPhone += 1
  const phone = `136${String(lastPhone).padStart(8, '0')}`
  const manager = staffPerson(deps, place.store, 'manager')
  const { id } = await manager.call.membership.register({
    storeId: place.store.id,
    phone,
    name: '王五',
  })
  await grantPoints(database.db, id, points)
  return { id, phone }
}

/** Points come in elsewhere meanwhile. */
const reachGold = (memberId: number) => grantPoints(database.db, memberId, 5_000)

async function pay({ phone, table, orderId }: Party) {
  const request = { code: table.code, orderId, method: 'wechat' as const, key: newKey() }
  const payment = await phone.call.payment.create(request)
  const token = payment.payUrl?.split('/').at(-1) ?? ''
  await phone.call.payment.answerPayPage({ token, answer: 'pay' })
  return payment
}

async function billOf({ phone, table }: Party) {
  const { bills } = await phone.call.billing.bill({ code: table.code })
  const [bill] = bills
  if (!bill) throw new Error('a party with an order has a bill')
  return bill
}

describe('a member at the table', () => {
  it('pays the price of the level from the moment of joining, on its own line of the bill', async () => {
    const gold = await memberWith(5_000)
    const party = await openBill(deps, place.store, place.store.tables[0])

    const card = await joinAsMember(party.phone, party.table, gold)

    expect(card).toMatchObject({
      level: { level: 3 },
      maskedPhone: expect.stringMatching(/^\*{3} \*{4} \d{4}$/),
    })
    expect(await billOf(party)).toMatchObject({
      openCents: 2_700,
      memberLevel: { name: '金卡会员', payBasisPoints: 9_000 },
      order: { adjustments: [{ kind: 'member', amountCents: -300, reason: '金卡会员' }] },
    })
    expect(await pay(party)).toMatchObject({ amountCents: 2_700 })
  })

  it('pays the price of a dish that no level takes anything off, also when that is said later', async () => {
    const gold = await memberWith(5_000)
    const { rice } = place.store.dishes
    const where = { id: rice.id }
    await database.db.dish.update({ where, data: { hasLevelShare: false } })
    const party = await openBill(deps, place.store, place.store.tables[0])
    await joinAsMember(party.phone, party.table, gold)
    await database.db.dish.update({ where, data: { hasLevelShare: true } })

    expect(await billOf(party)).toMatchObject({ openCents: 3_000, order: { adjustments: [] } })
    await orderMore(party.phone, place.store, party.table, 10)
    expect(await billOf(party)).toMatchObject({
      openCents: 5_700,
      order: { adjustments: [{ kind: 'member', amountCents: -300 }] },
    })
  })

  it('joining between cart and submit is asked about, never charged unseen', async () => {
    const silver = await memberWith(1_000)
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    const { code } = table
    const dishId = place.store.dishes.rice.id
    await phone.call.ordering.addToCart({ code, dishId, choices: [], quantity: 10, key: newKey() })
    const before = await phone.call.ordering.cart({ code })

    await joinAsMember(phone, table, silver)

    const seen = { code, cartVersion: before.version, expectedCents: before.owedCents }
    const refusal = await refusalOf(phone.call.ordering.place({ ...seen, key: newKey() }))
    expect(refusal.code).toBe('cart.changed')
    const after = await phone.call.ordering.cart({ code })
    expect(after.owedCents).toBe(2_850)
    const placed = await phone.call.ordering.place({
      code,
      cartVersion: after.version,
      expectedCents: after.owedCents,
      key: newKey(),
    })
    expect(placed.owedCents).toBe(2_850)
  })

  it('who reached a level elsewhere may order more though the whole bill becomes cheaper by it', async () => {
    const member = await memberWith(900)
    const party = await openBill(deps, place.store, place.store.tables[0])
    await joinAsMember(party.phone, party.table, member)
    await reachGold(member.id)

    const more = await orderMore(party.phone, place.store, party.table, 1)

    expect(more).toMatchObject({ orderId: party.orderId, owedCents: 2_970 })
  })

  it('whose level rises after a part was paid keeps the price of that bill, and whatever is tapped on it works', async () => {
    const member = await memberWith(900)
    const party = await openBill(deps, place.store, place.store.tables[0])
    await joinAsMember(party.phone, party.table, member)
    const storeId = place.store.id
    const request = { storeId, orderId: party.orderId }
    const manager = staffPerson(deps, place.store, 'manager')
    const part = { kind: 'amount' as const, amountCents: 2_980 }
    await manager.call.payment.takeCash({ ...request, split: part, key: newKey() })
    await reachGold(member.id)

    const cook = staffPerson(deps, place.store, 'kitchen')
    const waiter = staffPerson(deps, place.store, 'waiter')
    const { rounds } = (await billOf(party)).order
    const [round] = rounds
    if (round?.state === 'pending') {
      await waiter.call.ordering.decideRound({ storeId, roundId: round.id, decision: 'confirm' })
    }
    const lineIds = [round?.lines[0]?.id ?? 0]
    for (const to of ['cooking', 'ready'] as const) {
      await cook.call.kitchen.bump({ storeId, lineIds, to })
    }
    await waiter.call.kitchen.serve({ storeId, lineIds })
    expect((await billOf(party)).openCents).toBe(20)

    const more = await orderMore(party.phone, place.store, party.table, 1)
    expect(more).toMatchObject({ orderId: party.orderId, owedCents: 3_300 })
    await manager.call.payment.takeCash({ ...request, key: newKey() })
    expect(await billOf(party)).toMatchObject({ openCents: 0, order: { surplusCents: 0 } })
  })

  it('whose level rises after a part was paid loses a dish that nobody has paid, and no other', async () => {
    const member = await memberWith(900)
    const { phone, table, ...party } = await openBill(deps, place.store, place.store.tables[0], 5)
    await joinAsMember(phone, table, member)
    const { orderId } = await orderMore(phone, place.store, table, 4)
    expect(orderId).toBe(party.orderId)
    const storeId = place.store.id
    const manager = staffPerson(deps, place.store, 'manager')
    const part = { kind: 'amount' as const, amountCents: 1_500 }
    await manager.call.payment.takeCash({ storeId, orderId, split: part, key: newKey() })
    await reachGold(member.id)

    const lines = await database.db.orderLine.findMany({
      where: { orderId },
      orderBy: { id: 'asc' },
    })
    const voided = (lineId = 0) =>
      manager.call.ordering.voidLine({ storeId, lineId, reason: '卖完了' })
    await voided(lines[1]?.id)
    // What is left costs just what was paid, at the price of when that was paid.
    const order = () => database.db.order.findUniqueOrThrow({ where: { id: orderId } })
    expect(await order()).toMatchObject({ owedCents: 1_500, paidCents: 1_500, surplusCents: 0 })
    expect((await order()).settledAt).not.toBeNull()
    expect((await refusalOf(voided(lines[0]?.id))).code).toBe('order.already-paid')
  })

  it('prices a bill by the level of now again when all its money went back', async () => {
    const member = await memberWith(900)
    const party = await openBill(deps, place.store, place.store.tables[0])
    await joinAsMember(party.phone, party.table, member)
    const request = { storeId: place.store.id, orderId: party.orderId }
    const manager = staffPerson(deps, place.store, 'manager')
    const part = { kind: 'amount' as const, amountCents: 1_000 }
    await manager.call.payment.takeCash({ ...request, split: part, key: newKey() })
    await reachGold(member.id)
    const back = { what: { kind: 'whole' as const }, reason: '付错了', returnsStock: false }
    await manager.call.refunds.refundOrder({ ...request, ...back, key: newKey() })

    const more = await orderMore(party.phone, place.store, party.table, 1)
    expect(more).toMatchObject({ orderId: party.orderId, owedCents: 2_970 })
  })

  it('joining while somebody pays gets the difference back', async () => {
    const platinum = await memberWith(10_000)
    const party = await openBill(deps, place.store, place.store.tables[0])
    const { phone, table, orderId } = party
    const request = { code: table.code, orderId, method: 'wechat' as const, key: newKey() }
    const payment = await phone.call.payment.create(request)
    await joinAsMember(phone, table, platinum)

    const token = payment.payUrl?.split('/').at(-1) ?? ''
    await phone.call.payment.answerPayPage({ token, answer: 'pay' })

    const bill = await billOf(party)
    expect(bill).toMatchObject({
      openCents: 0,
      order: { owedCents: 2_550, paidCents: 2_550, surplusCents: 0, paymentStatus: 'paid' },
      payments: [{ earnedPoints: 25, refunds: [{ amountCents: 450, state: 'succeeded' }] }],
    })
    const card = await phone.call.membership.mine({ code: table.code })
    expect(card).toMatchObject({ points: 10_025, totalSpentCents: 2_550, totalOrders: 1 })
  })

  it('keeps the bill it took first; a corrected phone takes it along', async () => {
    const [gold, silver, other] = [
      await memberWith(5_000),
      await memberWith(1_000),
      await memberWith(0),
    ]
    const [table] = place.store.tables
    const party = await openBill(deps, place.store, table)
    const friend = await guestAt(deps, table)

    await joinAsMember(party.phone, table, silver)
    await joinAsMember(friend, table, other)
    expect((await billOf(party)).openCents).toBe(2_850)
    await joinAsMember(party.phone, table, gold)
    expect((await billOf(party)).openCents).toBe(2_700)
  })

  it('sees the own card and nobody else sees it', async () => {
    const gold = await memberWith(5_000)
    const [table] = place.store.tables
    const party = await openBill(deps, place.store, table)
    const friend = await guestAt(deps, table)
    await joinAsMember(party.phone, table, gold)

    expect(await friend.call.membership.mine({ code: table.code })).toBeNull()
    const log = friend.call.membership.myPointsLog({ code: table.code })
    expect((await refusalOf(log)).code).toBe('member.unproven')
    const seen = JSON.stringify(await friend.call.billing.bill({ code: table.code }))
    expect(seen).not.toContain('王五')
    expect(seen).not.toContain(gold.phone.slice(-4))
  })

  it('is made with consent only, and a known phone is simply recognised', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    const request = { phone: '13500000001', name: '小林' }
    const refusal = await refusalOf(joinAsMember(phone, table, request))
    expect(refusal.code).toBe('member.unknown')

    const made = await joinAsMember(phone, table, { ...request, hasConsented: true })
    const again = await joinAsMember(phone, table, { ...request, hasConsented: true })
    expect(again.id).toBe(made.id)
    const row = await database.db.member.findUniqueOrThrow({ where: { id: made.id } })
    expect(row.consentedAt).toEqual(clock.now)
  })

  it('who is new consents with the code already sent: it is used up by joining only', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    const { code } = table
    await phone.call.membership.sendCode({ code, phone: '13500000002' })
    const digits = (deps.codeSender as Pocket).messages.at(-1)?.code ?? ''
    const request = { code, phone: '13500000002', digits }
    const refusal = await refusalOf(phone.call.billing.attachMember(request))
    expect(refusal.code).toBe('member.unknown')

    const joined = { ...request, hasConsented: true }
    const made = await phone.call.billing.attachMember(joined)
    const repeated = await phone.call.billing.attachMember(joined)
    expect(repeated.id).toBe(made.id)
    const friend = await guestAt(deps, table)
    expect((await refusalOf(friend.call.billing.attachMember(joined))).code).toBe('code.wrong')
  })

  it('cannot be guessed by trying numbers: without the code every number answers alike', async () => {
    const gold = await memberWith(5_000)
    const [table] = place.store.tables
    const party = await openBill(deps, place.store, table)
    const numbers = [...Array(11).keys()].map((n) => `134${String(n).padStart(8, '0')}`)
    const codes: string[] = []
    for (const phone of [gold.phone, ...numbers]) {
      const request = { code: table.code, phone, digits: '000000', hasConsented: true }
      codes.push((await refusalOf(party.phone.call.billing.attachMember(request))).code)
    }
    expect(codes.slice(0, 10)).toEqual(Array(10).fill('code.wrong'))
    expect(codes.slice(10)).toEqual(['input.too-often', 'input.too-often'])
    expect((await billOf(party)).openCents).toBe(3_000)
    expect(await party.phone.call.membership.mine({ code: table.code })).toBeNull()
    expect(await database.db.member.count({ where: { brandId: place.brandId } })).toBe(1)
  })

  it('is given a bill by staff, until something is paid of it', async () => {
    const gold = await memberWith(5_000)
    const party = await openBill(deps, place.store, place.store.tables[0])
    const waiter = staffPerson(deps, place.store, 'waiter')
    const request = { storeId: place.store.id, orderId: party.orderId, memberId: gold.id }
    await waiter.call.billing.attachMemberToOrder(request)
    expect((await billOf(party)).openCents).toBe(2_700)

    await pay(party)
    const late = await refusalOf(waiter.call.billing.attachMemberToOrder(request))
    expect(late.code).toBe('order.already-paid')
  })
})

describe('points', () => {
  it('are one for each whole yuan paid, once, and the level follows', async () => {
    const member = await memberWith(990)
    const party = await openBill(deps, place.store, place.store.tables[0])
    await joinAsMember(party.phone, party.table, member)
    await pay(party)

    const card = await party.phone.call.membership.mine({ code: party.table.code })
    expect(card).toMatchObject({ points: 1_020, level: { level: 2 }, totalOrders: 1 })
    const log = await party.phone.call.membership.myPointsLog({ code: party.table.code })
    expect(log.entries[0]).toMatchObject({ delta: 30, reason: 'earned', pointsAfter: 1_020 })
    expect(log.entries[0]?.orderNumber).toMatch(/^ORD/)
  })

  it('go back with a refund, lifetime and level too, part by part', async () => {
    const member = await memberWith(990)
    const party = await openBill(deps, place.store, place.store.tables[0])
    await joinAsMember(party.phone, party.table, member)
    const payment = await pay(party)
    const manager = staffPerson(deps, place.store, 'manager')
    const request = { storeId: place.store.id, paymentId: payment.id, reason: '退菜' }

    await manager.call.refunds.refund({ ...request, amountCents: 1_050, key: newKey() })
    const find = { storeId: place.store.id, memberId: member.id }
    expect(await manager.call.membership.find(find)).toMatchObject({
      points: 1_009,
      lifetimePoints: 1_009,
      totalSpentCents: 1_950,
    })
    await manager.call.refunds.refund({ ...request, amountCents: 1_950, key: newKey() })
    expect(await manager.call.membership.find(find)).toMatchObject({
      points: 990,
      lifetimePoints: 990,
      level: { level: 1 },
      totalSpentCents: 0,
    })
  })

  it('that were spent already are owed: the next ones pay them, and nothing is redeemed until then', async () => {
    const member = await memberWith(0)
    const party = await openBill(deps, place.store, place.store.tables[0])
    await joinAsMember(party.phone, party.table, member)
    const payment = await pay(party)
    const manager = staffPerson(deps, place.store, 'manager')
    const { id: storeId } = place.store
    const { redeem, find } = manager.call.membership
    await redeem({ storeId, memberId: member.id, points: 25, reason: '酸梅汤', key: newKey() })

    const refund = { storeId, paymentId: payment.id, amountCents: 3_000, reason: '菜凉了' }
    await manager.call.refunds.refund({ ...refund, key: newKey() })

    const card = () => find({ storeId, memberId: member.id })
    expect(await card()).toMatchObject({ points: 0, debtPoints: 25, lifetimePoints: 0 })
    const more = { storeId, memberId: member.id, points: 1, reason: '酸梅汤', key: newKey() }
    expect((await refusalOf(redeem(more))).code).toBe('points.too-few')

    const next = await openBill(deps, place.store, place.store.tables[1], 8)
    await joinAsMember(next.phone, next.table, member)
    await pay(next)
    expect(await card()).toMatchObject({ points: 0, debtPoints: 1, lifetimePoints: 24 })
    const { code } = next.table
    const [entry] = (await next.phone.call.membership.myPointsLog({ code })).entries
    expect(entry).toMatchObject({ delta: 0, debtDelta: -24, reason: 'earned', pointsAfter: 0 })
    const { orderId } = await orderMore(next.phone, place.store, next.table, 1)
    await pay({ ...next, orderId })
    expect(await card()).toMatchObject({ points: 2, debtPoints: 0, lifetimePoints: 27 })
  })

  it('follow the rate that was in force when they were earned, whatever it is when money goes back', async () => {
    const member = await memberWith(0)
    const manager = staffPerson(deps, place.store, 'manager')
    const { id: storeId } = place.store
    const setRate = (pointsPerYuan: number, seen: number) =>
      staffPerson(deps, place.store, 'owner').call.membership.setPointsRate({
        storeId,
        pointsPerYuan,
        seen,
      })
    await setRate(3, 1)
    const party = await openBill(deps, place.store, place.store.tables[0])
    await joinAsMember(party.phone, party.table, member)
    const payment = await pay(party)
    const find = () => manager.call.membership.find({ storeId, memberId: member.id })
    expect(await find()).toMatchObject({ points: 90, lifetimePoints: 90 })

    await setRate(1, 3)
    const refund = { storeId, paymentId: payment.id, reason: '菜凉了' }
    await manager.call.refunds.refund({ ...refund, amountCents: 1_050, key: newKey() })
    expect(await find()).toMatchObject({ points: 57, lifetimePoints: 57 })
    await manager.call.refunds.refund({ ...refund, amountCents: 1_950, key: newKey() })
    expect(await find()).toMatchObject({ points: 0, lifetimePoints: 0 })
  })

  it('of a bill paid in ten parts of 1.90 are nineteen, and all go back with all of it', async () => {
    const member = await memberWith(0)
    const party = await openBill(deps, place.store, place.store.tables[0])
    await joinAsMember(party.phone, party.table, member)
    const manager = staffPerson(deps, place.store, 'manager').call
    const { id: storeId } = place.store
    const bill = { storeId, orderId: party.orderId }
    const card = () => manager.membership.find({ storeId, memberId: member.id })
    const takes = (amountCents: number) =>
      manager.payment.takeCash({ ...bill, split: { kind: 'amount', amountCents }, key: newKey() })
    for (let nth = 0; nth < 10; nth += 1) await takes(190)
    expect(await card()).toMatchObject({ points: 19, totalSpentCents: 1_900, totalOrders: 0 })
    await takes(1_100)
    expect(await card()).toMatchObject({ points: 30, totalSpentCents: 3_000, totalOrders: 1 })

    const gives = (amountCents: number) =>
      manager.refunds.refundOrder({
        ...bill,
        what: { kind: 'amount', amountCents },
        reason: '菜凉了',
        returnsStock: false,
        key: newKey(),
      })
    await gives(310)
    expect(await card()).toMatchObject({ points: 26, totalOrders: 1 })
    await gives(1_333)
    expect(await card()).toMatchObject({ points: 13, totalSpentCents: 1_357 })
    await gives(1_357)
    const nothing = { points: 0, debtPoints: 0, lifetimePoints: 0 }
    expect(await card()).toMatchObject({ ...nothing, totalSpentCents: 0, totalOrders: 0 })
  })

  it('of two payments of one bill are earned by each', async () => {
    const member = await memberWith(0)
    const party = await openBill(deps, place.store, place.store.tables[0])
    const { phone, table, orderId } = party
    await joinAsMember(phone, table, member)
    const request = { code: table.code, orderId, method: 'wechat' as const, key: newKey() }
    const first = await phone.call.payment.create(request)
    await orderMore(phone, place.store, table, 1)
    const token = first.payUrl?.split('/').at(-1) ?? ''
    await phone.call.payment.answerPayPage({ token, answer: 'pay' })
    await pay(party)

    const card = await phone.call.membership.mine({ code: table.code })
    expect(card).toMatchObject({ points: 33, totalOrders: 1, totalSpentCents: 3_300 })
  })
})
