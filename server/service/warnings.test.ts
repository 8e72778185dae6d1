// What every staff page warns of: that the money which comes is not real, and that anybody can read
// the password of somebody who works here; each for as long as it is so.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ROLES, type Role } from '@/domain/access'
import type { HouseWarning } from '@/domain/service'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  guestAt,
  makeRestaurant,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { contextOf } from '../context'
import { openDeepCheck } from '../deep-check'
import type { Deps } from '../deps'
import { appRouter } from '../router'
import { createCallerFactory } from '../trpc'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let login: string
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  // As the seed writes its people.
  login = `demo-${place.store.id}`
  await database.db.staff.create({
    data: {
      login,
      name: '演示',
      passwordHash: 'unused',
      hasDemoPassword: true,
      storeRoles: { create: { storeId: place.store.id, role: 'waiter' } },
    },
  })
})

const warningsFor = (role: Role = 'owner', at: Deps = deps): Promise<HouseWarning[]> =>
  staffPerson(at, place.store, role).call.service.warnings({ storeId: place.store.id })
const demoLogins = (warnings: HouseWarning[]) =>
  warnings.find(({ code }) => code === 'logins.demo')?.details.logins

describe('demo logins', () => {
  it.each(ROLES)('are told to the %s', async (role) => {
    expect(demoLogins(await warningsFor(role))).toBe(login)
  })

  it('are told to nobody but the staff of that store', async () => {
    const { otherStore, store } = place
    const stranger = staffPerson(deps, otherStore, 'owner').call.service
    await expect(stranger.warnings({ storeId: store.id })).rejects.toThrow()
    expect(demoLogins(await stranger.warnings({ storeId: otherStore.id }))).toBeUndefined()
    const phone = await guestAt(deps, store.tables[0])
    await expect(phone.call.service.warnings({ storeId: store.id })).rejects.toThrow()
  })

  it('are no danger where they do not work', async () => {
    expect(demoLogins(await warningsFor('owner', { ...deps, takesDemoPasswords: false }))).toBe(
      undefined,
    )
  })

  it('are over with a password of their own, or when the person is disabled', async () => {
    const { db } = database
    await db.staff.update({ where: { login }, data: { disabledAt: new Date() } })
    expect(demoLogins(await warningsFor())).toBeUndefined()
    await db.staff.update({ where: { login }, data: { disabledAt: null } })
    expect(demoLogins(await warningsFor())).toBe(login)
    await db.staff.update({ where: { login }, data: { passwordHash: 'another' } })
    expect(demoLogins(await warningsFor())).toBeUndefined()
  })

  it('are over once any store of the person takes real money', async () => {
    const { db } = database
    const { otherStore } = place
    await db.staffRole.create({
      data: {
        role: 'waiter',
        store: { connect: { id: otherStore.id } },
        staff: { connect: { login } },
      },
    })
    expect(demoLogins(await warningsFor())).toBe(login)
    await db.paymentAccount.create({
      data: {
        storeId: otherStore.id,
        method: 'wechat',
        provider: 'wechat',
        merchant: '1900000109',
        secretName: 'WECHAT_MAIN',
        isEnabled: true,
      },
    })
    expect(demoLogins(await warningsFor())).toBeUndefined()
  })
})

describe('plain HTTP', () => {
  it.each([
    ['from another machine is warned of', '192.168.1.20', false, true],
    ['from this machine is not', '127.0.0.1', false, false],
    ['from this machine over IPv6 is not', '::1', false, false],
    ['behind a certificate is none', '192.168.1.20', true, false],
  ])('%s', async (_, ip, isSecure, isWarned) => {
    const token = place.store.staff.waiter.token
    const ctx = contextOf(deps, {
      headers: { cookie: `staff=${token}` },
      ip,
      isSecure,
      isRelayed: false,
      appendSetCookie: () => {},
    })
    const caller = createCallerFactory(appRouter)(ctx)
    const warnings = await caller.service.warnings({ storeId: place.store.id })
    expect(warnings.some(({ code }) => code === 'http.plain')).toBe(isWarned)
  })
})

describe('simulated money', () => {
  const codesFor = async (role: Role, at: Deps) =>
    (await warningsFor(role, at)).map(({ code }) => code)

  it.each(ROLES)('is told to the %s while it can settle a bill, and no longer', async (role) => {
    expect(await codesFor(role, deps)).toContain('money.simulated')
    const demoOnly: Deps = { ...deps, simulatorReach: 'demo' }
    expect(await codesFor(role, demoOnly)).not.toContain('money.simulated')
    place = await makeRestaurant(database.db, clock, true)
    expect(await codesFor(role, demoOnly)).toContain('money.simulated')
    await database.db.paymentAccount.create({
      data: {
        storeId: place.store.id,
        method: 'wechat',
        provider: 'wechat',
        merchant: '1900000109',
        secretName: 'WECHAT_MAIN',
        isEnabled: true,
      },
    })
    expect(await codesFor(role, demoOnly)).not.toContain('money.simulated')
  })
})

it.each(['failed', 'overdue'] as const)(
  'a backup that %s is said, with the day of the newest',
  async (trouble) => {
    const backups = {
      ...deps.backups,
      trouble: async () => trouble,
      newestAt: async () => new Date('2026-11-18T20:00:00Z'),
    }
    const warnings = await warningsFor('waiter', { ...deps, backups })
    expect(warnings).toContainEqual({ code: `backup.${trouble}`, details: { since: '2026-11-18' } })
    expect(await warningsFor('waiter')).not.toContainEqual(
      expect.objectContaining({ code: `backup.${trouble}` }),
    )
  },
)

it('books that do not balance are said, with the rule, once a second look finds them so, and no longer when they do', async () => {
  const time = { now: new Date(clock.now) }
  const now = () => time.now
  const books = openDeepCheck({ pool: database.pool, log: deps.log, now }, { patienceMs: 60_000 })
  const lookAgain = async (minutes: number) => {
    time.now = new Date(time.now.getTime() + minutes * 60_000)
    await books.run()
    const said = await warningsFor('manager', { ...deps, books })
    return said.find(({ code }) => code === 'books.broken')?.details
  }
  expect(await lookAgain(0)).toBeUndefined()

  const { id } = await database.db.member.create({
    data: {
      brandId: place.brandId,
      phoneHash: Buffer.from('h'),
      phoneSealed: Buffer.from('x'),
      phoneTail: '0000',
      name: '',
      lifetimePoints: 7,
    },
  })
  // Until the next look is due nobody adds anything up.
  expect(await lookAgain(11)).toBeUndefined()
  expect(books.broken()).toBe(0)
  expect(await lookAgain(6 * 60)).toBeUndefined()
  expect(books.broken()).toBe(1)
  expect(await lookAgain(10)).toEqual({ rules: '5' })

  await database.db.member.update({ where: { id }, data: { lifetimePoints: 0 } })
  expect(await lookAgain(10)).toBeUndefined()
})
