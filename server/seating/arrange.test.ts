// How a manager arranges the floor, on a real database: names that are given once, tables that are
// not taken away under a party, and codes that were copied.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  guestAt,
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { refusedWith } from '@/testing/rounds'
import type { Deps } from '../deps'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let hall: number
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  clock.now = new Date('2026-11-20T12:00:00+08:00')
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  const { areas } = await read()
  hall = areas[0]?.id ?? 0
  // What the restaurant brought along was there before.
  await database.db.diningTable.updateMany({ data: { codeSince: new Date('2026-01-01') } })
})

const at = () => ({ storeId: place.store.id })
const door = () => manager.call.seating
const read = () => door().tables(at())
const namesIn = async (areaId: number) =>
  (await read()).areas.find(({ id }) => id === areaId)?.tables.map(({ name }) => name)
const write = (pattern: string, more: object = {}) =>
  door().addTables({ ...at(), areaId: hall, pattern, seats: 4, skipsFours: false, ...more })
const facts = async () =>
  (await database.db.auditEntry.findMany({ where: at(), orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  )
const told = () => database.db.outboxEvent.count({ where: { ...at(), type: 'tables_changed' } })

describe('tables by a pattern', () => {
  it('stand last in their area, in their order, and guests sit down at them by codes of their own', async () => {
    expect(await write('B1–B3, 包间 1')).toEqual({ added: 4, there: 0 })
    expect(await namesIn(hall)).toEqual(['A1', 'A2', 'B1', 'B2', 'B3', '包间 1'])
    const table = await database.db.diningTable.findFirstOrThrow({ where: { name: '包间 1' } })
    await guestAt(deps, table)
    const { areas } = await read()
    expect(new Set(areas[0]?.tables.map(({ url }) => url)).size).toBe(6)
    expect(areas[0]?.tables.map(({ isTaken }) => isTaken)).toEqual([...Array(5).fill(false), true])
  })

  it('that come twice, or twice at once, are there once and told once', async () => {
    const both = await Promise.all([write('B1–B20'), write('B1–B20')])
    expect(both.map(({ added }) => added).sort()).toEqual([0, 20])
    expect(await write('B1-B21')).toEqual({ added: 1, there: 20 })
    expect(await told()).toBe(2)
    expect(await facts()).toEqual(['tables.added', 'tables.added'])
  })

  it('are refused whole where one of the names is another table’s, also an archived one’s', async () => {
    expect(await refusedWith(write('A2–A5', { seats: 6 }))).toBe('table.name-taken')
    const [, second] = place.store.tables
    await door().archiveTable({ ...at(), tableId: second.id })
    expect(await refusedWith(write('A2–A5'))).toBe('table.name-taken')
    expect(await namesIn(hall)).toEqual(['A1'])
  })

  it('may be called as those of another store are', async () => {
    await staffPerson(deps, place.otherStore, 'manager').call.seating.addTables({
      storeId: place.otherStore.id,
      areaId: (await database.db.area.findFirstOrThrow({ where: { storeId: place.otherStore.id } }))
        .id,
      pattern: 'B1',
      seats: 4,
      skipsFours: false,
    })
    expect(await write('B1')).toEqual({ added: 1, there: 0 })
  })

  it('are at most a thousand, and the page shows all of them', async () => {
    for (const letter of 'BCDEF') await write(`${letter}1-${letter}199`)
    expect(await refusedWith(write('G1-G4'))).toBe('table.too-many')
    await write('G1-G3')
    const { areas } = await read()
    expect(areas.flatMap(({ tables }) => tables)).toHaveLength(1_000)
  })

  it.each(['', ' , ', 'A9–A1', 'A1–B3', 'A1, A1', '1-9999', 'x'.repeat(21)])(
    'of which nothing can be read are refused: %j',
    async (pattern) => {
      expect(await refusedWith(write(pattern))).toBe('table.pattern')
    },
  )
})

describe('a table', () => {
  it('is renamed, moved and resized, and keeps its code and its party', async () => {
    const { areaId: yard } = await door().addArea({
      ...at(),
      name: '院子',
      names: { en: 'Yard' },
      orderMode: 'pay_first',
      isTakeaway: false,
    })
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    const request = { ...at(), tableId: table.id, name: 'Y1', areaId: yard, seats: 8 }
    await door().changeTable(request)
    await door().changeTable(request)
    expect(await namesIn(yard)).toEqual(['Y1'])
    expect(await namesIn(hall)).toEqual(['A2'])
    expect((await phone.call.seating.party({ code: table.code })).tableName).toBe('Y1')
    expect((await phone.call.menu.read({ code: table.code })).store.orderMode).toBe('pay_first')
  })

  it('is not given another one’s name, nor another store’s area', async () => {
    const [table] = place.store.tables
    const same = { ...at(), tableId: table.id, areaId: hall, seats: 4 }
    expect(await refusedWith(door().changeTable({ ...same, name: 'A2' }))).toBe('table.name-taken')
    const { id: theirs } = await database.db.area.findFirstOrThrow({
      where: { storeId: place.otherStore.id },
    })
    const moved = { ...same, name: 'A1', areaId: theirs }
    expect(await refusedWith(door().changeTable(moved))).toBe('thing.not-found')
    const [other] = place.otherStore.tables
    expect(await refusedWith(door().archiveTable({ ...at(), tableId: other.id }))).toBe(
      'thing.not-found',
    )
  })

  it('stands where it was put, and those that are not named come after', async () => {
    await write('B1–B3')
    const ids = (await read()).areas[0]?.tables.map(({ id }) => id) ?? []
    await door().orderTables({ ...at(), areaId: hall, tableIds: [ids[4] ?? 0, ids[0] ?? 0] })
    expect(await namesIn(hall)).toEqual(['B3', 'A1', 'A2', 'B1', 'B2'])
  })

  it('at which somebody sits is not archived', async () => {
    const [table] = place.store.tables
    await guestAt(deps, table)
    expect(await refusedWith(door().archiveTable({ ...at(), tableId: table.id }))).toBe(
      'table.occupied',
    )
  })

  it('that is archived while somebody sits down is either archived or taken, never both', async () => {
    await write('B1–B6')
    const tables = await database.db.diningTable.findMany({
      where: { ...at(), name: { startsWith: 'B' } },
    })
    await Promise.all(
      tables.flatMap((table) => [
        person(deps)
          .call.seating.join({ code: table.code })
          .catch(() => null),
        door()
          .archiveTable({ ...at(), tableId: table.id })
          .catch(() => null),
      ]),
    )
    const both = await database.db.diningTable.count({
      where: { ...at(), archivedAt: { not: null }, sittings: { some: { untilAt: null } } },
    })
    expect(both).toBe(0)
  })

  it('comes back with its area and the code it had', async () => {
    const [first, second] = place.store.tables
    for (const { id } of [first, second]) await door().archiveTable({ ...at(), tableId: id })
    expect(await refusedWith(person(deps).call.seating.join({ code: first.code }))).toBe(
      'table.unknown',
    )
    await door().removeArea({ ...at(), areaId: hall })
    expect((await read()).areas).toEqual([])
    expect((await read()).archived.map(({ name }) => name).sort()).toEqual(['A1', 'A2'])
    await door().restoreTable({ ...at(), tableId: first.id })
    await door().restoreTable({ ...at(), tableId: first.id })
    expect(await namesIn(hall)).toEqual(['A1'])
    await guestAt(deps, first)
  })
})

describe('an area', () => {
  it('is for takeaway as the manager says, and the guest at its numbers, the floor and the list say so', async () => {
    const [table] = place.store.tables
    const phone = await guestAt(deps, table)
    const area = { ...at(), areaId: hall, name: '外带台', names: {}, orderMode: null }
    await door().changeArea({ ...area, isTakeaway: true })
    expect((await read()).areas).toMatchObject([{ name: '外带台', isTakeaway: true }])
    expect((await phone.call.menu.read({ code: table.code })).table.isTakeaway).toBe(true)
    expect((await phone.call.seating.party({ code: table.code })).isTakeaway).toBe(true)
    const waiter = staffPerson(deps, place.store, 'waiter').call.service
    expect((await waiter.floor(at())).areas).toMatchObject([{ isTakeaway: true }])
    expect(await waiter.table({ ...at(), tableId: table.id })).toMatchObject({ isTakeaway: true })
    await door().changeArea({ ...area, isTakeaway: false })
    expect((await phone.call.seating.party({ code: table.code })).isTakeaway).toBe(false)
  })

  it('in which a table stands does not go', async () => {
    expect(await refusedWith(door().removeArea({ ...at(), areaId: hall }))).toBe('area.has-tables')
  })

  it('that is added twice is there once, and areas stand in the order they were put in', async () => {
    const yard = { ...at(), name: '院子', names: {}, orderMode: null, isTakeaway: false }
    const { areaId } = await door().addArea(yard)
    expect(await door().addArea(yard)).toEqual({ areaId })
    await door().orderAreas({ ...at(), areaIds: [areaId] })
    expect((await read()).areas.map(({ name }) => name)).toEqual(['院子', '大厅'])
    await door().changeArea({ ...yard, areaId, name: '露台', names: { en: 'Terrace' } })
    await door().removeArea({ ...at(), areaId })
    expect((await read()).areas.map(({ name }) => name)).toEqual(['大厅'])
  })
})

describe('new codes', () => {
  const codeOf = async (id: number) =>
    (await database.db.diningTable.findUniqueOrThrow({ where: { id } })).code
  const renew = async (tableIds: number[] | null) => {
    const { readAt: seenAt } = await read()
    const request = { ...at(), tableIds, seenAt }
    clock.now = new Date(clock.now.getTime() + 1_000)
    await door().renewCodes(request)
    return request
  }

  it('let a party that sits finish, and tell anybody else who scans the old one that there is a new one', async () => {
    const [table] = place.store.tables
    const { code } = table
    const phone = await guestAt(deps, table)
    await renew([table.id])

    const { sittingId } = await phone.call.seating.join({ code })
    expect((await phone.call.menu.read({ code })).table.name).toBe('A1')
    await phone.call.ordering.addToCart({
      code,
      dishId: place.store.dishes.rice.id,
      choices: [],
      quantity: 1,
      key: 'a'.repeat(8),
    })
    const stranger = person(deps)
    expect(await refusedWith(stranger.call.seating.join({ code }))).toBe('table.code-ended')
    expect(await refusedWith(stranger.call.menu.read({ code }))).toBe('table.code-ended')
    const friend = person(deps)
    const party = await friend.call.seating.join({ code: await codeOf(table.id) })
    expect(party.sittingId).toBe(sittingId)

    await manager.call.service.clear({ ...at(), sittingId })
    expect(await refusedWith(phone.call.menu.read({ code }))).toBe('table.code-ended')
    expect(await refusedWith(phone.call.seating.join({ code }))).toBe('table.code-ended')
  })

  it('are told of after a second renewal too, and only their hashes are kept', async () => {
    const [table] = place.store.tables
    await renew(null)
    const second = await codeOf(table.id)
    await renew(null)
    for (const code of [table.code, second]) {
      expect(await refusedWith(person(deps).call.menu.read({ code }))).toBe('table.code-ended')
    }
    const [row] = await database.pool
      .query('SELECT string_agg(e::text, $1) AS all FROM ended_code e', [' '])
      .then(({ rows }) => rows)
    expect(row.all).not.toContain(table.code)
  })

  it('that are asked for twice, or late, end no code that was printed meanwhile', async () => {
    const [table, other] = place.store.tables
    const request = await renew([table.id])
    const printed = await codeOf(table.id)
    expect(await door().renewCodes(request)).toEqual({ renewed: 1 })
    await door().renewCodes({ ...request, tableIds: null })
    expect(await codeOf(table.id)).toBe(printed)
    expect(await codeOf(other.id)).not.toBe(other.code)
    expect((await facts()).filter((action) => action === 'codes.renewed')).toHaveLength(2)
  })

  it('are made for the tables that are meant, and for nobody else’s', async () => {
    const [table, other] = place.store.tables
    await renew([table.id])
    expect(await codeOf(other.id)).toBe(other.code)
    const [theirs] = place.otherStore.tables
    expect(await refusedWith(renew([theirs.id]))).toBe('thing.not-found')
  })
})
