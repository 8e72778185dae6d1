// Who manages people, on a real database: nobody gives what they do not have, an owner is left in
// every store, and who is disabled or loses a right is out at once.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PERMISSIONS, type Permission, type Role, may as roleMay } from '@/domain/access'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  type TestStore,
  testDeps,
} from '@/testing/restaurant'
import { refusedWith } from '@/testing/rounds'
import type { Deps } from '../../deps'
import { admissionFor, admissionsThatEnded } from '../../realtime/admissions'
import { STAFF_COOKIE } from '../read-staff'
import { hashToken, newToken } from '../tokens'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let owner: Person
let manager: Person
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
const PASSWORD = 'kiwi-4mango-plum'

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  owner = staffPerson(deps, place.store, 'owner')
  manager = staffPerson(deps, place.store, 'manager')
})

const at = () => ({ storeId: place.store.id })
const idOf = (role: Role, store: TestStore = place.store) => store.staff[role].id
const peopleOf = async (who: Person) => (await who.call.access.people.list(at())).people
const login = () => `p${newToken().replace(/[_-]/g, 'x')}`
const newPerson = (role: Role = 'waiter') => ({
  ...at(),
  login: login(),
  name: '小林',
  password: PASSWORD,
  pin: null,
  role,
})
const withRights = (role: Role, permissions: Permission[]) =>
  owner.call.access.people.setRights({ ...at(), staffId: idOf(role), permissions })
const everythingOf = (role: Role) => PERMISSIONS.filter((permission) => roleMay(role, permission))
const facts = async (storeId = place.store.id) =>
  (
    await database.db.auditEntry.findMany({
      where: { storeId, subject: 'staff' },
      orderBy: { id: 'asc' },
    })
  ).map(({ action }) => action)

describe('a new person', () => {
  it('signs in, and does what the role says, and nothing else', async () => {
    const made = newPerson()
    const { staffId } = await manager.call.access.people.add(made)
    const waiter = person(deps)
    await waiter.call.access.signIn({ login: made.login, password: PASSWORD })
    expect((await waiter.call.access.me())?.id).toBe(staffId)
    await waiter.call.service.floor(at())
    expect(await refusedWith(waiter.call.access.people.list(at()))).toBe('permission.missing')
    expect(await facts()).toEqual(['person.added'])
  })

  it('is there once, however often the request comes', async () => {
    const made = newPerson()
    const twice = await Promise.all([
      manager.call.access.people.add(made),
      manager.call.access.people.add(made),
    ])
    expect(twice[0]).toEqual(twice[1])
    expect(await facts()).toEqual(['person.added'])
    const other = { ...made, name: '小王' }
    expect(await refusedWith(manager.call.access.people.add(other))).toBe('login.taken')
  })

  it('has no password and no PIN that anybody would try', async () => {
    const { add } = manager.call.access.people
    const made = newPerson()
    const refused = (more: object) => refusedWith(add({ ...made, ...more }))
    expect(await refused({ password: 'password12' })).toBe('password.unfit')
    expect(await refused({ password: 'short' })).toBe('password.unfit')
    expect(await refused({ pin: '1234' })).toBe('pin.unfit')
    expect(await refused({ pin: '0000' })).toBe('pin.unfit')
    expect(await refused({ pin: '12a4' })).toBe('pin.unfit')
    expect(await database.db.staff.count({ where: { login: made.login } })).toBe(0)
  })

  it('is no owner, but by an owner', async () => {
    expect(await refusedWith(manager.call.access.people.add(newPerson('owner')))).toBe(
      'right.not-yours',
    )
    await owner.call.access.people.add(newPerson('owner'))
  })
})

