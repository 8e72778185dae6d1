// Kitchen screens that stay: how one is paired, what it may and how it ends; and that the floor is
// told when one is gone, by whichever process notices, until it is back or somebody answers.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PAIRING_MINUTES, SCREEN_TOKEN } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import { DEMO_PASSWORD } from '@/prisma/demo/people'
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
import { settleDemoPasswords } from '../../access/demo-password'
import { hashPassword } from '../../access/passwords'
import { SCREEN_COOKIE } from '../../access/read-screen'
import { STAFF_COOKIE } from '../../access/read-staff'
import type { Deps } from '../../deps'
import { lifetimeOf, pruneBatch } from '../../prune'
import { type Admission, admissionFor, admissionsThatEnded } from '../../realtime/admissions'
import type { HeardScreen } from '../../realtime/listeners'
import { GONE_AFTER_MS, makeScreenWatch } from './watch-screens'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const WOK = { name: '炒锅屏', stationId: null as number | null, isBoard: false }

let database: TestDatabase
let deps: Deps
let place: Restaurant
let storeId: number
let manager: Person
const clock = { now: NOON }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = NOON
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  storeId = place.store.id
  await database.db.staffSession.updateMany({ data: { expiresAt: new Date('2030-01-01') } })
  manager = staffPerson(deps, place.store, 'manager')
})

const later = (ms: number) => {
  clock.now = new Date(clock.now.getTime() + ms)
}
const screensOf = (who: Person) => who.call.kitchen.screens

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  )
  const cause = (error as { cause?: unknown } | null)?.cause
  if (!(cause instanceof Refusal)) throw new Error('expected a refusal', { cause: error })
  return cause.code
}

/** A browser that a manager let in by its code. */
async function pairedScreen(request = WOK): Promise<Person & { screenId: number }> {
  const screen = person(deps)
  const { code } = await screensOf(screen).ask()
  const { screenId } = await screensOf(manager).pair({ storeId, code, ...request })
  return { ...screen, screenId }
}

const seesTickets = async (who: Person) =>
  (await who.call.kitchen.tickets({ storeId, stationId: null })).tickets

