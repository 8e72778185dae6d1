// What a phone showed is what is charged, or it is asked again: prices, options, promotions,
// availability, levels, coupons, discounts, the house's rules and other phones move between cart,
// submit and pay, before a request and beside it. A failure names the seed; FAULT_ROUNDS makes it
// longer.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { RefusalCode } from '@/domain/refusal'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, orderMore, refusalOf } from '@/testing/open-bill'
import { grantPoints } from '@/testing/points'
import { diceOf } from '@/testing/program/dice'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  type TestTable,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'

const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 1)
const SEED = Number(process.env.FAULT_SEED ?? 20_261_128)
const DINNERS_PER_ROUND = 20
/** As often a phone looks again and asks again before somebody gives up. */
const LOOKS = 12

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let dice: () => number

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const upTo = (count: number) => Math.floor(dice() * count)
function oneOf<Thing>(things: readonly Thing[]): Thing {
  return things[upTo(things.length)] as Thing
}

/** Two phones at a table; the member whose bill it may become, with a coupon in the hand. */
type Dinner = {
  table: TestTable
  phone: Person
  friend: Person
  memberId: number
  couponId: number
  orderId: number | null
}

let dinners = 0

async function sitDown(): Promise<Dinner> {
  dinners += 1
  const { id: storeId } = place.store
  const orderMode = oneOf(['eat_first', 'pay_first'] as const)
  await database.db.store.update({ where: { id: storeId }, data: { orderMode } })
  const table = await addTable(deps, place.store, `S${dinners}`)
  const phone = await guestAt(deps, table)
  const friend = await guestAt(deps, table)
  const number = `135${String(dinners).padStart(8, '0')}`
  const { id: memberId } = await manager.call.membership.register({
    storeId,
    phone: number,
    name: '',
  })
  const worth = oneOf([{ amountCents: 700 }, { amountCents: 300 }])
  const offer = await database.db.couponOffer.create({
    data: { brandId: place.brandId, kind: 'amount_off', name: '减', ...worth, issued: 1 },
  })
  const { id: couponId } = await database.db.coupon.create({
    data: { offerId: offer.id, memberId, code: newKey(), idempotencyKey: newKey() },
  })
  const dinner = { table, phone, friend, memberId, couponId, orderId: null }
  await fill(dinner, phone)
  return dinner
}

/** Puts one to three dishes into the cart. */
async function fill({ table: { code } }: Dinner, { call }: Person): Promise<void> {
  const { rice, beer, duck, mapo } = place.store.dishes
  for (let left = 1 + upTo(3); left > 0; left -= 1) {
    const dish = oneOf([rice, beer, duck, mapo])
    const hot = [
      { optionId: mapo.hot, quantity: 1 },
      { optionId: mapo.extraTofu, quantity: 1 + upTo(2) },
    ]
    const choices = dish === mapo ? hot : []
    const request = { code, dishId: dish.id, choices, quantity: 1 + upTo(3), key: newKey() }
    await call.ordering.addToCart(request)
  }
}

const dishOf = () => oneOf(Object.values(place.store.dishes)).id
const cents = () => 50 * (1 + upTo(60))

