// Signing in and out: who gets in, who does not, and that an end is an end at once.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SESSION_IDLE_HOURS } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { hashPassword } from './passwords'
import { STAFF_COOKIE } from './read-staff'
import { newToken } from './tokens'

const PASSWORD = 'braised-pork-42'

let database: TestDatabase
let deps: Deps
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
  deps = testDeps(database, clock)
  await database.db.limitCount.deleteMany()
  place = await makeRestaurant(database.db, clock)
  login = `waiter-${place.store.id}`
  staffId = place.store.staff.waiter.id
  await database.db.staff.update({
    where: { id: staffId },
    data: { passwordHash: await hashPassword(PASSWORD) },
  })
})

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return (await refusalOf(promise)).code
}

async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  )
  const cause = (error as { cause?: unknown } | null)?.cause
  if (!(cause instanceof Refusal)) throw new Error('expected a refusal', { cause: error })
  return cause
}

async function signedIn(): Promise<Person> {
  const tablet = person(deps)
  await tablet.call.access.signIn({ login, password: PASSWORD })
  return tablet
}

/** A browser that nobody signed in with before, at an address. */
function strangerAt(ip: string) {
  const stranger = person(deps)
  stranger.context.ip = ip
  return stranger.call.access
}

const seeFloor = (who: Person) => who.call.service.floor({ storeId: place.store.id })

