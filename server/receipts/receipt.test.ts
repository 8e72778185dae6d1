// Receipts on a real database: the same figures as the bill, on the phone and on paper, for whoever
// holds the link and nobody else.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Language } from '@/domain/language'
import type { SplitRequest } from '@/domain/split'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { startTestPrinter, type TestPrinter } from '@/testing/test-printer'
import type { Deps } from '../deps'
import { openPrintQueue } from '../printing/print-queue'
import { printSettled } from './print-receipt'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let cashier: Person
let printer: TestPrinter
const NOON = new Date('2026-11-20T12:00:00+08:00')
const clock = { now: NOON }

beforeAll(async () => {
  database = await freshDatabase()
  printer = await startTestPrinter()
})
afterAll(async () => {
  await printer.stop()
  await database.drop()
})

beforeEach(() => openAt(NOON))

async function openAt(at: Date): Promise<void> {
  clock.now = at
  printer.pages = []
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  cashier = staffPerson(deps, place.store, 'cashier')
}

const inStore = () => ({ storeId: place.store.id })
const payCash = (orderId: number) =>
  cashier.call.payment.takeCash({ ...inStore(), orderId, key: newKey() })
const addPrinter = (isAutomatic: boolean, widthMm: 58 | 80 = 80, language: Language = 'zh-CN') =>
  manager.call.printing.save({
    ...inStore(),
    printerId: null,
    name: '前台',
    purpose: 'receipt',
    stationId: null,
    host: '127.0.0.1',
    port: printer.port,
    widthMm,
    language,
    isAutomatic,
  })
async function work(): Promise<void> {
  await printSettled(deps)
  const queue = openPrintQueue(deps)
  await queue.run()
  await queue.rest()
  clock.now = new Date(clock.now.getTime() + 1_000)
}

describe('a receipt of one’s own part', () => {
  it('names the dishes and shares that one payment was for, and what came back of it', async () => {
    await database.db.store.update({ where: { id: place.store.id }, data: { perHeadCents: 200 } })
    const [table] = place.store.tables
    const { phone, orderId } = await openBill(deps, place.store, table)
    const { code } = table
    const { lines } = await phone.call.billing.split({ code, orderId })
    const third = { lineId: lines[0]?.id ?? 0, quantity: 1, of: 3 }
    const { payment } = await cashier.call.payment.takeCash({
      ...inStore(),
      orderId,
      split: { kind: 'items', items: [third], heads: 1 },
      key: newKey(),
    })
    const { id: paymentId } = payment
    const { path } = await phone.call.receipts.openReceipt({ code, orderId, paymentId })
    const [, token = '', part] = /receipt\/(.+)\?part=(\d+)$/.exec(path) ?? []
    expect(Number(part)).toBe(paymentId)

    const stranger = person(deps)
    const receipt = await stranger.call.receipts.receipt({ token, paymentId })
    expect(receipt.part).toMatchObject({
      splitKind: 'items',
      amountCents: 1_200,
      headCents: 200,
      dishes: [{ name: '米饭', portions: 10, amountCents: 1_000, quantity: 1, of: 3 }],
      method: 'cash',
      refundedCents: 0,
    })
    expect((await stranger.call.receipts.receipt({ token })).part).toBeNull()
    const other = await openBill(deps, place.store, place.store.tables[1])
    const theirs = await cashier.call.payment.takeCash({
      ...inStore(),
      orderId: other.orderId,
      key: newKey(),
    })
    const foreign = stranger.call.receipts.receipt({ token, paymentId: theirs.payment.id })
    expect((await refusalOf(foreign)).code).toBe('thing.not-found')
  })
})

