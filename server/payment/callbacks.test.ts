// A platform's word in every way it may come: several times and shuffled, never, before its payment
// was answered, after it ended, beside other money. Nothing counts twice and nothing is lost
// silently. A failure names the seed; FAULT_ROUNDS makes it longer.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, openBill, orderMore, type Party } from '@/testing/open-bill'
import { alipayStandIn } from '@/testing/platforms/alipay'
import type { PlatformStandIn } from '@/testing/platforms/loopback'
import { paidThrough, urlsOf } from '@/testing/platforms/paid-through'
import { stripeStandIn } from '@/testing/platforms/stripe'
import { wechatStandIn } from '@/testing/platforms/wechat'
import { diceOf } from '@/testing/program/dice'
import {
  guestAt,
  joinAsMember,
  makeRestaurant,
  type Person,
  type Restaurant,
  rest,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import type { RawCallback } from '../platforms/providers/provider'
import { callbackOf } from '../platforms/providers/simulator'
import type { SimulatorMood } from '../simulator-mood'
import { sweepPayments } from './sweep-payments'
import { takeCallback } from './take-callback'

const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 1)
const SEED = Number(process.env.FAULT_SEED ?? 20_261_127)
const SECONDS_PER_ROUND = 600
const IS_LONG = ROUNDS > 1
/** Payments of a round of which the callback comes several times, and of which it may be lost. */
const SHUFFLED = IS_LONG ? 800 : 200
const LOSABLE = 200
/**
 * How often a callback is early at each platform, and how often in a round money comes after each
 * ending.
 */
const EARLY = IS_LONG ? 50 : 1
const ENDED = IS_LONG ? 2 : 1

const NOON = new Date('2026-11-20T12:00:00+08:00')
const CALM: SimulatorMood = {
  seed: 1,
  lose: 0,
  double: 0,
  shuffle: 0,
  delay: 0,
  fail: 0,
  timeout: 0,
}
const clock = { now: NOON }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let cashier: Person
let dice: () => number

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = NOON
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  cashier = staffPerson(deps, place.store, 'manager')
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const upTo = (count: number) => Math.floor(dice() * count)
function oneOf<Thing>(things: readonly Thing[]): Thing {
  return things[upTo(things.length)] as Thing
}
function shuffled<Thing>(things: readonly Thing[]): Thing[] {
  return things
    .map((thing) => ({ thing, at: dice() }))
    .sort((one, other) => one.at - other.at)
    .map(({ thing }) => thing)
}
function later(seconds: number) {
  clock.now = new Date(clock.now.getTime() + seconds * 1_000)
}
const deliver = (raw: RawCallback) => takeCallback(deps, 'simulator', raw)

async function atOnce<Thing>(
  things: readonly Thing[],
  most: number,
  act: (thing: Thing) => Promise<unknown>,
) {
  const left = [...things]
  const worker = async () => {
    for (let thing = left.shift(); thing !== undefined; thing = left.shift()) await act(thing)
  }
  await Promise.all(Array.from({ length: most }, worker))
}

/** For a seed of its own each: a failure names it. */
const SEEDS = Array.from({ length: ROUNDS }, (_, round) => SEED + round)
const perSeed = (what: string, act: () => Promise<void>) =>
  it.each(SEEDS)(
    `${what} (seed %i)`,
    async (seed) => {
      dice = diceOf(seed)
      await act()
    },
    SECONDS_PER_ROUND * 1_000,
  )

type Begun = { id: number; token: string; orderId: number }

/** So many bills, each of its own and each with a payment begun, by members who pay first. */
async function begunPayments(count: number): Promise<Begun[]> {
  await database.db.store.update({
    where: { id: place.store.id },
    data: { orderMode: 'pay_first' },
  })
  const tables = await Promise.all(
    ['C1', 'C2', 'C3', 'C4'].map((name) => addTable(deps, place.store, name)),
  )
  const begun = await Promise.all(
    tables.map(async (table, index) => {
      const phone = await guestAt(deps, table)
      // Every seed is a restaurant of its own, at an address of its own.
      phone.context.ip = `10.0.${place.store.id >> 8}.${place.store.id & 255}`
      await joinAsMember(phone, table, { phone: `1380013800${index}`, hasConsented: true })
      const own: Begun[] = []
      for (let nth = index; nth < count; nth += tables.length) {
        rest(deps)
        const { orderId } = await orderMore(phone, place.store, table, 1 + (nth % 9))
        own.push(await begin(phone, table.code, orderId))
      }
      return own
    }),
  )
  return begun.flat()
}

