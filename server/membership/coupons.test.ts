// Rewards and coupons: points and coupon change together or not at all, limits hold whoever taps at
// once, and rules are set by who has the brand.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OfferTerms } from '@/domain/membership'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, refusalOf } from '@/testing/open-bill'
import { grantPoints } from '@/testing/points'
import {
  guestAt,
  joinAsMember,
  makeRestaurant,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let storeId: number

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = NOON
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  storeId = place.store.id
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, NOON)).toEqual([])
})

const TERMS: OfferTerms = {
  kind: 'amount_off',
  name: '满 50 减 10',
  names: { en: '¥10 off' },
  amountCents: 1_000,
  payBasisPoints: 10_000,
  maximumCents: null,
  minimumCents: 5_000,
  dishIds: [],
  validDays: 30,
  perMember: null,
  total: null,
  startsAtMs: null,
  endsAtMs: null,
}

const owner = () => staffPerson(deps, place.store, 'owner').call.membership

async function rewardOf(change: Partial<OfferTerms> = {}, points = 100) {
  const terms = { ...TERMS, ...change }
  const { offerId } = await owner().saveOffer({ storeId, offerId: null, terms })
  const reward = { storeId, rewardId: null, name: '十元券', names: {}, points, offerId }
  return { offerId, ...(await owner().saveReward(reward)) }
}

let lastPhone = 0
async function memberWith(points: number): Promise<number> {
  lastPhone += 1
  const phone = `135${String(lastPhone).padStart(8, '0')}`
  const { id } = await owner().register({ storeId, phone, name: '' })
  await grantPoints(database.db, id, points)
  return id
}

const outcomes = async (calls: Promise<unknown>[]) =>
  Promise.all(
    calls.map((call) =>
      call.then(
        () => 'done',
        (error) => refusalOf(Promise.reject(error)).then(({ code }) => code),
      ),
    ),
  )

