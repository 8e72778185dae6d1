// The table on the front page: the demo's, and never a table of a house of its own.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { DEMO_LOGINS } from '@/prisma/demo/seed'
import { readDemoTable } from './demo-table'
import type { Ground } from './ground'
import { freshDatabase, type TestDatabase } from './testing/database'
import { makeRestaurant, type Restaurant, testGround } from './testing/restaurant'

let database: TestDatabase
let ground: Ground
let place: Restaurant
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  ground = testGround(database, clock)
  place = await makeRestaurant(database.db, clock)
  await database.db.staff.updateMany({
    where: { login: { in: DEMO_LOGINS.map(({ login }) => login) } },
    data: { disabledAt: clock.now },
  })
})

it('a house of its own shows nobody a table code', async () => {
  expect(await readDemoTable(ground, { DEMO: 'on' })).toBeNull()
})

it('the demo offers a table of the store where its staff works', async () => {
  await hireDemoStaff()
  const { code, name } = place.store.tables[0]
  expect(await readDemoTable(ground, { DEMO: 'on' })).toEqual({
    code,
    name,
    url: `${ground.publicUrl}/t/${code}`,
  })
})

it('with the demo switched off, or its staff disabled, no table is offered', async () => {
  const staffId = await hireDemoStaff()
  expect(await readDemoTable(ground, { DEMO: 'off' })).toBeNull()

  await database.db.staff.update({ where: { id: staffId }, data: { disabledAt: clock.now } })
  expect(await readDemoTable(ground, { DEMO: 'on' })).toBeNull()
})

async function hireDemoStaff(): Promise<number> {
  const login = DEMO_LOGINS[0]?.login ?? ''
  const posts = { create: { storeId: place.store.id, role: 'owner' as const } }
  const { id } = await database.db.staff.upsert({
    where: { login },
    create: { login, name: 'Demo', passwordHash: '-', posts },
    update: { disabledAt: null, posts },
  })
  return id
}
