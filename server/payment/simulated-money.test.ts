// Simulated money on a real database: whose bills it may pay, held against every way to begin a
// payment and every way to settle one, for each kind of store, environment and account.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ONLINE_METHODS, PAYMENT_METHODS, type PaymentMethod } from '@/domain/methods'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, openBill, type Party, refusalOf } from '@/testing/open-bill'
import {
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  type TestStore,
  testDeps,
} from '@/testing/restaurant'
import { contractRouter } from '../contract'
import type { Deps } from '../deps'
import { readEnv, simulatorReachOf } from '../env'
import { callbackOf } from '../platforms/providers/simulator'
import { createCallerFactory } from '../trpc'
import { askPayment } from './ask-payment'
import { closePayment } from './close-payment'
import { sweepPayments } from './sweep-payments'
import { takeCallback } from './take-callback'

const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }
let database: TestDatabase
let anywhere: Deps

beforeAll(async () => {
  database = await freshDatabase()
  anywhere = testDeps(database, clock)
})
afterAll(() => database.drop())
beforeEach(() => {
  clock.now = NOON
})

const contractCaller = createCallerFactory(contractRouter)

/** What an operator may have written. */
const ENVIRONMENTS: { DEMO?: string; SIMULATOR?: string }[] = [
  {},
  { DEMO: 'off' },
  { SIMULATOR: 'off' },
  { SIMULATOR: 'on' },
  { SIMULATOR: 'on', DEMO: 'off' },
  { SIMULATOR: 'seed=7', DEMO: 'off' },
]

/** What stands at a store besides; only the first of them takes real money. */
const ACCOUNTS = {
  'WeChat on': { isEnabled: true, archivedAt: null },
  'WeChat off': { isEnabled: false, archivedAt: null },
  'WeChat put away': { isEnabled: false, archivedAt: NOON },
  'no account': null,
}
type Account = keyof typeof ACCOUNTS

const KINDS = ['the demo', 'a house of its own'] as const
function groundWith(env: (typeof ENVIRONMENTS)[number]): Deps {
  return { ...anywhere, simulatorReach: simulatorReachOf(readEnv({ ...env })) }
}

async function putAccount(store: TestStore, account: Account): Promise<void> {
  const state = ACCOUNTS[account]
  if (!state) return
  await database.db.paymentAccount.create({
    data: {
      storeId: store.id,
      method: 'wechat',
      provider: 'wechat',
      merchant: '1900000109',
      secretName: 'WECHAT_MAIN',
      ...state,
    },
  })
}

/** Every door at which a payment begins. */
const DOORS = {
  guest: ({ code, orderId, method, phone }: PaymentRequest) =>
    phone.call.payment.create({ code, orderId, method, key: newKey() }),
  'guest, a part': ({ code, orderId, method, phone }: PaymentRequest) =>
    phone.call.payment.create({ code, orderId, method, split: PART, key: newKey() }),
  staff: ({ storeId, orderId, method, cashier }: PaymentRequest) =>
    cashier.call.payment.createForStaff({ storeId, orderId, method, key: newKey() }),
  contract: ({ orderId, method, cashier }: PaymentRequest) =>
    contractCaller(cashier.context).payment.create({ order_id: orderId, payment_method: method }),
}
const PART = { kind: 'amount' as const, amountCents: 100 }
const doors = Object.entries(DOORS)
type PaymentRequest = {
  storeId: number
  code: string
  orderId: number
  method: PaymentMethod
  phone: Person
  cashier: Person
}

/** Every way on which what was given while it might is heard of afterwards. */
const WAYS = {
  'a late word': async (deps: Deps, { id, token }: Begun) => {
    const trade = await database.db.simulatorTrade.findUniqueOrThrow({ where: { token } })
    await takeCallback(deps, 'simulator', callbackOf(deps, id, trade))
  },
  asking: (deps: Deps, { id }: Begun) => askPayment(deps, id),
  'the sweep': (deps: Deps) => sweepPayments(deps),
  'closing it': (deps: Deps, { id }: Begun) => closePayment(deps, id, 'cancelled'),
  'another tap': (deps: Deps, { token }: Begun) =>
    person(deps).call.payment.answerPayPage({ token, answer: 'pay' }),
}

const ways = Object.entries(WAYS)