describe('redeeming a reward', () => {
  it('turns a proven guest’s points into a coupon with its code and last day, on ledger and wallet', async () => {
    const { rewardId } = await rewardOf()
    const [table] = place.store.tables
    const { code } = table
    const phone = await guestAt(deps, table)
    const card = await joinAsMember(phone, table, { phone: '13800138000', hasConsented: true })
    await grantPoints(database.db, card.id, 250)

    const redeemed = await phone.call.membership.redeemMine({ code, rewardId, key: newKey() })

    expect(redeemed).toMatchObject({
      remainingPoints: 150,
      coupon: {
        state: 'usable',
        code: expect.stringMatching(/^[A-HJ-NP-Z2-9]{10}$/),
        expiresAt: new Date('2026-12-20T04:00:00+08:00').toISOString(),
        lastDay: '2026-12-19',
        offer: { kind: 'amount_off', amountCents: 1_000, minimumCents: 5_000 },
      },
    })
    expect(await phone.call.membership.myCoupons({ code })).toEqual([redeemed.coupon])
    const [reward] = await phone.call.membership.myRewards({ code })
    expect(reward).toMatchObject({ id: rewardId, missingPoints: 0, hindrance: null })
    const log = await phone.call.membership.myPointsLog({ code })
    expect(log.entries[0]).toMatchObject({ delta: -100, note: '十元券', pointsAfter: 150 })
    const [entry] = await database.db.pointsEntry.findMany({ where: { rewardId } })
    expect(entry).toMatchObject({ memberId: card.id, reason: 'redeemed' })
    expect(await phone.call.membership.mine({ code })).toMatchObject({ lifetimePoints: 250 })

    const stateAt = async (instant: string) => {
      clock.now = new Date(instant)
      const [coupon] = await phone.call.membership.myCoupons({ code })
      return coupon?.state
    }
    expect(await stateAt('2026-12-20T03:59:59+08:00')).toBe('usable')
    expect(await stateAt('2026-12-20T04:00:00+08:00')).toBe('expired')
  })

  it('says what is missing and changes nothing', async () => {
    const { rewardId, offerId } = await rewardOf()
    const memberId = await memberWith(60)
    const refusal = await refusalOf(
      owner().redeemReward({ storeId, memberId, rewardId, key: newKey() }),
    )
    expect(refusal).toMatchObject({ code: 'points.too-few', details: { points: 60, missing: 40 } })
    expect(await owner().coupons({ storeId, memberId })).toEqual([])
    expect((await owner().find({ storeId, memberId })).points).toBe(60)
    const offer = await database.db.couponOffer.findUniqueOrThrow({ where: { id: offerId } })
    expect(offer.issued).toBe(0)
    const [reward] = await owner().rewards({ storeId, memberId })
    expect(reward).toMatchObject({ missingPoints: 40 })
  })

  it('gives the last coupon to one of ten who tap at once, and the others keep their points', async () => {
    const { rewardId, offerId } = await rewardOf({ total: 1 })
    const members: number[] = []
    for (let n = 0; n < 10; n += 1) members.push(await memberWith(100))

    const answers = await outcomes(
      members.map((memberId) =>
        owner().redeemReward({ storeId, memberId, rewardId, key: newKey() }),
      ),
    )

    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'coupon.all-given')).toHaveLength(9)
    const rows = await database.db.member.findMany({ where: { id: { in: members } } })
    expect(rows.map(({ points }) => points).sort()).toEqual([0, ...Array(9).fill(100)])
    expect(await database.db.coupon.count({ where: { offerId } })).toBe(1)
  })

  it('never goes beyond what one member may have, nor what they have points for, tapped at once', async () => {
    const few = await rewardOf({ perMember: 2 })
    const memberId = await memberWith(1_000)
    const request = () => ({ storeId, memberId, rewardId: few.rewardId, key: newKey() })
    const answers = await outcomes(Array.from({ length: 8 }, () => owner().redeemReward(request())))
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(2)
    expect(answers.filter((answer) => answer === 'coupon.per-member')).toHaveLength(6)

    const dear = await rewardOf({ name: '另一种' }, 300)
    const dearRequest = () => ({ storeId, memberId, rewardId: dear.rewardId, key: newKey() })
    const more = await outcomes(
      Array.from({ length: 6 }, () => owner().redeemReward(dearRequest())),
    )
    expect(more.filter((answer) => answer === 'done')).toHaveLength(2)
    expect(more.filter((answer) => answer === 'points.too-few')).toHaveLength(4)
    expect((await owner().find({ storeId, memberId })).points).toBe(200)
  })

  it('happens once per key, and a key is for one request', async () => {
    const { rewardId, offerId } = await rewardOf()
    const memberId = await memberWith(1_000)
    const request = { storeId, memberId, rewardId, key: newKey() }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => owner().redeemReward(request)),
    )
    expect(new Set(answers.map(({ coupon }) => coupon.code)).size).toBe(1)
    expect(new Set(answers.map(({ remainingPoints }) => remainingPoints))).toEqual(new Set([900]))

    const other = await rewardOf({ name: '另一种' }, 1)
    const reused = [
      () => owner().redeemReward({ ...request, rewardId: other.rewardId }),
      () => owner().giveCoupon({ storeId, memberId, offerId, key: request.key }),
      () => owner().redeem({ storeId, memberId, points: 5, reason: '', key: request.key }),
    ]
    for (const call of reused) expect((await refusalOf(call())).code).toBe('request.key-reused')
  })

  it('is refused before an offer starts, after it ended, and for what was taken off', async () => {
    const memberId = await memberWith(1_000)
    const at = NOON.getTime()
    const soon = await rewardOf({ startsAtMs: at + 1 })
    const over = await rewardOf({ name: '过期', endsAtMs: at })
    const gone = await rewardOf({ name: '停发' })
    await owner().archiveReward({ storeId, rewardId: gone.rewardId })
    const requests = [soon, over, gone].map(({ rewardId }) =>
      owner().redeemReward({ storeId, memberId, rewardId, key: newKey() }),
    )
    expect(await outcomes(requests)).toEqual(['coupon.not-yet', 'coupon.ended', 'thing.not-found'])
  })

  it('of another brand’s reward, or for another brand’s member, is not found', async () => {
    const elsewhere = await makeRestaurant(database.db, clock)
    const { rewardId } = await rewardOf()
    const memberId = await memberWith(500)
    const away = staffPerson(deps, elsewhere.store, 'owner').call.membership
    const at = { storeId: elsewhere.store.id }
    const key = newKey()
    expect((await refusalOf(away.redeemReward({ ...at, memberId, rewardId, key }))).code).toBe(
      'member.unknown',
    )
    expect((await refusalOf(away.coupons({ ...at, memberId }))).code).toBe('member.unknown')
    expect((await refusalOf(away.rewards({ ...at, memberId }))).code).toBe('member.unknown')
    const own = await away.register({ ...at, phone: '13800138000', name: '' })
    const theirs = away.redeemReward({ ...at, memberId: own.id, rewardId, key })
    expect((await refusalOf(theirs)).code).toBe('thing.not-found')
  })
})

