// What may happen to the money of five tables, one step after the other, each drawn by chance:
// members, split bills, coupons, rewards, discounts, refunds, corrections, a platform in a bad
// mood, away for a while, and giving money back by itself. Some steps are broken off between two
// statements and then tried again with the same request, as by a person whose answer was lost.

import { expect } from 'vitest'
import { businessDay } from '@/domain/calendar'
import { isVisit, pointsFor } from '@/domain/membership'
import type { PaymentMethod } from '@/domain/methods'
import { Refusal } from '@/domain/refusal'
import type { SplitRequest } from '@/domain/split'
import { isDatabaseAway } from '@/server/database/trouble'
import type { Deps } from '@/server/deps'
import { readEarnings } from '@/server/membership/read-earnings'
import { endUnpaid } from '@/server/payment/end-unpaid'
import { settleFree } from '@/server/payment/settle-free'
import { sweepPayments } from '@/server/payment/sweep-payments'
import { takeCallback } from '@/server/payment/take-callback'
import { callbackOf, giveBackThere, signCallback } from '@/server/platforms/providers/simulator'
import type { SimulatorMood } from '@/server/simulator-mood'
import type { TestDatabase } from './database'
import type { DatabaseWire } from './database-wire'
import { addTable, newKey } from './open-bill'
import { grantPoints } from './points'
import { diceOf } from './program/dice'
import {
  type Clock,
  guestAt,
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  rest,
  staffPerson,
  type TestTable,
  testDeps,
} from './restaurant'

const MOOD = { lose: 0.3, double: 0.3, shuffle: 0.3, delay: 2_000, fail: 0.05, timeout: 0.05 }
const BROKEN_OFF = 0.2
const MOST_STATEMENTS = 24

/** Whose hands do a command: over the way there that never breaks, or over the one that does. */
type Hands = { deps: Deps; manager: Person; phone: (phone: Person) => Person }
/** One request, the same however often it is done. */
type Command = (by: Hands) => Promise<unknown>

export type MoneyStory = Awaited<ReturnType<typeof beginStory>>

/** A restaurant of its own with five tables at which two phones each have ordered. */
export async function beginStory(
  database: TestDatabase,
  wire: DatabaseWire,
  clock: Clock,
  seed: number,
) {
  const { db } = database
  const dice = diceOf(seed)
  const place = await makeRestaurant(db, clock)
  const mood = { seed, ...MOOD }
  const handsOver = (way: Pick<TestDatabase, 'db' | 'pool'>): Hands => {
    const deps = { ...testDeps(way, clock), simulator: mood }
    const manager = staffPerson(deps, place.store, 'manager')
    return { deps, manager, phone: ({ cookies }) => person(deps, cookies) }
  }
  const safe = handsOver(database)
  const broken = handsOver(wire)
  const { memberIds, offerIds, rewardId } = await furnish(
    database,
    place,
    staffPerson(safe.deps, place.store, 'owner'),
  )
  const parties = await sitDown(safe.deps, place, memberIds)
  const people = { safe, parties, memberIds, offerIds, rewardId }
  const story = { database, clock, dice, mood, place, ...people }
  for (const party of parties) await order(story, party).then((command) => command(safe))

  const tale: string[] = []
  return {
    ...story,
    /** What happened, step by step. */
    tale,
    /** The next step; only a refusal in words may end it otherwise than well, or a broken way. */
    async step(): Promise<void> {
      for (const { deps } of [safe, broken]) rest(deps)
      if (mood.fail === 1 && isLucky(story, 0.25)) mood.fail = MOOD.fail
      const name = oneOf(story, NAMES)
      let command: Command | null | undefined
      const looked = await endOf(async () => {
        command = await STEPS[name]?.(story)
      }, safe)
      if (!command) return void tale.push(`${name}: not possible, ${looked}`)
      const statements = dice() < BROKEN_OFF ? upTo(story, MOST_STATEMENTS) : null
      if (statements !== null) {
        wire.dieAfter(statements)
        const end = await endOf(command, broken)
        if (!(await wire.heal())) return void tale.push(`${name}: ${end}`)
        tale.push(`${name} broken off after ${statements}: ${end}`)
      }
      const end = await endOf(command, safe)
      if (end === 'broken off') throw new Error(`${name}: the database was there`)
      tale.push(`${name}: ${end}`)
    },
  }
}

