// What a refund of all of a bill brings back where it was: coupon, visits, points and level; and
// what a bill that is corrected does to them.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, refusalOf } from '@/testing/open-bill'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let storeId: number

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  storeId = place.store.id
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const manager = () => staffPerson(deps, place.store, 'manager').call
const cardOf = (memberId: number) => manager().membership.find({ storeId, memberId })

let lastPhone = 0
async function newMember(): Promise<number> {
  lastPhone += 1
  const phone = `134${String(lastPhone).padStart(8, '0')}`
  return (await manager().membership.register({ storeId, phone, name: '' })).id
}

/**
 * A bill of so many portions of rice at 3.00, the member's, with a coupon of 5.00 on it if asked.
 */
async function billOfMember(memberId: number, portions: number, hasCoupon = false) {
  const [table] = place.store.tables
  const { orderId } = await openBill(deps, place.store, table, portions)
  const bill = { storeId, orderId }
  await manager().billing.attachMemberToOrder({ ...bill, memberId })
  if (!hasCoupon) return { bill, couponId: 0 }
  const { brandId } = place
  const terms = { kind: 'amount_off' as const, name: '满 20 减 5', issued: 1 }
  const { id: offerId } = await database.db.couponOffer.create({
    data: { brandId, ...terms, amountCents: 500, minimumCents: 2_000 },
  })
  const keys = { code: newKey(), idempotencyKey: newKey() }
  const { id: couponId } = await database.db.coupon.create({ data: { offerId, memberId, ...keys } })
  await manager().billing.applyCouponForStaff({ ...bill, couponId })
  return { bill, couponId }
}

type Bill = { storeId: number; orderId: number }
const pay = (bill: Bill) =>
  manager().payment.takeCash({ ...bill, split: { kind: 'whole' }, key: newKey() })
const refund = (
  bill: Bill,
  what: { kind: 'whole' } | { kind: 'amount'; amountCents: number } = { kind: 'whole' },
  isStillMade = false,
) =>
  manager().refunds.refundOrder({
    ...bill,
    what,
    reason: '菜凉了',
    returnsStock: false,
    isStillMade,
    key: newKey(),
  })
const couponRow = (id: number) => database.db.coupon.findUniqueOrThrow({ where: { id } })

it('a bill that is paid in part, loses a part of that and is paid again has the points of what stays, and its books balance', async () => {
  const memberId = await newMember()
  const { bill } = await billOfMember(memberId, 2)
  const payPart = (amountCents: number) =>
    manager().payment.takeCash({ ...bill, split: { kind: 'amount', amountCents }, key: newKey() })
  const {
    payment: { id: paymentId },
  } = await payPart(150)
  await manager().refunds.refund({
    storeId,
    paymentId,
    amountCents: 60,
    reason: '多收了',
    key: newKey(),
  })
  await payPart(215)
  expect(await cardOf(memberId)).toMatchObject({ points: 3 })
})

describe('a refund of all of a bill', () => {
  it('leaves no level behind: who paid 10,000, spent all points and gets all back starts where they were', async () => {
    await staffPerson(deps, place.store, 'owner').call.membership.setPointsRate({
      storeId,
      pointsPerYuan: 100,
      seen: 1,
    })
    const memberId = await newMember()
    const { bill } = await billOfMember(memberId, 34)
    await pay(bill)
    expect(await cardOf(memberId)).toMatchObject({ points: 10_200, level: { level: 4 } })
    const spend = { storeId, memberId, points: 10_200, reason: '礼品卡' }
    await manager().membership.redeem({ ...spend, key: newKey() })

    await refund(bill)

    expect(await cardOf(memberId)).toMatchObject({
      points: 0,
      debtPoints: 10_200,
      lifetimePoints: 0,
      level: { level: 1 },
      totalSpentCents: 0,
      totalOrders: 0,
    })
    const again = manager().membership.redeem({ ...spend, points: 1, key: newKey() })
    expect((await refusalOf(again)).code).toBe('points.too-few')
  })

  it('gives the coupon back into its owner’s hand, and the visit goes; a part of it gives neither', async () => {
    const memberId = await newMember()
    const { bill, couponId } = await billOfMember(memberId, 10, true)
    await pay(bill)
    expect(await couponRow(couponId)).toMatchObject({ usedAt: clock.now, orderId: bill.orderId })
    expect(await cardOf(memberId)).toMatchObject({ points: 25, totalOrders: 1 })
    expect(await manager().refunds.refundable(bill)).toMatchObject({
      member: { points: 25, debtPoints: 0, bill: { points: 25, spentCents: 2_500 } },
      coupon: { name: '满 20 减 5' },
    })

    await refund(bill, { kind: 'amount', amountCents: 2_499 })
    expect(await couponRow(couponId)).toMatchObject({ usedAt: clock.now, orderId: bill.orderId })
    expect(await cardOf(memberId)).toMatchObject({ points: 0, totalOrders: 1, totalSpentCents: 1 })

    await refund(bill)
    expect(await couponRow(couponId)).toMatchObject({
      usedAt: null,
      orderId: null,
      returnedFromId: bill.orderId,
      returnedAt: clock.now,
    })
    const [coupon] = await manager().membership.coupons({ storeId, memberId })
    expect(coupon).toMatchObject({ id: couponId, state: 'usable' })
    expect(await cardOf(memberId)).toMatchObject({ totalOrders: 0, totalSpentCents: 0 })

    const { bill: next } = await billOfMember(memberId, 10)
    const used = await manager().billing.applyCouponForStaff({ ...next, couponId })
    expect(used).toMatchObject({ owedCents: 2_500 })
    expect(await couponRow(couponId)).toMatchObject({ orderId: next.orderId, returnedFromId: null })
  })
})

describe('a bill that is corrected', () => {
  it('is no visit while it is open, and one again when it is closed; its coupon is used then', async () => {
    const memberId = await newMember()
    const { bill, couponId } = await billOfMember(memberId, 10, true)
    await pay(bill)
    await manager().billing.reopen({ ...bill, reason: '结错账' })
    expect(await couponRow(couponId)).toMatchObject({ usedAt: null, orderId: bill.orderId })
    expect(await cardOf(memberId)).toMatchObject({ totalOrders: 0, points: 25 })

    await manager().payment.closeBill(bill)
    expect(await couponRow(couponId)).toMatchObject({ usedAt: clock.now, orderId: bill.orderId })
    expect(await cardOf(memberId)).toMatchObject({ totalOrders: 1, points: 25 })
  })

  it('after all of it went back is paid anew without the coupon, and counts once', async () => {
    const memberId = await newMember()
    const { bill, couponId } = await billOfMember(memberId, 10, true)
    await pay(bill)
    // The dishes are made all the same, so that there is something left to correct.
    await refund(bill, { kind: 'whole' }, true)
    await manager().billing.reopen({ ...bill, reason: '结错账' })
    await pay(bill)
    expect(await couponRow(couponId)).toMatchObject({ usedAt: null, orderId: null })
    expect(await cardOf(memberId)).toMatchObject({ totalOrders: 1 })
  })
})

it('a bill that costs nothing is a visit, too, and uses its coupon up', async () => {
  const memberId = await newMember()
  const { bill, couponId } = await billOfMember(memberId, 10, true)
  const all = { kind: 'percent_off' as const, payBasisPoints: 0, reason: '招待' }
  await manager().billing.discount({ ...bill, ...all, key: newKey() })
  await manager().payment.closeBill(bill)
  expect(await cardOf(memberId)).toMatchObject({ totalOrders: 1, points: 0 })
  expect(await couponRow(couponId)).toMatchObject({ usedAt: clock.now })
})
