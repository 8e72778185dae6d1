// What is taken off a bill: a member's coupons, put on by phone or by staff, and discounts by hand
// within limits.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Prisma } from '@/prisma/client/client'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, orderMore, type Party, refusalOf } from '@/testing/open-bill'
import { grantPoints } from '@/testing/points'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
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

async function newMember() {
  lastPhone += 1
  const phone = `137${String(lastPhone).padStart(8, '0')}`
  const manager = staffPerson(deps, place.store, 'manager')
  return manager.call.membership.register({ storeId: place.store.id, phone, name: '' })
}

/** Sits down as the member, proved, and orders ten portions of rice: 3000 分. */
async function memberParty(memberId: number, table = place.store.tables[0]): Promise<Party> {
  const party = await openBill(deps, place.store, table)
  const { sittingId } = await database.db.order.findUniqueOrThrow({ where: { id: party.orderId } })
  await database.db.guest.updateMany({
    where: { sittingId: sittingId ?? 0 },
    data: { memberId, memberProvenAt: clock.now },
  })
  const waiter = staffPerson(deps, place.store, 'waiter')
  const request = { storeId: place.store.id, orderId: party.orderId, memberId }
  await waiter.call.billing.attachMemberToOrder(request)
  return party
}

async function couponFor(
  memberId: number,
  offer: Partial<Prisma.CouponOfferUncheckedCreateInput> = {},
  more: { expiresAt?: Date; voidedAt?: Date } = {},
) {
  const { id: offerId } = await database.db.couponOffer.create({
    data: {
      brandId: place.brandId,
      kind: 'amount_off',
      name: '满 20 减 5',
      names: { en: '5 off 20' },
      amountCents: 500,
      minimumCents: 2_000,
      issued: 1,
      ...offer,
    },
  })
  return database.db.coupon.create({
    data: { offerId, memberId, code: newKey(), idempotencyKey: newKey(), ...more },
  })
}

async function billOf({ phone, table }: Party) {
  const { bills } = await phone.call.billing.bill({ code: table.code })
  const [bill] = bills
  if (!bill) throw new Error('a party with an order has a bill')
  return bill
}

/** What the floor is told about coupons of a table, until somebody has seen it. */
async function couponNeeds({ table }: Party) {
  const waiter = staffPerson(deps, place.store, 'waiter')
  const { areas } = await waiter.call.service.floor({ storeId: place.store.id })
  const seen = areas.flatMap(({ tables }) => tables).find(({ id }) => id === table.id)
  return seen?.sitting?.needs.filter(({ kind }) => kind === 'coupon') ?? []
}

async function startPayment({ phone, table, orderId }: Party) {
  const request = { code: table.code, orderId, method: 'wechat' as const, key: newKey() }
  const payment = await phone.call.payment.create(request)
  return payment.payUrl?.split('/').at(-1) ?? ''
}

async function pay(party: Party) {
  const token = await startPayment(party)
  await party.phone.call.payment.answerPayPage({ token, answer: 'pay' })
}

const use = (party: Party, couponId: number) =>
  party.phone.call.billing.applyCoupon({
    code: party.table.code,
    orderId: party.orderId,
    couponId,
  })