type Story = {
  database: TestDatabase
  clock: Clock
  dice: () => number
  mood: SimulatorMood
  place: Restaurant
  safe: Hands
  parties: Party[]
  memberIds: number[]
  offerIds: number[]
  rewardId: number
}

type Party = { table: TestTable; phones: [Person, Person] }

async function furnish({ db }: TestDatabase, { store, brandId }: Restaurant, owner: Person) {
  const { id: storeId } = store
  await db.dish.updateMany({ where: { storeId, stock: { not: null } }, data: { stock: 9_999 } })
  await db.store.update({ where: { id: storeId }, data: { perHeadCents: 150 } })
  const dishId = store.dishes.duck.id
  await db.stockMove.create({ data: { storeId, dishId, delta: 9_999, reason: 'set' } })

  const memberIds: number[] = []
  for (const points of [0, 950, 6_000]) {
    const phone = `139${String(store.id).padStart(4, '0')}${String(points).padStart(4, '0')}`
    const { id } = await owner.call.membership.register({ storeId, phone, name: '' })
    await grantPoints(db, id, points)
    memberIds.push(id)
  }

  const offers = await db.couponOffer.createManyAndReturn({
    data: [
      { brandId, kind: 'amount_off', name: '减 5', amountCents: 500 },
      { brandId, kind: 'percent_off', name: '八折', payBasisPoints: 8_000, maximumCents: 2_000 },
      { brandId, kind: 'amount_off', name: '满 30 减 8', amountCents: 800, minimumCents: 3_000 },
      { brandId, kind: 'gift', name: '送啤酒' },
    ],
  })
  const gift = offers.find(({ kind }) => kind === 'gift')
  const beer = { offerId: gift?.id ?? 0, dishId: store.dishes.beer.id }
  await db.offerDish.create({ data: beer })
  const offerIds = offers.map(({ id }) => id)
  const reward = { storeId, rewardId: null, name: '券', names: {}, points: 30 }
  const { rewardId } = await owner.call.membership.saveReward({
    ...reward,
    offerId: offerIds[0] ?? 0,
  })
  return { memberIds, offerIds, rewardId }
}

/**
 * The first member sits at two tables, the second at a third; at the last table guests pay first.
 */
async function sitDown(deps: Deps, place: Restaurant, memberIds: number[]): Promise<Party[]> {
  const sitters = [memberIds[0], memberIds[0], memberIds[1], null, null]
  return Promise.all(
    sitters.map(async (memberId, index): Promise<Party> => {
      const table = await addTable(deps, place.store, `M${index}`)
      if (index === 4) {
        const bar = { storeId: place.store.id, name: '吧台', orderMode: 'pay_first' as const }
        const { id: areaId } = await deps.db.area.create({ data: bar })
        await deps.db.diningTable.update({ where: { id: table.id }, data: { areaId } })
      }
      const phones: Party['phones'] = [await guestAt(deps, table), await guestAt(deps, table)]
      if (memberId) {
        await deps.db.guest.updateMany({
          where: { number: 1, sitting: { tables: { some: { tableId: table.id } } } },
          data: { memberId, memberProvenAt: deps.now() },
        })
      }
      return { table, phones }
    }),
  )
}

async function endOf(command: Command, by: Hands): Promise<string> {
  try {
    await command(by)
    return 'done'
  } catch (error) {
    const cause = (error as { cause?: unknown }).cause ?? error
    if (isDatabaseAway(error) || (cause instanceof Refusal && cause.code === 'system.busy')) {
      return 'broken off'
    }
    if (cause instanceof Refusal) return cause.code
    throw error
  }
}

// ── chance ──

const upTo = ({ dice }: Pick<Story, 'dice'>, count: number) => Math.floor(dice() * count)
const isLucky = ({ dice }: Pick<Story, 'dice'>, chance: number) => dice() < chance
function oneOf<Thing>(story: Pick<Story, 'dice'>, things: readonly Thing[]): Thing {
  return things[upTo(story, things.length)] as Thing
}

// ── what there is ──

const storeOf = ({ place }: Story) => ({ storeId: place.store.id })
const ordersOf = (story: Story, where: object = {}) =>
  story.database.db.order.findMany({
    where: { ...storeOf(story), ...where },
    include: { lines: true },
    orderBy: { id: 'desc' },
    take: 15,
  })