/** What moves; a command that is not possible just then is refused. */
const MOVES: Record<string, (dinner: Dinner) => Promise<unknown>> = {
  price: () =>
    database.db.dish.update({ where: { id: dishOf() }, data: { priceCents: 100 + cents() } }),
  promotion: () =>
    database.db.dish.update({
      where: { id: place.store.dishes.beer.id },
      data: { promoPriceCents: oneOf([null, 100, 1_400]) },
    }),
  option: () =>
    database.db.option.update({
      where: { id: place.store.dishes.mapo.extraTofu },
      data: { priceCents: cents() },
    }),
  availability: () =>
    manager.call.menu.setAvailability({
      storeId: place.store.id,
      dishId: dishOf(),
      isSoldOut: dice() < 0.3,
    }),
  stock: () =>
    manager.call.menu.setAvailability({
      storeId: place.store.id,
      dishId: place.store.dishes.duck.id,
      isSoldOut: false,
      stock: oneOf([0, 1, 2, 5, 50]),
    }),
  async level({ memberId }) {
    await grantPoints(database.db, memberId, oneOf([500, 4_000, 9_000]))
  },
  async rules() {
    const { id: storeId } = place.store
    const rules = await manager.call.billing.billRules({ storeId })
    const serviceBasisPoints = oneOf([0, 500, 1_000])
    const changed = { serviceBasisPoints, roundingCents: oneOf([1, 10, 100]) }
    await manager.call.billing.setBillRules({ storeId, ...rules, ...changed })
  },
  async member({ orderId, memberId }) {
    const request = { storeId: place.store.id, orderId: orderId ?? 0, memberId }
    if (orderId) await manager.call.billing.attachMemberToOrder(request)
  },
  async coupon({ orderId, couponId }) {
    const request = { storeId: place.store.id, orderId: orderId ?? 0 }
    if (!orderId) return
    if (dice() < 0.3) await manager.call.billing.removeCouponForStaff(request)
    else await manager.call.billing.applyCouponForStaff({ ...request, couponId })
  },
  async discount({ orderId }) {
    const kind = oneOf([
      { kind: 'percent_off' as const, payBasisPoints: 8_800 },
      { kind: 'amount_off' as const, amountCents: cents() },
    ])
    const request = {
      storeId: place.store.id,
      orderId: orderId ?? 0,
      reason: '招待',
      key: newKey(),
    }
    if (orderId) await manager.call.billing.discount({ ...request, ...kind })
  },
  async takenOff({ orderId }) {
    const line = oneOf(await database.db.orderLine.findMany({ where: { orderId: orderId ?? 0 } }))
    const request = { storeId: place.store.id, lineId: line?.id ?? 0, quantity: 1, reason: '换菜' }
    if (line) await manager.call.ordering.voidLine(request)
  },
  friendAdds: (dinner) => fill(dinner, dinner.friend),
  async friendTakesOut({ friend, table: { code } }) {
    const line = oneOf((await friend.call.ordering.cart({ code })).lines)
    if (line)
      await friend.call.ordering.changeCartLine({ code, lineId: line.id, by: -99, key: newKey() })
  },
  friendOrders: ({ friend, table }) => orderMore(friend, place.store, table, 1 + upTo(3)),
  scan: ({ table }) => guestAt(deps, table),
  async people({ phone, table: { code } }) {
    const { people: seen } = await phone.call.seating.party({ code })
    await phone.call.service.sayPeople({ code, people: 1 + upTo(6), seen })
  },
  async peopleAsStaffSee({ phone, table: { code } }) {
    const { sittingId, people: seen } = await phone.call.seating.party({ code })
    const request = { storeId: place.store.id, sittingId, people: 1 + upTo(6), seen }
    await manager.call.service.correctPeople(request)
  },
}

/** What may be said no to, in words, because something moved. */
const ASKED_AGAIN = new Set<RefusalCode>([
  'price.changed',
  'cart.changed',
  'cart.empty',
  'cart.too-full',
  'dish.sold-out',
  'dish.not-offered',
  'dish.too-few-left',
  'order.final',
  'order.already-paid',
  'order.nothing-owed',
  'order.still-open',
  'order.other-runs',
  'payment.other-pending',
  'payment.final',
  'coupon.not-in-hand',
  'coupon.one-per-bill',
  'coupon.condition-unmet',
  'coupon.other-member',
  'line.moved-on',
  'round.already-decided',
  'thing.not-found',
  'thing.changed',
  'discount.too-much',
  'people.changed',
  'people.fewer',
  // Brought back by the one who moves, while the last portion is being ordered.
  'dish.count-needed',
])

/** The answer, or null after a no that is said in words. */
async function answerOf<Answer>(call: Promise<Answer>): Promise<Answer | null> {
  const [end] = await Promise.allSettled([call])
  if (end.status === 'fulfilled') return end.value
  const { code } = await refusalOf(call)
  expect([code, ASKED_AGAIN.has(code)]).toEqual([code, true])
  return null
}

async function somethingMoves(dinner: Dinner): Promise<void> {
  for (let moves = upTo(3); moves > 0; moves -= 1) {
    await answerOf(Promise.resolve(MOVES[oneOf(Object.keys(MOVES))]?.(dinner)))
  }
}

