// What a table is told of the time of its dishes: never a guess, never of what nobody makes.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { minutesLeft } from '@/domain/wait'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, openBill } from '@/testing/open-bill'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'

const MINUTE = 60_000
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = new Date('2026-11-20T12:00:00+08:00')
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})

const pass = (minutes: number) => {
  clock.now = new Date(clock.now.getTime() + minutes * MINUTE)
}
const store = () => ({ storeId: place.store.id })
const cook = () => staffPerson(deps, place.store, 'kitchen')

async function confirm(orderId: number): Promise<number[]> {
  const waiter = staffPerson(deps, place.store, 'waiter')
  const rounds = await database.db.round.findMany({ where: { orderId, state: 'pending' } })
  for (const { id: roundId } of rounds) {
    await waiter.call.ordering.decideRound({ ...store(), roundId, decision: 'confirm' })
  }
  const lines = await database.db.orderLine.findMany({ where: { orderId } })
  return lines.map(({ id }) => id)
}

/** A table orders rice, which is confirmed. */
async function order(table = place.store.tables[0]) {
  const party = await openBill(deps, place.store, table, 1)
  return { ...party, lineIds: await confirm(party.orderId) }
}

/** Tables before this one had their rice after so many minutes. */
async function made(...minutes: number[]): Promise<void> {
  for (const each of minutes) {
    const { lineIds } = await order(await addTable(deps, place.store, newKey()))
    pass(each)
    await cook().call.kitchen.bump({ ...store(), lineIds, to: 'ready' })
  }
}

async function told({ phone, table }: { phone: Person; table: { code: string } }) {
  const [first] = await phone.call.ordering.mine({ code: table.code })
  const line = first?.rounds[0]?.lines[0]
  if (!line) throw new Error('a dish was ordered')
  return line.wait && minutesLeft(line.wait, 0)
}

describe('what a table is told of a dish', () => {
  it('is nothing before somebody accepted it, while it is held, and once it is made', async () => {
    const party = await openBill(deps, place.store, place.store.tables[0], 1)
    expect(await told(party)).toBeNull()
    const lineIds = await confirm(party.orderId)
    expect(await told(party)).toEqual({ from: 10, to: 15 })

    await cook().call.kitchen.hold({ ...store(), lineIds })
    expect(await told(party)).toBeNull()
    pass(30)
    await party.phone.call.kitchen.fireMine({ code: party.table.code, lineIds })
    expect(await told(party)).toEqual({ from: 10, to: 15 })

    await cook().call.kitchen.bump({ ...store(), lineIds, to: 'ready' })
    expect(await told(party)).toBeNull()
  })

  it('follows how its station is just now, and says that it is late only where that is known', async () => {
    const blind = await order()
    pass(16)
    expect(await told(blind)).toBeNull()
    await made(18, 20, 22, 24, 26)

    const party = await order(place.store.tables[1])
    expect(await told(party)).toEqual({ from: 20, to: 24 })
    pass(6)
    expect(await told(party)).toEqual({ from: 14, to: 18 })
    pass(18)
    expect(await told(party)).toBe('late')
  })

  it('is not measured by dishes that their printing made, nor by those of another station or of last week', async () => {
    await made(1, 1, 1, 1, 1)
    const party = await order()
    expect(await told(party)).toEqual({ from: 1, to: 1 })

    const { stationId } = place.store
    const setPrinted = (isMadeWhenPrinted: boolean) =>
      database.db.station.update({ where: { id: stationId }, data: { isMadeWhenPrinted } })
    await setPrinted(true)
    expect(await told(party)).toEqual({ from: 10, to: 15 })
    await setPrinted(false)

    await database.db.orderLine.updateMany({
      where: { id: { in: party.lineIds } },
      data: { stationIds: [stationId + 1_000_000] },
    })
    expect(await told(party)).toEqual({ from: 10, to: 15 })

    await database.pool.query(
      `UPDATE order_line SET queued_at = queued_at - interval '8 days', ready_at = ready_at - interval '8 days'
        WHERE store_id = $1 AND ready_at IS NOT NULL`,
      [place.store.id],
    )
    expect(await told(await order(place.store.tables[1]))).toEqual({ from: 10, to: 15 })
  })
})
