// Commands of money broken off between any two of their statements, as by a process that is killed:
// nothing is half there, whoever asked is told to try again, and the same request tried again is
// done once. FAULT_ROUNDS breaks off more commands and loses more replies.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Refusal } from '@/domain/refusal'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { type DatabaseWire, openWire } from '@/testing/database-wire'
import { addTable, newKey, openBill, type Party } from '@/testing/open-bill'
import { grantPoints } from '@/testing/points'
import {
  guestAt,
  makeRestaurant,
  person,
  type Restaurant,
  rest,
  staffPerson,
  type TestTable,
  testDeps,
} from '@/testing/restaurant'
import { isDatabaseAway } from '../database/trouble'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { callbackOf } from '../platforms/providers/simulator'
import { takeCallback } from './take-callback'

const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 1)
const LOST_REPLIES = ROUNDS > 1 ? 80 * ROUNDS : 100

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let wire: DatabaseWire
/** The way there that never breaks, and the one that does. */
let safe: Deps
let broken: Deps
let place: Restaurant
let memberId: number
let rewardId: number

beforeAll(async () => {
  database = await freshDatabase()
  wire = await openWire(database)
  safe = testDeps(database, clock)
  broken = testDeps(wire, clock)
  place = await makeRestaurant(database.db, clock)
  const { id: storeId } = place.store
  const dishId = place.store.dishes.duck.id
  await database.db.dish.update({ where: { id: dishId }, data: { stock: 9_999 } })
  await database.db.stockMove.create({ data: { storeId, dishId, delta: 9_999, reason: 'set' } })

  const manager = staffPerson(safe, place.store, 'manager').call
  const phone = '13800138000'
  memberId = (await manager.membership.register({ storeId, phone, name: '' })).id
  await grantPoints(database.db, memberId, 999_999)
  const offer = await database.db.couponOffer.create({
    data: { brandId: place.brandId, kind: 'amount_off', name: '减 5', amountCents: 500 },
  })
  const reward = { storeId, rewardId: null, name: '五元券', names: {}, points: 100 }
  rewardId = (
    await staffPerson(safe, place.store, 'owner').call.membership.saveReward({
      ...reward,
      offerId: offer.id,
    })
  ).rewardId
})
afterAll(async () => {
  await wire.close()
  await database.drop()
})

let lastTable = 0
const freshTable = () => addTable(safe, place.store, `F${++lastTable}`)
const manager = (deps: Deps) => staffPerson(deps, place.store, 'manager').call

async function addDucks(table: TestTable, phone: Party['phone'], quantity: number) {
  const { code } = table
  const dishId = place.store.dishes.duck.id
  await phone.call.ordering.addToCart({ code, dishId, choices: [], quantity, key: newKey() })
  const cart = await phone.call.ordering.cart({ code })
  return { code, cartVersion: cart.version, expectedCents: cart.owedCents, key: newKey() }
}

/** A member's bill of ten rice (3,000 分) and, at another's price, two ducks (17,600 分). */
async function dinner(): Promise<Party> {
  const party = await openBill(safe, place.store, await freshTable())
  await party.phone.call.ordering.place(await addDucks(party.table, party.phone, 2))
  const request = { storeId: place.store.id, orderId: party.orderId, memberId }
  await manager(safe).billing.attachMemberToOrder(request)
  return party
}

async function paidUnheard({ phone, table, orderId }: Party, split?: { amountCents: number }) {
  const request = { code: table.code, orderId, method: 'wechat' as const, key: newKey() }
  const part = split ? { split: { kind: 'amount' as const, ...split } } : {}
  const { id } = await phone.call.payment.create({ ...request, ...part })
  const { token } = await database.db.payment.findUniqueOrThrow({ where: { id } })
  const trade = await database.db.simulatorTrade.update({
    where: { token },
    data: { state: 'paid', transactionId: `SIM${id}TESTTEST`, decidedAt: clock.now },
  })
  return { id, raw: callbackOf(safe, id, trade) }
}

type Command = {
  /** Does it over those deps; the same request however often. */
  run: (deps: Deps) => Promise<unknown>
  /** What is there when it is done, once. */
  once: () => Promise<void>
}

type Prepared = [name: string, prepare: () => Promise<Command>]

