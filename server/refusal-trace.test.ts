// Attacks are counted and kept, in a handful of rows however many tries there are, and nothing that
// was typed is in them.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  makeRestaurant,
  person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { hashPassword } from './access/passwords'
import { counted } from './counters'
import type { Deps } from './deps'
import { keepRefusals, noteRefusal } from './refusal-trace'

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
  await keepRefusals(deps)
  await database.db.refusalTrace.deleteMany()
})

const traces = async () => {
  await keepRefusals(deps)
  return database.db.refusalTrace.findMany({ orderBy: [{ times: 'asc' }, { staffId: 'asc' }] })
}
const figure = async (code: string, wire: string) => {
  const text = await counted.metrics()
  const line = new RegExp(`^fanzhuo_refusals_total\\{code="${code}",wire="${wire}"\\} (\\d+)`, 'm')
  return Number(line.exec(text)?.[1] ?? 0)
}

describe('a refused try', () => {
  it('to sign in is counted, for whom it was and from where, without what was typed', async () => {
    const before = await figure('session.wrong-password', 'call')
    const stranger = person(deps, new Map(), {}, { ip: '203.0.113.9' })
    const login = `owner-${place.store.id}`
    const passwordHash = await hashPassword('right and never typed')
    await database.db.staff.update({ where: { login }, data: { passwordHash } })
    for (const who of [login, 'my-secret-word']) {
      const wrong = stranger.call.access.signIn({ login: who, password: 'typed-by-mistake' })
      await expect(wrong).rejects.toThrow()
    }
    expect(await figure('session.wrong-password', 'call')).toBe(before + 2)
    const kept = await traces()
    expect(kept).toEqual([
      expect.objectContaining({ storeId: 0, staffId: 0, times: 1, lastAddress: '203.0.113.9' }),
      expect.objectContaining({
        storeId: place.store.id,
        staffId: place.store.staff.owner.id,
        times: 1,
      }),
    ])
    expect(JSON.stringify(kept)).not.toMatch(/secret|mistake/)
  })

  it('beyond a right is a row of the person, whatever store it named', async () => {
    const { call } = staffPerson(deps, place.store, 'waiter')
    for (const storeId of [place.store.id, place.otherStore.id, 2_000_000_000]) {
      await expect(call.platforms.accounts.read({ storeId })).rejects.toThrow()
    }
    expect(await traces()).toEqual([
      expect.objectContaining({
        code: 'permission.missing',
        storeId: place.store.id,
        staffId: place.store.staff.waiter.id,
        times: 3,
      }),
    ])
  })

  it('is one row for ten thousand, also when they are brought in between, and one more in the next hour', async () => {
    const note = (now: Date) =>
      noteRefusal({ code: 'session.wrong-password' }, { wire: 'call', address: '203.0.113.9', now })
    for (let nth = 0; nth < 10_000; nth += 1) {
      note(clock.now)
      if (nth % 1_000 === 0) await keepRefusals(deps)
    }
    note(new Date(clock.now.getTime() + 3_600_000))
    expect((await traces()).map(({ times }) => times)).toEqual([1, 10_000])
  })

  it('waits where it cannot be written', async () => {
    noteRefusal({ code: 'code.wrong' }, { wire: 'call', address: '', now: clock.now })
    const pool = { query: () => Promise.reject(new Error('away')) } as unknown as Deps['pool']
    await expect(keepRefusals({ pool })).rejects.toThrow('away')
    expect(await traces()).toEqual([expect.objectContaining({ code: 'code.wrong', times: 1 })])
  })

  it('of an ordinary day leaves none', async () => {
    await expect(person(deps).call.service.floor({ storeId: place.store.id })).rejects.toThrow()
    expect(await traces()).toEqual([])
  })
})
