// Who may enter which procedure: one reviewed table. A new procedure that lets in somebody it
// should not, or that is open without standing here, fails.

import { callTRPCProcedure } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { may, PERMISSIONS, ROLES } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
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
import { STAFF_COOKIE } from './access/read-staff'
import { hashToken, newToken } from './access/tokens'
import { contractRouter } from './contract'
import type { Deps } from './deps'
import { appRouter } from './router'

/**
 * Anybody may: what hangs on the wall, what the link itself permits, and the doors of signing in
 * and sitting down.
 */
const OPEN = [
  'access.me',
  'access.signIn',
  'access.signOut',
  'access.colleagues',
  'access.switchPerson',
  'access.changePassword',
  'access.changePin',
  'kitchen.screens.ask',
  'kitchen.screens.asked',
  'kitchen.screens.keep',
  'opening.door',
  'opening.state',
  'opening.choices',
  'opening.enter',
  'menu.read',
  'seating.join',
  'membership.levels',
  'payment.payPage',
  'receipts.receipt',
  'payment.answerPayPage',
  'payment.wechatPage',
  'payment.requestInWechat',
  'payment.askWechat',
]

/**
 * What a guest of a party that was cleared away still may, for a day: look at what was paid, keep
 * it, claim its points.
 */
const AFTERWARDS = [
  'billing.bill',
  'billing.attachMember',
  'membership.mine',
  'membership.sendCode',
  'receipts.openReceipt',
]

/**
 * What staff and guests need of each other's rooms; all else is told apart by the first refusal.
 */
const CLOSED = ['session.missing', 'permission.missing', 'seat.expired']

let database: TestDatabase
let deps: Deps
let place: Restaurant
let stranger: Person
/** Sat at the very table that is asked about, until it was cleared. */
let gone: Person
/**
 * Programs with a key of another store, with one that may nothing, and with one that was taken
 * back.
 */
let programs: Person[]
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  stranger = await guestAt(deps, place.store.tables[1])
  gone = await guestAt(deps, place.store.tables[0])
  const { sittingId } = await database.db.guest.findFirstOrThrow({ orderBy: { id: 'desc' } })
  const { call } = staffPerson(deps, place.store, 'owner')
  await call.service.clear({ storeId: place.store.id, sittingId })
  // Others sit there now.
  await guestAt(deps, place.store.tables[0])
  programs = [
    await programWith({ storeId: place.otherStore.id, scopes: [...PERMISSIONS] }),
    await programWith({ storeId: place.store.id, scopes: [] }),
    await programWith({
      storeId: place.store.id,
      scopes: [...PERMISSIONS],
      revokedAt: clock.now,
    }),
  ]
})

async function programWith(key: {
  storeId: number
  scopes: string[]
  revokedAt?: Date
}): Promise<Person> {
  const token = newToken()
  await database.db.apiKey.create({ data: { name: 'till', tokenHash: hashToken(token), ...key } })
  return person(deps, new Map(), { authorization: `Bearer ${token}` })
}
afterAll(() => database.drop())

const paths = Object.keys(appRouter._def.procedures)
const guarded = paths.filter((path) => !OPEN.includes(path))

/**
 * The code of the refusal that meets this person there, or null when the door opened (whatever came
 * behind it).
 */
async function refusalAt(who: Person, path: string, router = appRouter): Promise<string | null> {
  const procedure = router._def.procedures[path as keyof typeof router._def.procedures]
  const { type } = (procedure as unknown as { _def: { type: 'query' | 'mutation' } })._def
  const [table] = place.store.tables
  const input = {
    storeId: place.store.id,
    store_id: place.store.id,
    code: table.code,
    // What the hot path asks for, where the command itself proves the seat.
    cartVersion: 1,
    expectedCents: 0,
    key: newToken(),
  }
  try {
    await callTRPCProcedure({
      router,
      path,
      getRawInput: async () => input,
      ctx: who.context,
      type,
      signal: undefined,
      batchIndex: 0,
    })
    return null
  } catch (error) {
    const { cause } = error as { cause?: unknown }
    return cause instanceof Refusal && CLOSED.includes(cause.code) ? cause.code : null
  }
}

