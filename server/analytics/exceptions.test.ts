// Who took what off, gave back or gave away, and why: each command counts once, under its person
// and reason, and adds up to the summary.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { addTable, newKey, openBill, type Party, refusalOf } from '@/testing/open-bill'
import {
  type Clock,
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { exportReport } from './export-report'
import { outside as outsideIn } from './outside'
import { MAXIMUM_EXCEPTIONS } from './read-exceptions'

const outside = <Row extends object>(row: Row) => outsideIn(row, 'CNY')

let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let waiter: Person
let cashier: Person
let tables = 0
const EVENING = new Date('2026-11-23T12:00:00Z')
const clock: Clock = { now: EVENING }

beforeAll(async () => {
  database = await freshDatabase()
  deps = testDeps(database, clock)
})
afterAll(() => database.drop())

beforeEach(async () => {
  clock.now = EVENING
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  waiter = staffPerson(deps, place.store, 'waiter')
  cashier = staffPerson(deps, place.store, 'cashier')
})

const inStore = () => ({ storeId: place.store.id })
const today = () => ({ ...inStore(), period: 'today' as const })
const exceptions = async () => {
  const { rows, totals, more } = await manager.call.analytics.exceptions(today())
  return { rows: rows.map(outside), totals: totals.map(outside), more }
}
const idOf = (role: 'manager' | 'waiter' | 'cashier') => place.store.staff[role].id

/** A confirmed order of rice at 3 yuan a portion. */
async function order(portions = 10): Promise<Party & { lineId: number; roundId: number }> {
  tables += 1
  const party = await openBill(
    deps,
    place.store,
    await addTable(deps, place.store, `E${tables}`),
    portions,
  )
  const { id: roundId } = await database.db.round.findFirstOrThrow({
    where: { orderId: party.orderId },
  })
  await manager.call.ordering.decideRound({ ...inStore(), roundId, decision: 'confirm' })
  const { id: lineId } = await database.db.orderLine.findFirstOrThrow({
    where: { orderId: party.orderId },
  })
  return { ...party, lineId, roundId }
}

const payCash = ({ orderId }: { orderId: number }) =>
  cashier.call.payment.takeCash({ ...inStore(), orderId, key: newKey() })

const refund = (who: Person, orderId: number, amountCents: number, reason: string) =>
  who.call.refunds.refundOrder({
    ...inStore(),
    orderId,
    what: { kind: 'amount', amountCents },
    reason,
    returnsStock: false,
    key: newKey(),
  })

const discount = (who: Person, orderId: number, amountCents: number, reason: string) =>
  who.call.billing.discount({
    ...inStore(),
    orderId,
    kind: 'amount_off',
    amountCents,
    reason,
    key: newKey(),
  })

describe('the exceptions', () => {
  it('of a day without any are none', async () => {
    await order()
    const { rows, totals } = await exceptions()
    expect(rows).toEqual([])
    expect(totals.map(({ exception, count, amount }) => [exception, count, amount])).toEqual(
      ['void', 'cancel', 'reject', 'refund', 'discount'].map((each) => [each, 0, 0]),
    )
  })

  it('stand by person and reason, the largest first, each dish once', async () => {
    // Two portions and then one, by the waiter, for one reason; a served dish by the manager for
    // another.
    const some = await order(10)
    const take = (quantity: number) => ({ ...inStore(), lineId: some.lineId, quantity })
    await waiter.call.ordering.voidLine({ ...take(2), reason: '点错了' })
    await waiter.call.ordering.voidLine({ ...take(1), reason: '点错了' })
    const eaten = await order(4)
    await waiter.call.kitchen.serve({ ...inStore(), lineIds: [eaten.lineId] })
    await manager.call.ordering.voidLine({ ...inStore(), lineId: eaten.lineId, reason: '菜凉了' })
    // A whole order cancelled, with a dish of it taken back before; and a waiting round rejected.
    const left = await order(20)
    await waiter.call.ordering.voidLine({
      ...inStore(),
      lineId: left.lineId,
      quantity: 5,
      reason: '点错了',
    })
    clock.now = new Date(EVENING.getTime() + 60_000)
    await cashier.call.ordering.cancel({ ...inStore(), orderId: left.orderId, reason: '客人走了' })
    tables += 1
    const table = await addTable(deps, place.store, `E${tables}`)
    const unwanted = await openBill(deps, place.store, table, 7)
    const round = await database.db.round.findFirstOrThrow({
      where: { orderId: unwanted.orderId },
    })
    await waiter.call.ordering.decideRound({
      ...inStore(),
      roundId: round.id,
      decision: 'reject',
      reason: '',
    })

    const { rows, totals } = await exceptions()
    const facts = rows.map((row) => [
      row.exception,
      row.staff_id,
      row.reason,
      row.count,
      row.amount,
      row.begun_amount,
    ])
    expect(facts).toEqual([
      ['cancel', idOf('cashier'), '客人走了', 1, 45, 0],
      ['void', idOf('waiter'), '点错了', 3, 24, 0],
      ['reject', idOf('waiter'), '', 1, 21, 0],
      ['void', idOf('manager'), '菜凉了', 1, 12, 12],
    ])
    expect(rows[0]?.staff_name).toBe('cashier 一店')
    expect(totals).toMatchObject([
      { exception: 'void', count: 4, amount: 36, begun_amount: 12 },
      { exception: 'cancel', count: 1, amount: 45 },
      { exception: 'reject', count: 1, amount: 21 },
      { exception: 'refund', count: 0 },
      { exception: 'discount', count: 0 },
    ])
  })

  it('of an order with a waiting round that is cancelled is one cancelled order', async () => {
    const running = await order(10)
    await running.phone.call.ordering.addToCart({
      code: running.table.code,
      dishId: place.store.dishes.rice.id,
      choices: [],
      quantity: 2,
      key: newKey(),
    })
    const cart = await running.phone.call.ordering.cart({ code: running.table.code })
    await running.phone.call.ordering.place({
      code: running.table.code,
      cartVersion: cart.version,
      expectedCents: cart.owedCents,
      key: newKey(),
    })
    const { orderId } = running
    await cashier.call.ordering.cancel({ ...inStore(), orderId, reason: '客人走了' })
    expect((await exceptions()).rows).toMatchObject([
      { exception: 'cancel', count: 1, amount: 36, staff_id: idOf('cashier') },
    ])
  })

  it('add up to what the summary calls refunded and discounts, whoever gave them', async () => {
    const given = await order(10)
    await discount(cashier, given.orderId, 500, '老顾客')
    await discount(manager, given.orderId, 100, '久等了')
    await payCash(given)
    await refund(cashier, given.orderId, 200, '菜凉了')
    await refund(manager, given.orderId, 300, '菜凉了')
    await manager.call.billing.setBillRules({
      ...inStore(),
      ...(await manager.call.billing.billRules(inStore())),
      roundingCents: 100,
    })
    const rounded = await order(11)
    await discount(cashier, rounded.orderId, 250, '老顾客')

    const { rows, totals } = await exceptions()
    const summary = outside(await manager.call.analytics.revenueSummary(today()))
    const total = (kind: string) => totals.find(({ exception }) => exception === kind)?.amount
    expect(total('refund')).toBe(summary.refunded)
    expect(total('discount')).toBe(summary.total_discount)
    expect(summary).toMatchObject({ refunded: 5, total_discount: 9 })
    expect(rows.map((row) => [row.discount_kind, row.staff_id, row.reason, row.amount])).toEqual([
      ['manual', idOf('cashier'), '老顾客', 7.5],
      [null, idOf('manager'), '菜凉了', 3],
      [null, idOf('cashier'), '菜凉了', 2],
      ['manual', idOf('manager'), '久等了', 1],
      ['rounding', null, '', 0.5],
    ])
  })

  it('are nobody’s where the house, a phone or a program did it', async () => {
    const paid = await order(10)
    const { payment } = await payCash(paid)
    await database.db.refund.create({
      data: {
        ...inStore(),
        orderId: paid.orderId,
        paymentId: payment.id,
        amountCents: 100,
        reason: 'surplus',
        state: 'succeeded',
        idempotencyKey: newKey(),
        businessDay: new Date('2026-11-23'),
        doneAt: clock.now,
      },
    })
    expect((await exceptions()).rows).toMatchObject([
      { exception: 'refund', staff_id: null, staff_name: null, reason: 'surplus', amount: 1 },
    ])
  })

  it('count on the business day they were done, by the store’s clock', async () => {
    const late = await order(10)
    const undone = await order(5)
    clock.now = new Date('2026-11-23T19:59:59.999Z')
    await waiter.call.ordering.voidLine({ ...inStore(), lineId: late.lineId, reason: '点错了' })
    clock.now = new Date('2026-11-23T20:00:00Z')
    await waiter.call.ordering.voidLine({ ...inStore(), lineId: undone.lineId, reason: '点错了' })
    const of = async (period: 'today' | 'yesterday') =>
      (await manager.call.analytics.exceptions({ ...inStore(), period })).rows.map(
        (row) => outside(row).amount,
      )
    expect(await of('yesterday')).toEqual([30])
    expect(await of('today')).toEqual([15])
  })

  it('of a thousand reasons are the thousand largest; the totals are of all', async () => {
    const bill = await order(99)
    const reasons = Array.from({ length: MAXIMUM_EXCEPTIONS + 200 }, (_, nth) => `原因 ${nth}`)
    const { payment } = await payCash(bill)
    await database.db.refund.createMany({
      data: reasons.map((reason, nth) => ({
        ...inStore(),
        orderId: bill.orderId,
        paymentId: payment.id,
        staffId: idOf('cashier'),
        amountCents: nth + 1,
        reason,
        state: 'succeeded' as const,
        idempotencyKey: newKey(),
        businessDay: new Date('2026-11-23'),
        doneAt: clock.now,
      })),
    })
    const { rows, totals, more } = await exceptions()
    expect(rows).toHaveLength(MAXIMUM_EXCEPTIONS)
    expect(more).toBe(200)
    expect(rows[0]).toMatchObject({ reason: '原因 1199', amount: 12 })
    expect(rows.at(-1)).toMatchObject({ reason: '原因 200', amount: 2.01 })
    expect(totals.find(({ exception }) => exception === 'refund')).toMatchObject({
      count: 1_200,
      amount: (1_200 * 1_201) / 2 / 100,
    })
  })

  it('open to the commands behind a row and to their orders', async () => {
    const first = await order(10)
    await waiter.call.ordering.voidLine({
      ...inStore(),
      lineId: first.lineId,
      quantity: 3,
      reason: '点错了',
    })
    clock.now = new Date(EVENING.getTime() + 60_000)
    const second = await order(2)
    await waiter.call.kitchen.serve({ ...inStore(), lineIds: [second.lineId] })
    await manager.call.ordering.voidLine({ ...inStore(), lineId: second.lineId, reason: '点错了' })
    const [row] = (await exceptions()).rows
    expect(row).toMatchObject({ staff_id: idOf('waiter'), amount: 9 })
    const request = { ...today(), exception: 'void' as const, discountKind: null, reason: '点错了' }
    const commands = async (staffId: number | null) =>
      (await manager.call.analytics.exceptionEntries({ ...request, staffId })).map(outside)
    expect(await commands(idOf('waiter'))).toMatchObject([
      {
        order_id: first.orderId,
        table_name: first.table.name,
        at: EVENING.toISOString(),
        dish: { name: '米饭', names: { en: 'Rice' }, quantity: 3 },
        amount: 9,
        is_begun: false,
      },
    ])
    expect(await commands(idOf('manager'))).toMatchObject([
      { order_id: second.orderId, is_begun: true },
    ])
    expect(await commands(null)).toEqual([])
  })

  it('are a file with words for who and why', async () => {
    const paid = await order(10)
    await discount(cashier, paid.orderId, 100, '老顾客')
    await payCash(paid)
    await database.db.manualDiscount.updateMany({ data: { staffId: null } })
    const lines = async (language: string) => {
      const { cookies } = manager
      const { context } = person(deps, cookies, { 'accept-language': language })
      const request = { ...today(), report: 'exceptions' as const }
      const { chunks } = await exportReport(context, request, new AbortController().signal)
      let text = ''
      for await (const chunk of chunks) text += chunk
      return text.slice(1, -2).split('\r\n')
    }
    expect(await lines('zh-CN')).toEqual([
      '类别,优惠方式,操作人,原因,笔数,金额,其中已做或已上桌',
      '优惠,人工,无（客人的手机、程序或系统）,老顾客,1,1.00,0.00',
    ])
    expect((await lines('en'))[1]).toContain('Discount,By hand,')
  })

  it('are of one store, for who may see its reports', async () => {
    const gone = await order()
    await waiter.call.ordering.voidLine({ ...inStore(), lineId: gone.lineId, reason: '点错了' })
    const neighbour = staffPerson(deps, place.otherStore, 'manager')
    const theirs = { storeId: place.otherStore.id, period: 'today' as const }
    expect((await neighbour.call.analytics.exceptions(theirs)).rows).toEqual([])
    const request = { exception: 'void' as const, discountKind: null, staffId: null, reason: '' }
    for (const who of [waiter, cashier, neighbour]) {
      const asked = [
        who.call.analytics.exceptions(today()),
        who.call.analytics.exceptionEntries({ ...today(), ...request }),
      ]
      for (const { code } of await Promise.all(asked.map(refusalOf))) {
        expect(code).toBe('permission.missing')
      }
    }
  })
})
