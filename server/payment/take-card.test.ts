// A slip of the terminal on two bills: staff are asked to look at it, and may say that it is
// another payment.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, openBill, refusalOf } from '@/testing/open-bill'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  const expiresAt = new Date('2026-11-30T12:00:00+08:00')
  await database.db.staffSession.updateMany({ data: { expiresAt } })
})
afterAll(() => database.drop())

it('that was taken within a day is asked about before it is taken again, once however often it is sent', async () => {
  const { id: storeId } = place.store
  const { call } = staffPerson(deps, place.store, 'cashier')
  const bills = []
  for (const name of ['S1', 'S2', 'S3', 'S4']) {
    bills.push(await openBill(deps, place.store, await addTable(deps, place.store, name)))
  }
  const [first, second, third, fourth] = bills.map(({ orderId }) => ({
    storeId,
    orderId,
    reference: '000123',
    key: newKey(),
  }))
  if (!first || !second || !third || !fourth) throw new Error('four bills')

  await call.payment.takeCard(first)
  await call.payment.takeCard(first)
  const refusal = await refusalOf(call.payment.takeCard(second))
  expect(refusal).toMatchObject({
    code: 'card.slip-used',
    details: { table: 'S1', time: '12:00', amountCents: 3_000 },
  })
  const unpaid = await database.db.order.findUniqueOrThrow({ where: { id: second.orderId } })
  expect(unpaid).toMatchObject({ paidCents: 0, settledAt: null })
  // Another slip that only ends alike, and the same number on another day, are other payments.
  await call.payment.takeCard({ ...third, reference: '1-000123' })
  await call.payment.takeCard({ ...second, isAnotherSlip: true })
  await call.payment.takeCard({ ...second, isAnotherSlip: true })
  const audit = await database.db.auditEntry.findMany({
    where: { storeId, action: 'terminal.taken' },
    orderBy: { id: 'asc' },
  })
  expect(audit.map(({ details }) => Object.keys(details as object))).toEqual([
    expect.not.arrayContaining(['slipTakenBefore']),
    expect.not.arrayContaining(['slipTakenBefore']),
    expect.arrayContaining(['slipTakenBefore']),
  ])
  clock.now = new Date('2026-11-21T12:00:01+08:00')
  await call.payment.takeCard(fourth)
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})
