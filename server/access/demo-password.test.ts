// The demo's password: from where, in which house and until when it opens one, and that nothing it
// opened outlives that.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '@/domain/refusal'
import { DEMO_PASSWORD } from '@/prisma/demo/people'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { type Proxies, sourceOf } from '../http/proxies'
import { admissionsThatEnded } from '../realtime/admissions'
import { readDemoLogins } from './demo-logins'
import { settleDemoPasswords } from './demo-password'
import { isOwnAddress } from './own-network'
import { hashPassword } from './passwords'
import { setPassword } from './set-password'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let login: string
let staffId: number
let demoHash: string
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
  demoHash = await hashPassword(DEMO_PASSWORD)
})
afterAll(() => database.drop())

beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  login = `demo-${place.store.id}`
  // As the seed writes its people.
  const staff = await database.db.staff.create({
    data: {
      login,
      name: '演示',
      passwordHash: demoHash,
      hasDemoPassword: true,
      storeRoles: {
        create: [
          { storeId: place.store.id, role: 'owner' },
          { storeId: place.otherStore.id, role: 'manager' },
        ],
      },
    },
  })
  staffId = staff.id
})

type From = { ip: string; isRelayed?: boolean }
const HOME: From = { ip: '127.0.0.1' }

/** 'in', or the code of the refusal. */
async function comesIn(at: Deps, from: From, password = DEMO_PASSWORD): Promise<string> {
  const tablet = person(at, new Map(), {}, from)
  try {
    await tablet.call.access.signIn({ login, password })
    return 'in'
  } catch (error) {
    const { cause } = error as { cause?: unknown }
    if (cause instanceof Refusal) return cause.code
    throw error
  }
}

async function signedIn(): Promise<Person> {
  const tablet = person(deps)
  await tablet.call.access.signIn({ login, password: DEMO_PASSWORD })
  return tablet
}

const enableAccount = (storeId: number) =>
  database.db.paymentAccount.create({
    data: {
      storeId,
      method: 'alipay',
      provider: 'alipay',
      merchant: '2021000000000000',
      secretName: 'ALIPAY_MAIN',
      isEnabled: true,
    },
  })

const sessionOf = () =>
  database.db.staffSession.findFirstOrThrow({ where: { staffId }, orderBy: { id: 'desc' } })

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '127.8.9.1',
    '::1',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.254',
    '192.168.1.8',
    '169.254.3.4',
    '::ffff:192.168.1.8',
    '::ffff:127.0.0.1',
    'fe80::1',
    'fe80::1%eth0',
    'fd12:3456::1',
  ])('%s is of the own network', (ip) => {
    expect(isOwnAddress(ip)).toBe(true)
  })

  it.each([
    '203.0.113.9',
    '8.8.8.8',
    '172.32.0.1',
    '100.64.0.1',
    '100.127.1.1',
    '192.169.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:100.64.0.1',
    '2001:db8::1',
    '2606:4700::1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '::',
    '',
    'unknown',
    '127.0.0.1, 8.8.8.8',
  ])('"%s" is not', (ip) => {
    expect(isOwnAddress(ip)).toBe(false)
  })
})