describe('a coupon of the house', () => {
  it('is given by a manager once per key, and taken back while it is in the hand', async () => {
    const { offerId } = await rewardOf({ total: 1 })
    const memberId = await memberWith(0)
    const request = { storeId, memberId, offerId, key: newKey() }
    const coupon = await owner().giveCoupon(request)
    expect((await owner().giveCoupon(request)).id).toBe(coupon.id)
    const second = owner().giveCoupon({ ...request, key: newKey() })
    expect((await refusalOf(second)).code).toBe('coupon.all-given')
    const cashier = staffPerson(deps, place.store, 'cashier').call.membership
    const notTheirs = cashier.giveCoupon({ ...request, key: newKey() })
    expect((await refusalOf(notTheirs)).code).toBe('permission.missing')

    const take = { storeId, couponId: coupon.id, reason: '发错了' }
    expect((await owner().voidCoupon(take)).state).toBe('voided')
    expect((await refusalOf(owner().voidCoupon(take))).code).toBe('coupon.not-in-hand')
    await owner().giveCoupon({ ...request, key: newKey() })
  })

  it('bought with points gives them back when taken back, once, and raises no level', async () => {
    const { rewardId } = await rewardOf({}, 300)
    const memberId = await memberWith(900)
    const { coupon } = await owner().redeemReward({ storeId, memberId, rewardId, key: newKey() })
    const take = { storeId, couponId: coupon.id, reason: '' }
    const answers = await outcomes(Array.from({ length: 5 }, () => owner().voidCoupon(take)))
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(await owner().find({ storeId, memberId })).toMatchObject({
      points: 900,
      lifetimePoints: 900,
      level: { level: 1 },
    })
  })
})

describe('rules', () => {
  const levels = async () =>
    (await owner().rules({ storeId })).levels.map(({ level: _, ...rest }) => rest)

  it('are whoever’s the brand is: levels at once, from those that were seen, written down', async () => {
    const seen = await levels()
    const changed = seen.map((level, index) =>
      index === 1 ? { ...level, minimumPoints: 500, name: '银卡' } : level,
    )
    const memberId = await memberWith(600)
    await owner().setLevels({ storeId, levels: changed, seen })
    expect((await owner().find({ storeId, memberId })).level).toMatchObject({ name: '银卡' })
    const late = owner().setLevels({ storeId, levels: seen, seen })
    expect((await refusalOf(late)).code).toBe('thing.changed')
    const audits = await database.db.auditEntry.findMany({
      where: { storeId, action: 'levels.changed' },
    })
    expect(audits).toHaveLength(1)

    const flawed = changed.map((level) => ({ ...level, minimumPoints: 0 }))
    const refusal = await refusalOf(owner().setLevels({ storeId, levels: flawed, seen: changed }))
    expect(refusal).toMatchObject({ code: 'levels.invalid', details: { level: 2 } })
    const cashier = staffPerson(deps, place.store, 'cashier').call.membership
    const not = cashier.setLevels({ storeId, levels: seen, seen: changed })
    expect((await refusalOf(not)).code).toBe('permission.missing')
  })

  it('of two people at once one wins and the other is told', async () => {
    const seen = await levels()
    const request = (name: string) => ({
      storeId,
      seen,
      levels: seen.map((level, index) => (index === 0 ? { ...level, name } : level)),
    })
    const answers = await outcomes([
      owner().setLevels(request('甲')),
      owner().setLevels(request('乙')),
      owner().setPointsRate({ storeId, pointsPerYuan: 2, seen: 1 }),
      owner().setPointsRate({ storeId, pointsPerYuan: 3, seen: 1 }),
    ])
    expect([...answers].sort()).toEqual(['done', 'done', 'thing.changed', 'thing.changed'])
  })

  it('do not change what a coupon in somebody’s hand is worth', async () => {
    const { offerId, rewardId } = await rewardOf()
    const memberId = await memberWith(100)
    const save = (change: Partial<OfferTerms>) =>
      owner().saveOffer({ storeId, offerId, terms: { ...TERMS, ...change } })
    await save({ amountCents: 2_000 })
    await save({})
    await owner().redeemReward({ storeId, memberId, rewardId, key: newKey() })
    expect((await refusalOf(save({ amountCents: 500 }))).code).toBe('offer.in-hands')
    await save({ total: 5, name: '十元券' })
    await owner().archiveOffer({ storeId, offerId })
    expect((await owner().coupons({ storeId, memberId }))[0]?.state).toBe('usable')
    const request = { storeId, memberId, rewardId, key: newKey() }
    expect((await refusalOf(owner().redeemReward(request))).code).toBe('thing.not-found')
    const { offers, rewards } = await owner().rules({ storeId })
    expect([offers, rewards]).toEqual([[], []])
  })

  it('said twice make one offer and one reward', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => rewardOf()))
    expect(new Set(answers.map(({ offerId }) => offerId)).size).toBe(1)
    expect(new Set(answers.map(({ rewardId }) => rewardId)).size).toBe(1)
  })

  it('that make no sense are refused with the field', async () => {
    const save = (change: Partial<OfferTerms>) =>
      refusalOf(owner().saveOffer({ storeId, offerId: null, terms: { ...TERMS, ...change } }))
    expect(await save({ kind: 'gift' })).toMatchObject({
      code: 'offer.invalid',
      details: { field: 'dishIds' },
    })
    expect((await save({ minimumCents: 500 })).details).toEqual({ field: 'minimumCents' })
  })
})