const orderOf = async (story: Story, where?: object) => oneOf(story, await ordersOf(story, where))
const OPEN = { settledAt: null, state: { not: 'cancelled' } }
const paymentsOf = (story: Story, where: object = {}) =>
  story.database.db.payment.findMany({
    where: { ...storeOf(story), ...where },
    orderBy: { id: 'desc' },
    take: 12,
  })

async function splitOf(story: Story, lines: readonly { id: number; quantity: number }[]) {
  const line = oneOf(story, lines)
  const guestNumber = 1 + upTo(story, 2)
  const splits: SplitRequest[] = [
    { kind: 'person', guestNumber },
    { kind: 'even', ways: 2 + upTo(story, 3) },
    { kind: 'amount', amountCents: 1 + upTo(story, 3_000) },
  ]
  if (line) {
    const quantity = 1 + upTo(story, line.quantity)
    splits.push({ kind: 'items', items: [{ lineId: line.id, quantity }] })
    const share = { lineId: line.id, quantity: 1, of: 2 + upTo(story, 2) }
    splits.push({ kind: 'items', items: [share], heads: 1 })
  }
  const whole: SplitRequest = { kind: 'whole' }
  return isLucky(story, 0.4) ? whole : oneOf(story, splits)
}

/** Puts a dish into the cart and submits what it shows then. */
async function order(story: Story, { table: { code }, phones }: Party): Promise<Command> {
  const phone = oneOf(story, phones)
  const { rice, beer, duck } = story.place.store.dishes
  const dishId = oneOf(story, [rice, rice, beer, duck]).id
  const quantity = 1 + upTo(story, 4)
  const add = { code, dishId, choices: [], quantity, key: newKey() }
  await phone.call.ordering.addToCart(add)
  const { version, owedCents } = await phone.call.ordering.cart({ code })
  const request = { code, cartVersion: version, expectedCents: owedCents, key: newKey() }
  return (by) => by.phone(phone).call.ordering.place(request)
}

/** Beside each other, in any order, whatever comes of it; then once more. */
async function several(times: number, act: () => Promise<unknown>): Promise<void> {
  await Promise.allSettled(Array.from({ length: times }, act))
  await act()
}

