// The table on the front page: the demo's, and never a table of a house of its own.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { tablePath } from '@/domain/paths'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { makeRestaurant, type Restaurant, testDeps } from '@/testing/restaurant'
import { readDemoTable } from './demo-table'
import type { Deps } from './deps'

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
  await database.db.staff.updateMany({
    where: { hasDemoPassword: true },
    data: { disabledAt: clock.now },
  })
})

it('a house of its own shows nobody a table code', async () => {
  expect(await readDemoTable(deps, { DEMO: 'on' })).toBeNull()
})

it('the demo offers a table of the store where its staff works', async () => {
  await hireDemoStaff()
  const { code, name } = place.store.tables[0]
  expect(await readDemoTable(deps, { DEMO: 'on' })).toEqual({
    code,
    name,
    url: `${deps.publicUrl}${tablePath(code)}`,
  })
})

it('with the demo switched off, or its staff disabled, no table is offered', async () => {
  const staffId = await hireDemoStaff()
  expect(await readDemoTable(deps, { DEMO: 'off' })).toBeNull()

  await database.db.staff.update({ where: { id: staffId }, data: { disabledAt: clock.now } })
  expect(await readDemoTable(deps, { DEMO: 'on' })).toBeNull()
})

it('whose staff got passwords of their own, no table is offered', async () => {
  const id = await hireDemoStaff()
  await database.db.staff.update({ where: { id }, data: { passwordHash: 'own' } })
  expect(await readDemoTable(deps, { DEMO: 'on' })).toBeNull()
})

async function hireDemoStaff(): Promise<number> {
  const { id: storeId } = place.store
  const { id } = await database.db.staff.create({
    data: {
      login: `demo-${storeId}`,
      name: 'Demo',
      passwordHash: '-',
      hasDemoPassword: true,
      storeRoles: { create: { storeId, role: 'owner' } },
    },
  })
  return id
}