describe('the link', () => {
  it('shows what the bill says, to anybody who holds it, and stays the same', async () => {
    const [table] = place.store.tables
    const { phone, orderId } = await openBill(deps, place.store, table)
    await payCash(orderId)
    const request = { code: table.code, orderId }
    const { path } = await phone.call.receipts.openReceipt(request)
    expect((await phone.call.receipts.openReceipt(request)).path).toBe(path)

    const token = path.split('/').at(-1) ?? ''
    const receipt = await person(deps).call.receipts.receipt({ token })
    expect(receipt).toMatchObject({
      tableName: table.name,
      lines: [{ name: '米饭', quantity: 10, unitCents: 300, totalCents: 3_000 }],
      itemsCents: 3_000,
      owedCents: 3_000,
      openCents: 0,
      payments: [{ method: 'cash', amountCents: 3_000 }],
    })
    expect(JSON.stringify(receipt)).not.toMatch(/"id"|memberId|guestId|staff/)
  })

  it('is not told to other tables, and one that was guessed opens nothing', async () => {
    const [table, otherTable] = place.store.tables
    const { orderId } = await openBill(deps, place.store, table)
    const neighbour = await guestAt(deps, otherTable)
    const request = { code: otherTable.code, orderId }
    expect((await refusalOf(neighbour.call.receipts.openReceipt(request))).code).toBe(
      'thing.not-found',
    )
    const guess = person(deps).call.receipts.receipt({ token: 'A'.repeat(22) })
    expect((await refusalOf(guess)).code).toBe('thing.not-found')
  })
})

describe('on paper', () => {
  it.each([0, 1, 4, 7, 23])(
    'a bill that is settled comes out at hour %i of where the machine is',
    async (hour) => {
      await openAt(new Date(`2026-11-20T${String(hour).padStart(2, '0')}:14:00+08:00`))
      await addPrinter(true)
      const { orderId } = await openBill(deps, place.store, place.store.tables[0])
      await payCash(orderId)
      expect([await printSettled(deps), await printSettled(deps)]).toEqual([1, 0])
    },
  )

  it('a bill that is settled comes out by itself once, with its sums and where it is found again', async () => {
    await addPrinter(true)
    const [table] = place.store.tables
    const { orderId } = await openBill(deps, place.store, table)
    await work()
    expect(printer.pages).toEqual([])
    await payCash(orderId)
    await Promise.all([printSettled(deps), printSettled(deps)])
    await work()
    await work()
    expect(printer.pages).toHaveLength(1)
    expect(printer.pages[0]).toMatch(
      /一店[\s\S]*收据[\s\S]*米饭10?[\s\S]*30\.00[\s\S]*实付 现金30\.00/,
    )
    expect(printer.pages[0]).not.toContain('补打')
  })

  it('a bill before it is paid says so, and what is printed again is marked, once per request', async () => {
    await addPrinter(false, 58)
    const [table] = place.store.tables
    const { orderId } = await openBill(deps, place.store, table)
    const print = (key: string) =>
      cashier.call.receipts.printReceipt({ ...inStore(), orderId, key })
    await print(newKey())
    await work()
    expect(printer.pages[0]).toContain('未付清')
    await payCash(orderId)
    const key = newKey()
    await Promise.all([print(key), print(key)])
    await work()
    expect(printer.pages).toHaveLength(2)
    expect(printer.pages[1]).toContain('补打 第2份')
    expect(printer.pages[1]).not.toContain('未付清')
  })

  it('one payment’s part is printed as its guest sees it, apart from the bill’s own copies', async () => {
    await addPrinter(false)
    const [table] = place.store.tables
    const { phone, orderId } = await openBill(deps, place.store, table)
    const pay = async (split: SplitRequest) => {
      const request = { code: table.code, orderId, method: 'wechat' as const, split, key: newKey() }
      const { id, payUrl } = await phone.call.payment.create(request)
      const token = payUrl?.split('/').at(-1) ?? ''
      await person(deps).call.payment.answerPayPage({ token, answer: 'pay' })
      return id
    }
    const lineId = (await database.db.orderLine.findFirstOrThrow({ where: { orderId } })).id
    const ofDish = await pay({ kind: 'items', items: [{ lineId, quantity: 2 }] })
    const ofMoney = await pay({ kind: 'amount', amountCents: 1_000 })
    const print = async (paymentId: number | null) => {
      await cashier.call.receipts.printReceipt({ ...inStore(), orderId, paymentId, key: newKey() })
      await work()
      return printer.pages.at(-1) ?? ''
    }
    expect(await print(ofDish)).toMatch(
      /个人收据[\s\S]*米饭 × 2\s*6\.00[\s\S]*本份金额[\s\S]*6\.00[\s\S]*整单金额[\s\S]*30\.00/,
    )
    expect(await print(ofMoney)).toMatch(/个人收据[\s\S]*整单的一部分\s*10\.00/)
    expect(printer.pages.at(-1)).not.toContain('补打')
    expect(await print(ofMoney)).toContain('补打 第2份')
    expect(await print(null)).not.toContain('补打')
    const { orderId: otherId } = await openBill(deps, place.store, place.store.tables[1])
    const strange = { ...inStore(), orderId: otherId, paymentId: ofMoney, key: newKey() }
    expect((await refusalOf(cashier.call.receipts.printReceipt(strange))).code).toBe(
      'thing.not-found',
    )
  })

  it('money that went back stands on it', async () => {
    await addPrinter(false)
    const [table] = place.store.tables
    const { orderId } = await openBill(deps, place.store, table)
    await payCash(orderId)
    const what = { kind: 'amount' as const, amountCents: 500 }
    const refund = { ...inStore(), orderId, what, reason: '菜凉了', returnsStock: false }
    await cashier.call.refunds.refundOrder({ ...refund, key: newKey() })
    await cashier.call.receipts.printReceipt({ ...inStore(), orderId, key: newKey() })
    await work()
    expect(printer.pages[0]).toMatch(/退款-5\.00/)
  })

  it.each([
    ['zh-CN', '模拟支付，没有真实收款'],
    ['en', 'Simulated payment, no real money'],
  ] as const)(
    'money that was only simulated is called so on every receipt, in %s',
    async (language, words) => {
      await addPrinter(false, 58, language)
      const [table] = place.store.tables
      const { phone, orderId } = await openBill(deps, place.store, table)
      const part = { kind: 'amount' as const, amountCents: 1_000 }
      const request = {
        code: table.code,
        orderId,
        method: 'wechat' as const,
        split: part,
        key: newKey(),
      }
      const { payUrl } = await phone.call.payment.create(request)
      const payment = payUrl?.split('/').at(-1) ?? ''
      await person(deps).call.payment.answerPayPage({ token: payment, answer: 'pay' })
      await payCash(orderId)
      await cashier.call.receipts.printReceipt({ ...inStore(), orderId, key: newKey() })
      await work()
      // Once for the whole receipt, once at the payment that it is about.
      expect(printer.pages[0]?.split(words)).toHaveLength(3)

      const { path } = await phone.call.receipts.openReceipt({ code: table.code, orderId })
      const token = path.split('/').at(-1) ?? ''
      const { payments } = await person(deps).call.receipts.receipt({ token })
      expect(payments).toMatchObject([
        { method: 'wechat', isSimulated: true },
        { method: 'cash', isSimulated: false },
      ])
    },
  )

  it('needs a printer, and says so where there is none', async () => {
    const [table] = place.store.tables
    const { orderId } = await openBill(deps, place.store, table)
    const request = { ...inStore(), orderId, key: newKey() }
    expect((await refusalOf(cashier.call.receipts.printReceipt(request))).code).toBe('printer.none')
  })
})