/** One step each, as the request it is, or nothing when there is nothing to do it with. */
const STEPS: Record<string, (story: Story) => Promise<Command | null>> = {
  order: (story) => order(story, oneOf(story, story.parties)),
  async takeBack(story) {
    const lines = (await ordersOf(story)).flatMap((each) => each.lines)
    const line = oneOf(
      story,
      lines.filter(({ state }) => state !== 'voided'),
    )
    if (!line) return null
    const quantity = 1 + upTo(story, line.quantity)
    const request = { ...storeOf(story), lineId: line.id, quantity, reason: '换菜' }
    return (by) => by.manager.call.ordering.voidLine(request)
  },
  async people(story) {
    const { phones, table } = oneOf(story, story.parties)
    const { code } = table
    const { sittingId, people: seen } = await phones[0].call.seating.party({ code })
    const said = { people: 1 + upTo(story, 6), seen }
    if (isLucky(story, 0.3)) {
      return (by) => by.phone(phones[0]).call.service.sayPeople({ code, ...said })
    }
    const request = { ...storeOf(story), sittingId, ...said }
    return (by) => several(2, () => by.manager.call.service.correctPeople(request))
  },
  async scan(story) {
    const { table } = oneOf(story, story.parties)
    return (by) => guestAt(by.deps, table)
  },
  async member(story) {
    const bill = await orderOf(story, OPEN)
    if (!bill) return null
    const request = { ...storeOf(story), orderId: bill.id, memberId: oneOf(story, story.memberIds) }
    return (by) => by.manager.call.billing.attachMemberToOrder(request)
  },
  async pay(story) {
    const { table, phones } = oneOf(story, story.parties)
    const phone = oneOf(story, phones)
    const { bills } = await phone.call.billing.bill({ code: table.code })
    const open = bills.filter(({ openCents }) => openCents > 0)
    const bill = oneOf(story, isLucky(story, 0.8) && open.length > 0 ? open : bills)
    if (!bill) return null
    const methods: PaymentMethod[] = ['wechat', 'alipay', 'credit_card', 'cash']
    const lines = bill.order.rounds.flatMap((round) => round.lines)
    const split = await splitOf(story, lines)
    const request = {
      code: table.code,
      orderId: bill.order.id,
      method: oneOf(story, methods),
      split,
    }
    const times = 1 + upTo(story, 2)
    const key = newKey()
    return (by) => several(times, () => by.phone(phone).call.payment.create({ ...request, key }))
  },
  async confirm(story) {
    const simulated = await paymentsOf(story, { provider: 'simulator' })
    const pending = simulated.filter(({ state }) => state === 'pending')
    const payment = oneOf(story, isLucky(story, 0.8) && pending.length > 0 ? pending : simulated)
    if (!payment) return null
    const answer = isLucky(story, 0.85) ? ('pay' as const) : ('decline' as const)
    return (by) => by.manager.call.payment.answerPayPage({ token: payment.token, answer })
  },
  async callBackAgain(story) {
    const tokens = (await paymentsOf(story, { provider: 'simulator' })).map(({ token }) => token)
    const trades = await story.database.db.simulatorTrade.findMany({
      where: { token: { in: tokens }, state: { in: ['paid', 'declined'] } },
      orderBy: { decidedAt: 'desc' },
      take: 5,
    })
    const raws = trades.flatMap((trade) =>
      Array.from({ length: 1 + upTo(story, isLucky(story, 0.05) ? 50 : 4) }, () =>
        callbackOf(story.safe.deps, 1, trade),
      ),
    )
    raws.sort(() => story.dice() - 0.5)
    return ({ deps }) => Promise.all(raws.map((raw) => takeCallback(deps, 'simulator', raw)))
  },
  async forge(story) {
    const { db } = story.database
    const trade = oneOf(story, await db.simulatorTrade.findMany({ take: 50 }))
    if (!trade) return null
    const { deps } = story.safe
    const transactionId = `SIMFORGED${upTo(story, 1e6)}`
    const amountCents = trade.amountCents + 1
    const raw = callbackOf(deps, 1, { ...trade, state: 'paid', transactionId, amountCents })
    const body = Buffer.from(raw.body.toString().replace('"success":true', '"success":true '))
    return async (by) => {
      const before = await db.payment.count({ where: { state: 'succeeded' } })
      await takeCallback(by.deps, 'simulator', { headers: raw.headers, body })
      await takeCallback(by.deps, 'simulator', { headers: {}, body: raw.body })
      await takeCallback(by.deps, 'simulator', signCallback(deps, Buffer.from('{"__proto__":1}')))
      await takeCallback(by.deps, 'simulator', raw)
      expect(await db.payment.count({ where: { state: 'succeeded' } })).toBe(before)
    }
  },
  async till(story) {
    const bill = await orderOf(story, OPEN)
    if (!bill) return null
    const split = await splitOf(story, bill.lines)
    const request = { ...storeOf(story), orderId: bill.id, split, key: newKey() }
    const reference = request.key.slice(0, 40)
    if (isLucky(story, 0.5)) return (by) => by.manager.call.payment.takeCash(request)
    return (by) => by.manager.call.payment.takeCard({ ...request, reference })
  },
  async cancel(story) {
    const payment = oneOf(story, await paymentsOf(story, { state: 'pending' }))
    if (!payment) return null
    const request = { ...storeOf(story), paymentId: payment.id }
    return (by) => by.manager.call.payment.cancelForStaff(request)
  },
  async giveCoupon(story) {
    const request = {
      ...storeOf(story),
      memberId: oneOf(story, story.memberIds),
      offerId: oneOf(story, story.offerIds),
      key: newKey(),
    }
    return (by) => by.manager.call.membership.giveCoupon(request)
  },
  async applyCoupon(story) {
    const bill = await orderOf(story, { ...OPEN, memberId: { not: null } })
    const inHand = { usedAt: null, orderId: null, memberId: bill?.memberId ?? 0 }
    const coupon = oneOf(story, await story.database.db.coupon.findMany({ where: inHand, take: 5 }))
    if (!bill || !coupon) return null
    const request = { ...storeOf(story), orderId: bill.id, couponId: coupon.id }
    return (by) => by.manager.call.billing.applyCouponForStaff(request)
  },
  async ownCoupon(story) {
    const party = oneOf(story, story.parties.slice(0, 3))
    const [{ call, cookies }] = party.phones
    const { code } = party.table
    const { bills } = await call.billing.bill({ code })
    const bill = bills.at(-1)
    if (!bill) return null
    const orderId = bill.order.id
    const coupon = oneOf(story, await call.billing.coupons({ code, orderId }))
    if (!coupon) return null
    const request = { code, orderId, couponId: coupon.id }
    return (by) => by.phone({ cookies } as Person).call.billing.applyCoupon(request)
  },
  async removeCoupon(story) {
    const bill = await orderOf(story, { coupons: { some: {} }, ...OPEN })
    if (!bill) return null
    const request = { ...storeOf(story), orderId: bill.id }
    return (by) => by.manager.call.billing.removeCouponForStaff(request)
  },
  async voidCoupon(story) {
    const where = { memberId: { in: story.memberIds } }
    const coupon = oneOf(story, await story.database.db.coupon.findMany({ where, take: 20 }))
    if (!coupon) return null
    const request = { ...storeOf(story), couponId: coupon.id, reason: '错' }
    return (by) => by.manager.call.membership.voidCoupon(request)
  },
  async reward(story) {
    const { rewardId, memberIds } = story
    const request = {
      ...storeOf(story),
      memberId: oneOf(story, memberIds),
      rewardId,
      key: newKey(),
    }
    return (by) => several(1, () => by.manager.call.membership.redeemReward(request))
  },
  async points(story) {
    const memberId = oneOf(story, story.memberIds)
    const points = 1 + upTo(story, 60)
    const request = { ...storeOf(story), memberId, points, reason: '茶杯', key: newKey() }
    return (by) => several(1, () => by.manager.call.membership.redeem(request))
  },
  async discount(story) {
    const bill = await orderOf(story, OPEN)
    if (!bill) return null
    const lineId = oneOf(story, bill.lines)?.id ?? 0
    const what = oneOf(story, [
      { kind: 'percent_off' as const, payBasisPoints: oneOf(story, [9_000, 5_000, 0]) },
      { kind: 'amount_off' as const, amountCents: 1 + upTo(story, 2_000) },
      { kind: 'gift' as const, lineId },
    ])
    const request = { ...storeOf(story), orderId: bill.id, ...what, reason: '招待', key: newKey() }
    return (by) => by.manager.call.billing.discount(request)
  },
  async removeDiscount(story) {
    const bill = await orderOf(story, { ...OPEN, discounts: { some: {} } })
    const where = { orderId: bill?.id ?? 0 }
    const given = await story.database.db.manualDiscount.findMany({ where })
    const discount = oneOf(story, given)
    if (!discount) return null
    const request = { ...storeOf(story), discountId: discount.id }
    return (by) => by.manager.call.billing.removeDiscount(request)
  },
  async refund(story) {
    const bill = await orderOf(story, { paidCents: { gt: 0 } })
    if (!bill) return null
    const line = oneOf(story, bill.lines)
    const lines = line ? [{ lineId: line.id, quantity: 1 + upTo(story, line.quantity) }] : []
    const what = oneOf(story, [
      { kind: 'whole' as const },
      { kind: 'lines' as const, lines },
      { kind: 'amount' as const, amountCents: 1 + upTo(story, 2_000) },
    ])
    const how = { returnsStock: isLucky(story, 0.5), isStillMade: isLucky(story, 0.2) }
    const request = { ...storeOf(story), orderId: bill.id, what, reason: '退菜', ...how }
    const key = newKey()
    return (by) => several(2, () => by.manager.call.refunds.refundOrder({ ...request, key }))
  },
  async retry(story) {
    const where = { ...storeOf(story), state: 'failed' as const }
    const refund = oneOf(story, await story.database.db.refund.findMany({ where }))
    if (!refund) return null
    const request = { ...storeOf(story), refundId: refund.id }
    return (by) => by.manager.call.refunds.retryRefund(request)
  },
  /** The platform does nothing at all until it is back. */
  async outage({ mood }) {
    return async () => {
      mood.fail = 1
    }
  },
  /**
   * Somebody gives money back on the platform's own page; its word about that comes, comes twice or
   * never.
   */
  async giveBackThere(story) {
    const { db } = story.database
    const tokens = (await paymentsOf(story, { provider: 'simulator' })).map(({ token }) => token)
    const paid = { token: { in: tokens }, state: 'paid' as const }
    const trades = await db.simulatorTrade.findMany({ where: paid, include: { refunds: true } })
    const trade = oneOf(story, trades)
    const gone = trade?.refunds.filter(({ state }) => state !== 'declined') ?? []
    const goneCents = gone.reduce((sum, { amountCents }) => sum + amountCents, 0)
    const leftCents = (trade?.amountCents ?? 0) - goneCents
    if (!trade || leftCents <= 0) return null
    const amountCents = isLucky(story, 0.5) ? leftCents : 1 + upTo(story, leftCents)
    const number = `HAND${story.place.store.id}N${upTo(story, 1e9)}`
    const words = upTo(story, 3)
    return async ({ deps }) => {
      const raw = await giveBackThere(deps, trade, { number, amountCents })
      for (let nth = 0; nth < words; nth += 1) await takeCallback(deps, 'simulator', raw)
    }
  },
  async bookMove(story) {
    const where = { ...storeOf(story), state: 'open' as const }
    const move = oneOf(story, await story.database.db.platformMove.findMany({ where }))
    if (!move) return null
    const request = { ...storeOf(story), moveId: move.id }
    return (by) => several(2, () => by.manager.call.payment.bookMove(request))
  },
  async cancelOrder(story) {
    const bill = await orderOf(story, OPEN)
    if (!bill) return null
    const request = { ...storeOf(story), orderId: bill.id, reason: '不吃了' }
    return (by) => by.manager.call.ordering.cancel(request)
  },
  /** A manager sets other rules for bills; those with money in them keep theirs. */
  async rules(story) {
    const rules = {
      perHeadCents: oneOf(story, [0, 150, 230]),
      serviceBasisPoints: oneOf(story, [0, 1_000]),
      taxBasisPoints: oneOf(story, [0, 600]),
      reducedTaxBasisPoints: null,
      isTaxAdded: isLucky(story, 0.5),
      roundingCents: oneOf(story, [1, 10, 100]),
      cashierDiscountLimitCents: null,
      cashierRefundLimitCents: null,
      paymentExpiresMinutes: 15,
      receiptHeader: '',
      receiptFooter: '',
    }
    const request = { ...storeOf(story), ...rules }
    return async ({ manager }) => {
      const { version } = await manager.call.billing.billRules(storeOf(story))
      return manager.call.billing.setBillRules({ ...request, version })
    }
  },
  async reopen(story) {
    const bill = await orderOf(story, { settledAt: { not: null } })
    if (!bill) return null
    const request = { ...storeOf(story), orderId: bill.id, reason: '结错账' }
    return (by) => by.manager.call.billing.reopen(request)
  },
  async close(story) {
    const closable = [{ reopenedAt: { not: null } }, { owedCents: 0 }]
    const bill = await orderOf(story, { settledAt: null, OR: closable })
    if (!bill) return null
    const request = { ...storeOf(story), orderId: bill.id }
    return (by) => several(1, () => by.manager.call.payment.closeBill(request))
  },
  async sweep() {
    return ({ deps }) => sweepPayments(deps)
  },
  async thinkAgain(story) {
    const { table, phones } = oneOf(story, story.parties)
    const phone = oneOf(story, phones)
    const orders = await phone.call.ordering.mine({ code: table.code })
    const waiting = orders.flatMap(({ rounds }) =>
      rounds.filter(({ state }) => state === 'pending'),
    )
    const round = oneOf(story, waiting)
    if (!round) return null
    const request = { code: table.code, roundId: round.id, isToCart: isLucky(story, 0.5) }
    return (by) => by.phone(phone).call.ordering.takeBack(request)
  },
  async serve(story) {
    const bill = await orderOf(story, { rounds: { some: { state: 'confirmed' } } })
    const lines = bill?.lines.filter(({ state }) => state !== 'voided') ?? []
    const line = oneOf(story, lines)
    if (!line) return null
    const request = { ...storeOf(story), lineIds: [line.id] }
    return (by) => by.manager.call.kitchen.serve(request)
  },
  async endUnpaid() {
    return async ({ deps }) => {
      await settleFree(deps)
      await endUnpaid(deps)
    }
  },
  async reconcile(story) {
    const { differences } = await compareBooks(story, story.safe.manager)
    const { fix } = differences[0] ?? {}
    if (!fix) return null
    return (by) => by.manager.call.payment.fixDifference({ ...storeOf(story), ...fix })
  },
  async wait({ clock, ...story }) {
    const seconds = oneOf(story, [1, 5, 21, 60, 1_000])
    clock.now = new Date(clock.now.getTime() + seconds * 1_000)
    return ({ deps }) => sweepPayments(deps)
  },
}
/** What happens more often than the rest: most bills are ordered and paid on phones. */
const OFTEN: Record<string, number> = {
  order: 6,
  pay: 8,
  confirm: 9,
  till: 2,
  discount: 2,
  applyCoupon: 3,
}
const NAMES = Object.keys(STEPS).flatMap((name) => Array<string>(OFTEN[name] ?? 1).fill(name))

