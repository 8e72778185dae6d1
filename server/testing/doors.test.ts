// Who may enter which procedure: one reviewed table. A new procedure that lets in somebody it should not, or that is
// open without standing here, fails.

import { callTRPCProcedure } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { may, ROLES } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import { STAFF_COOKIE } from '../access/read-staff'
import { contractRouter } from '../contract'
import type { Ground } from '../ground'
import { appRouter } from '../router'

import { freshDatabase, type TestDatabase } from './database'
import {
  guestAt,
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  testGround,
} from './restaurant'

/** Anybody may: what hangs on the wall, what the link itself permits, and the doors of signing in and sitting down. */
const OPEN = [
  'access.me',
  'access.signIn',
  'access.signOut',
  'menu.read',
  'seating.join',
  'membership.levels',
  'payment.methods',
  'payment.payPage',
  'payment.receipt',
  'payment.answerPayPage',
  'payment.wechatPage',
  'payment.requestInWechat',
  'payment.askWechat',
]

/** What staff and guests need of each other's rooms; all else is told apart by the first refusal. */
const CLOSED = ['session.missing', 'permission.missing', 'seat.expired']

let database: TestDatabase
let ground: Ground
let place: Restaurant
let stranger: Person
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
  ground = testGround(database, clock)
  place = await makeRestaurant(database.db, clock)
  stranger = await guestAt(ground, place.store.tables[1])
})
afterAll(() => database.drop())

const paths = Object.keys(appRouter._def.procedures)
const guarded = paths.filter((path) => !OPEN.includes(path))

/** The code of the refusal that meets this person there, or null when the door opened (whatever came behind it). */
async function refusalAt(who: Person, path: string, router = appRouter): Promise<string | null> {
  const procedure = router._def.procedures[path as keyof typeof router._def.procedures]
  const { type } = (procedure as unknown as { _def: { type: 'query' | 'mutation' } })._def
  const [table] = place.store.tables
  const input = { storeId: place.store.id, store_id: place.store.id, code: table.code }
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
    expect(await refusalAt(person(ground), path)).not.toBeNull()
  })

  it.each(guarded)('%s is closed to the owner of another store', async (path) => {
    expect(await refusalAt(staffPerson(ground, place.otherStore, 'owner'), path)).not.toBeNull()
  })

  it.each(guarded)('%s is closed to a guest of another table', async (path) => {
    expect(await refusalAt(stranger, path)).not.toBeNull()
  })

  it('every one is closed to somebody who was disabled', async () => {
    const gone = staffPerson(ground, place.store, 'owner')
    const { id } = place.store.staff.owner
    await database.db.staff.update({ where: { id }, data: { disabledAt: clock.now } })
    for (const path of guarded) expect([path, await refusalAt(gone, path)]).not.toContain(null)
    await database.db.staff.update({ where: { id }, data: { disabledAt: null } })
  })

  it.each(Object.keys(contractRouter._def.procedures).filter((path) => path !== 'payment.methods'))(
    'the contract’s %s is closed to nobody, a guest, and another store’s staff',
    async (path) => {
      const other = staffPerson(ground, place.otherStore, 'owner')
      for (const who of [person(ground), stranger, other]) {
        expect(await refusalAt(who, path, contractRouter as never)).not.toBeNull()
      }
    },
  )

  it('a cookie that was made up opens nothing', async () => {
    const forger = person(ground, new Map([[STAFF_COOKIE, 'made-up']]))
    for (const path of guarded) expect([path, await refusalAt(forger, path)]).not.toContain(null)
  })
})

describe('roles', () => {
  it('a cook sees no money, a waiter no reports, only managers and owners all', () => {
    const mayRefund = ROLES.filter((role) => may(role, 'payment.refund'))
    expect(mayRefund).toEqual(['owner', 'manager', 'cashier'])
    expect(ROLES.filter((role) => may(role, 'report.see'))).toEqual(['owner', 'manager'])
  })

  it.each(['payment.refund', 'analytics.revenueSummary', 'ordering.cancel', 'membership.redeem'])(
    '%s is closed to a cook of the same store',
    async (path) => {
      const cook = staffPerson(ground, place.store, 'kitchen')
      expect(await refusalAt(cook, path)).toBe('permission.missing')
    },
  )

  it.each(['payment.reconcile.books', 'payment.reconcile.read', 'payment.reconcile.fix'])(
    '%s is closed to a cashier, who took the money',
    async (path) => {
      const cashier = staffPerson(ground, place.store, 'cashier')
      expect(await refusalAt(cashier, path)).toBe('permission.missing')
    },
  )
})