describe('closed doors', () => {
  it('the table of open procedures names only ones that exist', () => {
    expect(OPEN.filter((path) => !paths.includes(path))).toEqual([])
  })

  it.each(guarded)('%s is closed to nobody', async (path) => {
    expect(await refusalAt(person(deps), path)).not.toBeNull()
  })

  it.each(guarded)('%s is closed to the owner of another store', async (path) => {
    expect(await refusalAt(staffPerson(deps, place.otherStore, 'owner'), path)).not.toBeNull()
  })

  it.each(guarded)('%s is closed to a guest of another table', async (path) => {
    expect(await refusalAt(stranger, path)).not.toBeNull()
  })

  it.each(guarded)('%s is closed to a guest of a party that was cleared away', async (path) => {
    if (AFTERWARDS.includes(path)) expect(await refusalAt(gone, path)).toBeNull()
    else expect(await refusalAt(gone, path)).not.toBeNull()
  })

  it('what such a guest may keep is closed to them too a day later', async () => {
    const { now } = clock
    clock.now = new Date(now.getTime() + 24 * 60 * 60_000)
    for (const path of AFTERWARDS) expect([path, await refusalAt(gone, path)]).not.toContain(null)
    clock.now = now
  })

  it.each(guarded)(
    '%s is closed to a key of another store, one without the right, and one taken back',
    async (path) => {
      for (const program of programs) expect(await refusalAt(program, path)).not.toBeNull()
    },
  )

  it('every one is closed to somebody who was disabled', async () => {
    const left = staffPerson(deps, place.store, 'owner')
    const { id } = place.store.staff.owner
    await database.db.staff.update({ where: { id }, data: { disabledAt: clock.now } })
    for (const path of guarded) expect([path, await refusalAt(left, path)]).not.toContain(null)
    await database.db.staff.update({ where: { id }, data: { disabledAt: null } })
  })

  it.each(Object.keys(contractRouter._def.procedures).filter((path) => path !== 'payment.methods'))(
    'the contract’s %s is closed to nobody, guests, another store’s staff, and keys without the right',
    async (path) => {
      const other = staffPerson(deps, place.otherStore, 'owner')
      for (const who of [person(deps), stranger, gone, other, ...programs]) {
        expect(await refusalAt(who, path, contractRouter as never)).not.toBeNull()
      }
    },
  )

  it('a cookie that was made up opens nothing', async () => {
    const forger = person(deps, new Map([[STAFF_COOKIE, 'made-up']]))
    for (const path of guarded) expect([path, await refusalAt(forger, path)]).not.toContain(null)
  })
})

describe('roles', () => {
  it('a cook sees no money, a waiter no reports, only managers and owners all', () => {
    const mayRefund = ROLES.filter((role) => may(role, 'payment.refund'))
    expect(mayRefund).toEqual(['owner', 'manager', 'cashier'])
    expect(ROLES.filter((role) => may(role, 'report.see'))).toEqual(['owner', 'manager'])
  })

  it.each(['refunds.refund', 'analytics.revenueSummary', 'ordering.cancel', 'membership.redeem'])(
    '%s is closed to a cook of the same store',
    async (path) => {
      const cook = staffPerson(deps, place.store, 'kitchen')
      expect(await refusalAt(cook, path)).toBe('permission.missing')
    },
  )

  it.each(['platforms.reconcile.books', 'platforms.reconcile.read', 'payment.fixDifference'])(
    '%s is closed to a cashier, who took the money',
    async (path) => {
      const cashier = staffPerson(deps, place.store, 'cashier')
      expect(await refusalAt(cashier, path)).toBe('permission.missing')
    },
  )
})