describe('signing in', () => {
  it('opens the store to the person, who is shown with their roles', async () => {
    const tablet = await signedIn()

    expect(await tablet.call.access.me()).toEqual({
      id: staffId,
      name: 'waiter 一店',
      storeRoles: [
        {
          storeId: place.store.id,
          storeName: '一店',
          storeNames: {},
          timeZone: 'Asia/Shanghai',
          currency: 'CNY',
          isDemo: false,
          hasBrand: false,
          role: 'waiter',
          given: [],
          taken: [],
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
    const stranger = person(deps)
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

  it('is refused after five wrong passwords from one address, even when all are sent at once', async () => {
    const guesses = Array.from({ length: 10 }, (_, n) =>
      codeOf(person(deps).call.access.signIn({ login, password: `guess ${n}` })),
    )
    const codes = await Promise.all(guesses)
    expect(codes.filter((code) => code === 'session.wrong-password')).toHaveLength(5)
    expect(await codeOf(person(deps).call.access.signIn({ login, password: PASSWORD }))).toBe(
      'input.too-often',
    )
  })

  it('slows down more with each wrong password, says for how long, and never shuts for good', async () => {
    const waits: number[] = []
    for (let n = 0; n < 14; n += 1) {
      const refusal = await refusalOf(
        strangerAt('203.0.113.9').signIn({ login, password: 'wrong' }),
      )
      const seconds = Number(refusal.details.retryAfterSeconds ?? 0)
      if (seconds === 0) continue
      waits.push(seconds)
      clock.now = new Date(clock.now.getTime() + seconds * 1_000 - 1)
      const early = strangerAt('203.0.113.9').signIn({ login, password: 'wrong' })
      expect((await refusalOf(early)).code).toBe('input.too-often')
      clock.now = new Date(clock.now.getTime() + 1)
    }
    expect(waits.slice(0, 3)).toEqual([5, 10, 20])
    expect(Math.max(...waits)).toBeLessThanOrEqual(300)
    clock.now = new Date(clock.now.getTime() + 300_000)
    const person = await strangerAt('203.0.113.9').signIn({ login, password: PASSWORD })
    expect(person.id).toBe(staffId)
  })

  it('is free for a device that signed in before, whatever strangers try from wherever', async () => {
    const till = await signedIn()
    const guess = (ip: string) =>
      codeOf(strangerAt(ip).signIn({ login, password: 'a stranger’s guess' }))
    // From the till's own address and from sixty others.
    for (let n = 0; n < 8; n += 1) await guess('127.0.0.1')
    const far = await Promise.all(Array.from({ length: 60 }, (_, n) => guess(`198.51.100.${n}`)))
    expect(far).toContain('input.too-often')

    await till.call.access.signOut()
    expect((await till.call.access.signIn({ login, password: PASSWORD })).id).toBe(staffId)
  })

  it('slows a known device by its own wrong passwords only', async () => {
    const till = await signedIn()
    for (let n = 0; n < 5; n += 1) await codeOf(till.call.access.signIn({ login, password: 'no' }))
    const right = { login, password: PASSWORD }
    expect(await codeOf(till.call.access.signIn(right))).toBe('input.too-often')
    clock.now = new Date(clock.now.getTime() + 5_000)
    expect((await till.call.access.signIn(right)).id).toBe(staffId)
  })

  it('takes a device’s cookie that was made up, or is another person’s, for none', async () => {
    const till = await signedIn()
    const [name, value] = [...till.cookies].find(([name]) => name.startsWith('device_')) ?? ['', '']
    for (let n = 0; n < 8; n += 1) {
      await codeOf(strangerAt('127.0.0.1').signIn({ login, password: 'no' }))
    }
    const colleague = place.store.staff.cashier.id
    const forged: [string, string][] = [
      [name, `${newToken()}.${newToken()}`],
      [name, `${newToken()}.${value.split('.')[1]}`],
      [name, 'x'],
      [`device_${colleague}`, value],
    ]
    for (const cookie of forged) {
      const forger = person(deps, new Map([cookie]))
      expect(await codeOf(forger.call.access.signIn({ login, password: PASSWORD }))).toBe(
        'input.too-often',
      )
    }
  })

  it('remembers wrong passwords over a restart', async () => {
    for (let n = 0; n < 5; n += 1) {
      await codeOf(person(deps).call.access.signIn({ login, password: 'no' }))
    }
    const restarted = { ...deps, counts: new Map() }
    expect(await codeOf(person(restarted).call.access.signIn({ login, password: PASSWORD }))).toBe(
      'input.too-often',
    )
  })

  it('forgets the wrong passwords of who got in', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let guess = 1; guess < 5; guess += 1) {
        const wrong = person(deps).call.access.signIn({ login, password: 'wrong' })
        expect(await codeOf(wrong)).toBe('session.wrong-password')
      }
      expect(await (await signedIn()).call.access.me()).not.toBeNull()
    }
  })

  it('leaves an entry in the audit of every store where the person has a role', async () => {
    await database.db.staffRole.create({
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
    const copy = person(deps, new Map(tablet.cookies))

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

  const HOUR = 3_600_000

  it('comes by itself when nobody used it, at the minute it was promised and not before', async () => {
    const tablet = await signedIn()
    const copy = person(deps, new Map(tablet.cookies))
    // Signed in at noon: over at four in the morning, when the store's day ends, before an unused
    // one would be.
    const endsAt = new Date('2026-11-21T04:00:00+08:00').getTime()

    clock.now = new Date(endsAt - 1)
    expect((await seeFloor(tablet)).areas).toHaveLength(1)
    clock.now = new Date(endsAt)
    expect(await codeOf(seeFloor(tablet))).toBe('session.missing')
    expect(await codeOf(seeFloor(copy))).toBe('session.missing')
  })

  it('of a kitchen screen in use is not that of the next lunch, and comes when a day ends', async () => {
    await database.db.staffRole.updateMany({ where: { staffId }, data: { role: 'kitchen' } })
    const screen = await signedIn()
    const startedMs = clock.now.getTime()
    let days = 0
    while (await screen.call.access.me()) {
      days += 0.5
      clock.now = new Date(startedMs + days * 24 * HOUR)
      expect(days).toBeLessThan(9)
    }
    // Signed in on Friday at noon: for a week, and then the night that follows.
    clock.now = new Date('2026-11-28T03:59:59+08:00')
    expect(await screen.call.access.me()).not.toBeNull()
    clock.now = new Date('2026-11-28T04:00:00+08:00')
    expect(await screen.call.access.me()).toBeNull()
  })

  it('is moved on by use, written down four times an hour at most, also by many tabs at once', async () => {
    await database.db.staffRole.updateMany({ where: { staffId }, data: { role: 'kitchen' } })
    const tablet = await signedIn()
    const session = () =>
      database.db.staffSession.findFirstOrThrow({ where: { staffId }, orderBy: { id: 'desc' } })
    const first = (await session()).expiresAt.getTime()
    expect(first).toBe(clock.now.getTime() + SESSION_IDLE_HOURS * HOUR)

    clock.now = new Date(clock.now.getTime() + 10 * 60_000)
    await tablet.call.access.me()
    expect((await session()).expiresAt.getTime()).toBe(first)

    clock.now = new Date(clock.now.getTime() + 17 * HOUR)
    const tabs = Array.from({ length: 12 }, () => person(deps, new Map(tablet.cookies)))
    await Promise.all(tabs.map((tab) => tab.call.access.me()))
    expect((await session()).expiresAt.getTime()).toBe(
      clock.now.getTime() + SESSION_IDLE_HOURS * HOUR,
    )
    expect((await session()).lastSeenAt).toEqual(clock.now)

    clock.now = new Date(clock.now.getTime() + SESSION_IDLE_HOURS * HOUR)
    expect(await tablet.call.access.me()).toBeNull()
  })

  it('stands when use comes at the same moment', async () => {
    await database.db.staffRole.updateMany({ where: { staffId }, data: { role: 'kitchen' } })
    const tablet = await signedIn()
    clock.now = new Date(clock.now.getTime() + 2 * HOUR)
    const copies = Array.from({ length: 8 }, () => person(deps, new Map(tablet.cookies)))
    await Promise.all([...copies.map((tab) => tab.call.access.me()), tablet.call.access.signOut()])
    for (const copy of copies) expect(await copy.call.access.me()).toBeNull()
  })

  it('comes at once for a person who is disabled', async () => {
    const tablet = await signedIn()
    await database.db.staff.update({ where: { id: staffId }, data: { disabledAt: clock.now } })
    expect(await codeOf(seeFloor(tablet))).toBe('session.missing')
    expect(await tablet.call.access.me()).toBeNull()
  })
})

describe('a role at a store', () => {
  it('opens its own store and says nothing of others, not even whether they exist', async () => {
    const waiter = await signedIn()
    const { floor } = waiter.call.service
    expect(await codeOf(floor({ storeId: place.otherStore.id }))).toBe('permission.missing')
    expect(await codeOf(floor({ storeId: 2_000_000_000 }))).toBe('permission.missing')
  })

  it('that is taken away or changed holds with the very next call', async () => {
    const { id: storeId } = place.store
    const waiter = await signedIn()
    const where = { staffId_storeId: { staffId, storeId } }

    await database.db.staffRole.update({ where, data: { role: 'kitchen' } })
    expect(await codeOf(seeFloor(waiter))).toBe('permission.missing')
    await database.db.staffRole.delete({ where })
    expect(await codeOf(seeFloor(waiter))).toBe('permission.missing')
  })
})