describe('pairing', () => {
  it('lets a screen in once a manager has entered its code, and keeps of its token a hash only', async () => {
    const screen = person(deps)
    const { code } = await screensOf(screen).ask()
    expect(code).toMatch(/^\d{6}$/)
    expect(await screensOf(screen).asked()).toEqual({ home: null })
    expect(await codeOf(seesTickets(screen))).toBe('session.missing')

    const { stationId } = place.store
    await screensOf(manager).pair({ storeId, code, ...WOK, stationId })
    const home = `/kitchen?store=${storeId}&station=${stationId}`
    expect(await screensOf(screen).asked()).toEqual({ home })
    expect(await seesTickets(screen)).toEqual([])
    expect(await screensOf(manager).list({ storeId })).toMatchObject([
      { name: '炒锅屏', stationId, stationName: '热菜', pairedBy: 'manager 一店', state: 'off' },
    ])

    const token = screen.cookies.get(SCREEN_COOKIE) ?? ''
    const rows = await database.db.device.findMany({ where: { storeId } })
    expect(JSON.stringify(rows.map((row) => Buffer.from(row.tokenHash).toString()))).not.toContain(
      token,
    )
    expect(rows).toHaveLength(1)
  })

  it('shows the same code in every tab, until it counts no longer', async () => {
    const screen = person(deps)
    const first = await screensOf(screen).ask()
    expect(await screensOf(screen).ask()).toEqual(first)
    later(PAIRING_MINUTES * 60_000)
    expect(await codeOf(screensOf(manager).pair({ storeId, ...first, ...WOK }))).toBe(
      'screen.code-unknown',
    )
    const second = await screensOf(screen).ask()
    await screensOf(manager).pair({ storeId, code: second.code, ...WOK })
    expect(await screensOf(screen).asked()).toEqual({ home: `/kitchen?store=${storeId}` })
  })

  it('takes a code once: of two managers who enter it at once, of two stores, one has the screen', async () => {
    const screen = person(deps)
    const { code } = await screensOf(screen).ask()
    const other = staffPerson(deps, place.otherStore, 'owner')
    const tries = [
      screensOf(manager).pair({ storeId, code, ...WOK }),
      screensOf(other).pair({ storeId: place.otherStore.id, code, ...WOK }),
    ]
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [lost] = tries.filter((_, nth) => outcomes[nth]?.status === 'rejected')
    expect(await codeOf(lost as Promise<unknown>)).toBe('screen.code-unknown')
    expect(
      await database.db.device.count({
        where: { name: WOK.name, storeId: { in: [storeId, place.otherStore.id] } },
      }),
    ).toBe(1)
  })

  it('is a manager’s: nobody else pairs, lists, changes or ends, a paired screen least of all', async () => {
    const screen = await pairedScreen()
    const { code } = await screensOf(person(deps)).ask()
    for (const who of [
      ...(['waiter', 'cashier', 'kitchen'] as const).map((role) =>
        staffPerson(deps, place.store, role),
      ),
      staffPerson(deps, place.otherStore, 'owner'),
      screen,
    ]) {
      const { pair, pairThis, list, change, end } = screensOf(who)
      expect(await codeOf(pair({ storeId, code, ...WOK }))).toBe('permission.missing')
      expect(await codeOf(pairThis({ storeId, ...WOK }))).toBe('permission.missing')
      expect(await codeOf(list({ storeId }))).toBe('permission.missing')
      expect(await codeOf(change({ storeId, screenId: screen.screenId, ...WOK }))).toBe(
        'permission.missing',
      )
      expect(await codeOf(end({ storeId, screenId: screen.screenId }))).toBe('permission.missing')
    }
    const stranger = staffPerson(deps, place.otherStore, 'manager')
    const foreign = { storeId: place.otherStore.id, screenId: screen.screenId }
    expect(await codeOf(screensOf(stranger).end(foreign))).toBe('thing.not-found')
    expect(await codeOf(screensOf(stranger).change({ ...foreign, ...WOK }))).toBe('thing.not-found')
    const elsewhere = { storeId, code, ...WOK, stationId: place.otherStore.stationId }
    expect(await codeOf(screensOf(manager).pair(elsewhere))).toBe('thing.not-found')
    expect(await seesTickets(screen)).toEqual([])
  })

  it('of the very browser where a manager is signed in signs them out there', async () => {
    const tablet = staffPerson(deps, place.store, 'manager')
    await screensOf(tablet).pairThis({ storeId, ...WOK })
    expect(tablet.cookies.get(STAFF_COOKIE)).toBe('')
    expect(await seesTickets(tablet)).toEqual([])
    expect(await codeOf(tablet.call.service.floor({ storeId }))).toBe('permission.missing')
    expect(await tablet.call.access.me()).toMatchObject({ id: null, name: WOK.name })
  })
})