describe.each(KINDS)('at %s', (kind) => {
  describe.each(Object.keys(ACCOUNTS) as Account[])('with %s', (account) => {
    let place: Restaurant
    let party: Party
    beforeAll(async () => {
      place = await makeRestaurant(database.db, clock, kind === 'the demo')
      await putAccount(place.store, account)
    })
    beforeEach(async () => {
      const table = await addTable(anywhere, place.store, newKey())
      party = await openBill(anywhere, place.store, table)
    })

    describe.each(ENVIRONMENTS.map((env, nth) => ({ env, nth })))('$env', ({ env, nth }) => {
      const deps = () => groundWith(env)
      const isSimulated =
        env.SIMULATOR === undefined
          ? env.DEMO !== 'off' && kind === 'the demo' && account !== 'WeChat on'
          : env.SIMULATOR !== 'off'
      const carrierOf = (method: PaymentMethod) => {
        if (method === 'cash') return 'cash'
        if (method === 'wechat' && account === 'WeChat on') return 'wechat'
        return isSimulated ? 'simulator' : 'nobody'
      }

      it('offers what something carries, at every door', async () => {
        const storeId = place.store.id
        const cashier = staffPerson(deps(), place.store, 'cashier')
        const phone = person(deps(), party.phone.cookies)
        const ofContract = (who: Person, request = {}) =>
          contractCaller(who.context).payment.methods(request)
        const lists = [
          await phone.call.payment.methods({ code: party.table.code }),
          await cashier.call.payment.methodsForStaff({ storeId }),
          (await ofContract(cashier)).methods,
          (await ofContract(person(deps()), { store_id: storeId })).methods,
        ]
        const offered = PAYMENT_METHODS.filter((method) => carrierOf(method) !== 'nobody')
        for (const list of lists) expect(list.map(({ id }) => id)).toEqual(offered)
      })

      it('begins each method by what carries it, or not at all', async () => {
        const { orderId, table } = party
        const request = {
          storeId: place.store.id,
          code: table.code,
          orderId,
          phone: person(deps(), party.phone.cookies),
          cashier: staffPerson(deps(), place.store, 'cashier'),
        }
        for (const [at, method] of PAYMENT_METHODS.entries()) {
          // From one environment to the next every method moves on by a door.
          const [door, create] = doors[(at + nth) % doors.length] as (typeof doors)[number]
          const end = await codeOf(create({ ...request, method }))
          const made = await database.db.payment.findFirst({ where: { orderId, state: 'pending' } })
          const carrier = carrierOf(method)
          // Nobody listens at WeChat's address here; that WeChat was asked is what is asked about.
          const ends = { nobody: 'method.not-carried', wechat: 'provider.unreachable' }
          expect({ door, method, end, by: made?.provider ?? 'nobody' }).toEqual({
            door,
            method,
            end: ends[carrier as keyof typeof ends] ?? null,
            by: carrier,
          })
          if (made) await closePayment(anywhere, made.id, 'cancelled')
        }
      })

      it('lets what was begun before be paid only while it may', async () => {
        const { id, token } = await begun(party)
        const stranger = person(deps())
        const page = await stranger.call.payment.payPage({ token })
        expect(page).toMatchObject({ state: 'pending', isCarried: isSimulated })

        const tap = stranger.call.payment.answerPayPage({ token, answer: 'pay' })
        if (isSimulated) expect((await tap).state).toBe('succeeded')
        else expect((await refusalOf(tap)).code).toBe('method.not-carried')
        expect(await stateOf(id)).toBe(isSimulated ? 'succeeded' : 'cancelled')
        expect(await paidOf(party)).toBe(isSimulated ? party.owedCents : 0)
      })

      it('ends by itself what nothing carries any more, and believes no word about money nobody gave', async () => {
        const { id, token } = await begun(party)
        const trade = await database.db.simulatorTrade.findUniqueOrThrow({ where: { token } })
        const forged = { ...trade, state: 'paid' as const, transactionId: 'SIMOUTOFTHINAIR' }
        const word = callbackOf(deps(), id, forged)
        expect((await takeCallback(deps(), 'simulator', word)).status).toBe(400)
        expect(await stateOf(id)).toBe('pending')
        await sweepPayments(deps())
        expect(await stateOf(id)).toBe(isSimulated ? 'pending' : 'cancelled')
        expect((await takeCallback(deps(), 'simulator', word)).status).toBe(400)
        expect(await paidOf(party)).toBe(0)
        await closePayment(anywhere, id, 'cancelled')
      })

      const [way, hear] = ways[nth % ways.length] as (typeof ways)[number]
      it(`counts once what was given while it might, heard by ${way}`, async () => {
        const payment = await begun(party)
        // The callback of this tap was lost.
        const then = person({ ...anywhere, simulator: DEAF })
        await then.call.payment.answerPayPage({ token: payment.token, answer: 'pay' })
        expect(await stateOf(payment.id)).toBe('pending')

        clock.now = new Date(NOON.getTime() + 60_000)
        for (const _ of [1, 2]) await hear(deps(), payment)
        expect(await stateOf(payment.id)).toBe('succeeded')
        expect(await paidOf(party)).toBe(party.owedCents)
        const where = { orderId: party.orderId }
        expect(await database.db.payment.count({ where })).toBe(1)
      })
    })
  })
})

