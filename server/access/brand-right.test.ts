// What belongs to a whole brand is changed by who has the brand, and by nobody else, whatever they
// may at one of its stores; and somebody always has it.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { refusalOf } from '@/testing/open-bill'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { refusedWith } from '@/testing/rounds'
import type { Deps } from '../deps'

let database: TestDatabase
let deps: Deps
let place: Restaurant
/** Has the brand. */
let owner: Person
/** Owns the other store, and has no say in the brand. */
let other: Person
const clock = { now: new Date('2026-11-30T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  owner = staffPerson(deps, place.store, 'owner')
  other = staffPerson(deps, place.otherStore, 'owner')
})

const at = () => ({ storeId: place.store.id })
const there = () => ({ storeId: place.otherStore.id })
const ownerId = () => place.store.staff.owner.id
const managerId = () => place.store.staff.manager.id
const rights = async () =>
  (await database.db.brandRight.findMany({ where: { brandId: place.brandId } })).map(
    ({ staffId }) => staffId,
  )
const give = (by: Person, staffId: number, hasBrand = true) =>
  by.call.access.people.setBrandRight({ ...at(), staffId, hasBrand })

const LEVEL = { name: '银卡', names: {}, minimumPoints: 0, payBasisPoints: 10_000 }
const OFFER = {
  kind: 'amount_off' as const,
  name: '满减',
  names: {},
  amountCents: 500,
  payBasisPoints: 10_000,
  maximumCents: null,
  minimumCents: 0,
  validDays: null,
  perMember: null,
  total: null,
  startsAtMs: null,
  endsAtMs: null,
  dishIds: [],
}
const COPY = { name: '三店', names: {}, address: '', phone: '', hasTables: false, hasPeople: false }

/** Every procedure that changes what all stores of a brand share. */
const OF_BRAND: Record<string, (who: Person, storeId: number) => Promise<unknown>> = {
  levels: ({ call }, storeId) =>
    call.membership.setLevels({ storeId, levels: [LEVEL], seen: [LEVEL] }),
  'points for a yuan': ({ call }, storeId) =>
    call.membership.setPointsRate({ storeId, pointsPerYuan: 2, seen: 1 }),
  'an offer': ({ call }, storeId) =>
    call.membership.saveOffer({ storeId, offerId: null, terms: OFFER }),
  'the end of an offer': ({ call }, storeId) =>
    call.membership.archiveOffer({ storeId, offerId: 1 }),
  'a reward': ({ call }, storeId) =>
    call.membership.saveReward({
      storeId,
      rewardId: null,
      name: '礼',
      names: {},
      points: 100,
      offerId: 1,
    }),
  'the end of a reward': ({ call }, storeId) =>
    call.membership.archiveReward({ storeId, rewardId: 1 }),
  'its name': ({ call }, storeId) =>
    call.stores.nameBrand({ storeId, name: '巷里', names: {}, version: 'none' }),
  'a further store': ({ call }, storeId) => call.stores.copy({ storeId, ...COPY, menu: 'none' }),
}

it.each(Object.entries(OF_BRAND))(
  '%s: not by who owns or runs one store only',
  async (_, change) => {
    const no = await refusalOf(change(other, place.otherStore.id))
    expect(no).toMatchObject({ code: 'brand.not-yours', details: { people: ['owner 一店'] } })
    const manager = staffPerson(deps, place.store, 'manager')
    expect(await refusedWith(change(manager, place.store.id))).toBe('brand.not-yours')
    await give(owner, managerId())
    const late = await refusedWith(change(manager, place.store.id)).catch(() => null)
    expect(late).not.toBe('brand.not-yours')
  },
)

it('names it, over what was seen: of two at once the second is told, and its members read it', async () => {
  const { storeId } = at()
  const seen = await owner.call.stores.brand({ storeId })
  expect(seen).toMatchObject({ name: '测试小馆', names: { en: 'Test Kitchen' }, stores: 2 })
  const named = (name: string) =>
    owner.call.stores.nameBrand({
      storeId,
      name,
      names: { en: 'In the lane' },
      version: seen.version,
    })
  const both = await Promise.allSettled([named('巷里'), named('巷口')])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await refusedWith(named('巷尾'))).toBe('thing.changed')
  const now = await owner.call.stores.brand({ storeId })
  expect(both).toContainEqual({
    status: 'fulfilled',
    value: { name: now.name, names: now.names, version: now.version, stores: 2 },
  })
  await owner.call.stores.nameBrand({
    storeId,
    name: now.name,
    names: now.names,
    version: now.version,
  })
  expect(await database.db.auditEntry.count({ where: { ...at(), action: 'brand.named' } })).toBe(1)
  const card = await owner.call.membership.register({
    storeId,
    phone: '13800138000',
    name: '阿香',
  })
  expect(card).toMatchObject({ brand: { name: now.name, stores: 2 } })
})

it('is given and taken by who has it, once however often it is sent', async () => {
  expect(await refusedWith(give(staffPerson(deps, place.store, 'manager'), managerId()))).toBe(
    'brand.not-yours',
  )
  await Promise.all([give(owner, managerId()), give(owner, managerId())])
  expect(await rights()).toEqual([ownerId(), managerId()])
  expect(
    await database.db.auditEntry.count({ where: { ...at(), action: 'brand-right.set' } }),
  ).toBe(1)
  await give(owner, managerId(), false)
  expect(await rights()).toEqual([ownerId()])
})

it('is somebody’s at any time: the last one keeps it, also of two who take each other’s at once', async () => {
  expect(await refusedWith(give(owner, ownerId(), false))).toBe('brand.last')

  await give(owner, managerId())
  const manager = staffPerson(deps, place.store, 'manager')
  await database.db.staffRole.update({
    where: { staffId_storeId: { staffId: managerId(), ...at() } },
    data: { role: 'owner' },
  })
  await Promise.allSettled([give(owner, managerId(), false), give(manager, ownerId(), false)])
  expect(await rights()).toHaveLength(1)
})

it('does not outlast the last role in the brand, and the last who has it keeps that', async () => {
  await give(owner, managerId())
  await database.db.staffRole.create({
    data: { staffId: managerId(), ...there(), role: 'manager' },
  })
  const rolesOf = (staffId: number, by: Person) =>
    by.call.access.people.setRoles({ ...at(), staffId, roles: [{ ...at(), role: null }] })
  await rolesOf(managerId(), owner)
  expect(await rights()).toEqual([ownerId(), managerId()])
  await other.call.access.people
    .setRoles({ ...there(), staffId: managerId(), roles: [{ ...there(), role: 'waiter' }] })
    .then(
      () => expect.unreachable('who has not the brand changes nobody who has it'),
      () => {},
    )
})

it('covers who has it: without it nobody changes their password or puts them out', async () => {
  await database.db.staffRole.create({ data: { staffId: ownerId(), ...there(), role: 'manager' } })
  const { people } = other.call.access
  const one = { ...there(), staffId: ownerId() }
  for (const touching of [
    () => people.setPassword({ ...one, password: 'kiwi-4mango-plum' }),
    () => people.setDisabled({ ...one, isDisabled: true }),
    () => people.setRoles({ ...one, roles: [{ ...there(), role: null }] }),
  ]) {
    expect(await refusedWith(touching())).toBe('person.beyond')
  }
  const file = (await people.list(there())).people.find(({ id }) => id === ownerId())
  expect(file).toMatchObject({ hasBrand: true, isChangeable: false, isAccountChangeable: false })
})