describe('a paired screen', () => {
  it('may what a cook may at its store, and nothing else', async () => {
    const screen = await pairedScreen()
    const { call } = screen
    expect(await call.access.me()).toMatchObject({ storeRoles: [{ storeId, role: 'kitchen' }] })
    expect(
      await codeOf(call.kitchen.tickets({ storeId: place.otherStore.id, stationId: null })),
    ).toBe('permission.missing')
    expect(await codeOf(call.service.floor({ storeId }))).toBe('permission.missing')
    expect(await codeOf(call.kitchen.setup.read({ storeId }))).toBe('permission.missing')
    expect(await codeOf(call.membership.find({ storeId, phone: '13800000000' }))).toBe(
      'permission.missing',
    )
  })

  it('stays for a month, over a manager’s new password and leaving', async () => {
    const screen = await pairedScreen()
    const { id } = place.store.staff.manager
    await database.db.staff.update({ where: { id }, data: { passwordHash: 'another' } })
    await database.db.staff.update({ where: { id }, data: { disabledAt: clock.now } })
    for (let day = 0; day < 30; day += 1) {
      later(86_400_000)
      expect(await screensOf(screen).keep()).toEqual({ isPaired: true })
      expect(await seesTickets(screen)).toEqual([])
    }
  })

  it('is out within the next look when a manager ends it, on the wire too, and says who cooked while it was there', async () => {
    const screen = await pairedScreen()
    const pass = await admissionFor(screen.context, { storeId })
    expect(await admissionsThatEnded(deps, [pass])).toEqual(new Set())
    await screensOf(manager).end({ storeId, screenId: screen.screenId })
    await screensOf(manager).end({ storeId, screenId: screen.screenId })
    expect(await codeOf(seesTickets(screen))).toBe('session.missing')
    expect(await screensOf(screen).keep()).toEqual({ isPaired: false })
    expect(await admissionsThatEnded(deps, [pass])).toEqual(new Set<Admission>([pass]))
    expect(await screensOf(manager).list({ storeId })).toEqual([])
    const told = await database.db.auditEntry.findMany({ where: { storeId, subject: 'screen' } })
    expect(told.map(({ action }) => action)).toEqual(['screen.paired', 'screen.ended'])
  })

  it('signs nothing with a person’s name, and says which screen it was', async () => {
    const screen = await pairedScreen()
    const dishId = place.store.dishes.rice.id
    await screen.call.menu.setAvailability({ storeId, dishId, isSoldOut: true })
    const entry = await database.db.auditEntry.findFirstOrThrow({
      where: { storeId, subject: 'dish' },
    })
    expect(entry).toMatchObject({ staffId: null, details: { screen: WOK.name } })
  })

  it('renews its token daily, whichever tabs ask at once and whatever answer is lost; the old one soon counts no longer', async () => {
    const screen = await pairedScreen()
    const old = new Map(screen.cookies)
    later(SCREEN_TOKEN.hours * 3_600_000)
    const tabs = Array.from({ length: 6 }, () => person(deps, new Map(old)))
    for (const answer of await Promise.all(tabs.map((tab) => screensOf(tab).keep()))) {
      expect(answer).toEqual({ isPaired: true })
    }
    const tokens = new Set(tabs.map((tab) => tab.cookies.get(SCREEN_COOKIE)))
    expect(tokens.size).toBe(1)
    expect(tokens).not.toContain(old.get(SCREEN_COOKIE))

    // No tab ever heard: the old cookie goes on, for days, and is told the same again.
    later(3 * 86_400_000)
    const deaf = person(deps, new Map(old))
    expect(await seesTickets(deaf)).toEqual([])
    await screensOf(deaf).keep()
    expect(tokens).toContain(deaf.cookies.get(SCREEN_COOKIE))

    // Now it has the new one: what another tab had on its way with the old one still arrives, a
    // copy of it later does not.
    await screensOf(deaf).keep()
    expect(await seesTickets(person(deps, new Map(old)))).toEqual([])
    const renewed = new Map(deaf.cookies)
    later(SCREEN_TOKEN.graceMinutes * 60_000)
    expect(await codeOf(seesTickets(person(deps, new Map(old))))).toBe('session.missing')
    expect(await seesTickets(person(deps, renewed))).toEqual([])
  })

  it('paired with the demo’s password ends with it', async () => {
    const { db } = database
    const demo = await db.staff.create({
      data: {
        login: `demo-${storeId}`,
        name: '演示',
        passwordHash: await hashPassword(DEMO_PASSWORD),
        hasDemoPassword: true,
        storeRoles: { create: { storeId, role: 'manager' } },
      },
    })
    const { token } = place.store.staff.manager
    const { id: sessionId } = await db.staffSession.findFirstOrThrow({
      where: { staffId: place.store.staff.manager.id },
    })
    await db.staffSession.update({ where: { id: sessionId }, data: { staffId: demo.id } })
    expect(manager.cookies.get(STAFF_COOKIE)).toBe(token)

    const [one, two, three] = [await pairedScreen(), await pairedScreen(), await pairedScreen()]
    await db.device.update({ where: { id: three.screenId }, data: { isDemo: false } })
    await settleDemoPasswords({ ...deps, takesDemoPasswords: true })
    expect(await seesTickets(one)).toEqual([])
    await db.staff.update({ where: { id: demo.id }, data: { passwordHash: 'my own' } })
    for (const screen of [one, two])
      expect(await codeOf(seesTickets(screen))).toBe('session.missing')
    expect(await seesTickets(three)).toEqual([])
  })

  it.each([
    [
      'a real account',
      (id: number) =>
        database.db.paymentAccount.create({
          data: {
            storeId: id,
            method: 'wechat',
            provider: 'wechat',
            merchant: '1',
            secretName: 'W',
            isEnabled: true,
          },
        }),
    ],
    [
      'a start that does not take it',
      () => settleDemoPasswords({ ...deps, takesDemoPasswords: false }),
    ],
  ])('paired with the demo’s password ends with %s', async (_, happens) => {
    const screen = await pairedScreen()
    await database.db.device.update({ where: { id: screen.screenId }, data: { isDemo: true } })
    await happens(storeId)
    expect(await codeOf(seesTickets(screen))).toBe('session.missing')
  })
})