describe('nobody', () => {
  it('touches an owner who is none', async () => {
    const staffId = idOf('owner')
    const { people } = manager.call.access
    for (const touching of [
      () => people.setPassword({ ...at(), staffId, password: PASSWORD }),
      () => people.setPin({ ...at(), staffId, pin: '4711' }),
      () => people.setDisabled({ ...at(), staffId, isDisabled: true }),
      () => people.endSessions({ ...at(), staffId }),
      () => people.rename({ ...at(), staffId, login: login(), name: 'x' }),
      () => people.setRoles({ ...at(), staffId, roles: [{ ...at(), role: 'waiter' }] }),
      () => people.setRights({ ...at(), staffId, permissions: [] }),
    ]) {
      expect(await refusedWith(touching())).toBe('person.beyond')
    }
  })

  it('gives a right that they do not have, nor has it given by another whom they may not touch', async () => {
    const without = everythingOf('manager').filter((each) => each !== 'payment.refund')
    await withRights('manager', without)
    const { people } = manager.call.access
    const cashier = { ...at(), staffId: idOf('cashier') }
    expect(
      await refusedWith(people.setRights({ ...cashier, permissions: ['payment.refund'] })),
    ).toBe('person.beyond')
    expect(await refusedWith(people.setPassword({ ...cashier, password: PASSWORD }))).toBe(
      'person.beyond',
    )
    const waiter = { ...at(), staffId: idOf('waiter') }
    expect(
      await refusedWith(people.setRights({ ...waiter, permissions: ['payment.refund'] })),
    ).toBe('right.not-yours')
    const asCashier = { ...waiter, roles: [{ ...at(), role: 'cashier' as const }] }
    expect(await refusedWith(people.setRoles(asCashier))).toBe('right.not-yours')
    expect(await refusedWith(people.add(newPerson('cashier')))).toBe('right.not-yours')
  })

  it('changes people of another store, or sees that they are there', async () => {
    const staffId = idOf('waiter', place.otherStore)
    const { people } = manager.call.access
    const disable = people.setDisabled({ ...at(), staffId, isDisabled: true })
    expect(await refusedWith(disable)).toBe('thing.not-found')
    expect((await peopleOf(manager)).map(({ id }) => id)).not.toContain(staffId)
    const roles = [{ storeId: place.otherStore.id, role: 'waiter' as const }]
    const there = people.setRoles({ ...at(), staffId: idOf('waiter'), roles })
    expect(await refusedWith(there)).toBe('thing.not-found')
  })

  it('changes the account of somebody who works elsewhere too, but the role here', async () => {
    const staffId = idOf('waiter')
    await database.db.staffRole.create({
      data: { staffId, storeId: place.otherStore.id, role: 'manager' },
    })
    const { people } = manager.call.access
    const reset = people.setPassword({ ...at(), staffId, password: PASSWORD })
    expect(await refusedWith(reset)).toBe('person.elsewhere')
    const file = (await peopleOf(manager)).find(({ id }) => id === staffId)
    expect(file).toMatchObject({ elsewhere: [], isChangeable: true, isAccountChangeable: false })
    await people.setRoles({ ...at(), staffId, roles: [{ ...at(), role: null }] })
    expect((await peopleOf(manager)).some(({ id }) => id === staffId)).toBe(false)
  })

  it('changes their own rights or password here, or disables themselves', async () => {
    const staffId = idOf('manager')
    const { people } = manager.call.access
    for (const own of [
      () => people.setPassword({ ...at(), staffId, password: PASSWORD }),
      () => people.setDisabled({ ...at(), staffId, isDisabled: true }),
      () => people.setRights({ ...at(), staffId, permissions: [] }),
    ]) {
      expect(await refusedWith(own())).toBe('person.self')
    }
  })
})

