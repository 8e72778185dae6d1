// Random histories of money: several bills, every way of paying, giving back and correcting, on a platform in a bad mood and a
// clock that jumps. Every twenty-five steps and at the end the invariants hold. A failure names the seed; FAULT_ROUNDS makes it longer.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { businessDay } from '@/domain/calendar'
import { Refusal } from '@/domain/refusal'
import type { Ground } from '../ground'
import { checkInvariants } from '../invariants'
import { freshDatabase, type TestDatabase } from '../testing/database'
import { addTable, newKey, openBill, orderMore, type Party } from '../testing/open-bill'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testGround,
} from '../testing/restaurant'
import { callbackOf, signed } from './providers/simulator'
import { sweepPayments } from './sweep-payments'
import { takeCallback } from './take-callback'

const STEPS = Number(process.env.FAULT_STEPS ?? 250)
const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 1)
const FIRST_SEED = Number(process.env.SEED ?? 20_261_126)
const SECONDS_PER_ROUND = 120

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let ground: Ground
let place: Restaurant
let manager: Person
let parties: Party[]
let random: () => number

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

/** Numbers from 0 to below 1 that a seed repeats (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const upTo = (count: number) => Math.floor(random() * count)
function oneOf<Thing>(things: readonly Thing[]): Thing {
  return things[upTo(things.length)] as Thing
}

const storeId = () => place.store.id
const ordersOf = (where: object = {}) =>
  database.db.order.findMany({
    where: { storeId: storeId(), ...where },
    include: { lines: true },
    orderBy: { id: 'desc' },
    take: 12,
  })
const paymentsOf = (where: object = {}) =>
  database.db.payment.findMany({
    where: { storeId: storeId(), ...where },
    orderBy: { id: 'desc' },
    take: 12,
  })

/** One step each; what is not possible just now is refused, and that is all that may happen. */
const STEPS_OF: Record<string, () => Promise<unknown>> = {
  async order() {
    const { phone, table } = oneOf(parties)
    await orderMore(phone, place.store, table, 1 + upTo(4))
  },
  async takeBack() {
    const lines = (await ordersOf()).flatMap((order) => order.lines)
    const line = oneOf(lines.filter(({ state }) => state !== 'voided'))
    if (!line) return
    const quantity = 1 + upTo(line.quantity)
    await manager.call.ordering.voidLine({
      storeId: storeId(),
      lineId: line.id,
      quantity,
      reason: '换',
    })
  },
  async pay() {
    const { phone, table } = oneOf(parties)
    const { bills } = await phone.call.payment.bill({ code: table.code })
    const open = bills.filter(({ openCents }) => openCents > 0)
    const bill = oneOf(random() < 0.8 && open.length > 0 ? open : bills)
    if (!bill) return
    const method = oneOf(['wechat', 'alipay', 'credit_card', 'cash'] as const)
    const wish = { code: table.code, orderId: bill.order.id, method, key: newKey() }
    await Promise.allSettled([phone.call.payment.create(wish), phone.call.payment.create(wish)])
    if (random() < 0.5) await phone.call.payment.create(wish)
  },
  async confirm() {
    const simulated = await paymentsOf({ provider: 'simulator' })
    const pending = simulated.filter(({ state }) => state === 'pending')
    const payment = oneOf(random() < 0.8 && pending.length > 0 ? pending : simulated)
    if (!payment) return
    const answer = random() < 0.85 ? ('pay' as const) : ('decline' as const)
    await manager.call.payment.answerPayPage({ token: payment.token, answer })
  },
  async callBackAgain() {
    const trades = await database.db.simulatorTrade.findMany({
      where: { state: { in: ['paid', 'declined'] } },
      orderBy: { decidedAt: 'desc' },
      take: 5,
    })
    const raws = trades.flatMap((trade) =>
      Array.from({ length: 1 + upTo(random() < 0.05 ? 50 : 4) }, () =>
        callbackOf(ground, 1, trade),
      ),
    )
    raws.sort(() => random() - 0.5)
    await Promise.all(raws.map((raw) => takeCallback(ground, 'simulator', raw)))
  },
  async forge() {
    const trade = oneOf(await database.db.simulatorTrade.findMany({ take: 50 }))
    if (!trade) return
    const raw = callbackOf(ground, 1, {
      ...trade,
      state: 'paid',
      transactionId: `SIMFORGED${upTo(1e6)}`,
      amountCents: trade.amountCents + 1,
    })
    const before = await database.db.payment.count({ where: { state: 'succeeded' } })
    const other = Buffer.from(raw.body.toString().replace('"success":true', '"success":true '))
    await takeCallback(ground, 'simulator', { headers: raw.headers, body: other })
    await takeCallback(ground, 'simulator', { headers: {}, body: raw.body })
    await takeCallback(ground, 'simulator', signed(ground, Buffer.from('{"__proto__":1}')))
    await takeCallback(ground, 'simulator', raw)
    expect(await database.db.payment.count({ where: { state: 'succeeded' } })).toBe(before)
  },
  async cash() {
    const order = oneOf(await ordersOf({ settledAt: null }))
    if (!order) return
    await manager.call.payment.takeCash({ storeId: storeId(), orderId: order.id, key: newKey() })
  },
  async card() {
    const order = oneOf(await ordersOf({ settledAt: null }))
    if (!order) return
    await manager.call.payment.takeCard({
      storeId: storeId(),
      orderId: order.id,
      reference: `SLIP${newKey()}`.slice(0, 40),
      key: newKey(),
    })
  },
  async cancel() {
    const payment = oneOf(await paymentsOf({ state: 'pending' }))
    if (!payment) return
    await manager.call.payment.cancelForStaff({ storeId: storeId(), paymentId: payment.id })
  },
  async refund() {
    const order = oneOf(await ordersOf({ paidCents: { gt: 0 } }))
    if (!order) return
    const line = oneOf(order.lines)
    const lines = line ? [{ lineId: line.id, quantity: 1 + upTo(line.quantity) }] : []
    const what = oneOf([
      { kind: 'whole' as const },
      { kind: 'lines' as const, lines },
      { kind: 'amount' as const, amountCents: 1 + upTo(2_000) },
    ])
    const wish = { storeId: storeId(), orderId: order.id, what, reason: '退', key: newKey() }
    const tap = () => manager.call.payment.refundOrder({ ...wish, returnsStock: random() < 0.5 })
    await Promise.allSettled([tap(), tap()])
    await tap()
  },
  async retry() {
    const refund = oneOf(
      await database.db.refund.findMany({ where: { storeId: storeId(), state: 'failed' } }),
    )
    if (refund) await manager.call.payment.retryRefund({ storeId: storeId(), refundId: refund.id })
  },
  async reopen() {
    const order = oneOf(await ordersOf({ settledAt: { not: null } }))
    if (!order) return
    await manager.call.payment.reopen({ storeId: storeId(), orderId: order.id, reason: '错' })
  },
  async closeAgain() {
    const order = oneOf(await ordersOf({ settledAt: null, reopenedAt: { not: null } }))
    if (!order) return
    await manager.call.payment.closeBill({ storeId: storeId(), orderId: order.id })
  },
  async sweep() {
    await sweepPayments(ground)
  },
  async reconcile() {
    const { differences } = await compare(manager)
    if (differences[0]) await tap(manager, differences[0])
  },
  async wait() {
    const seconds = oneOf([1, 5, 21, 60, 1_000])
    clock.now = new Date(clock.now.getTime() + seconds * 1_000)
    await sweepPayments(ground)
  },
}
/** What happens more often than the rest: most bills are ordered and paid on phones. */
const OFTEN: Record<string, number> = { order: 4, pay: 5, confirm: 6 }
const NAMES = Object.keys(STEPS_OF).flatMap((name) => Array<string>(OFTEN[name] ?? 1).fill(name))

