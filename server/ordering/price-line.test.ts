// Dishes that wait for a price: weighed at the table, or at the market's price. Nothing is paid
// before, whatever comes first, and what they cost then is what everybody counts with.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, orderMore, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { endUnpaid } from '../payment/end-unpaid'
import { settleFree } from '../payment/settle-free'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = new Date('2026-11-20T12:00:00+08:00')
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const store = () => ({ storeId: place.store.id })
const table = () => place.store.tables[0]
const waiter = () => staffPerson(deps, place.store, 'waiter')
const cashier = () => staffPerson(deps, place.store, 'cashier')
const becomes = (dish: 'duck' | 'rice' | 'beer' | 'mapo', data: object) =>
  database.db.dish.update({ where: { id: place.store.dishes[dish].id }, data })

async function order(phone: Person, dish: 'duck' | 'rice' | 'beer', quantity = 1) {
  const { code } = table()
  const dishId = place.store.dishes[dish].id
  await phone.call.ordering.addToCart({ code, dishId, choices: [], quantity, key: newKey() })
  const cart = await phone.call.ordering.cart({ code })
  const seen = { code, cartVersion: cart.version, expectedCents: cart.owedCents }
  return { cart, ...(await phone.call.ordering.place({ ...seen, key: newKey() })) }
}
const linesOf = (orderId: number) =>
  database.db.orderLine.findMany({ where: { orderId }, orderBy: { id: 'asc' } })
const say = (
  lineId: number,
  said: { grams?: number; priceCents?: number; seenCents?: number },
  who = waiter(),
) =>
  who.call.ordering.priceLine({
    ...store(),
    lineId,
    grams: said.grams ?? null,
    priceCents: said.priceCents ?? null,
    seenCents: said.seenCents ?? null,
  })
const payCash = (orderId: number) =>
  cashier().call.payment.takeCash({ ...store(), orderId, key: newKey() })
const pay = async (phone: Person, orderId: number, amountCents?: number) => {
  const split = amountCents ? { kind: 'amount' as const, amountCents } : undefined
  const request = { code: table().code, orderId, method: 'wechat' as const, key: newKey() }
  const payment = await phone.call.payment.create({ ...request, ...(split && { split }) })
  return payment.payUrl?.split('/').at(-1) ?? ''
}