describe('an owner', () => {
  const leave = (who: Person, staffId: number) =>
    who.call.access.people.setRoles({ ...at(), staffId, roles: [{ ...at(), role: 'waiter' }] })

  it('who is the last one does not leave, and is not disabled', async () => {
    const staffId = idOf('owner')
    expect(await refusedWith(leave(owner, staffId))).toBe('person.last-owner')
    const disable = owner.call.access.people.setDisabled({ ...at(), staffId, isDisabled: true })
    expect(await refusedWith(disable)).toBe('person.last-owner')
  })

  it('is left, even if two leave, or take each other’s role, at the same moment', async () => {
    const owners = () =>
      database.db.staffRole.count({
        where: { ...at(), role: 'owner', staff: { disabledAt: null } },
      })
    for (const kind of ['leave', 'each other', 'disable'] as const) {
      const made = newPerson('owner')
      const { staffId } = await owner.call.access.people.add(made)
      const second = person(deps)
      await second.call.access.signIn({ login: made.login, password: PASSWORD })
      const first = idOf('owner')
      const disable = (who: Person, id: number) =>
        who.call.access.people.setDisabled({ ...at(), staffId: id, isDisabled: true })
      await Promise.allSettled(
        kind === 'leave'
          ? [leave(owner, first), leave(second, staffId)]
          : kind === 'each other'
            ? [leave(owner, staffId), leave(second, first)]
            : [disable(owner, staffId), disable(second, first)],
      )
      expect([kind, await owners()]).toEqual([kind, 1])
      await database.db.staffRole.deleteMany({ where: { ...at(), staffId } })
      await database.db.staff.update({ where: { id: first }, data: { disabledAt: null } })
      await database.db.staffRole.update({
        where: { staffId_storeId: { ...at(), staffId: first } },
        data: { role: 'owner' },
      })
      const token = newToken()
      await database.db.staffSession.create({
        data: {
          staffId: first,
          tokenHash: hashToken(token),
          expiresAt: new Date(clock.now.getTime() + 3_600_000),
        },
      })
      owner = person(deps, new Map([[STAFF_COOKIE, token]]))
    }
  })
})

describe('whoever', () => {
  it('is disabled, gets another password or has the sessions ended is out, sockets too', async () => {
    const staffId = idOf('waiter')
    const { people } = manager.call.access
    const steps = [
      () => people.setDisabled({ ...at(), staffId, isDisabled: true }),
      () => people.setPassword({ ...at(), staffId, password: PASSWORD }),
      () => people.endSessions({ ...at(), staffId }),
    ]
    for (const step of steps) {
      await database.db.staff.update({ where: { id: staffId }, data: { disabledAt: null } })
      const token = newToken()
      await database.db.staffSession.create({
        data: {
          staffId,
          tokenHash: hashToken(token),
          expiresAt: new Date(clock.now.getTime() + 3_600_000),
        },
      })
      const waiter = person(deps, new Map([[STAFF_COOKIE, token]]))
      const admission = await admissionFor(waiter.context, at())
      await step()
      expect(await refusedWith(waiter.call.service.floor(at()))).toBe('session.missing')
      expect(await admissionsThatEnded(deps, [admission])).toEqual(new Set([admission]))
    }
    const said = await database.db.outboxEvent.count({ where: { ...at(), type: 'people_changed' } })
    expect(said).toBe(3)
  })

  it('is enabled again signs in anew, and a second time changes nothing', async () => {
    const staffId = idOf('waiter')
    const set = (isDisabled: boolean) =>
      manager.call.access.people.setDisabled({ ...at(), staffId, isDisabled })
    await set(true)
    await set(true)
    await set(false)
    expect(await facts()).toEqual(['person.disabled', 'person.enabled'])
    const waiter = staffPerson(deps, place.store, 'waiter')
    expect(await refusedWith(waiter.call.service.floor(at()))).toBe('session.missing')
  })

  it('leaves has a role somewhere or is disabled', async () => {
    const staffId = idOf('waiter')
    const roles = [{ ...at(), role: null }]
    const gone = manager.call.access.people.setRoles({ ...at(), staffId, roles })
    expect(await refusedWith(gone)).toBe('person.last-role')
  })
})