async function begin(
  phone: Person,
  code: string,
  orderId: number,
  method: 'wechat' | 'alipay' = 'wechat',
): Promise<Begun> {
  const { id, payUrl } = await phone.call.payment.create({ code, orderId, method, key: newKey() })
  return { id, orderId, token: payUrl?.split('/').at(-1) ?? '' }
}

/** Pays there; our side hears nothing of it. @returns what it would say, signed anew each time */
async function payUnheard({ id, token }: Begun): Promise<() => RawCallback> {
  const trade = await database.db.simulatorTrade.update({
    where: { token },
    data: { state: 'paid', transactionId: `SIM${id}TESTTEST`, decidedAt: clock.now },
  })
  return () => callbackOf(deps, id, trade)
}

/** The payments of this store that did not succeed, earn and be told of exactly once. */
async function notOnce(): Promise<unknown[]> {
  const { rows } = await database.pool.query(
    `SELECT p.id, p.state, earned, told FROM payment p
      CROSS JOIN LATERAL (SELECT count(*)::int AS earned FROM points_entry
                           WHERE payment_id = p.id AND reason = 'earned') e
      CROSS JOIN LATERAL (SELECT count(*)::int AS told FROM outbox_event
                           WHERE store_id = p.store_id AND type = 'payment_status_update'
                             AND (payload->'payment'->>'payment_id')::int = p.id
                             AND payload->'payment'->>'status' = 'success') t
      WHERE p.store_id = $1 AND NOT (p.state = 'succeeded' AND earned = 1 AND told = 1)`,
    [place.store.id],
  )
  return rows
}

describe('a callback', () => {
  perSeed(
    `of each of ${SHUFFLED} payments comes one to eight times, shuffled and at once: each counts once`,
    async () => {
      const begun = await begunPayments(SHUFFLED)
      const calls: RawCallback[] = []
      for (const payment of begun) {
        const word = await payUnheard(payment)
        for (let copies = 1 + upTo(8); copies > 0; copies -= 1) calls.push(word())
      }

      await atOnce(shuffled(calls), 16, async (raw) =>
        expect((await deliver(raw)).status).toBe(200),
      )

      expect(await notOnce()).toEqual([])
      const ours = { storeId: place.store.id }
      expect(await database.db.payment.count({ where: ours })).toBe(SHUFFLED)
    },
  )

  perSeed('that comes fifty times in any order with any delay changes the world once', async () => {
    const [payment] = (await begunPayments(1)) as [Begun]
    const word = await payUnheard(payment)
    for (let left = 50; left > 0; ) {
      const together = Math.min(left, 1 + upTo(12))
      left -= together
      await Promise.all(Array.from({ length: together }, () => deliver(word())))
      later(oneOf([0, 1, 30, 299, 3_600, 86_400]))
      if (dice() < 0.3) await sweepPayments(deps)
    }
    expect(await notOnce()).toEqual([])
    expect(await database.db.payment.count({ where: { orderId: payment.orderId } })).toBe(1)
  })

  perSeed(
    `of three in ten of ${LOSABLE} payments is lost: all are found by asking, within thirty seconds`,
    async () => {
      const begun = await begunPayments(LOSABLE)
      deps = { ...deps, simulator: { ...CALM, seed: SEED + upTo(1e6), lose: 0.3 } }
      const { call } = staffPerson(deps, place.store, 'manager')
      await atOnce(begun, 4, ({ token }) => call.payment.answerPayPage({ token, answer: 'pay' }))
      const lost = (await notOnce()).length
      expect(lost).toBeGreaterThan(LOSABLE * 0.15)
      expect(lost).toBeLessThan(LOSABLE * 0.45)

      for (let seconds = 0; seconds < 30; seconds += 5) {
        later(5)
        await sweepPayments(deps)
      }

      expect(await notOnce()).toEqual([])
    },
  )
})

