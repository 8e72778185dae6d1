// People who change by PIN, on a real database: only on a device of their store, every act by who
// did it, and nobody tries PINs for long.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '@/domain/access'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import {
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  rest,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { refusedWith } from '@/testing/rounds'
import type { Deps } from '../deps'
import { hashPassword } from './passwords'
import { DEVICE_COOKIE } from './read-device'
import { STAFF_COOKIE } from './read-staff'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
/** A tablet that a manager shared. */
let tablet: Person
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  clock.now = new Date('2026-11-20T12:00:00+08:00')
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  tablet = staffPerson(deps, place.store, 'owner')
  await tablet.call.access.people.shareDevice({ ...at(), name: '前台平板', lockMinutes: 3 })
  for (const role of ['waiter', 'cashier'] as const) await setPin(role, PINS[role])
})

const PINS = { waiter: '4711', cashier: '0852' }
const at = () => ({ storeId: place.store.id })
const idOf = (role: Role) => place.store.staff[role].id
const setPin = (role: Role, pin: string | null) =>
  manager.call.access.people.setPin({ ...at(), staffId: idOf(role), pin })
const change = (who: Person, role: 'waiter' | 'cashier', pin = PINS[role]) =>
  who.call.access.switchPerson({ staffId: idOf(role), pin })
const whoIs = async (who: Person) => (await who.call.access.me())?.id ?? null

describe('on a shared device', () => {
  it('people are chosen by name, and each act is by who did it', async () => {
    const shown = await tablet.call.access.colleagues()
    expect(shown?.people.map(({ id }) => id)).toEqual([idOf('waiter'), idOf('cashier')])
    await change(tablet, 'waiter')
    expect(await whoIs(tablet)).toBe(idOf('waiter'))
    const waiters = tablet.cookies.get(STAFF_COOKIE) ?? ''
    await change(tablet, 'cashier')
    expect(await whoIs(tablet)).toBe(idOf('cashier'))
    expect(await whoIs(person(deps, new Map([[STAFF_COOKIE, waiters]])))).toBeNull()

    const [table] = place.store.tables
    await tablet.call.service.open({ ...at(), tableId: table.id, people: 2 })
    const entry = await database.db.auditEntry.findFirstOrThrow({
      where: { ...at(), subject: 'sitting' },
      orderBy: { id: 'desc' },
    })
    expect(entry.staffId).toBe(idOf('cashier'))
  })

  it('nobody is anybody until a PIN was right', async () => {
    await tablet.call.access.signOut()
    expect(await refusedWith(tablet.call.service.floor(at()))).toBe('session.missing')
    expect(await refusedWith(tablet.call.kitchen.tickets(at()))).toBe('session.missing')
    expect(await refusedWith(change(tablet, 'waiter', '4712'))).toBe('session.wrong-pin')
    expect(await whoIs(tablet)).toBeNull()
  })

  it('a session ends when nobody uses it, and one with the password of the device’s people too', async () => {
    await change(tablet, 'waiter')
    clock.now = new Date(clock.now.getTime() + 46 * 60_000)
    expect(await whoIs(tablet)).toBeNull()
  })

  it('that is ended, whoever is signed in there is out, and no PIN opens it', async () => {
    await change(tablet, 'waiter')
    const [device] = await manager.call.access.people.devices(at())
    expect(device).toMatchObject({ name: '前台平板', person: 'waiter 一店' })
    const deviceId = device?.id ?? 0
    await manager.call.access.people.endDevice({ ...at(), deviceId })
    await manager.call.access.people.endDevice({ ...at(), deviceId })
    expect(await whoIs(tablet)).toBeNull()
    expect(await tablet.call.access.colleagues()).toBeNull()
    expect(await refusedWith(change(tablet, 'waiter'))).toBe('device.unknown')
    expect(await manager.call.access.people.devices(at())).toEqual([])
  })

  it('somebody of another store does not come in, nor who was disabled or lost the PIN', async () => {
    const theirs = staffPerson(deps, place.otherStore, 'manager')
    const staffId = place.otherStore.staff.waiter.id
    await theirs.call.access.people.setPin({
      storeId: place.otherStore.id,
      staffId,
      pin: '4711',
    })
    const stranger = tablet.call.access.switchPerson({ staffId, pin: '4711' })
    expect(await refusedWith(stranger)).toBe('session.wrong-pin')
    await setPin('cashier', null)
    expect(await refusedWith(change(tablet, 'cashier'))).toBe('session.wrong-pin')
    await manager.call.access.people.setDisabled({
      ...at(),
      staffId: idOf('waiter'),
      isDisabled: true,
    })
    expect(await refusedWith(change(tablet, 'waiter'))).toBe('session.wrong-pin')
    expect((await tablet.call.access.colleagues())?.people).toEqual([])
  })

  it('another PIN ends what the one before opened', async () => {
    await change(tablet, 'waiter')
    await setPin('waiter', '1357')
    expect(await whoIs(tablet)).toBeNull()
    expect(await refusedWith(change(tablet, 'waiter'))).toBe('session.wrong-pin')
    await change(tablet, 'waiter', '1357')
  })

  it('shows the colleagues to nobody elsewhere', async () => {
    expect(await person(deps).call.access.colleagues()).toBeNull()
    const forged = person(deps, new Map([[DEVICE_COOKIE, 'made-up']]))
    expect(await forged.call.access.colleagues()).toBeNull()
  })
})

