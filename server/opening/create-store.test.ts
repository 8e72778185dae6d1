// Whoever has a store created gets one that can be opened at once.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEFAULT_LEVELS } from '@/domain/membership'
import { checkInvariants } from '@/server/invariants'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { makeRestaurant } from '@/testing/restaurant'
import { createStore } from './create-store'

const AT = new Date('2026-03-14T05:00:00Z')

let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase()
})

afterAll(() => database?.drop())

const store = { name: '一店' }

it('a new brand has its levels, its store one default station and all of the schema’s defaults', async () => {
  const { db, pool } = database
  const made = await createStore(
    db,
    {
      brand: { isNew: true, name: '巷子里', names: { en: 'In the lane' } },
      store: { ...store, currency: 'EUR', timeZone: 'Europe/Berlin', dayEndsAtHour: 5 },
    },
    AT,
  )
  const row = await db.store.findUniqueOrThrow({
    where: { id: made.id },
    include: { brand: { include: { levels: { orderBy: { level: 'asc' } } } }, stations: true },
  })
  expect(row).toMatchObject({
    brandId: made.brandId,
    isDemo: false,
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    dayEndsAtHour: 5,
    orderMode: 'eat_first',
    eventSeq: 0,
    createdAt: AT,
    brand: { name: '巷子里', names: { en: 'In the lane' }, createdAt: AT },
    stations: [{ id: made.stationId, name: '厨房', names: { en: 'Kitchen' }, isDefault: true }],
  })
  expect(row.brand.levels).toMatchObject(DEFAULT_LEVELS)
  expect(await checkInvariants(pool)).toEqual([])
})

it('a further store is of its brand, whose levels stay as they are, and is owned from the start', async () => {
  const { db } = database
  const first = await createStore(db, { brand: { isNew: true, name: '连锁' }, store }, AT)
  const person = { login: 'lin', name: '林', passwordHash: 'unused' }
  const { id: staffId } = await db.staff.create({ data: person })
  const second = await createStore(
    db,
    { brand: { isNew: false, id: first.brandId }, store: { name: '二店' }, ownerIds: [staffId] },
    AT,
  )
  expect(second.brandId).toBe(first.brandId)
  expect(second.stationId).not.toBe(first.stationId)
  expect(await db.memberLevel.count({ where: { brandId: first.brandId } })).toBe(4)
  expect(await db.staffRole.findMany({ where: { storeId: second.id } })).toEqual([
    { staffId, storeId: second.id, role: 'owner' },
  ])
})

it('a further store in the demo is the demo’s, one of an own brand never is', async () => {
  const { db } = database
  const isDemoAt = async (isDemo: boolean) => {
    const { brandId } = await makeRestaurant(db, { now: AT }, isDemo)
    const { id } = await createStore(
      db,
      { brand: { isNew: false, id: brandId }, store: { name: '三店' } },
      AT,
    )
    return (await db.store.findUniqueOrThrow({ where: { id } })).isDemo
  }
  expect(await isDemoAt(true)).toBe(true)
  expect(await isDemoAt(false)).toBe(false)
})

it('a store without a default station, or with two, is not written at all', async () => {
  const { db } = database
  const before = await db.store.count()
  for (const stations of [[], [1, 2].map((sort) => ({ name: '灶', sort, isDefault: true }))]) {
    const wanted = { brand: { isNew: true as const, name: '不成' }, store, stations }
    await expect(createStore(db, wanted, AT)).rejects.toThrow('default station')
  }
  expect(await db.store.count()).toBe(before)
})
