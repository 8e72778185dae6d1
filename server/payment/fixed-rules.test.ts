// The first money in a bill fixes the price that was seen: what changed elsewhere since then, a
// rule of the house or the member's level, moves no bill that is paid in part, and refuses no tap.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, type Party } from '@/testing/open-bill'
import { grantPoints } from '@/testing/points'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { checkInvariants } from '../invariants'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let place: Restaurant
let manager: Person
let party: Party

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  const deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  party = await openBill(deps, place.store, place.store.tables[0])
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const inStore = () => ({ storeId: place.store.id })
const orderNow = () =>
  database.db.order.findUniqueOrThrow({ where: { id: party.orderId }, include: { lines: true } })
const pay = (amountCents: number) => {
  const split = { kind: 'amount' as const, amountCents }
  const request = { ...inStore(), orderId: party.orderId, split, key: newKey() }
  return manager.call.payment.takeCash(request)
}
async function kitchenTaps() {
  const { rounds } = await database.db.order.findUniqueOrThrow({
    where: { id: party.orderId },
    include: { rounds: true },
  })
  for (const { id: roundId, state } of rounds) {
    const decision = 'confirm' as const
    if (state === 'pending') {
      await manager.call.ordering.decideRound({ ...inStore(), roundId, decision })
    }
  }
  const lineIds = (await orderNow()).lines.map(({ id }) => id)
  await manager.call.kitchen.serve({ ...inStore(), lineIds })
}

it('a level that was reached elsewhere before the first money', async () => {
  const { id: memberId } = await manager.call.membership.register({
    ...inStore(),
    phone: '13912345678',
    name: '',
  })
  await manager.call.billing.attachMemberToOrder({ ...inStore(), orderId: party.orderId, memberId })
  await grantPoints(database.db, memberId, 6_000)
  await pay(2_950)
  await kitchenTaps()
  expect(await orderNow()).toMatchObject({ owedCents: 3_000, paidCents: 2_950, settledAt: null })
  await pay(50)
  expect((await orderNow()).settledAt).not.toBeNull()
})

it('a rule of the house that was set before the first money', async () => {
  await database.db.store.update({
    where: { id: place.store.id },
    data: { perHeadCents: 200, serviceBasisPoints: 1_000 },
  })
  await pay(1_000)
  await kitchenTaps()
  expect(await orderNow()).toMatchObject({ owedCents: 3_000, paidCents: 1_000 })
})