const DEAF = { seed: 7, lose: 1, double: 0, shuffle: 0, delay: 0, fail: 0, timeout: 0 }

type Begun = { id: number; token: string }

/** The code a call is refused with; null when it is not. */
async function codeOf(call: Promise<unknown>): Promise<string | null> {
  const isDone = await call.then(
    () => true,
    () => false,
  )
  return isDone ? null : (await refusalOf(call)).code
}

/** A payment of the whole bill that was begun while simulated money might. */
async function begun({ phone, table, orderId }: Party): Promise<Begun> {
  const { id } = await person(anywhere, phone.cookies).call.payment.create({
    code: table.code,
    orderId,
    method: 'alipay',
    key: newKey(),
  })
  const where = { id }
  return database.db.payment.findUniqueOrThrow({ where, select: { id: true, token: true } })
}

async function stateOf(id: number) {
  return (await database.db.payment.findUniqueOrThrow({ where: { id } })).state
}

async function paidOf({ orderId }: Party) {
  return (await database.db.order.findUniqueOrThrow({ where: { id: orderId } })).paidCents
}

describe('a refused way of paying', () => {
  it('leaves another payment under way, and the bill’s member, as they were', async () => {
    const { store } = await makeRestaurant(database.db, clock)
    await putAccount(store, 'WeChat on')
    const nowhere = groundWith({ DEMO: 'off' })
    const party = await openBill(anywhere, store, store.tables[0])
    const phone = person(nowhere, party.phone.cookies)
    const request = { code: party.table.code, orderId: party.orderId }
    await phone.call.payment.create({ ...request, method: 'cash', key: newKey() })
    const before = await phone.call.billing.bill({ code: request.code })

    const manager = staffPerson(nowhere, store, 'manager')
    const { id: memberId } = await manager.call.membership.register({
      storeId: store.id,
      phone: '13812345678',
      name: '小红',
      hasConsented: true,
    })
    const create = contractCaller(manager.context).payment.create
    for (const method of ['alipay', 'credit_card'] as const) {
      const refused = phone.call.payment.create({ ...request, method, key: newKey() })
      expect((await refusalOf(refused)).code).toBe('method.not-carried')
      const withPhone = { order_id: party.orderId, payment_method: method }
      const other = create({ ...withPhone, customer_phone: '13812345678' })
      expect((await refusalOf(other)).code).toBe('method.not-carried')
    }
    expect(await phone.call.billing.bill({ code: request.code })).toEqual(before)
    const order = await database.db.order.findUniqueOrThrow({ where: { id: party.orderId } })
    expect(order.memberId).not.toBe(memberId)
  })

  it('is nothing but cash where a house has no account', async () => {
    const { store } = await makeRestaurant(database.db, clock)
    const nowhere = groundWith({ DEMO: 'off' })
    const party = await openBill(anywhere, store, store.tables[0])
    const phone = person(nowhere, party.phone.cookies)
    const offered = await phone.call.payment.methods({ code: party.table.code })
    expect(offered.map(({ id }) => id)).toEqual(['cash'])
    for (const method of ONLINE_METHODS) {
      const request = { code: party.table.code, orderId: party.orderId, method, key: newKey() }
      expect((await refusalOf(phone.call.payment.create(request))).code).toBe('method.not-carried')
    }
  })
})

describe('the database', () => {
  it('lets no store become the demo', async () => {
    const { store } = await makeRestaurant(database.db, clock)
    const { store: demo } = await makeRestaurant(database.db, clock, true)
    const set = (id: number, isDemo: boolean) =>
      database.pool.query('UPDATE store SET is_demo = $2 WHERE id = $1', [id, isDemo])
    await expect(set(store.id, true)).rejects.toThrow('is not the demo')
    await set(demo.id, true)
    await set(demo.id, false)
    await expect(set(demo.id, true)).rejects.toThrow('is not the demo')
  })
})