describe('a dish that is priced by its weight', () => {
  beforeEach(() => becomes('duck', { perGrams: 500, memberPriceCents: 8_000 }))

  it('costs nothing until it is weighed, each portion by itself, and then what its weight costs', async () => {
    const phone = await guestAt(deps, table())
    const { cart, orderId, owedCents } = await order(phone, 'duck', 2)
    expect(cart).toMatchObject({
      owedCents: 0,
      lines: [{ isPriced: false, totalCents: 0, rate: { perGrams: 500, cents: 8_800 } }],
    })
    expect(owedCents).toBe(0)
    const [first, second] = await linesOf(orderId)
    expect([first, second]).toMatchObject([
      { quantity: 1, isPriced: false, unitCents: 0 },
      { quantity: 1, isPriced: false, unitCents: 0 },
    ])

    await say(first?.id ?? 0, { grams: 520 })
    await say(second?.id ?? 0, { grams: 485 })

    const [view] = await phone.call.ordering.mine({ code: table().code })
    expect(view).toMatchObject({ awaited: 0, owedCents: 9_152 + 8_536 })
    const lines = view?.rounds.flatMap((round) => round.lines)
    expect(lines).toMatchObject([
      { grams: 520, isPriced: true, unitCents: 9_152, quantity: 1, totalCents: 9_152 },
      { grams: 485, isPriced: true, unitCents: 8_536, quantity: 1, totalCents: 8_536 },
    ])
    expect((await linesOf(orderId))[0]).toMatchObject({ memberUnitCents: 8_320 })
    const manager = staffPerson(deps, place.store, 'manager')
    const sales = await manager.call.analytics.menuItemSales({ ...store(), period: 'today' })
    expect(sales).toMatchObject([{ quantity: 2, grams: 520 + 485, revenue_cents: 9_152 + 8_536 }])
    const [sold] = await database.db.stockMove.findMany({ where: { lineId: first?.id ?? 0 } })
    expect(sold).toMatchObject({ delta: -1, reason: 'sold' })
  })

  it('is signed, told to every screen, corrected until money comes, and by a second tap changed no more', async () => {
    const phone = await guestAt(deps, table())
    const { orderId } = await order(phone, 'duck')
    const [line] = await linesOf(orderId)
    const id = line?.id ?? 0
    await say(id, { grams: 500 })
    await say(id, { grams: 500 })
    expect((await refusalOf(say(id, { grams: 510 }))).code).toBe('line.moved-on')
    await say(id, { grams: 510, seenCents: 8_800 })

    const audit = await database.db.auditEntry.findMany({
      where: { ...store(), action: 'line.priced' },
      orderBy: { id: 'asc' },
    })
    expect(audit.map(({ details, staffId }) => ({ details, staffId }))).toMatchObject([
      { details: { grams: 500, cents: 8_800 }, staffId: place.store.staff.waiter.id },
      { details: { grams: 510, cents: 8_976, gramsBefore: 500, centsBefore: 8_800 } },
    ])
    const told = await database.db.outboxEvent.findMany({
      where: { ...store(), type: 'order_status_update' },
    })
    expect(told).toHaveLength(2)
    expect(told[0]?.payload).toMatchObject({ line_ids: [id], order: { final_amount: 88 } })

    await payCash(orderId)
    expect((await refusalOf(say(id, { grams: 400, seenCents: 8_976 }))).code).toBe(
      'order.already-paid',
    )
  })

  it('is not paid before it is weighed: not whole, not in parts, not in cash, not by closing it or the table', async () => {
    const phone = await guestAt(deps, table())
    await order(phone, 'rice', 10)
    const { orderId } = await order(phone, 'duck')
    const { sittingId } = await database.db.order.findUniqueOrThrow({ where: { id: orderId } })
    const all = [
      () => pay(phone, orderId),
      () => pay(phone, orderId, 1_000),
      () => payCash(orderId),
      () => cashier().call.payment.closeBill({ ...store(), orderId }),
      () => waiter().call.service.clear({ ...store(), sittingId: sittingId ?? 0 }),
    ]
    for (const each of all) {
      expect(await refusalOf(each())).toMatchObject({
        code: 'order.unpriced',
        details: { number: 1 },
      })
    }
    const [line] = (await linesOf(orderId)).slice(-1)
    await say(line?.id ?? 0, { grams: 1_000 })
    const { payment } = await payCash(orderId)
    expect(payment.amountCents).toBe(3_000 + 17_600)
  })

  it('keeps a bill open that is paid while it waits, and is paid as the rest', async () => {
    const party = await openBill(deps, place.store, table())
    const token = await pay(party.phone, party.orderId)
    await order(party.phone, 'duck')
    await party.phone.call.payment.answerPayPage({ token, answer: 'pay' })

    const facts = () => database.db.order.findUniqueOrThrow({ where: { id: party.orderId } })
    expect(await facts()).toMatchObject({ paidCents: 3_000, settledAt: null, awaited: 1 })
    const [line] = (await linesOf(party.orderId)).slice(-1)
    await say(line?.id ?? 0, { grams: 500 })
    // What was weighed while money was in the bill stays as it was said.
    expect((await refusalOf(say(line?.id ?? 0, { grams: 400, seenCents: 8_800 }))).code).toBe(
      'line.paid',
    )
    const { payment } = await payCash(party.orderId)
    expect(payment.amountCents).toBe(8_800)
    expect(await facts()).toMatchObject({ paidCents: 11_800, settledAt: clock.now })
  })

  it('settles the bill that is paid while it waits once it is taken back', async () => {
    const party = await openBill(deps, place.store, table())
    const token = await pay(party.phone, party.orderId)
    await order(party.phone, 'duck')
    await party.phone.call.payment.answerPayPage({ token, answer: 'pay' })
    const [line] = (await linesOf(party.orderId)).slice(-1)
    const request = { ...store(), lineId: line?.id ?? 0, reason: '鱼卖完了' }
    await waiter().call.ordering.voidLine(request)
    expect(
      await database.db.order.findUniqueOrThrow({ where: { id: party.orderId } }),
    ).toMatchObject({ awaited: 0, settledAt: clock.now })
    expect((await refusalOf(say(line?.id ?? 0, { grams: 500 }))).code).toBe('line.moved-on')
  })

  it('is weighed before a guest pays who pays first, and the time to pay begins then', async () => {
    await database.db.store.update({
      where: { id: place.store.id },
      data: { orderMode: 'pay_first' },
    })
    const phone = await guestAt(deps, table())
    const { orderId } = await order(phone, 'duck')
    await settleFree(deps)
    clock.now = new Date('2026-11-20T15:00:00+08:00')
    await endUnpaid(deps)
    const facts = () => database.db.order.findUniqueOrThrow({ where: { id: orderId } })
    expect(await facts()).toMatchObject({ state: 'pending', settledAt: null })
    const floor = await waiter().call.service.floor(store())
    const needs = floor.areas.flatMap(({ tables }) =>
      tables.flatMap(({ sitting }) => sitting?.needs),
    )
    expect(needs.map((need) => need?.kind).filter(Boolean)).toEqual(['price'])

    const [line] = await linesOf(orderId)
    await say(line?.id ?? 0, { grams: 500 })
    await endUnpaid(deps)
    expect(await facts()).toMatchObject({ state: 'pending', owedCents: 8_800 })
    const token = await pay(phone, orderId)
    await phone.call.payment.answerPayPage({ token, answer: 'pay' })
    expect(await facts()).toMatchObject({ state: 'confirmed', settledAt: clock.now })
  })

  it('is refused without a weight, with a price nobody asked for, and for a dish of a plain price', async () => {
    const phone = await guestAt(deps, table())
    const { orderId } = await order(phone, 'duck')
    const [fish] = await linesOf(orderId)
    const rice = await orderMore(phone, place.store, table(), 1)
    const [plain] = (await linesOf(rice.orderId)).slice(-1)
    expect((await refusalOf(say(fish?.id ?? 0, {}))).code).toBe('input.invalid')
    expect((await refusalOf(say(fish?.id ?? 0, { grams: 1, priceCents: 1 }))).code).toBe(
      'input.invalid',
    )
    expect((await refusalOf(say(plain?.id ?? 0, { grams: 500 }))).code).toBe('line.moved-on')
    const kitchen = staffPerson(deps, place.store, 'kitchen')
    const byCook = say(fish?.id ?? 0, { grams: 500 }, kitchen)
    expect((await refusalOf(byCook)).code).toBe('permission.missing')
    const elsewhere = staffPerson(deps, place.otherStore, 'waiter').call.ordering.priceLine({
      storeId: place.otherStore.id,
      ...{ lineId: fish?.id ?? 0, grams: 500, priceCents: null, seenCents: null },
    })
    expect((await refusalOf(elsewhere)).code).toBe('thing.not-found')
    await say(fish?.id ?? 0, { grams: 500 })
  })

  it('of two who weigh it at once one is heard, and the other is told', async () => {
    const phone = await guestAt(deps, table())
    const { orderId } = await order(phone, 'duck')
    const [line] = await linesOf(orderId)
    const both = await Promise.allSettled([
      say(line?.id ?? 0, { grams: 500 }),
      say(line?.id ?? 0, { grams: 600 }, cashier()),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(
      await database.db.auditEntry.count({ where: { action: 'line.priced', ...store() } }),
    ).toBe(1)
  })

  it('stands on the kitchen’s board as waiting, and with its weight', async () => {
    const phone = await guestAt(deps, table())
    const { orderId } = await order(phone, 'duck')
    const round = await database.db.round.findFirstOrThrow({ where: { orderId } })
    await waiter().call.ordering.decideRound({ ...store(), roundId: round.id, decision: 'confirm' })
    const cook = staffPerson(deps, place.store, 'kitchen')
    const shown = async () =>
      (await cook.call.kitchen.tickets({ ...store(), stationId: null })).tickets[0]?.lines
    expect(await shown()).toMatchObject([{ isPriced: false, grams: null }])
    const [line] = await linesOf(orderId)
    await say(line?.id ?? 0, { grams: 640 })
    expect(await shown()).toMatchObject([{ isPriced: true, grams: 640 }])
  })

  it('is given back, and counted by the reports, at what it came to', async () => {
    const phone = await guestAt(deps, table())
    const { orderId } = await order(phone, 'duck')
    const [line] = await linesOf(orderId)
    const lineId = line?.id ?? 0
    await say(lineId, { grams: 750 })
    await payCash(orderId)
    const manager = staffPerson(deps, place.store, 'manager')
    const today = { ...store(), period: 'today' as const }
    expect(await manager.call.analytics.menuItemSales(today)).toMatchObject([
      { menu_item_id: place.store.dishes.duck.id, quantity: 1, revenue_cents: 13_200 },
    ])
    const given = await manager.call.refunds.refundOrder({
      ...store(),
      orderId,
      what: { kind: 'lines', lines: [{ lineId, quantity: 1 }] },
      reason: '不新鲜',
      returnsStock: false,
      key: newKey(),
    })
    expect(given).toMatchObject({ amountCents: 13_200 })
  })
})

describe('a dish at the market’s price', () => {
  it('waits for its price at the table, which is never nothing, and is said of a portion', async () => {
    await becomes('beer', { isMarketPrice: true })
    const phone = await guestAt(deps, table())
    const { cart, orderId } = await order(phone, 'beer', 3)
    expect(cart.lines).toMatchObject([{ isPriced: false, rate: { cents: null, isAsked: true } }])
    const [line] = await linesOf(orderId)
    expect((await refusalOf(say(line?.id ?? 0, {}))).code).toBe('input.invalid')
    await say(line?.id ?? 0, { priceCents: 2_500 })
    expect(await linesOf(orderId)).toMatchObject([
      { unitCents: 2_500, listUnitCents: 2_500, quantity: 3, totalCents: 7_500, grams: null },
    ])
  })

  it('weighed: price and weight are said together', async () => {
    await becomes('duck', { isMarketPrice: true, perGrams: 500 })
    const phone = await guestAt(deps, table())
    const { orderId } = await order(phone, 'duck')
    const [line] = await linesOf(orderId)
    expect((await refusalOf(say(line?.id ?? 0, { grams: 800 }))).code).toBe('input.invalid')
    await say(line?.id ?? 0, { grams: 800, priceCents: 6_800 })
    expect(await linesOf(orderId)).toMatchObject([{ unitCents: 10_880, grams: 800 }])
  })
})
