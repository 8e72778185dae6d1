// How goods leave unpaid or money goes back: every command of domain/access.ts × every role and API
// keys, through the procedures, on what each of them meets in the house; and that every one of them
// is done for a reason in words.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LOSSES, type Loss, PERMISSIONS, type Permission, ROLES, rolesWith } from '@/domain/access'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, openBill, type Party, refusalOf } from '@/testing/open-bill'
import { grantPoints } from '@/testing/points'
import {
  type Clock,
  guestAt,
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { hashToken, newToken } from '../access/tokens'
import type { Deps } from '../deps'
import { sentenceOf } from '../words'

const EVENING = new Date('2026-11-20T12:00:00Z')
const WHY = '菜凉了'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let tables = 0
const clock: Clock = { now: EVENING }

beforeAll(async () => {
  database = await freshDatabase()
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
})
afterAll(() => database.drop())
beforeEach(() => {
  clock.now = EVENING
})

const inStore = () => ({ storeId: place.store.id })

/** A waiting round of rice at a table of its own. */
async function waiting(): Promise<Party> {
  tables += 1
  return openBill(deps, place.store, await addTable(deps, place.store, `L${tables}`))
}

const roundOf = ({ orderId }: Party) => database.db.round.findFirstOrThrow({ where: { orderId } })
const lineOf = async ({ orderId }: Party) =>
  (await database.db.orderLine.findFirstOrThrow({ where: { orderId } })).id

async function confirmed(): Promise<Party> {
  const party = await waiting()
  const { id: roundId } = await roundOf(party)
  await manager.call.ordering.decideRound({ ...inStore(), roundId, decision: 'confirm' })
  return party
}

async function served(): Promise<Party> {
  const party = await confirmed()
  await manager.call.kitchen.serve({ ...inStore(), lineIds: [await lineOf(party)] })
  return party
}

async function paid(): Promise<Party & { paymentId: number }> {
  const party = await confirmed()
  const request = { ...inStore(), orderId: party.orderId, key: newKey() }
  const { payment } = await manager.call.payment.takeCash(request)
  return { ...party, paymentId: payment.id }
}

/** A paid bill of a pay-later table that a manager opened again; nothing of it was cooked. */
async function corrected(): Promise<Party> {
  const party = await paid()
  await manager.call.billing.reopen({ ...inStore(), orderId: party.orderId, reason: '结错账' })
  return party
}

async function member() {
  tables += 1
  const phone = `139${String(tables).padStart(8, '0')}`
  const { id: memberId } = await manager.call.membership.register({ ...inStore(), phone, name: '' })
  await grantPoints(database.db, memberId, 500)
  return memberId
}

async function offer() {
  const terms = {
    kind: 'amount_off' as const,
    name: '减五元',
    names: {},
    amountCents: 500,
    payBasisPoints: 10_000,
    maximumCents: null,
    minimumCents: 1_000,
    dishIds: [],
    validDays: null,
    perMember: null,
    total: null,
    startsAtMs: null,
    endsAtMs: null,
  }
  return (
    await staffPerson(deps, place.store, 'owner').call.membership.saveOffer({
      ...inStore(),
      offerId: null,
      terms,
    })
  ).offerId
}

async function coupon() {
  const memberId = await member()
  const request = { ...inStore(), memberId, offerId: await offer(), key: newKey() }
  const { id: couponId } = await manager.call.membership.giveCoupon(request)
  return { memberId, couponId }
}

type Command = (who: Person) => Promise<unknown>

const voidOf = async (party: Party): Promise<Command> => {
  const lineId = await lineOf(party)
  return ({ call }) => call.ordering.voidLine({ ...inStore(), lineId, reason: WHY })
}
const cancelOf =
  ({ orderId }: Party): Command =>
  ({ call }) =>
    call.ordering.cancel({ ...inStore(), orderId, reason: WHY })
const discountOf = (party: Party, who: Person) =>
  who.call.billing.discount({
    ...inStore(),
    orderId: party.orderId,
    kind: 'amount_off',
    amountCents: 100,
    reason: WHY,
    key: newKey(),
  })
/** Rice that is weighed, at 300 分 for 500 g, on a table of its own. */
async function weighed(grams: number | null): Promise<Party> {
  const where = { id: place.store.dishes.rice.id }
  await database.db.dish.update({ where, data: { perGrams: 500 } })
  const party = await confirmed()
  await database.db.dish.update({ where, data: { perGrams: null } })
  if (grams === null) return party
  for (const lineId of await linesOf(party)) {
    await manager.call.ordering.priceLine({ ...inStore(), lineId, ...weight(grams) })
  }
  return party
}
const weight = (grams: number) => ({ grams, priceCents: null, seenCents: null })
const linesOf = async ({ orderId }: Party) =>
  (await database.db.orderLine.findMany({ where: { orderId } })).map(({ id }) => id)
const refundOf =
  ({ orderId }: Party): Command =>
  ({ call }) =>
    call.refunds.refundOrder({
      ...inStore(),
      orderId,
      what: { kind: 'amount', amountCents: 100 },
      reason: WHY,
      returnsStock: false,
      key: newKey(),
    })

/** What each command meets in the house, made anew for everybody who tries. */
const SCENES: Record<Loss, () => Promise<Command>> = {
  'void untouched': async () => voidOf(await confirmed()),
  'void begun': async () => voidOf(await served()),
  'void of a bill being corrected': async () => voidOf(await corrected()),
  'weigh or price a dish': async () => {
    const lineId = await lineOf(await weighed(null))
    return ({ call }) => call.ordering.priceLine({ ...inStore(), lineId, ...weight(500) })
  },
  'price of a bill being corrected': async () => {
    const party = await weighed(500)
    const request = { ...inStore(), orderId: party.orderId }
    await manager.call.payment.takeCash({ ...request, key: newKey() })
    await manager.call.billing.reopen({ ...request, reason: '称错了' })
    const lineId = await lineOf(party)
    const again = { ...weight(450), seenCents: 300 }
    return ({ call }) => call.ordering.priceLine({ ...inStore(), lineId, ...again })
  },
  'cancel untouched': async () => cancelOf(await confirmed()),
  'cancel begun': async () => cancelOf(await served()),
  'cancel of a bill being corrected': async () => cancelOf(await corrected()),
  'reject a waiting round': async () => {
    const { id: roundId } = await roundOf(await waiting())
    const request = { ...inStore(), roundId, decision: 'reject' as const, reason: WHY }
    return ({ call }) => call.ordering.decideRound(request)
  },
  'discount by hand': async () => {
    const party = await confirmed()
    return (who) => discountOf(party, who)
  },
  'take a discount off': async () => {
    const { discountId } = await discountOf(await confirmed(), manager)
    return ({ call }) => call.billing.removeDiscount({ ...inStore(), discountId })
  },
  'refund of today': async () => refundOf(await paid()),
  'refund of an earlier day': async () => {
    clock.now = new Date('2026-11-19T12:00:00Z')
    const party = await paid()
    clock.now = EVENING
    return refundOf(party)
  },
  'book money that a platform moved': async () => {
    const { paymentId } = await paid()
    const facts = { kind: 'refund' as const, number: 'HAND1', mark: 'HAND1', amountCents: 100 }
    const data = { ...inStore(), paymentId, ...facts, heardAt: clock.now }
    const { id: moveId } = await database.db.platformMove.create({ data })
    return ({ call }) => call.payment.bookMove({ ...inStore(), moveId })
  },
  'reopen a paid bill': async () => {
    const { orderId } = await paid()
    return ({ call }) => call.billing.reopen({ ...inStore(), orderId, reason: WHY })
  },
  'close a bill that owes nothing': async () => {
    const party = await corrected()
    return ({ call }) => call.payment.closeBill({ ...inStore(), orderId: party.orderId })
  },
  'clear a table': async () => {
    const { orderId } = await paid()
    const { sittingId } = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
    return ({ call }) => call.service.clear({ ...inStore(), sittingId: sittingId ?? 0 })
  },
  'fewer people at a table': async () => {
    const { orderId } = await confirmed()
    const { sittingId } = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
    const request = { ...inStore(), sittingId: sittingId ?? 0 }
    await manager.call.service.correctPeople({ ...request, people: 4, seen: null })
    return ({ call }) => call.service.correctPeople({ ...request, people: 2, seen: 4 })
  },
  'put a coupon on a bill': async () => {
    const { orderId } = await confirmed()
    const { memberId, couponId } = await coupon()
    await manager.call.billing.attachMemberToOrder({ ...inStore(), orderId, memberId })
    return ({ call }) => call.billing.applyCouponForStaff({ ...inStore(), orderId, couponId })
  },
  'give a coupon': async () => {
    const request = {
      ...inStore(),
      memberId: await member(),
      offerId: await offer(),
      key: newKey(),
    }
    return ({ call }) => call.membership.giveCoupon(request)
  },
  'take a coupon away': async () => {
    const { couponId } = await coupon()
    return ({ call }) => call.membership.voidCoupon({ ...inStore(), couponId, reason: WHY })
  },
  'hand out a reward for points': async () => {
    const memberId = await member()
    const reward = { rewardId: null, name: '五元券', names: {}, points: 100 }
    const request = { ...inStore(), ...reward, offerId: await offer() }
    const { rewardId } = await staffPerson(deps, place.store, 'owner').call.membership.saveReward(
      request,
    )
    return ({ call }) =>
      call.membership.redeemReward({ ...inStore(), memberId, rewardId, key: newKey() })
  },
  'take points by hand': async () => {
    const request = {
      ...inStore(),
      memberId: await member(),
      points: 10,
      reason: WHY,
      key: newKey(),
    }
    return ({ call }) => call.membership.redeem(request)
  },
  'give a bill to a member': async () => {
    const { orderId } = await confirmed()
    const memberId = await member()
    return ({ call }) => call.billing.attachMemberToOrder({ ...inStore(), orderId, memberId })
  },
  'change what bills are made of': async () => {
    const { taxBasisPoints: _, ...rest } = await manager.call.billing.billRules(inStore())
    return ({ call }) => call.billing.setBillRules({ ...inStore(), ...rest, taxBasisPoints: 0 })
  },
}

const NOT_THEIRS = [
  'permission.missing',
  'session.missing',
  'line.begun',
  'order.begun',
  'order.being-corrected',
  'refund.earlier-day',
]

/** A program whose key has these scopes. */
async function program(scopes: readonly Permission[]): Promise<Person> {
  const token = newToken()
  const data = { ...inStore(), name: 'till', tokenHash: hashToken(token), scopes: [...scopes] }
  await database.db.apiKey.create({ data })
  return person(deps, new Map(), { authorization: `Bearer ${token}` })
}

const sumsOf = () =>
  Promise.all([
    database.db.order.aggregate({ _sum: { owedCents: true, version: true, refundedCents: true } }),
    database.db.refund.count(),
    database.db.lineMove.count(),
    database.db.auditEntry.count(),
    database.db.pointsEntry.count(),
    database.db.coupon.count({ where: { OR: [{ orderId: null }, { voidedAt: null }] } }),
  ])

describe.each(Object.keys(LOSSES) as Loss[])('%s', (loss) => {
  const permission = LOSSES[loss]

  it.each(ROLES)(
    'is done by a %s only if the table says so, and else changes nothing',
    async (role) => {
      const command = await SCENES[loss]()
      const who = staffPerson(deps, place.store, role)
      if (role === 'owner' || rolesWith(permission).includes(role)) {
        await command(who)
        return
      }
      const before = await sumsOf()
      const refusal = await refusalOf(command(who))
      expect(NOT_THEIRS).toContain(refusal.code)
      expect(refusal.status).toBe(403)
      expect(sentenceOf('zh-CN', refusal.code, refusal.details)).toMatch(/找店长|店长/)
      expect(sentenceOf('en', refusal.code, refusal.details)).toMatch(/manager/)
      expect(await sumsOf()).toEqual(before)
    },
  )

  it('is done by a program only with that scope, never by a guest, nor by another store', async () => {
    const command = await SCENES[loss]()
    const before = await sumsOf()
    const without = await program(PERMISSIONS.filter((each) => each !== permission))
    const guest = await guestAt(deps, place.store.tables[0])
    const elsewhere = staffPerson(deps, place.otherStore, 'owner')
    for (const who of [without, guest, elsewhere]) {
      expect(NOT_THEIRS).toContain((await refusalOf(command(who))).code)
    }
    expect(await sumsOf()).toEqual(before)
    await command(await program(PERMISSIONS))
  })
})

describe('what is begun', () => {
  it('stays begun when the kitchen takes its tap back', async () => {
    const party = await confirmed()
    const lineIds = [await lineOf(party)]
    await manager.call.kitchen.bump({ ...inStore(), lineIds, to: 'cooking' })
    await manager.call.kitchen.recall({ ...inStore(), lineIds, from: 'cooking', to: 'queued' })
    const waiter = staffPerson(deps, place.store, 'waiter')
    const cashier = staffPerson(deps, place.store, 'cashier')
    expect((await refusalOf((await voidOf(party))(waiter))).code).toBe('line.begun')
    expect((await refusalOf(cancelOf(party)(cashier))).code).toBe('order.begun')
  })

  it('is begun portion by portion: what is split off a served dish is served', async () => {
    const lineId = await lineOf(await served())
    const waiter = staffPerson(deps, place.store, 'waiter')
    const request = { ...inStore(), lineId, quantity: 1, reason: WHY }
    expect((await refusalOf(waiter.call.ordering.voidLine(request))).code).toBe('line.begun')
    await manager.call.ordering.voidLine(request)
    const split = await database.db.orderLine.findFirstOrThrow({ where: { splitFromId: lineId } })
    expect(split).toMatchObject({ state: 'voided', quantity: 1 })
  })

  it('leaves the rest of the order to the waiter', async () => {
    const party = await served()
    const { storeId } = inStore()
    const { orderId } = await manager.call.ordering.placeForTable({
      storeId,
      tableId: party.table.id,
      lines: [{ dishId: place.store.dishes.beer.id, choices: [], quantity: 1, note: '' }],
      key: newKey(),
    })
    const beer = await database.db.orderLine.findFirstOrThrow({
      where: { orderId, dishId: place.store.dishes.beer.id },
    })
    const waiter = staffPerson(deps, place.store, 'waiter')
    await waiter.call.ordering.voidLine({ storeId, lineId: beer.id, reason: WHY })
  })
})

describe('money of another business day', () => {
  it('begins at the hour the day ends, by the clock of the store', async () => {
    clock.now = new Date('2026-11-20T19:30:00Z')
    const party = await paid()
    const cashier = staffPerson(deps, place.store, 'cashier')
    clock.now = new Date('2026-11-20T19:59:59Z')
    await refundOf(party)(cashier)
    clock.now = new Date('2026-11-20T20:00:00Z')
    const refusal = await refusalOf(refundOf(party)(cashier))
    expect(refusal).toMatchObject({ code: 'refund.earlier-day', details: { day: '2026-11-20' } })
    const { paymentId } = party
    const request = { ...inStore(), paymentId, amountCents: 1, reason: WHY, key: newKey() }
    expect((await refusalOf(cashier.call.refunds.refund(request))).code).toBe('refund.earlier-day')
    const offered = (who: Person) =>
      who.call.refunds.refundable({ ...inStore(), orderId: party.orderId })
    expect(await offered(cashier)).toMatchObject({ earlierDay: '2026-11-20' })
    expect(await offered(manager)).toMatchObject({ earlierDay: null })
  })

  it('is a manager’s also when it is tried again', async () => {
    const party = await paid()
    await refundOf(party)(manager)
    const { id: refundId } = await database.db.refund.findFirstOrThrow({
      where: { orderId: party.orderId },
    })
    await database.db.refund.update({ where: { id: refundId }, data: { state: 'failed' } })
    clock.now = new Date('2026-11-20T20:00:00Z')
    const cashier = staffPerson(deps, place.store, 'cashier')
    const retry = cashier.call.refunds.retryRefund({ ...inStore(), refundId })
    expect((await refusalOf(retry)).code).toBe('refund.earlier-day')
  })
})

describe('a reason', () => {
  it.each(['', ' ', '.', '123', '🙂', 'xx', '\u3164\u3164'])(
    'of %j is none, and nothing is done',
    async (reason) => {
      const [line, waitingRound, bill] = [await confirmed(), await waiting(), await paid()]
      const lineId = await lineOf(line)
      const { id: roundId } = await roundOf(waitingRound)
      const { orderId } = line
      const off = { kind: 'amount_off' as const, amountCents: 100, key: newKey() }
      const back = { what: { kind: 'whole' as const }, returnsStock: false, key: newKey() }
      const { paymentId } = bill
      const { billing, ordering, refunds } = manager.call
      const before = await sumsOf()
      const commands = [
        () => ordering.voidLine({ ...inStore(), lineId, reason }),
        () => ordering.cancel({ ...inStore(), orderId, reason }),
        () => billing.discount({ ...inStore(), orderId, ...off, reason }),
        () => refunds.refundOrder({ ...inStore(), orderId: bill.orderId, ...back, reason }),
        () => refunds.refund({ ...inStore(), paymentId, amountCents: 1, key: newKey(), reason }),
        () => billing.reopen({ ...inStore(), orderId: bill.orderId, reason }),
        // The kitchen rejects with one key and says nothing; what is said has words.
        ...(reason.trim() === ''
          ? []
          : [() => ordering.decideRound({ ...inStore(), roundId, decision: 'reject', reason })]),
      ]
      for (const command of commands)
        expect((await refusalOf(command())).code).toBe('reason.wordless')
      expect(await sumsOf()).toEqual(before)
    },
  )
})
