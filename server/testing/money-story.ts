// What may happen to the money of five tables, one step after the other, each drawn by chance: members, split bills, coupons,
// rewards, discounts, refunds, corrections, a platform in a bad mood. Some steps are broken off between two statements and then
// tried again with the same wish, as by a person whose answer was lost.

import { expect } from 'vitest'
import { businessDay } from '@/domain/calendar'
import type { PaymentMethod } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import type { SplitWish } from '@/domain/split'
import { diceOf } from '../boot/dice'
import { isDatabaseAway } from '../database/trouble'
import type { Ground } from '../ground'
import { callbackOf, signed } from '../payment/providers/simulator'
import { sweepPayments } from '../payment/sweep-payments'
import { takeCallback } from '../payment/take-callback'
import type { TestDatabase } from './database'
import type { DatabaseWire } from './database-wire'
import { addTable, newKey } from './open-bill'
import {
  type Clock,
  guestAt,
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  type TestTable,
  testGround,
} from './restaurant'

const MOOD = { lose: 0.3, double: 0.3, shuffle: 0.3, delay: 2_000, fail: 0.05, timeout: 0.05 }
const BROKEN_OFF = 0.2
const MOST_STATEMENTS = 24

/** Whose hands do a deed: over the way there that never breaks, or over the one that does. */
type Hands = { ground: Ground; manager: Person; phone: (phone: Person) => Person }
/** One wish, the same however often it is done. */
type Deed = (by: Hands) => Promise<unknown>

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
  const handsOver = (way: Pick<TestDatabase, 'db' | 'pool'>): Hands => {
    const ground = { ...testGround(way, clock), simulator: { seed, ...MOOD } }
    const manager = staffPerson(ground, place.store, 'manager')
    return { ground, manager, phone: ({ cookies }) => person(ground, cookies) }
  }
  const safe = handsOver(database)
  const broken = handsOver(wire)
  const { memberIds, offerIds, rewardId } = await furnish(database, place, safe.manager)
  const parties = await sitDown(safe.ground, place, memberIds)
  const story = { database, clock, dice, place, safe, parties, memberIds, offerIds, rewardId }
  for (const party of parties) await order(story, party).then((deed) => deed(safe))

  const tale: string[] = []
  return {
    ...story,
    /** What happened, step by step. */
    tale,
    /** The next step; only a refusal in words may end it otherwise than well, or a broken way. */
    async step(): Promise<void> {
      const name = oneOf(story, NAMES)
      let deed: Deed | null | undefined
      const looked = await endOf(async () => {
        deed = await STEPS[name]?.(story)
      }, safe)
      if (!deed) return void tale.push(`${name}: not possible, ${looked}`)
      const statements = dice() < BROKEN_OFF ? upTo(story, MOST_STATEMENTS) : null
      if (statements !== null) {
        wire.dieAfter(statements)
        const end = await endOf(deed, broken)
        if (!(await wire.heal())) return void tale.push(`${name}: ${end}`)
        tale.push(`${name} broken off after ${statements}: ${end}`)
      }
      const end = await endOf(deed, safe)
      if (end === 'broken off') throw new Error(`${name}: the database was there`)
      tale.push(`${name}: ${end}`)
    },
  }
}

type Story = {
  database: TestDatabase
  clock: Clock
  dice: () => number
  place: Restaurant
  safe: Hands
  parties: Party[]
  memberIds: number[]
  offerIds: number[]
  rewardId: number
}

type Party = { table: TestTable; phones: [Person, Person] }