/**
 * What members have of their bills is what the bills say: points by the whole yuan of each, visits,
 * what was spent, and each coupon on the bill that it took something off.
 */
export async function expectMembersRight({
  database: { db },
  place,
  memberIds,
}: Pick<Story, 'database' | 'place' | 'memberIds'>): Promise<void> {
  for (const memberId of memberIds) {
    const member = await db.member.findUniqueOrThrow({ where: { id: memberId } })
    const orders = await db.order.findMany({ where: { memberId } })
    expect(member.totalOrders).toBe(orders.filter(isVisit).length)
    const paidFor = await db.payment.findMany({ where: { memberId }, distinct: ['orderId'] })
    let spentOnAll = 0
    for (const { orderId } of paidFor) {
      const earnings = await readEarnings(db, { orderId, memberId })
      expect(earnings.points, `order ${orderId}`).toBe(pointsFor(earnings.spentCents, 1))
      spentOnAll += earnings.spentCents
    }
    expect(Number(member.totalSpentCents)).toBe(spentOnAll)
  }
  const coupons = await db.coupon.findMany({
    where: { orderId: { not: null }, order: { storeId: place.store.id } },
    include: { order: { include: { adjustments: true } } },
  })
  for (const { id, usedAt, order } of coupons) {
    const taken = order?.adjustments.find(({ couponId }) => couponId === id)
    expect(taken?.amountCents, `coupon ${id}`).toBeLessThan(0)
    expect(usedAt !== null).toBe(order?.settledAt !== null)
  }
}