const COMMANDS: Prepared[] = [
  [
    'the first submit of a table',
    async () => {
      const table = await freshTable()
      return submitting(table, await guestAt(safe, table))
    },
  ],
  [
    'a submit of more',
    async () => {
      const { table, phone } = await openBill(safe, place.store, await freshTable())
      return submitting(table, phone)
    },
  ],
  [
    'a callback',
    async () => {
      const party = await dinner()
      const { id, raw } = await paidUnheard(party)
      return {
        run: (deps) => takeCallback(deps, 'simulator', raw),
        once: () => settledOnce(party.orderId, [id]),
      }
    },
  ],
  ['a refund of dishes', () => refunding(1)],
  [
    'points for something',
    async () => {
      const request = {
        storeId: place.store.id,
        memberId,
        points: 7,
        reason: '茶杯',
        key: newKey(),
      }
      return {
        run: (deps) => manager(deps).membership.redeem(request),
        once: async () => expect(await entriesOf(request.key)).toMatchObject([{ delta: -7 }]),
      }
    },
  ],
  [
    'points for a reward',
    async () => {
      const request = { storeId: place.store.id, memberId, rewardId, key: newKey() }
      return {
        run: (deps) => manager(deps).membership.redeemReward(request),
        once: async () => {
          expect(await entriesOf(request.key)).toMatchObject([{ delta: -100 }])
          const where = { memberId, idempotencyKey: request.key }
          expect(await database.db.coupon.count({ where })).toBe(1)
        },
      }
    },
  ],
  [
    'clearing a table',
    async () => {
      const { orderId, phone, table } = await openBill(safe, place.store, await freshTable())
      await manager(safe).payment.takeCash({ storeId: place.store.id, orderId, key: newKey() })
      await addDucks(table, phone, 1)
      await phone.call.service.request({ code: table.code, kind: 'call' })
      const { sittingId } = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
      const request = { storeId: place.store.id, sittingId: sittingId ?? 0 }
      return {
        run: (deps) => manager(deps).service.clear(request),
        once: async () => {
          const where = { sittingId: request.sittingId }
          expect(await database.db.cartLine.count({ where })).toBe(0)
          expect(
            await database.db.serviceRequest.count({ where: { ...where, doneAt: null } }),
          ).toBe(0)
          const audits = { action: 'table.cleared', subjectId: String(request.sittingId) }
          expect(await database.db.auditEntry.count({ where: audits })).toBe(1)
          await guestAt(safe, table)
        },
      }
    },
  ],
]

/** Longer ones of the same kind, for the long form. */
const MORE_COMMANDS: Prepared[] = [
  [
    'a payment begun',
    async () => {
      const { phone, table, orderId } = await dinner()
      const request = { code: table.code, orderId, method: 'alipay' as const, key: newKey() }
      return {
        run: (deps) => person(deps, phone.cookies).call.payment.create(request),
        once: async () => {
          const [payment, ...others] = await database.db.payment.findMany({ where: { orderId } })
          expect([payment?.state, others]).toEqual(['pending', []])
          const token = payment?.token ?? ''
          expect(await database.db.simulatorTrade.count({ where: { token } })).toBe(1)
        },
      }
    },
  ],
  [
    'cash',
    async () => {
      const { orderId } = await dinner()
      const request = { storeId: place.store.id, orderId, key: newKey() }
      return {
        run: (deps) => manager(deps).payment.takeCash(request),
        once: () => settledOnce(orderId),
      }
    },
  ],
  ['a refund of dishes over two payments', () => refunding(2)],
]

async function submitting(table: TestTable, phone: Party['phone']): Promise<Command> {
  const request = await addDucks(table, phone, 3)
  return {
    run: (deps) => person(deps, phone.cookies).call.ordering.place(request),
    once: async () => {
      const rounds = await database.db.round.findMany({
        where: { storeId: place.store.id, idempotencyKey: request.key },
        include: { lines: true },
      })
      expect(rounds).toMatchObject([{ lines: [{ quantity: 3 }] }])
      const lineId = rounds[0]?.lines[0]?.id ?? 0
      expect(await database.db.stockMove.findMany({ where: { lineId } })).toMatchObject([
        { delta: -3 },
      ])
      expect((await phone.call.ordering.cart({ code: table.code })).lines).toEqual([])
    },
  }
}

/** Two ducks go back, with their stock, from a bill that so many payments paid. */
async function refunding(payments: 1 | 2): Promise<Command> {
  const party = await dinner()
  const { orderId } = party
  const { id: storeId } = place.store
  if (payments === 2) {
    const part = await paidUnheard(party, { amountCents: 9_000 })
    await takeCallback(safe, 'simulator', part.raw)
  }
  await manager(safe).payment.takeCash({ storeId, orderId, key: newKey() })
  const { id: lineId } = await database.db.orderLine.findFirstOrThrow({
    where: { orderId, dishId: place.store.dishes.duck.id },
  })
  const request = {
    storeId,
    orderId,
    what: { kind: 'lines' as const, lines: [{ lineId, quantity: 2 }] },
    reason: '菜凉了',
    returnsStock: true,
    key: newKey(),
  }
  return {
    run: (deps) => manager(deps).refunds.refundOrder(request),
    once: async () => {
      const refunds = await database.db.refund.findMany({ where: { orderId } })
      expect(refunds.map(({ state }) => state)).toEqual(Array(payments).fill('succeeded'))
      const sum = refunds.reduce((total, { amountCents }) => total + amountCents, 0)
      const order = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
      expect([sum, sum > 9_000]).toEqual([order.refundedCents, true])
      const reversals = { refundId: { in: refunds.map(({ id }) => id) } }
      expect(await database.db.pointsEntry.count({ where: reversals })).toBe(payments)
      const returned = { lineId, delta: { gt: 0 } }
      expect(await database.db.stockMove.findMany({ where: returned })).toMatchObject([
        { delta: 2 },
      ])
    },
  }
}

