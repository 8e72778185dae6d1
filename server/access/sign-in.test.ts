// Signing in and out: who gets in, who does not, and that an end is an end at once.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SESSION_HOURS, SIGN_IN_ATTEMPTS } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import type { Ground } from '../ground'
import { freshDatabase, type TestDatabase } from '../testing/database'
import {
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  testGround,
} from '../testing/restaurant'
import { hashPassword } from './passwords'
import { STAFF_COOKIE } from './read-staff'

const PASSWORD = 'braised-pork-42'

let database: TestDatabase
let ground: Ground
let place: Restaurant
let login: string
let staffId: number
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  clock.now = new Date('2026-11-20T12:00:00+08:00')
  ground = testGround(database, clock)
  place = await makeRestaurant(database.db, clock)
  login = `waiter-${place.store.id}`
  staffId = place.store.staff.waiter.id
  await database.db.staff.update({
    where: { id: staffId },
    data: { passwordHash: await hashPassword(PASSWORD) },
  })
})

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  )
  const cause = (error as { cause?: unknown } | null)?.cause
  if (!(cause instanceof Refusal)) throw new Error('expected a refusal', { cause: error })
  return cause.code
}

async function signedIn(): Promise<Person> {
  const tablet = person(ground)
  await tablet.call.access.signIn({ login, password: PASSWORD })
  return tablet
}

const seeFloor = (who: Person) => who.call.service.floor({ storeId: place.store.id })

describe('signing in', () => {
  it('opens the store to the person, who is shown with their posts', async () => {
    const tablet = await signedIn()

    expect(await tablet.call.access.me()).toEqual({
      id: staffId,
      name: 'waiter 一店',
      posts: [
        {
          storeId: place.store.id,
          storeName: '一店',
          storeNameEn: null,
          timeZone: 'Asia/Shanghai',
          role: 'waiter',
        },
      ],
    })
    expect((await seeFloor(tablet)).areas).toHaveLength(1)
  })

  it('keeps of the cookie only a hash, so that the database lets nobody in', async () => {
    const tablet = await signedIn()

    const token = tablet.cookies.get(STAFF_COOKIE) ?? ''
    expect(Buffer.from(token, 'base64url')).toHaveLength(16)
    const sessions = await database.db.staffSession.findMany({ where: { staffId } })
    expect(
      JSON.stringify(sessions.map((row) => Buffer.from(row.tokenHash).toString())),
    ).not.toContain(token)
  })

  it('answers an unknown login, a wrong password and a disabled person alike', async () => {
    const stranger = person(ground)
    expect(await codeOf(stranger.call.access.signIn({ login: 'nobody', password: PASSWORD }))).toBe(
      'session.wrong-password',
    )
    expect(await codeOf(stranger.call.access.signIn({ login, password: 'wrong' }))).toBe(
      'session.wrong-password',
    )

    await database.db.staff.update({ where: { id: staffId }, data: { disabledAt: clock.now } })
    expect(await codeOf(stranger.call.access.signIn({ login, password: PASSWORD }))).toBe(
      'session.wrong-password',
    )
    expect(stranger.cookies.has(STAFF_COOKIE)).toBe(false)
    expect(await stranger.call.access.me()).toBeNull()
  })

  it('is refused after too many wrong passwords, even to the right one, even when all are sent at once', async () => {
    const guesses = Array.from({ length: SIGN_IN_ATTEMPTS.ofLogin * 2 }, (_, n) =>
      codeOf(person(ground).call.access.signIn({ login, password: `guess ${n}` })),
    )
    const codes = await Promise.all(guesses)
    expect(codes.filter((code) => code === 'session.wrong-password')).toHaveLength(
      SIGN_IN_ATTEMPTS.ofLogin,
    )
    expect(await codeOf(person(ground).call.access.signIn({ login, password: PASSWORD }))).toBe(
      'input.too-often',
    )
  })

  it('forgets the wrong passwords of who got in', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let guess = 1; guess < SIGN_IN_ATTEMPTS.ofLogin; guess += 1) {
        const wrong = person(ground).call.access.signIn({ login, password: 'wrong' })
        expect(await codeOf(wrong)).toBe('session.wrong-password')
      }
      expect(await (await signedIn()).call.access.me()).not.toBeNull()
    }
  })

  it('leaves an entry in the audit of every store where the person has a post', async () => {
    await database.db.staffPost.create({
      data: { staffId, storeId: place.otherStore.id, role: 'cashier' },
    })
    await signedIn()

    const entries = await database.db.auditEntry.findMany({
      where: { staffId, action: 'session.started' },
      orderBy: { storeId: 'asc' },
    })
    expect(entries.map((entry) => entry.storeId)).toEqual([place.store.id, place.otherStore.id])
  })
})

describe('the end of a session', () => {
  it('is signing out, also for a copy of the cookie', async () => {
    const tablet = await signedIn()
    const copy = person(ground, new Map(tablet.cookies))

    await tablet.call.access.signOut()
    expect(await codeOf(seeFloor(tablet))).toBe('session.missing')
    expect(await codeOf(seeFloor(copy))).toBe('session.missing')
    await tablet.call.access.signOut()
  })

  it('leaves the other tablets of the person alone', async () => {
    const [one, other] = [await signedIn(), await signedIn()]
    await one.call.access.signOut()
    expect((await seeFloor(other)).areas).toHaveLength(1)
  })

  it('comes by itself, at the minute it was promised and not before', async () => {
    const tablet = await signedIn()
    const endsAt = clock.now.getTime() + SESSION_HOURS * 3_600_000

    clock.now = new Date(endsAt - 1)
    expect((await seeFloor(tablet)).areas).toHaveLength(1)
    clock.now = new Date(endsAt)
    expect(await codeOf(seeFloor(tablet))).toBe('session.missing')
  })

  it('comes at once for a person who is disabled', async () => {
    const tablet = await signedIn()
    await database.db.staff.update({ where: { id: staffId }, data: { disabledAt: clock.now } })
    expect(await codeOf(seeFloor(tablet))).toBe('session.missing')
    expect(await tablet.call.access.me()).toBeNull()
  })
})

describe('a post', () => {
  it('opens its own store and says nothing of others, not even whether they exist', async () => {
    const waiter = staffPerson(ground, place.store, 'waiter')
    const { floor } = waiter.call.service
    expect(await codeOf(floor({ storeId: place.otherStore.id }))).toBe('permission.missing')
    expect(await codeOf(floor({ storeId: 2_000_000_000 }))).toBe('permission.missing')
  })

  it('that is taken away or changed holds with the very next call', async () => {
    const { id: storeId } = place.store
    const waiter = staffPerson(ground, place.store, 'waiter')
    const where = { staffId_storeId: { staffId, storeId } }

    await database.db.staffPost.update({ where, data: { role: 'kitchen' } })
    expect(await codeOf(seeFloor(waiter))).toBe('permission.missing')
    await database.db.staffPost.delete({ where })
    expect(await codeOf(seeFloor(waiter))).toBe('permission.missing')
  })
})