/** Does it while or after something moves. */
async function amidMoves<Answer>(dinner: Dinner, act: () => Promise<Answer>) {
  if (dice() < 0.4) {
    const [answer] = await Promise.all([answerOf(act()), somethingMoves(dinner)])
    return { answer, isAlone: false }
  }
  await somethingMoves(dinner)
  return { answer: await answerOf(act()), isAlone: true }
}

const owedOf = async (orderId: number) =>
  (await database.db.order.findUniqueOrThrow({ where: { id: orderId } })).owedCents

/** Submits what the phone shows until it is placed. @returns whether it was */
async function submit(dinner: Dinner): Promise<boolean> {
  const { phone, table } = dinner
  const { code } = table
  for (let looks = 0; looks < LOOKS; looks += 1) {
    let seen = await phone.call.ordering.cart({ code })
    for (const { id: lineId } of seen.lines.filter(({ trouble }) => trouble)) {
      await answerOf(phone.call.ordering.changeCartLine({ code, lineId, by: -99, key: newKey() }))
    }
    if (seen.lines.length === 0) await fill(dinner, phone)
    seen = await phone.call.ordering.cart({ code })
    const request = {
      code,
      cartVersion: seen.version,
      expectedCents: seen.owedCents,
      key: newKey(),
    }
    let before = new Map<number, number>()
    const { answer, isAlone } = await amidMoves(dinner, async () => {
      const orders = await database.db.order.findMany({ where: { storeId: place.store.id } })
      before = new Map(orders.map((order) => [order.id, order.owedCents]))
      return phone.call.ordering.place(request)
    })
    if (!answer) continue
    dinner.orderId = answer.orderId
    const round = {
      orderId: answer.orderId,
      number: answer.roundNumber,
      idempotencyKey: request.key,
    }
    const isOwn = (await database.db.round.count({ where: round })) === 1
    if (isOwn && isAlone) {
      const addedCents = answer.owedCents - (before.get(answer.orderId) ?? 0)
      expect(addedCents).toBe(seen.owedCents)
      expect(await owedOf(answer.orderId)).toBe(answer.owedCents)
    }
    return true
  }
  return false
}

/**
 * Pays what the phone shows until nothing is open. @returns what it showed of each payment that was
 * begun
 */
async function pay(dinner: Dinner): Promise<number[]> {
  const { phone, table, orderId } = dinner
  const { code } = table
  const shown: number[] = []
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const { bills } = await phone.call.billing.bill({ code })
    const expectedCents = bills.find(({ order }) => order.id === orderId)?.openCents ?? 0
    if (expectedCents === 0) break
    const method = oneOf(['wechat', 'alipay'] as const)
    const request = { code, orderId: orderId ?? 0, method, expectedCents, key: newKey() }
    const { answer: begun } = await amidMoves(dinner, () => phone.call.payment.create(request))
    if (!begun) continue
    shown.push(expectedCents)
    expect(begun.amountCents).toBe(expectedCents)
    const token = begun.payUrl?.split('/').at(-1) ?? ''
    const { answer: page } = await amidMoves(dinner, () =>
      phone.call.payment.answerPayPage({ token, answer: 'pay' }),
    )
    expect(page?.amountCents).toBe(expectedCents)
  }
  return shown
}

it.each(Array.from({ length: ROUNDS }, (_, round) => SEED + round))(
  `nobody of ${DINNERS_PER_ROUND} tables is charged a total that their phone did not show (seed %i)`,
  async (seed) => {
    dice = diceOf(seed)
    let paidDinners = 0
    for (let nth = 0; nth < DINNERS_PER_ROUND; nth += 1) {
      const dinner = await sitDown()
      if (!(await submit(dinner))) continue
      if (dice() < 0.5) await submit(dinner)

      const shown = await pay(dinner)

      const payments = await database.db.payment.findMany({
        where: { orderId: dinner.orderId ?? 0, state: 'succeeded' },
        orderBy: { id: 'asc' },
      })
      expect(payments.map(({ amountCents }) => amountCents)).toEqual(shown)
      if (payments.length > 0) paidDinners += 1
    }
    expect(paidDinners).toBeGreaterThan(DINNERS_PER_ROUND / 2)
  },
)
