// Members: who they are, what their level gives, points that come once and never go below zero.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, refusalOf } from '@/testing/open-bill'
import { grantPoints } from '@/testing/points'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { hashPhone, openPhone, sealPhone } from './phone'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let storeId: number

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  storeId = place.store.id
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const manager = () => staffPerson(deps, place.store, 'manager').call.membership

async function memberWith(points: number) {
  const phone = `139${String(points).padStart(8, '0')}`
  const member = await manager().register({ storeId, phone, name: '张三' })
  await grantPoints(database.db, member.id, points)
  return member
}

describe('a member', () => {
  it('is registered once and found by phone however it is written, or by id', async () => {
    const made = await manager().register({ storeId, phone: '138 0013-8000', name: '张三' })
    expect(made).toMatchObject({
      name: '张三',
      maskedPhone: '*** **** 8000',
      points: 0,
      level: { level: 1, name: '普通会员', payBasisPoints: 10_000 },
      next: { missingPoints: 1_000 },
    })

    expect((await manager().find({ storeId, phone: '+86 １３８００１３８０００' })).id).toBe(
      made.id,
    )
    expect((await manager().find({ storeId, memberId: made.id })).name).toBe('张三')
    const again = manager().register({ storeId, phone: '13800138000', name: '李四' })
    expect((await refusalOf(again)).code).toBe('member.exists')
  })

  it('is known in every store of the brand and in no other brand', async () => {
    const made = await manager().register({ storeId, phone: '13800138000', name: '张三' })
    const sister = staffPerson(deps, place.otherStore, 'cashier').call.membership
    const atSister = { storeId: place.otherStore.id }
    expect((await sister.find({ ...atSister, phone: '13800138000' })).id).toBe(made.id)

    const elsewhere = await makeRestaurant(database.db, clock)
    const stranger = staffPerson(deps, elsewhere.store, 'manager').call.membership
    const away = { storeId: elsewhere.store.id }
    expect((await refusalOf(stranger.find({ ...away, phone: '13800138000' }))).code).toBe(
      'member.unknown',
    )
    expect((await refusalOf(stranger.find({ ...away, memberId: made.id }))).code).toBe(
      'member.unknown',
    )
    const log = stranger.pointsLog({ ...away, memberId: made.id })
    expect((await refusalOf(log)).code).toBe('member.unknown')
    const redeem = { ...away, memberId: made.id, points: 1, reason: '', key: newKey() }
    expect((await refusalOf(stranger.redeem(redeem))).code).toBe('member.unknown')
  })

  it('needs a phone that can be one', async () => {
    for (const phone of [
      '',
      '1380013800',
      '12800138000',
      '138001380001',
      'abc',
      '1\u00003800138000',
    ]) {
      const register = manager().register({ storeId, phone, name: '' })
      expect((await refusalOf(register)).code).toBe('member.phone-invalid')
    }
  })

  it('is not for waiters to make, nor for the kitchen to see', async () => {
    const waiter = staffPerson(deps, place.store, 'waiter').call.membership
    const cook = staffPerson(deps, place.store, 'kitchen').call.membership
    const request = { storeId, phone: '13800138000', name: '' }
    expect((await refusalOf(waiter.register(request))).code).toBe('permission.missing')
    expect((await refusalOf(cook.find({ storeId, phone: request.phone }))).code).toBe(
      'permission.missing',
    )
  })

  it('cannot be found by trying numbers: look-ups are counted whether they hit or miss', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 140 }, (_, n) =>
        manager().find({ storeId, phone: `137${String(n).padStart(8, '0')}` }),
      ),
    )
    const codes = await Promise.all(
      tries.map((result) =>
        refusalOf(result.status === 'rejected' ? Promise.reject(result.reason) : Promise.resolve()),
      ),
    )
    expect(codes.filter(({ code }) => code === 'member.unknown')).toHaveLength(120)
    expect(codes.filter(({ code }) => code === 'input.too-often')).toHaveLength(20)
  })
})