describe('a single right', () => {
  it('that is taken is refused at once, and the refusal names who still may', async () => {
    const cashier = staffPerson(deps, place.store, 'cashier')
    const without = everythingOf('cashier').filter((each) => each !== 'floor.see')
    const admission = await admissionFor(cashier.context, at())
    expect(await admissionsThatEnded(deps, [admission])).toEqual(new Set())
    await withRights('cashier', without)
    const error = await cashier.call.service.floor(at()).catch((caught) => caught)
    expect(error.cause.details.people).toContain('manager 一店')
    expect(error.cause.details.people).not.toContain('cashier 一店')
    expect(await admissionsThatEnded(deps, [admission])).toEqual(new Set([admission]))
    await expect(admissionFor(cashier.context, at())).rejects.toMatchObject({
      code: 'permission.missing',
    })
    expect((await cashier.call.access.me())?.storeRoles[0]?.taken).toEqual(['floor.see'])
  })

  it('that is given holds in procedures and on the live wire, in this store only, and ends with the role', async () => {
    const cook = staffPerson(deps, place.store, 'kitchen')
    await withRights('kitchen', ['report.see'])
    await cook.call.analytics.revenueSummary({ ...at(), period: 'today' })
    await admissionFor(cook.context, at())
    await database.db.staffRole.create({
      data: { staffId: idOf('kitchen'), storeId: place.otherStore.id, role: 'kitchen' },
    })
    const elsewhere = { storeId: place.otherStore.id, period: 'today' as const }
    expect(await refusedWith(cook.call.analytics.revenueSummary(elsewhere))).toBe(
      'permission.missing',
    )
    const roles = [{ ...at(), role: 'waiter' as const }]
    await owner.call.access.people.setRoles({ ...at(), staffId: idOf('kitchen'), roles })
    expect(
      await refusedWith(cook.call.analytics.revenueSummary({ ...at(), period: 'today' })),
    ).toBe('permission.missing')
  })

  it.each(PERMISSIONS)('%s can be taken from a manager and given to a cook', async (permission) => {
    const mayNow = async (role: Role) => {
      const me = await staffPerson(deps, place.store, role).call.access.me()
      const here = me?.storeRoles.find(({ storeId }) => storeId === place.store.id)
      return here !== undefined && roleMay(here, permission)
    }
    await withRights(
      'manager',
      everythingOf('manager').filter((each) => each !== permission),
    )
    await withRights('kitchen', [...new Set([...everythingOf('kitchen'), permission])])
    expect([await mayNow('manager'), await mayNow('kitchen'), await mayNow('owner')]).toEqual([
      false,
      true,
      true,
    ])
  })

  it('set twice is told once', async () => {
    const permissions = everythingOf('cashier').slice(1)
    await withRights('cashier', permissions)
    await withRights('cashier', [...permissions].reverse())
    expect(await facts()).toEqual(['rights.set'])
  })
})

describe('a program', () => {
  it('with a key that may manage staff makes and changes nobody', async () => {
    const token = newToken()
    await database.db.apiKey.create({
      data: { ...at(), name: 'till', tokenHash: hashToken(token), scopes: ['staff.manage'] },
    })
    const program = person(deps, new Map(), { authorization: `Bearer ${token}` })
    expect(await refusedWith(program.call.access.people.add(newPerson()))).toBe(
      'permission.missing',
    )
    const staffId = idOf('waiter')
    const disable = program.call.access.people.setDisabled({ ...at(), staffId, isDisabled: true })
    expect(await refusedWith(disable)).toBe('permission.missing')
  })
})

it('a thousand people are one answer', async () => {
  await database.db.$executeRaw`
    WITH made AS (
      INSERT INTO staff (login, name, password_hash)
      SELECT 'many' || n || '-' || ${place.store.id}::int, 'n' || n, 'unused' FROM generate_series(1, 1000) n RETURNING id)
    INSERT INTO staff_role (staff_id, store_id, role) SELECT id, ${place.store.id}::int, 'waiter' FROM made`
  expect(await peopleOf(manager)).toHaveLength(1_005)
})