const entriesOf = (idempotencyKey: string) =>
  database.db.pointsEntry.findMany({ where: { memberId, idempotencyKey } })

async function settledOnce(orderId: number, paymentIds?: number[]) {
  const payments = await database.db.payment.findMany({ where: { orderId, state: 'succeeded' } })
  const ids = payments.map(({ id }) => id)
  expect(ids).toEqual(paymentIds ?? [expect.any(Number)])
  const earned = { paymentId: { in: ids }, reason: 'earned' as const }
  expect(await database.db.pointsEntry.count({ where: earned })).toBe(1)
  const order = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
  expect(order.settledAt).not.toBeNull()
  const told = await database.db.outboxEvent.findMany({
    where: { rooms: { has: `order:${orderId}` }, type: 'payment_status_update' },
  })
  const successes = told.filter(({ payload }) => JSON.stringify(payload).includes('"success"'))
  expect(successes).toHaveLength(1)
}

/** Whether whoever asked is told to ask again: 503 from the doors. */
function isAskedAgain(error: unknown): boolean {
  const refusal = (error as { cause?: Partial<Refusal> }).cause
  return refusal?.code === 'system.busy' || isDatabaseAway(error)
}

/**
 * Changes whenever a change is committed, anywhere: how many rows are visible, and the newest
 * transaction that wrote one.
 */
async function marksOf(pool: TestDatabase['pool']): Promise<() => Promise<string>> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
  )
  const each = rows.map(
    ({ name }) => `SELECT count(*) AS rows, max(xmin::text::bigint) AS newest FROM ${name}`,
  )
  const sql = `SELECT sum(rows) || ' rows, newest ' || max(newest) AS mark FROM (${each.join(' UNION ALL ')}) AS t`
  return async () => (await pool.query<{ mark: string }>(sql)).rows[0]?.mark ?? ''
}

it.each(ROUNDS > 1 ? [...COMMANDS, ...MORE_COMMANDS] : COMMANDS)(
  '%s, broken off between any two statements, is whole or not there at all, and done once when tried again',
  async (_, prepare) => {
    const markNow = await marksOf(database.pool)
    let command = await prepare()
    let mark = await markNow()
    let statements = 0
    for (; ; statements += 1) {
      wire.dieAfter(statements)
      const error = await command.run(broken).then(
        () => null,
        (caught: unknown) => caught,
      )
      if (!(await wire.heal())) {
        expect(error).toBeNull()
        break
      }
      expect([statements, isAskedAgain(error) || error]).toEqual([statements, true])
      if ((await markNow()) === mark) continue

      const breaches = await checkInvariants(database.pool, clock.now)
      expect([statements, breaches]).toEqual([statements, []])
      await command.run(broken)
      await command.once()
      command = await prepare()
      mark = await markNow()
    }
    await command.once()
    expect(statements).toBeGreaterThan(1)
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  },
)

it(
  `${LOST_REPLIES} orders of which the answer was lost behind the commit are there once, and the same request finds them`,
  async () => {
    await database.db.store.update({
      where: { id: place.store.id },
      data: { orderMode: 'pay_first' },
    })
    const table = await freshTable()
    const phone = await guestAt(safe, table)
    const far = person(broken, phone.cookies)
    for (let nth = 0; nth < LOST_REPLIES; nth += 1) {
      rest(broken)
      rest(safe)
      const request = await addDucks(table, phone, 1)
      wire.dieAtReplyTo('save-first-cart-round')
      const error = await far.call.ordering.place(request).catch((caught: unknown) => caught)
      expect([nth, await wire.heal(), isAskedAgain(error)]).toEqual([nth, true, true])

      const [order] = await database.db.order.findMany({
        where: { storeId: place.store.id, rounds: { some: { idempotencyKey: request.key } } },
      })
      const again = await Promise.all([1, 2, 3].map(() => far.call.ordering.place(request)))
      expect(new Set(again.map(({ orderId }) => orderId))).toEqual(new Set([order?.id]))
      const rounds = { storeId: place.store.id, idempotencyKey: request.key }
      expect(await database.db.round.count({ where: rounds })).toBe(1)
    }
    expect(await checkInvariants(database.pool, clock.now)).toEqual([])
  },
  600_000 + LOST_REPLIES * 200,
)