describe('a coupon', () => {
  it('takes its worth off the bill on a line of its own, and comes back into the hand', async () => {
    const member = await newMember()
    const party = await memberParty(member.id)
    const coupon = await couponFor(member.id)
    const where = { code: party.table.code, orderId: party.orderId }
    expect(await party.phone.call.billing.coupons(where)).toMatchObject([
      { id: coupon.id, worthCents: 500, trouble: null, isOnBill: false },
    ])

    expect(await use(party, coupon.id)).toMatchObject({ owedCents: 2_500 })
    expect(await use(party, coupon.id)).toMatchObject({ owedCents: 2_500 })
    expect((await billOf(party)).order.adjustments).toMatchObject([
      { kind: 'coupon', amountCents: -500, reason: '满 20 减 5', reasons: { en: '5 off 20' } },
    ])

    await party.phone.call.billing.removeCoupon(where)
    expect(await party.phone.call.billing.removeCoupon(where)).toMatchObject({ owedCents: 3_000 })
    const row = await database.db.coupon.findUniqueOrThrow({ where: { id: coupon.id } })
    expect(row.orderId).toBeNull()
  })

  it('stays on the bill when more is ordered, and is used up when the bill is settled', async () => {
    const member = await newMember()
    const party = await memberParty(member.id)
    const coupon = await couponFor(member.id, { kind: 'percent_off', payBasisPoints: 8_000 })
    await use(party, coupon.id)
    const more = await orderMore(party.phone, place.store, party.table, 10)
    expect(more.owedCents).toBe(4_800)

    await pay(party)
    const row = await database.db.coupon.findUniqueOrThrow({ where: { id: coupon.id } })
    expect(row).toMatchObject({ orderId: party.orderId, usedAt: clock.now })
    expect((await refusalOf(use(party, coupon.id))).code).toBe('order.already-paid')
  })

  it('comes back when dishes were taken back and its condition is not met any more, the bill says so, and it may be put on again', async () => {
    const member = await newMember()
    const party = await memberParty(member.id)
    const coupon = await couponFor(member.id)
    await use(party, coupon.id)
    const bill = await billOf(party)
    const manager = staffPerson(deps, place.store, 'manager')
    const lineId = bill.order.rounds[0]?.lines[0]?.id ?? 0
    const request = { storeId: place.store.id, lineId, quantity: 5, reason: '点错了' }
    await manager.call.ordering.voidLine(request)

    const cameBack = [
      { name: '满 20 减 5', names: { en: '5 off 20' }, minimumCents: 2_000, isOthers: false },
    ]
    const below = { owedCents: 1_500, adjustments: [], cameBack }
    expect((await billOf(party)).order).toMatchObject(below)
    const { id: storeId } = place.store
    const seen = { storeId, orderId: party.orderId }
    expect(await manager.call.ordering.one(seen)).toMatchObject(below)
    const row = () => database.db.coupon.findUniqueOrThrow({ where: { id: coupon.id } })
    const inHand = { orderId: null, usedAt: null }
    expect(await row()).toMatchObject({ ...inHand, returnedFromId: party.orderId })
    const [need, ...others] = await couponNeeds(party)
    expect(others).toEqual([])
    expect(await party.phone.call.service.requests({ code: party.table.code })).toEqual([])
    const waiter = staffPerson(deps, place.store, 'waiter')
    await waiter.call.service.answer({ storeId, requestId: need?.requestId ?? 0 })
    expect(await couponNeeds(party)).toEqual([])

    await orderMore(party.phone, place.store, party.table, 5)
    expect(await use(party, coupon.id)).toMatchObject({ owedCents: 2_500 })
    expect((await billOf(party)).order.cameBack).toEqual([])
    await manager.call.ordering.voidLine(request)
    await pay(party)
    expect(await row()).toMatchObject(inHand)
  })

  it('comes back when a level that was reached elsewhere brings the bill below its minimum, also by ordering more', async () => {
    const member = await newMember()
    const party = await memberParty(member.id)
    const coupon = await couponFor(member.id, { minimumCents: 3_000 })
    expect(await use(party, coupon.id)).toMatchObject({ owedCents: 2_500 })
    await grantPoints(database.db, member.id, 5_000)

    expect((await orderMore(party.phone, place.store, party.table, 1)).owedCents).toBe(2_970)
    const row = () => database.db.coupon.findUniqueOrThrow({ where: { id: coupon.id } })
    expect(await row()).toMatchObject({ orderId: null, returnedFromId: party.orderId })
    expect(await couponNeeds(party)).toHaveLength(1)
  })

  it('comes back to its owner when staff give the bill to another member, the bill says so and the floor is told', async () => {
    const member = await newMember()
    const other = await newMember()
    const party = await memberParty(member.id)
    const coupon = await couponFor(member.id)
    await use(party, coupon.id)
    const waiter = staffPerson(deps, place.store, 'waiter')
    const request = { storeId: place.store.id, orderId: party.orderId, memberId: other.id }
    await waiter.call.billing.attachMemberToOrder(request)
    const { order } = await billOf(party)
    expect(order).toMatchObject({ owedCents: 3_000, memberId: other.id })
    expect(order.cameBack).toMatchObject([{ name: '满 20 减 5', isOthers: true }])
    const row = await database.db.coupon.findUniqueOrThrow({ where: { id: coupon.id } })
    expect(row).toMatchObject({ orderId: null, usedAt: null, memberId: member.id })
    expect(await couponNeeds(party)).toHaveLength(1)
  })

  it('of a cancelled order is back in the hand', async () => {
    const member = await newMember()
    const party = await memberParty(member.id)
    const coupon = await couponFor(member.id)
    await use(party, coupon.id)
    const manager = staffPerson(deps, place.store, 'manager')
    const request = { storeId: place.store.id, orderId: party.orderId, reason: '走了' }
    await manager.call.ordering.cancel(request)
    const row = await database.db.coupon.findUniqueOrThrow({ where: { id: coupon.id } })
    expect(row).toMatchObject({ orderId: null, usedAt: null })
    expect(await couponNeeds(party)).toEqual([])
  })

  it('is refused when expired, voided, below its minimum, without its dish, or a second one', async () => {
    const member = await newMember()
    const party = await memberParty(member.id)
    const past = new Date(clock.now.getTime() - 1_000)
    const codeOf = async (coupon: { id: number }) => (await refusalOf(use(party, coupon.id))).code

    expect(await codeOf(await couponFor(member.id, {}, { expiresAt: past }))).toBe('coupon.expired')
    const voided = await couponFor(member.id, {}, { voidedAt: past })
    expect(await codeOf(voided)).toBe('coupon.not-in-hand')
    const high = await couponFor(member.id, { minimumCents: 3_001 })
    expect(await codeOf(high)).toBe('coupon.condition-unmet')
    const dishes = { create: [{ dishId: place.store.dishes.duck.id }] }
    const gift = { kind: 'gift' as const, dishes, minimumCents: 0 }
    expect(await codeOf(await couponFor(member.id, gift))).toBe('coupon.condition-unmet')
    await use(party, (await couponFor(member.id)).id)
    expect(await codeOf(await couponFor(member.id))).toBe('coupon.one-per-bill')
    expect((await billOf(party)).openCents).toBe(2_500)
  })

  it('for a dish stays that dish’s when it is called differently, and frees what it costs, not its paid choices', async () => {
    const { mapo } = place.store.dishes
    const dish = { where: { id: mapo.id } }
    const member = await newMember()
    const party = await memberParty(member.id)
    const manager = staffPerson(deps, place.store, 'manager').call
    const { id: storeId } = place.store
    const { dishes } = await manager.membership.rules({ storeId })
    const named = dishes.find(({ name }) => name === '麻婆豆腐')
    const sameElsewhere = place.otherStore.dishes.mapo.id
    expect(named?.ids.sort()).toEqual([mapo.id, sameElsewhere].sort())
    const terms = {
      kind: 'gift' as const,
      name: '送麻婆豆腐',
      names: {},
      amountCents: 0,
      payBasisPoints: 10_000,
      maximumCents: null,
      minimumCents: 0,
      dishIds: named?.ids ?? [],
      validDays: 1,
      perMember: null,
      total: null,
      startsAtMs: null,
      endsAtMs: null,
    }
    const offer = await staffPerson(deps, place.store, 'owner').call.membership.saveOffer({
      storeId,
      offerId: null,
      terms,
    })
    expect(
      await staffPerson(deps, place.store, 'owner').call.membership.saveOffer({
        storeId,
        offerId: null,
        terms,
      }),
    ).toEqual(offer)
    const given = { storeId, memberId: member.id, ...offer, key: newKey() }
    const coupon = await manager.membership.giveCoupon(given)
    await database.db.dish.update({ ...dish, data: { name: '陈麻婆豆腐' } })

    const { code } = party.table
    const choices = [
      { optionId: mapo.mild, quantity: 1 },
      { optionId: mapo.extraTofu, quantity: 3 },
    ]
    const wanted = { code, dishId: mapo.id, choices, quantity: 1, key: newKey() }
    await party.phone.call.ordering.addToCart(wanted)
    const cart = await party.phone.call.ordering.cart({ code })
    const submit = { code, cartVersion: cart.version, expectedCents: cart.owedCents }
    await party.phone.call.ordering.place({ ...submit, key: newKey() })
    const where = { code, orderId: party.orderId }
    expect(await party.phone.call.billing.coupons(where)).toMatchObject([
      { worthCents: 3_800, dishes: [{ name: '陈麻婆豆腐' }, { name: '麻婆豆腐' }] },
    ])
    expect(await use(party, coupon.id)).toMatchObject({ owedCents: 3_000 + 1_500 })
  })

  it('of somebody else is not to be found by a guest, and staff put it on its owner’s bill only', async () => {
    const [member, other] = [await newMember(), await newMember()]
    const party = await memberParty(member.id)
    const theirs = await couponFor(other.id)
    expect((await refusalOf(use(party, theirs.id))).code).toBe('thing.not-found')

    const waiter = staffPerson(deps, place.store, 'waiter')
    const request = { storeId: place.store.id, orderId: party.orderId }
    const refused = waiter.call.billing.applyCouponForStaff({ ...request, couponId: theirs.id })
    expect((await refusalOf(refused)).code).toBe('coupon.other-member')
    const own = await couponFor(member.id)
    expect(await waiter.call.billing.couponsForStaff(request)).toMatchObject([
      { id: own.id, worthCents: 500, isOnBill: false, trouble: null },
    ])
    const put = await waiter.call.billing.applyCouponForStaff({ ...request, couponId: own.id })
    expect(put.owedCents).toBe(2_500)
    const off = await waiter.call.billing.removeCouponForStaff(request)
    expect(off.owedCents).toBe(3_000)
  })

  it('is nothing for a guest who has not proved to be the member', async () => {
    const member = await newMember()
    const party = await openBill(deps, place.store, place.store.tables[0])
    const coupon = await couponFor(member.id)
    expect((await refusalOf(use(party, coupon.id))).code).toBe('member.unproven')
    const where = { code: party.table.code, orderId: party.orderId }
    expect(await party.phone.call.billing.coupons(where)).toEqual([])
  })

  it('put on two bills by two phones at once is on one of them', async () => {
    const member = await newMember()
    const parties = [
      await memberParty(member.id, place.store.tables[0]),
      await memberParty(member.id, place.store.tables[1]),
    ]
    const coupon = await couponFor(member.id)
    const ends = await Promise.allSettled(parties.map((party) => use(party, coupon.id)))
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const open = await Promise.all(parties.map(async (party) => (await billOf(party)).openCents))
    expect(open.sort()).toEqual([2_500, 3_000])
  })

  it('is not put on a bill that somebody is paying', async () => {
    const member = await newMember()
    const party = await memberParty(member.id)
    const coupon = await couponFor(member.id)
    await startPayment(party)
    expect((await refusalOf(use(party, coupon.id))).code).toBe('payment.other-pending')
  })
})

