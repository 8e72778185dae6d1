// Sitting down and clearing: phones that arrive at once, phones that come back, and bills that are
// still open.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '@/domain/refusal'
import { MAXIMUM_GUESTS } from '@/domain/seating'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  guestAt,
  makeRestaurant,
  person,
  type Restaurant,
  type TestTable,
  testDeps,
} from '@/testing/restaurant'
import { seatCookie } from '../access/read-seat'
import type { Deps } from '../deps'
import { clearTable } from './clear-table'
import { openSitting } from './open-sitting'

let database: TestDatabase
let deps: Deps
let place: Restaurant
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})

async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  )
  const refusal = error instanceof Refusal ? error : (error as { cause?: unknown } | null)?.cause
  if (!(refusal instanceof Refusal)) throw new Error('expected a refusal', { cause: error })
  return refusal
}

function waiter() {
  const { id } = place.store.staff.waiter
  return { storeId: place.store.id, staffId: id, name: 'waiter', role: 'waiter' as const }
}

async function order(table: TestTable) {
  const phone = await guestAt(deps, table)
  const { code } = table
  const dishId = place.store.dishes.rice.id
  await phone.call.ordering.addToCart({
    code,
    dishId,
    choices: [],
    quantity: 2,
    key: 'a'.repeat(8),
  })
  const { version, owedCents } = await phone.call.ordering.cart({ code })
  const request = { code, cartVersion: version, expectedCents: owedCents, key: `key-${code}` }
  const { orderId } = await phone.call.ordering.place(request)
  return { phone, orderId }
}

describe('joining', () => {
  it('seats ten phones that scan a free table at once in one sitting, each with its own number', async () => {
    const [table] = place.store.tables
    const phones = Array.from({ length: 10 }, () => person(deps))

    const parties = await Promise.all(
      phones.map((phone) => phone.call.seating.join({ code: table.code })),
    )

    expect(new Set(parties.map((party) => party.sittingId)).size).toBe(1)
    expect(parties.map((party) => party.number).sort((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ])
    expect(await database.db.sitting.count({ where: { storeId: place.store.id } })).toBe(1)
  })

  it('gives a phone that joins again the seat it has', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    const token = phone.cookies.get(seatCookie(table.code))

    const again = await phone.call.seating.join({ code: table.code })

    expect(again).toMatchObject({ number: 1, tableName: 'A1', guests: [{ number: 1 }] })
    expect(phone.cookies.get(seatCookie(table.code))).toBe(token)
  })

  it('keeps only the hash of what the cookie carries', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    const guest = await database.db.guest.findFirstOrThrow({
      where: { sitting: { storeId: place.store.id } },
    })
    const token = phone.cookies.get(seatCookie(table.code)) ?? ''
    expect(Buffer.from(guest.tokenHash).includes(Buffer.from(token))).toBe(false)
    expect(guest.tokenHash).toHaveLength(32)
  })

  it('does not know a table that is not there, or that was taken away', async () => {
    const [table] = place.store.tables
    await database.db.diningTable.update({
      where: { id: table.id },
      data: { archivedAt: clock.now },
    })
    for (const code of [table.code, 'no-such-table']) {
      const phone = person(deps)
      expect((await refusalOf(phone.call.seating.join({ code }))).code).toBe('table.unknown')
      expect((await refusalOf(phone.call.menu.read({ code }))).code).toBe('table.unknown')
      expect(phone.cookies.size).toBe(0)
    }
    expect(await database.db.sitting.count({ where: { storeId: place.store.id } })).toBe(0)
  })

  it('ends where a table is full', async () => {
    const [table] = place.store.tables
    const { sittingId } = await openSitting(deps, place.store.id, table.id)
    await database.db.guest.createMany({
      data: Array.from({ length: MAXIMUM_GUESTS }, (_, index) => ({
        sittingId,
        number: index + 1,
        tokenHash: new Uint8Array(Buffer.from(`${table.code}-${index}`)),
      })),
    })
    const late = person(deps)
    expect((await refusalOf(late.call.seating.join({ code: table.code }))).code).toBe('table.full')
  })

  it('tells the table and the floor of every new face and every new name', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    const { sittingId } = await phone.call.seating.rename({ code: table.code, nickname: ' 小雨 ' })

    const events = await database.db.outboxEvent.findMany({
      where: { storeId: place.store.id, type: 'sitting_changed' },
    })
    expect(events.length).toBeGreaterThanOrEqual(2)
    for (const event of events) {
      expect(event.rooms).toEqual([`store:${place.store.id}`, `sitting:${sittingId}`])
    }
    const party = await phone.call.seating.party({ code: table.code })
    expect(party.guests).toEqual([{ number: 1, nickname: '小雨' }])
  })

  it('lets nobody speak for a table without a seat at it', async () => {
    const [table, otherTable] = place.store.tables
    const phone = await guestAt(deps, table)
    const stranger = phone.call.seating.party({ code: otherTable.code })
    expect((await refusalOf(stranger)).code).toBe('seat.expired')
  })
})

