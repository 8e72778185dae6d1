// A restaurant is opened by whoever has the terminal's link, once; the demo goes all at once or not
// at all; what was done is kept.

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EXAMPLE_MENUS } from '@/domain/opening'
import { setupPath } from '@/domain/paths'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '@/server/deps'
import { checkInvariants } from '@/server/invariants'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  guestAt,
  makeRestaurant,
  type Person,
  person,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { STAFF_COOKIE } from '../access/read-staff'
import { hashToken, newToken } from '../access/tokens'
import { checkBackup } from '../backups/backup-file'
import { openBackups } from '../backups/nightly'
import { admissionsThatEnded } from '../realtime/admissions'
import { makeSetupLink } from './setup-link'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
const NOON = clock.now

let database: TestDatabase
let deps: Deps

beforeEach(async () => {
  clock.now = NOON
  database = await freshDatabase()
  deps = testDeps(database, clock)
})
afterEach(() => database?.drop())

const RESTAURANT = {
  name: '巷子里',
  names: { en: 'In the lane' },
  type: 'eat_first' as const,
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  dayEndsAtHour: 5,
  storeId: null as number | null,
  leavesDemo: false,
}
const OWNER = { name: '林小满', login: 'lin', password: 'sour plum drink 1' }

async function linkToken(): Promise<string> {
  const link = await makeSetupLink(deps)
  return link?.split('#')[1] ?? ''
}

/** A tablet that came by the terminal's link. */
async function opener(): Promise<Person> {
  const tablet = person(deps)
  await tablet.call.opening.enter({ token: await linkToken() })
  return tablet
}

async function codeOf(promise: Promise<unknown>): Promise<string | null> {
  const error: unknown = await promise.then(
    () => null,
    (caught) => caught,
  )
  const cause = (error as { cause?: unknown } | null)?.cause
  if (error !== null && !(cause instanceof Refusal)) throw error
  return cause instanceof Refusal ? cause.code : null
}