describe('a callback that comes before its payment was answered', () => {
  const PLATFORMS: [string, () => Promise<PlatformStandIn>][] = [
    ['wechat', () => wechatStandIn(() => clock.now)],
    ['alipay', () => alipayStandIn(() => clock.now)],
    ['stripe', () => stripeStandIn(() => clock.now)],
  ]
  it.each(PLATFORMS.flatMap((each) => Array.from({ length: EARLY }, () => each)))(
    'is believed, and whoever waits is told that it is paid: %s',
    async (_, open) => {
      const standIn = await open()
      const paid = await paidThrough(standIn, database, clock, place.store)
      const { accountId } = paid
      const party = await openBill(deps, place.store, place.store.tables[0])
      const between = await hastyWay(standIn, async () => {
        const where = { orderId: party.orderId }
        const { token } = await database.db.payment.findFirstOrThrow({ where })
        standIn.tradeOf(token).state = 'paid'
        await takeCallback(paid.deps, standIn.provider, standIn.callback(token), accountId)
      })
      const url = between.url
      deps = { ...paid.deps, platformUrls: urlsOf({ url }) }

      const { method } = standIn
      const request = { storeId: place.store.id, orderId: party.orderId, method, key: newKey() }
      const till = staffPerson(deps, place.store, 'cashier')
      const payment = await till.call.payment.createForStaff(request)

      expect(payment.state).toBe('succeeded')
      expect(await till.call.payment.createForStaff(request)).toEqual(payment)
      expect(await stateOf(party.orderId)).toMatchObject({ isSettled: true, isEven: true })
      await between.stop()
      await standIn.stop()
    },
  )

  /** A way to a platform on which something happens between its answer and our hearing it. */
  async function hastyWay(standIn: PlatformStandIn, happens: () => Promise<void>) {
    const carry = async (req: IncomingMessage, res: ServerResponse) => {
      const chunks: Buffer[] = []
      for await (const chunk of req) chunks.push(chunk)
      // What is about this one connection, and how long the body is, the next one says itself.
      const { host: _, connection: __, 'content-length': ___, ...headers } = req.headers
      const answer = await fetch(standIn.url + req.url, {
        method: req.method ?? 'GET',
        headers: headers as Record<string, string>,
        body: chunks.length > 0 ? Buffer.concat(chunks) : null,
      })
      const body = Buffer.from(await answer.arrayBuffer())
      if (standIn.trades.size > 0) await happens()
      res.writeHead(answer.status, Object.fromEntries(answer.headers))
      res.end(body)
    }
    const server = createServer((req, res) => void carry(req, res))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      stop: () =>
        new Promise<void>((done) => {
          server.close(() => done())
          server.closeAllConnections()
        }),
    }
  }
})

/**
 * A bill as money sees it: whether it is settled, and whether what stays is exactly what it owes.
 */
async function stateOf(orderId: number) {
  const order = await database.db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { payments: { where: { state: 'succeeded' } }, refunds: true },
  })
  const came = order.payments.reduce((sum, { amountCents }) => sum + amountCents, 0)
  const done = order.refunds.filter(({ state }) => state === 'succeeded')
  const back = done.reduce((sum, { amountCents }) => sum + amountCents, 0)
  const owed = order.state === 'cancelled' ? 0 : order.owedCents
  return {
    isSettled: order.settledAt !== null,
    isEven: came - back === owed && order.surplusCents === 0,
    came,
    back,
    successes: order.payments.length,
  }
}

const told = (orderId: number) =>
  database.db.outboxEvent.count({
    where: {
      rooms: { hasEvery: [`store:${place.store.id}`, `order:${orderId}`] },
      type: 'payment_status_update',
    },
  })