describe('a waiter opening a table', () => {
  it('finds the sitting that a phone opened at the same moment', async () => {
    const [table] = place.store.tables
    const phone = person(deps)
    const [party, opened] = await Promise.all([
      phone.call.seating.join({ code: table.code }),
      openSitting(deps, place.store.id, table.id),
    ])
    expect(opened.sittingId).toBe(party.sittingId)
  })

  it('does not find the table of another store', async () => {
    const [table] = place.otherStore.tables
    const opened = openSitting(deps, place.store.id, table.id)
    expect((await refusalOf(opened)).code).toBe('thing.not-found')
  })
})

describe('clearing', () => {
  it('frees the table, ends its seats, and the next scan starts a new sitting', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    const { sittingId } = await phone.call.seating.party({ code: table.code })

    await clearTable(deps, waiter(), { sittingId })

    const asked = phone.call.seating.party({ code: table.code })
    expect((await refusalOf(asked)).code).toBe('seat.expired')
    const next = await phone.call.seating.join({ code: table.code })
    expect(next.sittingId).not.toBe(sittingId)
    expect(next.number).toBe(1)
  })

  it('a second tap clears nothing twice', async () => {
    const [table] = place.store.tables
    const { sittingId } = await openSitting(deps, place.store.id, table.id)
    const first = await clearTable(deps, waiter(), { sittingId })
    clock.now = new Date(clock.now.getTime() + 60_000)
    const second = await clearTable(deps, waiter(), { sittingId })
    expect(second).toEqual(first)
    const where = { storeId: place.store.id, action: 'table.cleared' }
    expect(await database.db.auditEntry.count({ where })).toBe(1)
  })

  it('is refused with what is open, and changes nothing', async () => {
    const [table] = place.store.tables
    const { phone } = await order(table)
    const { sittingId } = await phone.call.seating.party({ code: table.code })

    const refusal = await refusalOf(clearTable(deps, waiter(), { sittingId }))

    expect(refusal).toMatchObject({
      code: 'sitting.has-open-bill',
      details: { openCents: 600 },
    })
    const party = await phone.call.seating.party({ code: table.code })
    expect(party.tableName).toBe('A1')
  })

  it('leaves no order behind: one that comes at the same moment is seen or refused', async () => {
    const [table] = place.store.tables
    const { code } = table
    const phone = await guestAt(deps, table)
    const { sittingId } = await phone.call.seating.party({ code })
    const dishId = place.store.dishes.rice.id
    const request = { code, dishId, choices: [], quantity: 1, key: 'rice-once' }
    await phone.call.ordering.addToCart(request)
    const { version, owedCents } = await phone.call.ordering.cart({ code })

    const [placed, cleared] = await Promise.allSettled([
      phone.call.ordering.place({
        code,
        cartVersion: version,
        expectedCents: owedCents,
        key: 'place-once',
      }),
      clearTable(deps, waiter(), { sittingId }),
    ])

    const winners = [placed, cleared].filter((result) => result.status === 'fulfilled')
    expect(winners).toHaveLength(1)
    const open = await database.db.sitting.count({ where: { id: sittingId, clearedAt: null } })
    expect(open).toBe(placed.status === 'fulfilled' ? 1 : 0)
  })

  it("does not find another store's sitting", async () => {
    const [table] = place.otherStore.tables
    const { sittingId } = await openSitting(deps, place.otherStore.id, table.id)
    const cleared = clearTable(deps, waiter(), { sittingId })
    expect((await refusalOf(cleared)).code).toBe('thing.not-found')
  })
})
