// What costs nothing is nobody's to pay: a pay-first order of 0 reaches the kitchen by itself,
// however it came to be 0.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, type Party } from '@/testing/open-bill'
import {
  joinAsMember,
  makeRestaurant,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { settleFree } from './settle-free'

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
  const where = { id: place.store.id }
  await database.db.store.update({ where, data: { orderMode: 'pay_first' } })
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const orderOf = ({ orderId }: Party) =>
  database.db.order.findUniqueOrThrow({ where: { id: orderId }, include: { rounds: true } })

/** Two processes look at once. */
const look = () => Promise.all([settleFree(deps), settleFree(deps)])

const discount = (party: Party, amountCents: number) =>
  staffPerson(deps, place.store, 'manager').call.billing.discount({
    storeId: place.store.id,
    orderId: party.orderId,
    lineId: null,
    kind: 'amount_off',
    amountCents,
    reason: '招待',
    key: newKey(),
  })

it('of dishes that are free, it is settled and in the kitchen, once', async () => {
  const { rice } = place.store.dishes
  await database.db.dish.update({ where: { id: rice.id }, data: { priceCents: 0 } })
  const party = await openBill(deps, place.store, place.store.tables[0])
  await look()
  const order = await orderOf(party)
  expect(order).toMatchObject({
    state: 'confirmed',
    owedCents: 0,
    rounds: [{ state: 'confirmed' }],
  })
  expect(order.settledAt).toEqual(clock.now)
  const where = { action: 'order.closed-free', subjectId: String(party.orderId) }
  expect(await database.db.auditEntry.count({ where })).toBe(1)
})

it('of which a discount took all, it follows; one that still costs something waits for its money', async () => {
  const party = await openBill(deps, place.store, place.store.tables[0])
  await discount(party, party.owedCents - 1)
  await look()
  expect(await orderOf(party)).toMatchObject({ state: 'pending', settledAt: null })
  await discount(party, 1)
  await look()
  expect(await orderOf(party)).toMatchObject({ state: 'confirmed', settledAt: clock.now })
})

it('of which a coupon took all, it follows, and the coupon is used', async () => {
  const [table] = place.store.tables
  const party = await openBill(deps, place.store, table, 1)
  await joinAsMember(party.phone, table, { phone: '13900139000', hasConsented: true })
  const { id: memberId } = await database.db.member.findFirstOrThrow({
    where: { brandId: place.brandId },
  })
  const offer = {
    brandId: place.brandId,
    kind: 'amount_off' as const,
    name: '减 5',
    amountCents: 500,
  }
  const { id: offerId } = await database.db.couponOffer.create({ data: offer })
  const coupon = await database.db.coupon.create({
    data: { offerId, memberId, code: newKey(), idempotencyKey: newKey() },
  })
  const { orderId } = party
  await party.phone.call.billing.applyCoupon({ code: table.code, orderId, couponId: coupon.id })
  expect(await orderOf(party)).toMatchObject({ owedCents: 0, settledAt: null })
  await look()
  expect(await orderOf(party)).toMatchObject({ state: 'confirmed', settledAt: clock.now })
  const used = await database.db.coupon.findUniqueOrThrow({ where: { id: coupon.id } })
  expect(used).toMatchObject({ orderId, usedAt: clock.now })
})

it('whose dish nobody wants any more is taken off as it came, without money', async () => {
  const { rice } = place.store.dishes
  await database.db.dish.update({ where: { id: rice.id }, data: { priceCents: 0 } })
  const party = await openBill(deps, place.store, place.store.tables[0])
  await look()
  const line = await database.db.orderLine.findFirstOrThrow({ where: { orderId: party.orderId } })
  const { call } = staffPerson(deps, place.store, 'manager')
  await call.ordering.voidLine({ storeId: place.store.id, lineId: line.id, reason: '不要了' })
  const where = { lineId: line.id, kind: 'voided' as const }
  expect(await database.db.lineChange.count({ where })).toBe(1)
  expect(await orderOf(party)).toMatchObject({ state: 'cancelled', settledAt: clock.now })
})

it('is left alone where guests eat first: more may come, and a person closes the bill', async () => {
  const where = { id: place.store.id }
  await database.db.store.update({ where, data: { orderMode: 'eat_first' } })
  const party = await openBill(deps, place.store, place.store.tables[0])
  await discount(party, party.owedCents)
  await look()
  expect(await orderOf(party)).toMatchObject({ owedCents: 0, settledAt: null })
})