describe('money that comes after its payment ended', () => {
  let tables = 0
  const freshBill = async () =>
    openBill(deps, place.store, await addTable(deps, place.store, `L${++tables}`), 1 + upTo(20))

  const ENDINGS: Record<string, (party: Party, begun: Begun) => Promise<unknown>> = {
    cancelled: ({ phone, table }, { id }) =>
      phone.call.payment.cancel({ code: table.code, paymentId: id }),
    'out of time': async () => {
      later(16 * 60)
      await sweepPayments(deps)
    },
    'of a cancelled order': ({ orderId }) =>
      cashier.call.ordering.cancel({ storeId: place.store.id, orderId, reason: '客人走了' }),
    'replaced by cash': ({ orderId }) =>
      cashier.call.payment.takeCash({ storeId: place.store.id, orderId, key: newKey() }),
    'replaced by another payment': async ({ phone, table, orderId }) => {
      const other = await begin(phone, table.code, orderId, 'alipay')
      if (dice() < 0.5)
        await phone.call.payment.answerPayPage({ token: other.token, answer: 'pay' })
    },
  }

  perSeed('pays the bill or goes back, and staff are told', async () => {
    const endings = Object.entries(ENDINGS)
    for (const [name, end] of endings.flatMap((each) => Array<typeof each>(ENDED).fill(each))) {
      const party = await freshBill()
      const begun = await begin(party.phone, party.table.code, party.orderId)
      await end(party, begun)
      const before = await told(party.orderId)

      const word = await payUnheard(begun)
      await Promise.all(Array.from({ length: 1 + upTo(4) }, () => deliver(word())))

      const state = await stateOf(party.orderId)
      expect([name, state]).toEqual([name, { ...state, isEven: true }])
      expect(state.came).toBeGreaterThanOrEqual(party.owedCents)
      expect(await told(party.orderId)).toBeGreaterThan(before)
    }
  })

  perSeed('of a payment that was given back is not new money', async () => {
    const party = await freshBill()
    const begun = await begin(party.phone, party.table.code, party.orderId)
    const word = await payUnheard(begun)
    await deliver(word())
    const part = 1 + upTo(party.owedCents)
    const request = { storeId: place.store.id, paymentId: begun.id, reason: '退菜' }
    await cashier.call.refunds.refund({ ...request, amountCents: part, key: newKey() })
    const before = await stateOf(party.orderId)
    later(oneOf([1, 600, 86_400]))
    await sweepPayments(deps)

    await Promise.all(Array.from({ length: 1 + upTo(4) }, () => deliver(word())))

    expect(before).toMatchObject({ came: party.owedCents, back: part, successes: 1 })
    expect(await stateOf(party.orderId)).toEqual(before)
  })
})

describe('two ways of paying one bill at once', () => {
  const WAYS: Record<string, (party: Party, friend: Person) => Promise<() => Promise<unknown>>> = {
    'a callback': async ({ phone, table, orderId }) => {
      const word = await payUnheard(await begin(phone, table.code, orderId))
      return () => deliver(word())
    },
    cash: async ({ orderId }) => {
      const request = { storeId: place.store.id, orderId, key: newKey() }
      return () => cashier.call.payment.takeCash(request)
    },
    'the terminal': async ({ orderId }) => {
      const request = { storeId: place.store.id, orderId, key: newKey() }
      return () => cashier.call.payment.takeCard({ ...request, reference: newKey() })
    },
    'another phone':
      async ({ table, orderId }, friend) =>
      async () => {
        const { token } = await begin(friend, table.code, orderId, 'alipay')
        await friend.call.payment.answerPayPage({ token, answer: 'pay' })
      },
    'a half of it in cash': async ({ orderId }) => {
      const request = { storeId: place.store.id, orderId, key: newKey() }
      return () =>
        cashier.call.payment.takeCash({ ...request, split: { kind: 'even' as const, ways: 2 } })
    },
  }
  const PAIRS = Object.keys(WAYS).flatMap((one, at, all) =>
    all.slice(at + 1).map((other): [string, string] => [one, other]),
  )

  perSeed(
    'leave it paid once, whichever two: the other is refused, given back or for the rest',
    async () => {
      for (const pair of PAIRS) {
        const table = await addTable(deps, place.store, `W${newKey()}`)
        const party = await openBill(deps, place.store, table, 2 + upTo(20))
        const friend = await guestAt(deps, table)
        const acts = [await WAYS[pair[0]]?.(party, friend), await WAYS[pair[1]]?.(party, friend)]

        const outcomes = await Promise.allSettled(shuffled(acts).map((act) => act?.()))

        expect([pair, outcomes.some(({ status }) => status === 'fulfilled')]).toEqual([pair, true])
        await cashier.call.payment
          .takeCash({ storeId: place.store.id, orderId: party.orderId, key: newKey() })
          .catch(() => {})
        const state = await stateOf(party.orderId)
        expect([pair, state]).toEqual([pair, { ...state, isSettled: true, isEven: true }])
      }
    },
  )
})