describe('a discount by hand', () => {
  const percent = { kind: 'percent_off' as const, payBasisPoints: 9_000, reason: '久等了' }
  const requestOf = (party: Party) => {
    return { storeId: place.store.id, orderId: party.orderId, key: newKey() }
  }

  it('is what its preview says, once however often it is sent, and written down', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const cashier = staffPerson(deps, place.store, 'cashier')
    const request = { ...requestOf(party), ...percent }
    const preview = await cashier.call.billing.previewDiscount(request)
    expect(preview).toEqual({ takenCents: 300, owedCents: 2_700, openCents: 2_700 })

    const [first, again] = [
      await cashier.call.billing.discount(request),
      await cashier.call.billing.discount(request),
    ]
    expect(again).toEqual(first)
    expect((await billOf(party)).order).toMatchObject({
      owedCents: 2_700,
      adjustments: [{ kind: 'manual', amountCents: -300, reason: '久等了' }],
    })
    const other = cashier.call.billing.discount({ ...request, reason: '别的' })
    expect((await refusalOf(other)).code).toBe('request.key-reused')
    const audit = await database.db.auditEntry.findMany({ where: { action: 'discount.given' } })
    expect(audit).toHaveLength(1)

    const { discountId } = first
    await cashier.call.billing.removeDiscount({ storeId: place.store.id, discountId })
    await cashier.call.billing.removeDiscount({ storeId: place.store.id, discountId })
    expect((await billOf(party)).openCents).toBe(3_000)
  })

  it('sent twice at once is given once, and again after the bill was paid it gets its first answer', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const cashier = staffPerson(deps, place.store, 'cashier')
    const request = { ...requestOf(party), ...percent }
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => cashier.call.billing.discount(request)),
    )
    expect(new Set(answers.map(({ discountId }) => discountId)).size).toBe(1)
    expect((await billOf(party)).openCents).toBe(2_700)

    await pay(party)
    expect(await cashier.call.billing.discount(request)).toEqual(answers[0])
  })

  it('of a cashier stops at the store’s limit for the whole bill, a manager’s does not', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    await database.db.store.update({
      where: { id: place.store.id },
      data: { cashierDiscountLimitCents: 500 },
    })
    const [cashier, manager] = [
      staffPerson(deps, place.store, 'cashier'),
      staffPerson(deps, place.store, 'manager'),
    ]
    const amount = { kind: 'amount_off' as const, reason: '招待' }
    await cashier.call.billing.discount({ ...requestOf(party), ...amount, amountCents: 400 })
    const more = cashier.call.billing.discount({ ...requestOf(party), ...amount, amountCents: 101 })
    expect(await refusalOf(more)).toMatchObject({
      code: 'discount.too-much',
      details: { limitCents: 500 },
    })
    expect((await billOf(party)).openCents).toBe(2_600)
    await manager.call.billing.discount({ ...requestOf(party), ...amount, amountCents: 1_000 })
    expect((await billOf(party)).openCents).toBe(1_600)
  })

  it('of a cashier stays within the limit when the bill grows afterwards', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    await database.db.store.update({
      where: { id: place.store.id },
      data: { cashierDiscountLimitCents: 500 },
    })
    const cashier = staffPerson(deps, place.store, 'cashier')
    await cashier.call.billing.discount({ ...requestOf(party), ...percent })
    expect((await billOf(party)).openCents).toBe(2_700)
    await orderMore(party.phone, place.store, party.table, 10)
    expect((await billOf(party)).openCents).toBe(5_500)
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  })

  it('of the whole bill leaves nothing to pay: it is settled by hand, once, and reads as paid', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const { id: storeId } = place.store
    const manager = staffPerson(deps, place.store, 'manager')
    const close = () => manager.call.payment.closeBill({ storeId, orderId: party.orderId })
    expect(await refusalOf(close())).toMatchObject({
      code: 'order.still-open',
      details: { openCents: 3_000 },
    })
    const free = { kind: 'percent_off' as const, payBasisPoints: 0, reason: '招待' }
    await manager.call.billing.discount({ ...requestOf(party), ...free })
    await Promise.all([close(), close()])
    const { order } = await billOf(party)
    expect(order).toMatchObject({ isSettled: true, owedCents: 0, paymentStatus: 'paid' })
    const where = { action: 'order.closed-free', subjectId: String(party.orderId) }
    expect(await database.db.auditEntry.count({ where })).toBe(1)
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  })

  it('makes one line free, keeps to it, and never takes more than is left', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    await orderMore(party.phone, place.store, party.table, 1)
    const manager = staffPerson(deps, place.store, 'manager')
    const lines = (await billOf(party)).order.rounds.flatMap((round) => round.lines)
    const lineId = lines.find(({ quantity }) => quantity === 10)?.id ?? 0
    const gift = { ...requestOf(party), lineId, kind: 'gift' as const, reason: '招待' }
    await manager.call.billing.discount(gift)
    expect((await billOf(party)).openCents).toBe(300)
    const rest = {
      ...requestOf(party),
      kind: 'amount_off' as const,
      amountCents: 99_999,
      reason: '免单',
    }
    expect((await manager.call.billing.discount(rest)).owedCents).toBe(0)
    const nothing = manager.call.billing.discount({ ...rest, key: newKey() })
    expect((await refusalOf(nothing)).code).toBe('order.nothing-owed')
  })

  it('is refused while somebody pays, after that, without a reason, and to a waiter', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0])
    const manager = staffPerson(deps, place.store, 'manager')
    const waiter = staffPerson(deps, place.store, 'waiter')
    const request = { ...requestOf(party), ...percent }
    const nothingSaid = manager.call.billing.discount({ ...request, reason: '  ' })
    await expect(nothingSaid).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const byWaiter = waiter.call.billing.discount(request)
    expect((await refusalOf(byWaiter)).code).toBe('permission.missing')

    const token = await startPayment(party)
    const during = manager.call.billing.discount(request)
    expect((await refusalOf(during)).code).toBe('payment.other-pending')
    await party.phone.call.payment.answerPayPage({ token, answer: 'pay' })
    const after = manager.call.billing.discount(request)
    expect((await refusalOf(after)).code).toBe('order.already-paid')
  })
})