/** The platform's books of the day against ours. */
async function compare({ call }: Person) {
  const day = businessDay(clock.now.getTime(), { timeZone: 'Asia/Shanghai', dayEndsAtHour: 4 })
  return call.payment.reconcile.read({ storeId: storeId(), day, accountId: null })
}

type Difference = Awaited<ReturnType<typeof compare>>['differences'][number]
async function tap({ call }: Person, { fix }: Difference) {
  if (fix) await call.payment.reconcile.fix({ storeId: storeId(), ...fix })
}

async function step(): Promise<string> {
  const name = oneOf(NAMES)
  try {
    await STEPS_OF[name]?.()
    return name
  } catch (error) {
    const cause = (error as { cause?: unknown }).cause ?? error
    if (!(cause instanceof Refusal)) throw error
    return `${name}: ${cause.code}`
  }
}

it.each(Array.from({ length: ROUNDS }, (_, round) => FIRST_SEED + round))(
  'whatever happens to bills, payments and refunds, the sums hold (seed %i)',
  async (seed) => {
    random = randomOf(seed)
    const mood = { lose: 0.3, double: 0.3, shuffle: 0.3, delay: 2_000, fail: 0.05, timeout: 0.05 }
    ground = { ...testGround(database, clock), simulator: { seed, ...mood } }
    place = await makeRestaurant(database.db, clock)
    manager = staffPerson(ground, place.store, 'manager')
    parties = []
    for (const name of ['M1', 'M2', 'M3', 'M4']) {
      const table = await addTable(ground, place.store, name)
      parties.push(await openBill(ground, place.store, table, 5))
    }

    const story: string[] = []
    for (let nth = 1; nth <= STEPS; nth += 1) {
      story.push(await step())
      if (nth % 25 === 0 || nth === STEPS) {
        const breaches = await checkInvariants(database.pool, clock.now)
        const message = `seed ${seed} after ${nth} steps: ${story.slice(-100).join(', ')}`
        expect(
          breaches.filter(({ number }) => number !== 9),
          message,
        ).toEqual([])
      }
    }
    expect(await database.db.payment.count({ where: { storeId: storeId() } })).toBeGreaterThan(
      STEPS / 25,
    )

    // On a calm platform one tap each brings both sides together.
    clock.now = new Date(clock.now.getTime() + 1_000)
    const calm = staffPerson({ ...ground, simulator: undefined }, place.store, 'manager')
    for (const difference of (await compare(calm)).differences) await tap(calm, difference)
    const { matched, differences } = await compare(calm)
    expect(differences).toEqual([])
    expect(matched.count).toBeGreaterThan(0)
  },
  SECONDS_PER_ROUND * 1_000,
)
