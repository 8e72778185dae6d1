// Random histories of money: several bills, members, every way of paying, splitting, giving back
// and correcting, on a platform in a bad mood, over a clock that jumps and a way to the database
// that breaks. Every twenty-five steps and at the end the invariants hold. A failure names the
// seed; FAULT_STEPS makes it longer, FAULT_HISTORIES makes more of them.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { type DatabaseWire, openWire } from '@/testing/database-wire'
import {
  beginStory,
  compareBooks,
  countedIn,
  expectMembersRight,
  type MoneyStory,
} from '@/testing/money-story'
import { staffPerson } from '@/testing/restaurant'
import { checkInvariants } from '../invariants'
import { sweepPayments } from './sweep-payments'

const STEPS = Number(process.env.FAULT_STEPS ?? 250)
const HISTORIES = Number(process.env.FAULT_HISTORIES ?? 1)
const FIRST_SEED = Number(process.env.SEED ?? 20_261_126)

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let wire: DatabaseWire

beforeAll(async () => {
  database = await freshDatabase()
  wire = await openWire(database)
})
afterAll(async () => {
  await wire.close()
  await database.drop()
})

const drawn = new Map<string, number>()

async function expectSound(story: MoneyStory, seed: number) {
  const { tale } = story
  const breaches = await checkInvariants(database.pool, clock.now)
  // No relay runs beside these, so events wait.
  const found = breaches.filter(({ number }) => number !== 9)
  expect(found, `seed ${seed} after ${tale.length} steps: ${tale.slice(-100).join(', ')}`).toEqual(
    [],
  )
  await expectMembersRight(story)
}

it.each(Array.from({ length: HISTORIES }, (_, nth) => FIRST_SEED + nth))(
  'whatever happens to bills, payments, coupons, points and refunds, the sums hold (seed %i)',
  async (seed) => {
    const story = await beginStory(database, wire, clock, seed)
    const { store } = story.place
    for (let nth = 1; nth <= STEPS; nth += 1) {
      await story.step()
      if (nth % 25 === 0) await expectSound(story, seed)
    }
    const paid = { storeId: store.id, state: 'succeeded' as const }
    expect(await database.db.payment.count({ where: paid })).toBeGreaterThan(STEPS / 25)
    expect(story.tale.filter((step) => step.includes('broken off'))).not.toEqual([])
    const counted = await countedIn(story)
    if (process.env.FAULT_STEPS) console.info(`seed ${seed}`, counted)
    for (const [kind, times] of Object.entries(counted)) {
      drawn.set(kind, (drawn.get(kind) ?? 0) + times)
    }

    // On a calm platform everything comes to its end, and one tap each brings both sides together.
    const calm = { ...story.safe.deps, simulator: undefined }
    for (let sweeps = 0; sweeps < 40; sweeps += 1) {
      clock.now = new Date(clock.now.getTime() + 60_000)
      await sweepPayments(calm)
    }
    const pending = { storeId: store.id, state: 'pending' as const }
    expect(await database.db.payment.findMany({ where: pending })).toEqual([])
    expect(await database.db.refund.findMany({ where: pending })).toEqual([])
    await expectSound(story, seed)
    const manager = staffPerson(calm, store, 'manager')
    for (const { fix } of (await compareBooks(story, manager)).differences) {
      if (fix) await manager.call.payment.fixDifference({ storeId: store.id, ...fix })
    }
    const { matched, differences } = await compareBooks(story, manager)
    expect(differences).toEqual([])
    expect(matched.count).toBeGreaterThan(0)
  },
  600_000 + STEPS * 250,
)

it('and whatever these histories are there for was drawn in one of them', () => {
  const never = [...drawn].filter(([, times]) => times === 0)
  if (STEPS * HISTORIES >= 1_000) expect(never).toEqual([])
})