describe('the link', () => {
  it('leads to the page under the address that a tablet reaches, and stands in no log: its token is never sent', async () => {
    const link = (await makeSetupLink(deps)) ?? ''
    expect(link).toMatch(/^http:\/\/localhost:3000\/setup#[A-Za-z0-9_-]{22}$/)
    expect(link.startsWith(`${deps.publicUrl}${setupPath()}`)).toBe(true)
    const kept = await database.db.setupLink.findMany()
    expect(JSON.stringify(kept)).not.toContain(link.split('#')[1])
  })

  it('opens once: of two who have it one comes in', async () => {
    const token = await linkToken()
    const tablets = [person(deps), person(deps)]
    const said = await Promise.all(tablets.map(({ call }) => codeOf(call.opening.enter({ token }))))
    expect(said.toSorted()).toEqual([null, 'setup.link-ended'].toSorted())
    const states = await Promise.all(tablets.map(({ call }) => call.opening.state()))
    expect(states.filter((state) => state !== null)).toHaveLength(1)
  })

  it('opens nothing when it is guessed, too old, or its cookie is made up', async () => {
    const { call } = person(deps)
    const token = await linkToken()
    expect(await codeOf(call.opening.enter({ token: 'A'.repeat(22) }))).toBe('setup.link-ended')
    clock.now = new Date(NOON.getTime() + 24 * 3_600_000)
    expect(await codeOf(call.opening.enter({ token }))).toBe('setup.link-ended')
    const forger = person(deps, new Map([['setup', 'A'.repeat(22)]]))
    expect(await forger.call.opening.state()).toBeNull()
    expect(await codeOf(forger.call.opening.openRestaurant(RESTAURANT))).toBe('session.missing')
  })

  it('is not guessed: an address has thirty tries in ten minutes, also after a restart', async () => {
    for (let tries = 0; tries < 30; tries += 1) {
      const token = `${'A'.repeat(20)}${10 + tries}`
      expect(await codeOf(person(deps).call.opening.enter({ token }))).toBe('setup.link-ended')
    }
    const restarted = testDeps(database, clock)
    const { call } = person(restarted)
    expect(await codeOf(call.opening.enter({ token: await linkToken() }))).toBe('input.too-often')
  })

  it('is good in another process of the same house, and its cookie for twelve hours', async () => {
    const tablet = await opener()
    const other = person(testDeps(database, clock), tablet.cookies)
    expect(await other.call.opening.state()).toMatchObject({ kind: 'empty', next: 'restaurant' })
    clock.now = new Date(NOON.getTime() + 12 * 3_600_000)
    expect(await other.call.opening.state()).toBeNull()
  })

  it('is not needed any more, and not given, once somebody owns the house; a cookie from before is nothing', async () => {
    const [tablet, late] = [await opener(), await opener()]
    const unused = await linkToken()
    await tablet.call.opening.openRestaurant(RESTAURANT)
    await tablet.call.opening.openOwner(OWNER)
    expect(await makeSetupLink(deps)).toBeNull()
    expect(await codeOf(late.call.opening.openOwner({ ...OWNER, login: 'eve' }))).toBe(
      'session.missing',
    )
    expect(await codeOf(person(deps).call.opening.enter({ token: unused }))).toBe(
      'setup.link-ended',
    )
  })
})

describe('opening in an empty house', () => {
  it('there are a restaurant and its owner, who is signed in and goes on', async () => {
    const tablet = await opener()
    const { storeId } = await tablet.call.opening.openRestaurant(RESTAURANT)
    await tablet.call.opening.openOwner(OWNER)

    expect(await tablet.call.access.me()).toMatchObject({
      name: OWNER.name,
      storeRoles: [{ storeId, role: 'owner', currency: 'EUR', timeZone: 'Europe/Berlin' }],
    })
    expect(await tablet.call.opening.state()).toMatchObject({
      kind: 'own',
      hasOwner: true,
      next: 'tables',
      steps: { restaurant: 'done', owner: 'done' },
    })
    const audits = await database.db.auditEntry.findMany({ orderBy: { id: 'asc' } })
    expect(audits.map(({ action }) => action)).toEqual([
      'store.opened',
      'staff.added',
      'session.started',
    ])
    const details = JSON.stringify(audits.map((entry) => entry.details))
    expect(details).not.toContain(OWNER.password)
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  })

  it('a half-done one goes on where it stopped, on another tablet by another link, and is set right there', async () => {
    const first = await opener()
    const { storeId } = await first.call.opening.openRestaurant(RESTAURANT)
    const second = await opener()
    expect(await second.call.opening.state()).toMatchObject({
      next: 'owner',
      store: { id: storeId, name: '巷子里', currency: 'EUR' },
    })
    const corrected = { ...RESTAURANT, storeId, name: '巷子外', currency: 'CNY' }
    expect(await second.call.opening.openRestaurant(corrected)).toEqual({ storeId })
    const { store } = (await first.call.opening.state()) ?? {}
    expect(store).toMatchObject({ id: storeId, name: '巷子外', currency: 'CNY' })
    expect(await database.db.store.count()).toBe(1)
    expect((await database.db.brand.findFirstOrThrow()).name).toBe('巷子外')
  })

  it('one where each area says how guests pay remembers that, also when it is set right', async () => {
    const tablet = await opener()
    const { storeId } = await tablet.call.opening.openRestaurant({ ...RESTAURANT, type: 'by_area' })
    expect(await tablet.call.opening.state()).toMatchObject({ isByArea: true })
    await tablet.call.opening.openRestaurant({ ...RESTAURANT, type: 'pay_first', storeId })
    expect(await tablet.call.opening.state()).toMatchObject({
      isByArea: false,
      store: { orderMode: 'pay_first' },
    })
    await tablet.call.opening.openRestaurant({ ...RESTAURANT, type: 'by_area', storeId })
    await tablet.call.opening.openOwner(OWNER)
    const owner = tablet.call.opening
    const area = { storeId, names: {}, seats: 4, skipsFours: false }
    await owner.addArea({ ...area, name: '大堂', pattern: 'A1', orderMode: 'eat_first' })
    await owner.addArea({ ...area, name: '吧台', pattern: 'B1', orderMode: 'pay_first' })
    const modeAt = async (name: string) => {
      const table = await database.db.diningTable.findFirstOrThrow({ where: { name } })
      const guest = await guestAt(deps, table)
      return (await guest.call.menu.read({ code: table.code })).store.orderMode
    }
    expect([await modeAt('A1'), await modeAt('B1')]).toEqual(['eat_first', 'pay_first'])
  })

  it('two who open at once make one restaurant', async () => {
    const tablets = [await opener(), await opener()]
    const said = await Promise.all(
      tablets.map(({ call }, index) =>
        codeOf(call.opening.openRestaurant({ ...RESTAURANT, name: `店${index}` })),
      ),
    )
    expect(said.filter((code) => code === null)).toHaveLength(1)
    expect(said).toContain('thing.changed')
    expect(await database.db.store.count()).toBe(1)
  })

  it('a password that everybody would try is refused, and nothing is kept', async () => {
    const { call } = await opener()
    await call.opening.openRestaurant(RESTAURANT)
    for (const password of ['short', '12345678901', 'fanzhuo fanzhuo']) {
      expect(await codeOf(call.opening.openOwner({ ...OWNER, password }))).toBe('password.unfit')
    }
    expect(await database.db.staff.count()).toBe(0)
  })

  it('each later step is kept as done or passed over; what was done is not passed over later', async () => {
    const { call } = await opener()
    const { storeId } = await call.opening.openRestaurant(RESTAURANT)
    await call.opening.openOwner(OWNER)
    await call.opening.keepStep({ storeId, step: 'tables', state: 'done' })
    await call.opening.keepStep({ storeId, step: 'tables', state: 'skipped' })
    await call.opening.keepStep({ storeId, step: 'menu', state: 'skipped' })
    expect(await call.opening.state()).toMatchObject({
      next: 'people',
      steps: { tables: 'done', menu: 'skipped' },
    })
    const step = { storeId, step: 'owner' as const, state: 'skipped' as const }
    expect(await codeOf(call.opening.keepStep(step))).toBe('input.invalid')
    await call.opening.finish({ storeId })
    await call.opening.finish({ storeId })
    expect(await call.opening.state()).toMatchObject({ isOpened: true })
    expect(await database.db.auditEntry.count({ where: { action: 'opening.finished' } })).toBe(1)
  })

  it('is nobody’s to look into or go on with who does not own it', async () => {
    const { call } = await opener()
    await call.opening.openRestaurant(RESTAURANT)
    await call.opening.openOwner(OWNER)
    const { store } = await makeRestaurant(database.db, clock)
    const others = [person(deps), staffPerson(deps, store, 'owner')]
    for (const other of others) expect(await other.call.opening.state()).toBeNull()
    expect(await person(deps).call.opening.door()).toEqual({
      ...{ kind: 'own', hasOwner: true, isBare: false },
    })
  })
})

describe('leaving the demo', () => {
  const leaving = { ...RESTAURANT, leavesDemo: true }

  it('takes all of it at once: its people, sessions, guests, live links and pictures', async () => {
    const { store } = await makeRestaurant(database.db, clock, true)
    const waiter = staffPerson(deps, store, 'waiter')
    const guest = await guestAt(deps, store.tables[0])
    deps.picturesDir = await mkdtemp(join(tmpdir(), 'opening-'))
    await writeFile(join(deps.picturesDir, 'mapo-tofu-160.webp'), '')
    await writeFile(join(deps.picturesDir, 'of-my-own.webp'), '')
    const { id: sessionId } = await database.db.staffSession.findFirstOrThrow()
    const admission = { kind: 'session', id: sessionId, storeId: store.id, rooms: [] } as const

    const tablet = await opener()
    const { storeId } = await tablet.call.opening.openRestaurant(leaving)
    expect(storeId).toBeGreaterThan(store.id)
    expect(await database.db.store.findMany({ select: { id: true, isDemo: true } })).toEqual([
      { id: storeId, isDemo: false },
    ])
    expect(await database.db.staff.count()).toBe(0)
    expect(await waiter.call.access.me()).toBeNull()
    expect(await codeOf(guest.call.seating.party({ code: store.tables[0].code }))).toBe(
      'seat.expired',
    )
    expect((await admissionsThatEnded(deps, [admission])).size).toBe(1)
    expect(await readdir(deps.picturesDir)).toEqual(['of-my-own.webp'])
    await rm(deps.picturesDir, { recursive: true })
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  })

  it('backs it up before, says where, and stays where that cannot be', async () => {
    const home = await mkdtemp(join(tmpdir(), 'opening-'))
    const at = (folder: string) => ({
      ...{ isOn: true, url: database.url, dataDir: join(home, 'house'), folder, keep: 2 },
    })
    const real = (folder: string) => openBackups({ ...deps, log: deps.log }, at(folder))
    const none = { ...deps.backups }
    await makeRestaurant(database.db, clock, true)
    const tablet = await opener()
    const file = join(home, 'a-file')
    await writeFile(file, '')
    Object.assign(deps.backups, real(join(file, 'no-folder')))
    expect(await codeOf(tablet.call.opening.openRestaurant(leaving))).toBe('setup.no-backup')
    expect(await database.db.store.count()).toBe(2)

    Object.assign(deps.backups, real(join(home, 'backups')))
    expect(await tablet.call.opening.state()).toMatchObject({ keepsDemo: true, demoBackup: null })
    await tablet.call.opening.openRestaurant(leaving)
    const { demoBackup } = (await tablet.call.opening.state()) ?? {}
    expect(demoBackup).toMatch(/-demo\.tar\.gz$/)
    const { manifest } = await checkBackup(demoBackup ?? '')
    expect(manifest.rows.store).toBe(2)
    // It is no backup of the new restaurant.
    expect(await deps.backups.newestAt()).toBeNull()
    Object.assign(deps.backups, none)
    await rm(home, { recursive: true })
  })

  it('is done only when it was seen that it goes', async () => {
    await makeRestaurant(database.db, clock, true)
    const { call } = await opener()
    expect(await codeOf(call.opening.openRestaurant(RESTAURANT))).toBe('setup.leaves-demo')
    expect(await database.db.store.count()).toBe(2)
  })

  it('of two who leave at once one wins, and the other changes nothing', async () => {
    await makeRestaurant(database.db, clock, true)
    const tablets = [await opener(), await opener()]
    const said = await Promise.all(
      tablets.map(({ call }, index) =>
        codeOf(call.opening.openRestaurant({ ...leaving, name: `店${index}` })),
      ),
    )
    expect(said.toSorted()).toEqual([null, 'thing.changed'].toSorted())
    expect(await database.db.store.count()).toBe(1)
  })

  it('takes nothing from a house with a store of its own, with an account, or that took real money', async () => {
    const { store, brandId } = await makeRestaurant(database.db, clock, true)
    const { call } = await opener()
    const refused = async () => {
      expect(await codeOf(call.opening.openRestaurant(leaving))).toBe('setup.demo-in-use')
      expect(await database.db.staff.count()).toBeGreaterThan(0)
    }
    const account = await database.db.paymentAccount.create({
      data: {
        storeId: store.id,
        method: 'credit_card',
        provider: 'stripe',
        merchant: 'acct',
        secretName: 'STRIPE',
        isEnabled: true,
      },
    })
    await refused()
    await database.db.paymentAccount.delete({ where: { id: account.id } })
    await database.db.store.create({ data: { brandId, name: '自己的店' } })
    expect(await codeOf(call.opening.openRestaurant(leaving))).toBe('thing.changed')
    expect(await database.db.store.count()).toBe(3)
  })

  it('is never possible again: neither for the function nor for any statement', async () => {
    await makeRestaurant(database.db, clock, true)
    const tablet = await opener()
    await tablet.call.opening.openRestaurant(leaving)
    const { pool } = database
    const { rows } = await pool.query('SELECT leave_demo() AS left')
    expect(rows).toEqual([{ left: false }])
    for (const statement of [
      'TRUNCATE store CASCADE',
      'TRUNCATE customer_order CASCADE',
      'UPDATE house SET own_since = NULL, opened_at = NULL',
      'DELETE FROM house',
      `INSERT INTO store (brand_id, name, is_demo) SELECT id, '又是演示', true FROM brand`,
      'UPDATE store SET is_demo = true',
    ]) {
      await expect(pool.query(statement)).rejects.toMatchObject({ code: '23001' })
    }
    expect(await database.db.store.count()).toBe(1)
  })

  it('needs no terminal for an owner of the demo with a password of their own, and for nobody else', async () => {
    const { store } = await makeRestaurant(database.db, clock, true)
    const storeId = store.id
    const signedIn = async (login: string, hasDemoPassword: boolean) => {
      const token = newToken()
      await database.db.staff.create({
        data: {
          ...{ login, name: login, passwordHash: login, hasDemoPassword },
          storeRoles: { create: { storeId, role: 'owner' } },
          sessions: {
            create: {
              tokenHash: hashToken(token),
              expiresAt: new Date(NOON.getTime() + 3_600_000),
            },
          },
        },
      })
      return person(deps, new Map([[STAFF_COOKIE, token]]))
    }
    const everybody = await signedIn('owner', true)
    expect(await codeOf(everybody.call.opening.begin({ storeId }))).toBe('setup.by-link')
    const manager = staffPerson(deps, store, 'manager')
    expect(await codeOf(manager.call.opening.begin({ storeId }))).toBe('setup.by-link')
    const owner = await signedIn('zhou', false)
    await owner.call.opening.begin({ storeId })
    expect(await owner.call.opening.state()).toMatchObject({ kind: 'demo', next: 'restaurant' })
  })
})

describe('before the first guests', () => {
  it('each line of the list is true by looking', async () => {
    const tablet = await opener()
    const { storeId } = await tablet.call.opening.openRestaurant(RESTAURANT)
    await tablet.call.opening.openOwner(OWNER)
    const undone = async () =>
      (await tablet.call.opening.checks({ storeId }))
        .filter(({ isDone }) => !isDone)
        .map(({ check }) => check)
    expect(await undone()).toEqual(['menu', 'tables', 'payments', 'encrypted', 'printer', 'backup'])
    deps.publicUrl = 'https://lane.example'
    deps.backups.newestAt = async () => clock.now
    const area = await database.db.area.create({ data: { storeId, name: '大厅' } })
    await database.db.diningTable.create({
      data: { storeId, areaId: area.id, name: 'A1', code: 'abcdefgh' },
    })
    const again = person(deps, tablet.cookies)
    const left = (await again.call.opening.checks({ storeId })).filter(({ isDone }) => !isDone)
    expect(left.map(({ check }) => check)).toEqual(['menu', 'payments', 'printer'])
  })
})

describe('what a restaurant begins with', () => {
  async function opened(currency = 'EUR') {
    const { call } = await opener()
    const { storeId } = await call.opening.openRestaurant({ ...RESTAURANT, currency })
    await call.opening.openOwner(OWNER)
    return { call, storeId }
  }
  const AREA = {
    ...{ name: '大厅', names: { en: 'Hall' }, orderMode: null },
    ...{ pattern: 'A01–A12', seats: 4, skipsFours: false },
  }

  it('an area has its tables once, however often it is sent', async () => {
    const { call, storeId } = await opened()
    expect(await call.opening.addArea({ storeId, ...AREA })).toEqual({ added: 12, there: 0 })
    expect(await call.opening.addArea({ storeId, ...AREA })).toEqual({ added: 0, there: 12 })
    expect(await database.db.area.count()).toBe(1)
    expect(await database.db.diningTable.count()).toBe(12)
  })

  it.each(EXAMPLE_MENUS)(
    'the example %s is a menu that a guest can order from, in every money',
    async (example) => {
      const { call, storeId } = await opened('JPY')
      const { examples } = await call.opening.menus({ storeId })
      const told = examples.find(({ name }) => name === example)
      const key = newToken()
      await call.opening.takeExample({ storeId, example, key })
      await call.opening.takeExample({ storeId, example, key })
      await call.opening.takeExample({ storeId, example, key: newToken() })
      const dishes = await database.db.dish.findMany({ where: { storeId } })
      expect(dishes).toHaveLength(told?.dishes ?? 0)
      expect(dishes.length).toBeGreaterThanOrEqual(12)
      expect(dishes.every(({ priceCents }) => priceCents >= 100)).toBe(true)
      const nameless = dishes.filter(({ names }) => !(names as { en?: string }).en)
      expect(nameless).toEqual([])

      await call.opening.addArea({ storeId, ...AREA })
      const [table] = await database.db.diningTable.findMany({ orderBy: { id: 'asc' } })
      const phone = await guestAt(deps, { id: 0, name: '', code: table?.code ?? '' })
      const { categories } = await phone.call.menu.read({ code: table?.code ?? '' })
      expect(categories).toHaveLength(told?.categories ?? 0)
      expect(await checkInvariants(database.pool, clock.now)).toEqual([])
    },
  )

  it('a pasted list is a menu, and one without a dish is refused', async () => {
    const { call, storeId } = await opened()
    const list = 'Hot dishes\nMapo tofu / 麻婆豆腐 11.90\nRice 2.5'
    const asked = { storeId, firstCategory: 'Menu' }
    await call.opening.takeList({ ...asked, list, key: newToken() })
    const dishes = await database.db.dish.findMany({ orderBy: { sort: 'asc' } })
    expect(dishes.map(({ name, priceCents }) => [name, Number(priceCents)])).toEqual([
      ['Mapo tofu', 1_190],
      ['Rice', 250],
    ])
    const empty = call.opening.takeList({ ...asked, list: 'nothing', key: newToken() })
    expect(await codeOf(empty)).toBe('input.invalid')
  })

  it('the owner’s first order is seen to arrive: a phone sits down, orders, is said yes to, and the kitchen has it', async () => {
    const { call, storeId } = await opened()
    expect(await call.opening.firstOrder({ storeId })).toMatchObject({ table: null, order: null })
    await call.opening.addArea({ storeId, ...AREA })
    await call.opening.takeList({
      storeId,
      list: 'Rice 2.5',
      firstCategory: 'Menu',
      key: newToken(),
    })
    const { table } = await call.opening.firstOrder({ storeId })
    const code = table?.path.split('/').at(-1) ?? ''
    expect(table?.url).toBe(`${deps.publicUrl}${table?.path}`)

    const phone = await guestAt(deps, { id: 0, name: '', code })
    expect(await call.opening.firstOrder({ storeId })).toMatchObject({ isSeated: true })
    const { id: dishId } = await database.db.dish.findFirstOrThrow()
    await phone.call.ordering.addToCart({
      ...{ code, dishId, choices: [], quantity: 2 },
      key: newToken(),
    })
    const { version: cartVersion } = await phone.call.ordering.cart({ code })
    await phone.call.ordering.place({ code, cartVersion, expectedCents: 500, key: newToken() })
    const { order } = await call.opening.firstOrder({ storeId })
    expect(order).toMatchObject({ stage: 'waiting', lines: [{ name: 'Rice', quantity: 2 }] })
    const roundId = order?.roundId ?? 0
    await call.ordering.decideRound({ storeId, roundId, decision: 'confirm' })
    expect((await call.opening.firstOrder({ storeId })).order?.stage).toBe('cooking')
  })
})