describe('the store’s rules', () => {
  it('put service, tax and a promotion on the bill, each to be seen', async () => {
    await database.db.store.update({
      where: { id: place.store.id },
      data: { serviceBasisPoints: 1_000, taxBasisPoints: 600, isTaxAdded: true },
    })
    const party = await openBill(deps, place.store, place.store.tables[0])
    expect((await billOf(party)).order).toMatchObject({
      owedCents: 3_498,
      adjustments: [
        { kind: 'service_charge', amountCents: 300, reason: '10%' },
        { kind: 'tax', amountCents: 198, reason: '6%' },
      ],
    })
  })

  it('only say the tax where prices contain it', async () => {
    await database.db.store.update({
      where: { id: place.store.id },
      data: { taxBasisPoints: 600 },
    })
    const party = await openBill(deps, place.store, place.store.tables[0])
    expect(await billOf(party)).toMatchObject({
      openCents: 3_000,
      taxes: [{ basisPoints: 600, netCents: 2_830, taxCents: 170 }],
    })
  })

  it('are set by a manager for bills to come, written down, and closed to a cashier', async () => {
    const { id: storeId } = place.store
    const settled = await openBill(deps, place.store, place.store.tables[0])
    await pay(settled)
    const manager = staffPerson(deps, place.store, 'manager')
    const rules = await manager.call.billing.billRules({ storeId })
    const request = { storeId, ...rules, serviceBasisPoints: 500, cashierDiscountLimitCents: null }
    const set = await manager.call.billing.setBillRules(request)
    expect(set).toMatchObject({ serviceBasisPoints: 500, cashierDiscountLimitCents: null })

    const party = await openBill(deps, place.store, place.store.tables[1])
    expect(party.owedCents).toBe(3_150)
    expect((await billOf(settled)).order.owedCents).toBe(3_000)
    const cashier = staffPerson(deps, place.store, 'cashier')
    const refused = await refusalOf(cashier.call.billing.setBillRules(request))
    expect(refused.code).toBe('permission.missing')
    const audit = await database.db.auditEntry.count({ where: { action: 'bill-rules.set' } })
    expect(audit).toBe(1)
  })

  it('say how long a payment may take and what a cashier may give back, and both hold', async () => {
    const { id: storeId } = place.store
    const manager = staffPerson(deps, place.store, 'manager')
    const rules = await manager.call.billing.billRules({ storeId })
    const limits = { paymentExpiresMinutes: 3, cashierRefundLimitCents: 500 }
    await manager.call.billing.setBillRules({ storeId, ...rules, ...limits })

    const { phone, table, orderId } = await openBill(deps, place.store, place.store.tables[0])
    const request = { code: table.code, orderId, method: 'wechat' as const, key: newKey() }
    const started = await phone.call.payment.create(request)
    expect(Date.parse(started.expiresAt) - clock.now.getTime()).toBe(3 * 60_000)
    await phone.call.payment.cancel({ code: table.code, paymentId: started.id })

    const cashier = staffPerson(deps, place.store, 'cashier')
    await cashier.call.payment.takeCash({ storeId, orderId, key: newKey() })
    const what = { kind: 'amount' as const, amountCents: 501 }
    const refund = { storeId, orderId, what, reason: '菜凉了', returnsStock: false, key: newKey() }
    const refused = await refusalOf(cashier.call.refunds.refundOrder(refund))
    expect(refused).toMatchObject({ code: 'refund.over-limit', details: { limitCents: 500 } })
  })
})