async function furnish({ db }: TestDatabase, { store, brandId }: Restaurant, manager: Person) {
  const { id: storeId } = store
  await db.dish.updateMany({ where: { storeId, stock: { not: null } }, data: { stock: 9_999 } })
  const dishId = store.dishes.duck.id
  await db.stockMove.create({ data: { storeId, dishId, delta: 9_999, reason: 'set' } })

  const memberIds: number[] = []
  for (const points of [0, 950, 6_000]) {
    const phone = `139${String(store.id).padStart(4, '0')}${String(points).padStart(4, '0')}`
    const { id } = await manager.call.membership.register({ storeId, phone, name: '' })
    await db.member.update({ where: { id }, data: { points, lifetimePoints: points } })
    const entry = { memberId: id, delta: points, reason: 'adjusted' as const, pointsAfter: points }
    if (points > 0) await db.pointsEntry.create({ data: entry })
    memberIds.push(id)
  }

  const offers = await db.couponOffer.createManyAndReturn({
    data: [
      { brandId, kind: 'amount_off', name: '减 5', amountCents: 500 },
      { brandId, kind: 'percent_off', name: '八折', payBasisPoints: 8_000, maximumCents: 2_000 },
    ],
  })
  const offerIds = offers.map(({ id }) => id)
  const reward = { storeId, rewardId: null, name: '券', nameEn: null, points: 30 }
  const { rewardId } = await manager.call.membership.saveReward({
    ...reward,
    offerId: offerIds[0] ?? 0,
  })
  return { memberIds, offerIds, rewardId }
}

/** The first member sits at two tables, the second at a third; at the last table guests pay first. */
async function sitDown(ground: Ground, place: Restaurant, memberIds: number[]): Promise<Party[]> {
  const sitters = [memberIds[0], memberIds[0], memberIds[1], null, null]
  return Promise.all(
    sitters.map(async (memberId, index): Promise<Party> => {
      const table = await addTable(ground, place.store, `M${index}`)
      if (index === 4) {
        const bar = { storeId: place.store.id, name: '吧台', orderMode: 'pay_first' as const }
        const { id: areaId } = await ground.db.area.create({ data: bar })
        await ground.db.diningTable.update({ where: { id: table.id }, data: { areaId } })
      }
      const phones: Party['phones'] = [await guestAt(ground, table), await guestAt(ground, table)]
      if (memberId) {
        await ground.db.guest.updateMany({
          where: { number: 1, sitting: { tables: { some: { tableId: table.id } } } },
          data: { memberId, memberProvenAt: ground.now() },
        })
      }
      return { table, phones }
    }),
  )
}