/** A process of ours that watches, and what its screens say. */
function process() {
  const heard: HeardScreen[] = []
  const watch = makeScreenWatch(deps, () => heard.splice(0))
  return {
    hear: ({ kind, id, place: at }: Admission) => {
      if (at) heard.push({ kind, id, storeId, ...at, atMs: clock.now.getTime() })
    },
    look: watch.run,
  }
}

/** Time goes by in looks of these processes, while these screens say that they are there. */
async function goBy(
  ms: number,
  processes: ReturnType<typeof process>[],
  here: readonly Admission[] = [],
) {
  for (let gone = 0; gone < ms; gone += 3_000) {
    later(3_000)
    for (const pass of here) processes[0]?.hear(pass)
    for (const each of processes) await each.look()
  }
}

const gone = async (role: 'waiter' | 'cashier' | 'manager' = 'waiter') =>
  screensOf(staffPerson(deps, place.store, role)).gone({ storeId })

const at = (tab: string, stationId: number | null = null) => ({ tab, stationId, isBoard: false })
const passOf = ({ context }: Person, tab = 'tab-00000001', stationId: number | null = null) =>
  admissionFor(context, { storeId, screen: at(tab, stationId) })

const WATCHED_MS = GONE_AFTER_MS + 6_000

describe('a kitchen screen that is gone while the store works', () => {
  beforeEach(async () => {
    await guestAt(deps, place.store.tables[0])
  })

  it('is named to the floor with when it was last seen, until it is back, and never by time alone', async () => {
    const house = process()
    const pass = await passOf(await pairedScreen())
    await goBy(WATCHED_MS, [house], [pass])
    expect(await gone()).toEqual([])
    const sinceAt = clock.now.toISOString()

    await goBy(GONE_AFTER_MS - 3_000, [house])
    expect(await gone()).toEqual([])
    await goBy(6_000, [house])
    expect(await gone()).toMatchObject([{ name: WOK.name, sinceAt }])
    expect(await screensOf(manager).list({ storeId })).toMatchObject([{ state: 'gone' }])

    later(40 * 86_400_000)
    await goBy(WATCHED_MS, [house])
    await pruneBatch(deps, lifetimeOf('kitchen_screen'))
    expect(await gone()).toHaveLength(1)
    await goBy(3_000, [house], [pass])
    expect(await gone()).toEqual([])
  })

  it('is answered by somebody of the floor, once, and counts again only after it was back', async () => {
    const house = process()
    const pass = await passOf(await pairedScreen())
    await goBy(WATCHED_MS, [house], [pass])
    await goBy(WATCHED_MS, [house])
    const [alarm] = await gone()
    const cashier = staffPerson(deps, place.store, 'cashier')
    const goneId = alarm?.id ?? 0
    await Promise.all([1, 2].map(() => screensOf(cashier).answerGone({ storeId, goneId })))
    expect(await gone()).toEqual([])
    await goBy(WATCHED_MS, [house])
    expect(await gone()).toEqual([])
    const action = 'screen.gone-answered'
    expect(await database.db.auditEntry.count({ where: { storeId, action } })).toBe(1)

    await goBy(WATCHED_MS, [house], [pass])
    await goBy(WATCHED_MS, [house])
    expect(await gone()).toHaveLength(1)
    const cook = staffPerson(deps, place.store, 'kitchen')
    expect(await codeOf(screensOf(cook).answerGone({ storeId, goneId }))).toBe('permission.missing')
    const other = { storeId: place.otherStore.id, goneId }
    const stranger = staffPerson(deps, place.otherStore, 'waiter')
    expect(await codeOf(screensOf(stranger).answerGone(other))).toBe('thing.not-found')
  })

  it('is a cook’s own too, named by its station; a tab that shows another station is the same screen', async () => {
    const house = process()
    const cook = staffPerson(deps, place.store, 'kitchen')
    await goBy(WATCHED_MS, [house], [await passOf(cook)])
    const moved = await passOf(cook, 'tab-00000001', place.store.stationId)
    await goBy(WATCHED_MS, [house], [moved])
    expect(await gone()).toEqual([])
    await goBy(WATCHED_MS, [house])
    expect(await gone()).toMatchObject([{ name: null, stationName: '热菜' }])
    await cook.call.access.signOut()
    expect(await gone()).toEqual([])
  })

  it('is not the page of a manager or waiter who only had a look', async () => {
    const house = process()
    for (const role of ['manager', 'waiter'] as const) {
      const pass = await passOf(staffPerson(deps, place.store, role))
      expect(pass.place).toBeUndefined()
      await goBy(WATCHED_MS, [house], [pass])
    }
    await goBy(WATCHED_MS, [house])
    expect(await gone()).toEqual([])
  })

  it('is none that was switched off, signed out or ended, whatever it had still on its way', async () => {
    const house = process()
    const [off, ended] = [await pairedScreen(), await pairedScreen()]
    const cook = staffPerson(deps, place.store, 'kitchen')
    const passes = [await passOf(off), await passOf(ended), await passOf(cook)]
    await goBy(WATCHED_MS, [house], passes)
    for (const pass of passes) house.hear(pass)
    later(1)
    await off.call.kitchen.screens.off({ storeId })
    await screensOf(manager).end({ storeId, screenId: ended.screenId })
    await cook.call.access.signOut()
    await goBy(WATCHED_MS, [house])
    expect(await gone()).toEqual([])
  })

  it('is none that was switched off before it was ever written down', async () => {
    const house = process()
    const [off, ended] = [await pairedScreen(), await pairedScreen()]
    const cook = staffPerson(deps, place.store, 'kitchen')
    for (const who of [off, ended, cook]) house.hear(await passOf(who))
    later(1)
    await off.call.kitchen.screens.off({ storeId })
    await screensOf(manager).end({ storeId, screenId: ended.screenId })
    await cook.call.access.signOut()
    await goBy(2 * WATCHED_MS, [house])
    expect(await gone()).toEqual([])
  })

  it('is found by another process, and is back at whichever process it comes to', async () => {
    const [one, other] = [process(), process()]
    const pass = await passOf(await pairedScreen())
    await goBy(WATCHED_MS, [one, other], [pass])
    // The first one dies, and its screen with it.
    await goBy(WATCHED_MS, [other])
    expect(await gone()).toHaveLength(1)
    await goBy(3_000, [other], [pass])
    expect(await gone()).toEqual([])
    // A screen that moves over between two processes was never gone.
    await goBy(WATCHED_MS, [process(), other], [pass])
    expect(await gone()).toEqual([])
  })

  it('is not alarmed for after a start, a sleep of the machine or a database that was away, before it could come back', async () => {
    const pass = await passOf(await pairedScreen())
    await goBy(WATCHED_MS, [process()], [pass])

    later(600_000)
    const started = process()
    await goBy(GONE_AFTER_MS - 9_000, [started])
    await goBy(3_000, [started], [pass])
    expect(await gone()).toEqual([])

    later(8 * 3_600_000)
    await goBy(GONE_AFTER_MS - 9_000, [started])
    await goBy(WATCHED_MS, [started], [pass])
    expect(await gone()).toEqual([])
    // And one that does not come back is told of all the same.
    await goBy(WATCHED_MS, [started])
    expect(await gone()).toHaveLength(1)
  })
})

describe('a kitchen screen that goes when nothing is on', () => {
  it('was switched off at closing, also where a party of yesterday was forgotten', async () => {
    const house = process()
    const pass = await passOf(await pairedScreen())
    await guestAt(deps, place.store.tables[0])
    later(14 * 3_600_000)
    await goBy(WATCHED_MS, [house], [pass])
    await goBy(WATCHED_MS, [house])
    expect(await gone()).toEqual([])
    await guestAt(deps, place.store.tables[1])
    await goBy(WATCHED_MS, [house])
    expect(await gone()).toEqual([])
  })

  it('is told of as soon as a party sits', async () => {
    const house = process()
    const pass = await passOf(await pairedScreen())
    await goBy(WATCHED_MS, [house], [pass])
    await guestAt(deps, place.store.tables[0])
    await goBy(WATCHED_MS, [house])
    expect(await gone()).toHaveLength(1)
  })
})