describe('the drawer', () => {
  it('opens once for cash, and not when the receipt is printed again', async () => {
    printer.kicks = 0
    await addPrinter(true)
    const { orderId } = await openBill(deps, place.store, place.store.tables[0])
    await payCash(orderId)
    await Promise.all([printSettled(deps), printSettled(deps)])
    await work()
    const opened = printer.kicks
    // Both ways in which a drawer can be wired, once each.
    expect(opened).toBe(2)
    await cashier.call.receipts.printReceipt({ ...inStore(), orderId, key: newKey() })
    await work()
    expect(printer.kicks).toBe(opened)
    expect(printer.pages).toHaveLength(2)
  })

  it('stays shut for money on a phone, where there is none, and when nobody waits for it any more', async () => {
    printer.kicks = 0
    await addPrinter(true)
    const [table, otherTable] = place.store.tables
    const { phone, orderId } = await openBill(deps, place.store, table)
    const all = { kind: 'whole' as const }
    const request = {
      code: table.code,
      orderId,
      method: 'wechat' as const,
      split: all,
      key: newKey(),
    }
    const { payUrl } = await phone.call.payment.create(request)
    const token = payUrl?.split('/').at(-1) ?? ''
    await person(deps).call.payment.answerPayPage({ token, answer: 'pay' })
    await work()
    expect(printer.pages).toHaveLength(1)
    expect(printer.kicks).toBe(0)

    const late = await openBill(deps, place.store, otherTable)
    await payCash(late.orderId)
    await printSettled(deps)
    clock.now = new Date(clock.now.getTime() + 120_000)
    await work()
    expect(printer.kicks).toBe(0)
  })
})