describe('a phone at rest', () => {
  it('is not in the database in plain, and a stolen row opens nowhere else', async () => {
    const { id } = await manager().register({ storeId, phone: '13812345678', name: '' })
    const row = await database.db.member.findUniqueOrThrow({ where: { id } })
    expect(Buffer.from(row.phoneSealed).includes('12345678')).toBe(false)
    expect(openPhone(deps.secret, place.brandId, row.phoneSealed)).toBe('13812345678')
    expect(() => openPhone(deps.secret, place.brandId + 1, row.phoneSealed)).toThrow()
    expect(() => openPhone(Buffer.alloc(32, 8), place.brandId, row.phoneSealed)).toThrow()
    const broken = Buffer.from(row.phoneSealed)
    broken[20] = (broken[20] ?? 0) ^ 1
    expect(() => openPhone(deps.secret, place.brandId, broken)).toThrow()
  })

  it('is sealed differently each time and found by one hash per brand', () => {
    const { secret } = deps
    expect(sealPhone(secret, 1, '13812345678')).not.toEqual(sealPhone(secret, 1, '13812345678'))
    expect(hashPhone(secret, 1, '13812345678')).toEqual(hashPhone(secret, 1, '13812345678'))
    expect(hashPhone(secret, 1, '13812345678')).not.toEqual(hashPhone(secret, 2, '13812345678'))
  })
})

describe('levels', () => {
  it('are the four of the house, lowest first, for everybody to read', async () => {
    const levels = await manager().levels({ storeId })
    expect(levels.map((level) => [level.name, level.minimumPoints, level.payBasisPoints])).toEqual([
      ['普通会员', 0, 10_000],
      ['银卡会员', 1_000, 9_500],
      ['金卡会员', 5_000, 9_000],
      ['白金会员', 10_000, 8_500],
    ])
  })

  it.each([
    [0, 10_000, 0],
    [999, 10_000, 0],
    [1_000, 9_500, 500],
    [4_999, 9_500, 500],
    [5_000, 9_000, 1_000],
    [9_999, 9_000, 1_000],
    [10_000, 8_500, 1_500],
  ])('at %i lifetime points: 100 yuan cost %i 分', async (points, finalCents, discountCents) => {
    const { id: memberId } = await memberWith(points)
    const quote = await manager().quoteDiscount({ storeId, memberId, amountCents: 10_000 })
    expect(quote).toMatchObject({ originalCents: 10_000, discountCents, finalCents })
  })

  it('are not lost by spending points', async () => {
    const { id: memberId } = await memberWith(5_200)
    const request = { storeId, memberId, points: 5_000, reason: '代金券', key: newKey() }
    await manager().redeem(request)
    expect(await manager().find({ storeId, memberId })).toMatchObject({
      points: 200,
      level: { level: 3 },
    })
  })
})

describe('redeeming', () => {
  it('never takes more than there is, whoever taps at once', async () => {
    const { id: memberId } = await memberWith(1_000)
    const request = { storeId, memberId, points: 300, reason: '红烧肉' }

    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => manager().redeem({ ...request, key: newKey() })),
    )

    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3)
    expect((await manager().find({ storeId, memberId })).points).toBe(100)
    const refusal = await refusalOf(manager().redeem({ ...request, key: newKey() }))
    expect(refusal).toMatchObject({ code: 'points.too-few', details: { points: 100 } })
  })

  it('happens once per key, and a key is for one request', async () => {
    const { id: memberId } = await memberWith(1_000)
    const request = { storeId, memberId, points: 10, reason: '积分兑换测试', key: newKey() }

    const answers = await Promise.all(Array.from({ length: 20 }, () => manager().redeem(request)))

    expect(new Set(answers.map((answer) => answer.remainingPoints))).toEqual(new Set([990]))
    const other = manager().redeem({ ...request, points: 11 })
    expect((await refusalOf(other)).code).toBe('request.key-reused')
  })

  it('is in the log, newest first, in pages', async () => {
    const { id: memberId } = await memberWith(1_000)
    for (const points of [1, 2, 3]) {
      await manager().redeem({ storeId, memberId, points, reason: `第${points}次`, key: newKey() })
    }
    const log = await manager().pointsLog({ storeId, memberId, skip: 1, limit: 2 })
    expect(log).toMatchObject({
      total: 4,
      entries: [
        { delta: -2, note: '第2次', pointsAfter: 997 },
        { delta: -1, note: '第1次', pointsAfter: 999 },
      ],
    })
  })
})
