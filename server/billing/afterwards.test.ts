// After the table was cleared: for a day the phone that sat there still has its bill and receipt.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, type Party, refusalOf } from '@/testing/open-bill'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const HOUR_MS = 3_600_000
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