describe('a PIN', () => {
  it('opens nothing from a browser that is no device of the store, or is a board for guests', async () => {
    expect(await refusedWith(change(person(deps), 'waiter'))).toBe('device.unknown')
    const board = staffPerson(deps, place.store, 'manager')
    await board.call.kitchen.screens.pairThis({
      ...at(),
      name: '看板',
      stationId: null,
      isBoard: true,
    })
    expect(await refusedWith(change(board, 'waiter'))).toBe('device.unknown')
  })

  it('changes persons on a kitchen screen, which is nobody’s again after them', async () => {
    const screen = staffPerson(deps, place.store, 'manager')
    await screen.call.kitchen.screens.pairThis({
      ...at(),
      name: '炒锅',
      stationId: null,
      isBoard: false,
    })
    await change(screen, 'cashier')
    expect(await whoIs(screen)).toBe(idOf('cashier'))
    await screen.call.access.signOut()
    expect((await screen.call.access.me())?.storeRoles[0]?.role).toBe('kitchen')
  })

  it('is not found by trying: after five wrong ones even the right one waits, longer each time', async () => {
    for (let nth = 0; nth < 5; nth += 1) {
      expect(await refusedWith(change(tablet, 'waiter', `999${nth}`))).toBe('session.wrong-pin')
    }
    expect(await refusedWith(change(tablet, 'waiter'))).toBe('input.too-often')
    await change(tablet, 'cashier')
    // A restart forgives nobody.
    rest(deps)
    expect(await refusedWith(change(tablet, 'waiter'))).toBe('input.too-often')
    clock.now = new Date(clock.now.getTime() + 16_000)
    await change(tablet, 'waiter')
  })

  it('is not kept as it is, and its hash is nothing without the house’s secret', async () => {
    const { pinHash } = await database.db.staff.findUniqueOrThrow({ where: { id: idOf('waiter') } })
    expect(pinHash).not.toContain('4711')
    const other = { ...tablet.context, secret: Buffer.alloc(32, 9) }
    const { isPin } = await import('./passwords')
    expect(await isPin(tablet.context, '4711', pinHash)).toBe(true)
    expect(await isPin(other, '4711', pinHash)).toBe(false)
  })
})

describe('one’s own', () => {
  it('password and PIN are changed by who knows the password, not by who finds the screen open', async () => {
    const id = idOf('cashier')
    const passwordHash = await hashPassword('kiwi-4mango-plum')
    await database.db.staff.update({ where: { id }, data: { passwordHash } })
    await change(tablet, 'cashier')
    const { changePin, changePassword } = tablet.call.access
    expect(await refusedWith(changePin({ password: 'a guess', pin: '9753' }))).toBe(
      'session.wrong-password',
    )
    await changePin({ password: 'kiwi-4mango-plum', pin: '9753' })
    await change(tablet, 'cashier', '9753')
    await changePassword({ password: 'kiwi-4mango-plum', next: 'plum-5mango-kiwi' })
    expect(await whoIs(tablet)).toBeNull()
    await tablet.call.access.signIn({
      login: `cashier-${place.store.id}`,
      password: 'plum-5mango-kiwi',
    })
    expect(await whoIs(tablet)).toBe(id)
    expect(
      await refusedWith(person(deps).call.access.changePin({ password: 'x', pin: '9753' })),
    ).toBe('session.missing')
  })
})
