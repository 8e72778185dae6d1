// After the table was cleared: for a day the phone that sat there still has its bill and receipt,
// and that day its points.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, type Party, refusalOf } from '@/testing/open-bill'
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

const NOON = new Date('2026-11-20T12:00:00+08:00')
const HOUR_MS = 3_600_000
const clock = { now: NOON }
const ANNA = { phone: '13800138000', name: '安娜', hasConsented: true }
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

const manager = () => staffPerson(deps, place.store, 'manager').call
const inStore = () => ({ storeId: place.store.id })
const billOf = ({ phone, table: { code } }: Party) => phone.call.billing.bill({ code })

async function paidParty(): Promise<Party> {
  const party = await openBill(deps, place.store, place.store.tables[0])
  await manager().payment.takeCash({ ...inStore(), orderId: party.orderId, key: newKey() })
  return party
}

async function clear({ orderId }: Party) {
  const { sittingId } = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
  await manager().service.clear({ ...inStore(), sittingId: sittingId ?? 0 })
}

describe('a phone whose table was cleared', () => {
  it('has its own bill and receipt for a day, not what is ordered there since, and orders nothing', async () => {
    const party = await paidParty()
    await clear(party)
    await openBill(deps, place.store, party.table, 3)
    clock.now = new Date(NOON.getTime() + 23 * HOUR_MS)

    const { bills } = await billOf(party)
    expect(bills.map(({ order }) => order.id)).toEqual([party.orderId])
    const { code } = party.table
    const receipt = { code, orderId: party.orderId }
    expect((await party.phone.call.receipts.openReceipt(receipt)).path).toMatch(/^\/receipt\//)
    const cart = party.phone.call.ordering.cart({ code })
    expect((await refusalOf(cart)).code).toBe('seat.expired')

    clock.now = new Date(NOON.getTime() + 25 * HOUR_MS)
    expect((await refusalOf(billOf(party))).code).toBe('seat.expired')
  })
})

describe('points of a bill that is paid', () => {
  it('are claimed once, by who proves a number on the same business day, also after the table was cleared', async () => {
    const party = await paidParty()
    expect((await billOf(party)).bills).toMatchObject([{ mayClaimPoints: true }])
    await clear(party)
    const card = await joinAsMember(party.phone, party.table, ANNA)
    expect(card).toMatchObject({ points: 30, lifetimePoints: 30 })
    await joinAsMember(party.phone, party.table, ANNA)
    expect((await billOf(party)).bills).toMatchObject([
      { mayClaimPoints: false, payments: [{ earnedPoints: 30 }] },
    ])
    const found = await manager().membership.find({ ...inStore(), phone: ANNA.phone })
    expect(found).toMatchObject({ points: 30, totalOrders: 1, totalSpentCents: 3_000 })
  })

  it('are of the first who claims them, and of nobody who comes on another day', async () => {
    const party = await paidParty()
    const friend = await guestAt(deps, party.table)
    await joinAsMember(party.phone, party.table, ANNA)
    const ben = { ...ANNA, phone: '13900139000' }
    expect(await joinAsMember(friend, party.table, ben)).toMatchObject({ points: 0 })

    const late = await paidParty()
    clock.now = new Date(NOON.getTime() + 17 * HOUR_MS)
    expect((await billOf(late)).bills.at(-1)).toMatchObject({ mayClaimPoints: false })
    const carl = { ...ANNA, phone: '13700137000' }
    expect(await joinAsMember(await guestAt(deps, late.table), late.table, carl)).toMatchObject({
      points: 0,
    })
  })

  it('are those of what stays paid, and go back with the rest of the money', async () => {
    const party = await paidParty()
    const { id } = await database.db.payment.findFirstOrThrow({
      where: { orderId: party.orderId, state: 'succeeded' },
    })
    const refund = (amountCents: number) =>
      manager().refunds.refund({
        ...inStore(),
        paymentId: id,
        amountCents,
        reason: '菜凉了',
        key: newKey(),
      })
    await refund(1_050)
    expect(await joinAsMember(party.phone, party.table, ANNA)).toMatchObject({ points: 19 })
    await refund(1_950)
    const found = await manager().membership.find({ ...inStore(), phone: ANNA.phone })
    expect(found).toMatchObject({ points: 0, totalOrders: 0, totalSpentCents: 0 })
  })
})