/**
 * How often a history had each of what it is there for: none of these is 0 in a long one.
 */
export async function countedIn({ database: { db }, place, tale, memberIds }: MoneyStory) {
  const inStore = { storeId: place.store.id }
  const levels = await db.memberLevel.findMany({ where: { brandId: place.brandId } })
  const entries = await db.pointsEntry.findMany({
    where: { memberId: { in: memberIds } },
    include: { member: true },
    orderBy: { id: 'asc' },
  })
  const sums = new Map<number, number>()
  let levelChanges = 0
  for (const { memberId, delta, debtDelta, reason, rewardId } of entries) {
    const before = sums.get(memberId) ?? 0
    const isLifetime = reason !== 'redeemed' && rewardId === null
    const after = before + (isLifetime ? delta - debtDelta : 0)
    const crossed = levels.filter(
      ({ minimumPoints }) => before >= minimumPoints !== after >= minimumPoints,
    )
    sums.set(memberId, after)
    levelChanges += crossed.length
  }
  const told = (step: string) => tale.filter((each) => each === `${step}: done`).length
  const paid = { ...inStore, state: 'succeeded' as const }
  return {
    heads: await db.order.count({ where: { ...inStore, heads: { gt: 1 } } }),
    numbersOfPeople: told('people'),
    parts: await db.payment.count({ where: { ...paid, splitKind: { not: 'whole' } } }),
    levelChanges,
    gifts: await db.manualDiscount.count({ where: { ...inStore, kind: 'gift' } }),
    rules: told('rules'),
    outages: told('outage'),
    backAtThePlatform: await db.platformMove.count({ where: inStore }),
    payFirst: await db.order.count({
      where: { ...inStore, mode: 'pay_first', settledAt: { not: null } },
    }),
    endedUnpaid: await db.order.count({
      where: { ...inStore, mode: 'pay_first', state: 'cancelled' },
    }),
    refunds: await db.refund.count({ where: paid }),
    takenOffWithMoney: await db.orderLine.count({
      where: { ...inStore, state: 'voided', moves: { some: { reason: '退菜' } } },
    }),
  }
}

/** The platform's books of the day against ours. */
export async function compareBooks(story: Pick<Story, 'clock' | 'place'>, { call }: Person) {
  const zone = { timeZone: 'Asia/Shanghai', dayEndsAtHour: 4 }
  const day = businessDay(story.clock.now.getTime(), zone)
  const { id: storeId } = story.place.store
  return call.platforms.reconcile.read({ storeId, day, accountId: null })
}