async function endOf(deed: Deed, by: Hands): Promise<string> {
  try {
    await deed(by)
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
  const splits: SplitWish[] = [
    { kind: 'person', guestNumber },
    { kind: 'even', ways: 2 + upTo(story, 3) },
    { kind: 'amount', amountCents: 1 + upTo(story, 3_000) },
  ]
  if (line) {
    const quantity = 1 + upTo(story, line.quantity)
    splits.push({ kind: 'items', items: [{ lineId: line.id, quantity }] })
    splits.push({ kind: 'share', lineId: line.id, of: 2 + upTo(story, 2) })
  }
  const whole: SplitWish = { kind: 'whole' }
  return isLucky(story, 0.4) ? whole : oneOf(story, splits)
}

/** Puts a dish into the cart and submits what it shows then. */
async function order(story: Story, { table: { code }, phones }: Party): Promise<Deed> {
  const phone = oneOf(story, phones)
  const { rice, beer, duck } = story.place.store.dishes
  const dishId = oneOf(story, [rice, rice, beer, duck]).id
  const quantity = 1 + upTo(story, 4)
  const add = { code, dishId, choices: [], quantity, key: newKey() }
  await phone.call.ordering.addToCart(add)
  const { version, owedCents } = await phone.call.ordering.cart({ code })
  const wish = { code, cartVersion: version, expectedCents: owedCents, key: newKey() }
  return (by) => by.phone(phone).call.ordering.place(wish)
}

/** Beside each other, in any order, whatever comes of it; then once more. */
async function several(times: number, act: () => Promise<unknown>): Promise<void> {
  await Promise.allSettled(Array.from({ length: times }, act))
  await act()
}

/** One step each, as the wish it is, or nothing when there is nothing to do it with. */
const STEPS: Record<string, (story: Story) => Promise<Deed | null>> = {
  order: (story) => order(story, oneOf(story, story.parties)),
  async takeBack(story) {
    const lines = (await ordersOf(story)).flatMap((each) => each.lines)
    const line = oneOf(
      story,
      lines.filter(({ state }) => state !== 'voided'),
    )
    if (!line) return null
    const quantity = 1 + upTo(story, line.quantity)
    const wish = { ...storeOf(story), lineId: line.id, quantity, reason: '换' }
    return (by) => by.manager.call.ordering.voidLine(wish)
  },
  async member(story) {
    const bill = await orderOf(story, OPEN)
    if (!bill) return null
    const wish = { ...storeOf(story), orderId: bill.id, memberId: oneOf(story, story.memberIds) }
    return (by) => by.manager.call.payment.attachMemberToOrder(wish)
  },
  async pay(story) {
    const { table, phones } = oneOf(story, story.parties)
    const phone = oneOf(story, phones)
    const { bills } = await phone.call.payment.bill({ code: table.code })
    const open = bills.filter(({ openCents }) => openCents > 0)
    const bill = oneOf(story, isLucky(story, 0.8) && open.length > 0 ? open : bills)
    if (!bill) return null
    const methods: PaymentMethod[] = ['wechat', 'alipay', 'credit_card', 'cash']
    const lines = bill.order.rounds.flatMap((round) => round.lines)
    const split = await splitOf(story, lines)
    const wish = { code: table.code, orderId: bill.order.id, method: oneOf(story, methods), split }
    const times = 1 + upTo(story, 2)
    const key = newKey()
    return (by) => several(times, () => by.phone(phone).call.payment.create({ ...wish, key }))
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
        callbackOf(story.safe.ground, 1, trade),
      ),
    )
    raws.sort(() => story.dice() - 0.5)
    return ({ ground }) => Promise.all(raws.map((raw) => takeCallback(ground, 'simulator', raw)))
  },
  async forge(story) {
    const { db } = story.database
    const trade = oneOf(story, await db.simulatorTrade.findMany({ take: 50 }))
    if (!trade) return null
    const { ground } = story.safe
    const transactionId = `SIMFORGED${upTo(story, 1e6)}`
    const amountCents = trade.amountCents + 1
    const raw = callbackOf(ground, 1, { ...trade, state: 'paid', transactionId, amountCents })
    const body = Buffer.from(raw.body.toString().replace('"success":true', '"success":true '))
    return async (by) => {
      const before = await db.payment.count({ where: { state: 'succeeded' } })
      await takeCallback(by.ground, 'simulator', { headers: raw.headers, body })
      await takeCallback(by.ground, 'simulator', { headers: {}, body: raw.body })
      await takeCallback(by.ground, 'simulator', signed(ground, Buffer.from('{"__proto__":1}')))
      await takeCallback(by.ground, 'simulator', raw)
      expect(await db.payment.count({ where: { state: 'succeeded' } })).toBe(before)
    }
  },
  async till(story) {
    const bill = await orderOf(story, OPEN)
    if (!bill) return null
    const split = await splitOf(story, bill.lines)
    const wish = { ...storeOf(story), orderId: bill.id, split, key: newKey() }
    const reference = wish.key.slice(0, 40)
    if (isLucky(story, 0.5)) return (by) => by.manager.call.payment.takeCash(wish)
    return (by) => by.manager.call.payment.takeCard({ ...wish, reference })
  },
  async cancel(story) {
    const payment = oneOf(story, await paymentsOf(story, { state: 'pending' }))
    if (!payment) return null
    const wish = { ...storeOf(story), paymentId: payment.id }
    return (by) => by.manager.call.payment.cancelForStaff(wish)
  },
  async giveCoupon(story) {
    const wish = {
      ...storeOf(story),
      memberId: oneOf(story, story.memberIds),
      offerId: oneOf(story, story.offerIds),
      key: newKey(),
    }
    return (by) => by.manager.call.membership.giveCoupon(wish)
  },
  async applyCoupon(story) {
    const bill = await orderOf(story, { ...OPEN, memberId: { not: null } })
    const inHand = { usedAt: null, orderId: null, memberId: bill?.memberId ?? 0 }
    const coupon = oneOf(story, await story.database.db.coupon.findMany({ where: inHand, take: 5 }))
    if (!bill || !coupon) return null
    const wish = { ...storeOf(story), orderId: bill.id, couponId: coupon.id }
    return (by) => by.manager.call.payment.applyCouponForStaff(wish)
  },
  async ownCoupon(story) {
    const party = oneOf(story, story.parties.slice(0, 3))
    const [{ call, cookies }] = party.phones
    const { code } = party.table
    const { bills } = await call.payment.bill({ code })
    const bill = bills.at(-1)
    if (!bill) return null
    const orderId = bill.order.id
    const coupon = oneOf(story, await call.payment.coupons({ code, orderId }))
    if (!coupon) return null
    const wish = { code, orderId, couponId: coupon.id }
    return (by) => by.phone({ cookies } as Person).call.payment.applyCoupon(wish)
  },
  async removeCoupon(story) {
    const bill = await orderOf(story, { coupons: { some: {} }, ...OPEN })
    if (!bill) return null
    const wish = { ...storeOf(story), orderId: bill.id }
    return (by) => by.manager.call.payment.removeCouponForStaff(wish)
  },
  async voidCoupon(story) {
    const where = { memberId: { in: story.memberIds } }
    const coupon = oneOf(story, await story.database.db.coupon.findMany({ where, take: 20 }))
    if (!coupon) return null
    const wish = { ...storeOf(story), couponId: coupon.id, reason: '错' }
    return (by) => by.manager.call.membership.voidCoupon(wish)
  },
  async reward(story) {
    const { rewardId, memberIds } = story
    const wish = { ...storeOf(story), memberId: oneOf(story, memberIds), rewardId, key: newKey() }
    return (by) => several(1, () => by.manager.call.membership.redeemReward(wish))
  },
  async points(story) {
    const memberId = oneOf(story, story.memberIds)
    const points = 1 + upTo(story, 60)
    const wish = { ...storeOf(story), memberId, points, reason: '茶杯', key: newKey() }
    return (by) => several(1, () => by.manager.call.membership.redeem(wish))
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
    const wish = { ...storeOf(story), orderId: bill.id, ...what, reason: '招待', key: newKey() }
    return (by) => by.manager.call.payment.discount(wish)
  },
  async removeDiscount(story) {
    const bill = await orderOf(story, { ...OPEN, discounts: { some: {} } })
    const where = { orderId: bill?.id ?? 0 }
    const given = await story.database.db.manualDiscount.findMany({ where })
    const discount = oneOf(story, given)
    if (!discount) return null
    const wish = { ...storeOf(story), discountId: discount.id }
    return (by) => by.manager.call.payment.removeDiscount(wish)
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
    const returnsStock = isLucky(story, 0.5)
    const wish = { ...storeOf(story), orderId: bill.id, what, reason: '退', returnsStock }
    const key = newKey()
    return (by) => several(2, () => by.manager.call.payment.refundOrder({ ...wish, key }))
  },
  async retry(story) {
    const where = { ...storeOf(story), state: 'failed' as const }
    const refund = oneOf(story, await story.database.db.refund.findMany({ where }))
    if (!refund) return null
    const wish = { ...storeOf(story), refundId: refund.id }
    return (by) => by.manager.call.payment.retryRefund(wish)
  },
  async reopen(story) {
    const bill = await orderOf(story, { settledAt: { not: null } })
    if (!bill) return null
    const wish = { ...storeOf(story), orderId: bill.id, reason: '错' }
    return (by) => by.manager.call.payment.reopen(wish)
  },
  async close(story) {
    const closable = [{ reopenedAt: { not: null } }, { owedCents: 0 }]
    const bill = await orderOf(story, { settledAt: null, OR: closable })
    if (!bill) return null
    const wish = { ...storeOf(story), orderId: bill.id }
    return (by) => several(1, () => by.manager.call.payment.closeBill(wish))
  },
  async sweep() {
    return ({ ground }) => sweepPayments(ground)
  },
  async reconcile(story) {
    const { differences } = await compareBooks(story, story.safe.manager)
    const { fix } = differences[0] ?? {}
    if (!fix) return null
    return (by) => by.manager.call.payment.reconcile.fix({ ...storeOf(story), ...fix })
  },
  async wait({ clock, ...story }) {
    const seconds = oneOf(story, [1, 5, 21, 60, 1_000])
    clock.now = new Date(clock.now.getTime() + seconds * 1_000)
    return ({ ground }) => sweepPayments(ground)
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

/** The platform's books of the day against ours. */
export async function compareBooks(story: Pick<Story, 'clock' | 'place'>, { call }: Person) {
  const zone = { timeZone: 'Asia/Shanghai', dayEndsAtHour: 4 }
  const day = businessDay(story.clock.now.getTime(), zone)
  const { id: storeId } = story.place.store
  return call.payment.reconcile.read({ storeId, day, accountId: null })
}