describe('the demo’s password', () => {
  const addresses: [name: string, from: From, isOwn: boolean][] = [
    ['this machine', HOME, true],
    ['the Wi-Fi', { ip: '192.168.1.8' }, true],
    ['the Wi-Fi in IPv6', { ip: 'fe80::8%wlan0' }, true],
    ['IPv4 in IPv6', { ip: '::ffff:10.0.0.8' }, true],
    ['the internet', { ip: '203.0.113.9' }, false],
    ['a carrier’s shared address', { ip: '100.64.0.9' }, false],
    ['behind a proxy that is not believed', { ip: '127.0.0.1', isRelayed: true }, false],
    ['nowhere', { ip: '' }, false],
  ]
  const houses: [name: string, takesDemoPasswords: boolean, hasAccount: boolean][] = [
    ['a demo', true, false],
    ['a demo with PUBLIC_URL or DEMO=off', false, false],
    ['a demo that takes real money in another store of the person', true, true],
    ['both', false, true],
  ]
  const all = houses.flatMap(([house, takes, hasAccount]) =>
    addresses.map(([where, from, isOwn]) => {
      const opens = takes && !hasAccount
      const answer = !isOwn ? 'session.wrong-password' : opens ? 'in' : 'session.demo-password'
      return { house, where, takes, hasAccount, from, answer }
    }),
  )

  it.each(all)('in $house, from $where: $answer', async ({ takes, hasAccount, from, answer }) => {
    if (hasAccount) await enableAccount(place.otherStore.id)
    const at = { ...deps, takesDemoPasswords: takes }
    expect(await comesIn(at, from)).toBe(answer)
    expect(await database.db.staffSession.count({ where: { staffId } })).toBe(
      answer === 'in' ? 1 : 0,
    )
    // A wrong one says nothing anywhere, and one of their own opens every house from everywhere.
    expect(await comesIn(at, from, 'wrong')).toBe('session.wrong-password')
    await setPassword(database.db, { login, password: 'river snails 9' })
    expect(await comesIn(at, from, 'river snails 9')).toBe('in')
    expect(await comesIn(at, from)).toBe('session.wrong-password')
  })

  it('counts a proxy on this machine as nobody’s own network, unless it is trusted', async () => {
    const nobody: Proxies = { ranges: [] }
    const headers = { 'x-forwarded-for': '192.168.1.8' }
    const asked = { peer: '127.0.0.1', isEncrypted: false, headers }
    expect(await comesIn(deps, sourceOf(nobody, asked))).toBe('session.wrong-password')
    expect(await comesIn(deps, sourceOf({ hops: 1 }, asked))).toBe('in')
    expect(
      await comesIn(
        deps,
        sourceOf({ hops: 1 }, { ...asked, headers: { 'x-forwarded-for': '203.0.113.9' } }),
      ),
    ).toBe('session.wrong-password')
  })

  it('ends, with every session and live link it opened, when a store of the person takes real money', async () => {
    const tablet = await signedIn()
    const { id } = await sessionOf()
    const pass = { kind: 'session' as const, id, storeId: place.store.id, rooms: [] }
    expect((await admissionsThatEnded(deps, [pass])).size).toBe(0)

    const account = await enableAccount(place.otherStore.id)
    expect(await tablet.call.access.me()).toBeNull()
    expect((await admissionsThatEnded(deps, [pass])).size).toBe(1)

    await database.db.paymentAccount.update({
      where: { id: account.id },
      data: { isEnabled: false },
    })
    expect(await tablet.call.access.me()).toBeNull()
    expect(await comesIn(deps, HOME)).toBe('in')
  })

  it('ends when the person gets a role where real money is taken', async () => {
    const { db } = database
    await db.staffRole.deleteMany({ where: { staffId, storeId: place.otherStore.id } })
    await enableAccount(place.otherStore.id)
    const tablet = await signedIn()
    await db.staffRole.create({ data: { staffId, storeId: place.otherStore.id, role: 'waiter' } })
    expect(await tablet.call.access.me()).toBeNull()
  })

  it('leaves no session over where an account is enabled at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const tablets = Array.from({ length: 4 }, () => comesIn(deps, HOME))
      const [account] = await Promise.all([enableAccount(place.store.id), ...tablets])
      expect(await database.db.staffSession.count({ where: { staffId, endedAt: null } })).toBe(0)
      await database.db.paymentAccount.update({
        where: { id: account.id },
        data: { isEnabled: false, archivedAt: clock.now },
      })
    }
  })

  it('and its sessions end at a start that does not take it', async () => {
    const tablet = await signedIn()
    await settleDemoPasswords(deps)
    expect(await tablet.call.access.me()).not.toBeNull()
    await settleDemoPasswords({ ...deps, takesDemoPasswords: false })
    expect(await tablet.call.access.me()).toBeNull()
  })

  it('is found out at the start: who was marked and has a password of their own is let off', async () => {
    const { db } = database
    const own = await db.staff.create({
      data: {
        login: `own-${place.store.id}`,
        name: '有自己的密码',
        passwordHash: await hashPassword('dumplings at six'),
        hasDemoPassword: true,
        storeRoles: { create: { storeId: place.store.id, role: 'cashier' } },
      },
    })
    await settleDemoPasswords(deps)
    const marked = await db.staff.findMany({
      where: { hasDemoPassword: true, id: { in: [own.id, staffId] } },
    })
    expect(marked.map(({ id }) => id)).toEqual([staffId])
    expect(await readDemoLogins(deps, { storeId: place.store.id })).toEqual([login])
  })

  it('cannot be said of somebody later, only by the seed', async () => {
    const { db } = database
    await setPassword(db, { login, password: 'river snails 9' })
    await db.staff.update({ where: { login }, data: { hasDemoPassword: true } })
    expect(await db.staff.findUniqueOrThrow({ where: { login } })).toMatchObject({
      hasDemoPassword: false,
    })
  })
})

describe('the end of a person’s sessions', () => {
  it('comes with another password, in the audit of every store and without the password', async () => {
    const tablet = await signedIn()
    expect(await setPassword(database.db, { login, password: 'river snails 9' })).toEqual({
      name: '演示',
      isDisabled: false,
    })
    expect(await tablet.call.access.me()).toBeNull()
    const entries = await database.db.auditEntry.findMany({
      where: { action: 'password.set', subjectId: String(staffId) },
    })
    expect(entries.map(({ storeId }) => storeId).sort()).toEqual(
      [place.store.id, place.otherStore.id].sort(),
    )
    expect(
      JSON.stringify(entries, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('snails')
    expect(
      await setPassword(database.db, { login: 'nobody', password: 'river snails 9' }),
    ).toBeNull()
  })

  it('is for good where the person is disabled: enabled again, none comes back', async () => {
    const { db } = database
    const tablet = await signedIn()
    await db.staff.update({ where: { id: staffId }, data: { disabledAt: clock.now } })
    expect(await tablet.call.access.me()).toBeNull()
    await db.staff.update({ where: { id: staffId }, data: { disabledAt: null } })
    expect(await tablet.call.access.me()).toBeNull()
    expect((await sessionOf()).endedAt).not.toBeNull()
    expect(await comesIn(deps, HOME)).toBe('in')
  })

  it('leaves none over that was begun while the person was being disabled', async () => {
    const { db } = database
    for (let round = 0; round < 5; round += 1) {
      const tablets = Array.from({ length: 4 }, () => comesIn(deps, HOME))
      await Promise.all([
        db.staff.update({ where: { id: staffId }, data: { disabledAt: clock.now } }),
        ...tablets,
      ])
      await db.staff.update({ where: { id: staffId }, data: { disabledAt: null } })
      expect(await db.staffSession.count({ where: { staffId, endedAt: null } })).toBe(0)
    }
  })
})
