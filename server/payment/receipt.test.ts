// Receipts on a real database: the same figures as the bill, on the phone and on paper, for whoever holds the link and nobody else.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Ground } from '../ground'
import { openPrintQueue } from '../printing/print-queue'
import { freshDatabase, type TestDatabase } from '../testing/database'
import { newKey, openBill, refusalOf } from '../testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  testGround,
} from '../testing/restaurant'
import { startTestPrinter, type TestPrinter } from '../testing/test-printer'
import { printSettled } from './print-receipt'

let database: TestDatabase
let ground: Ground
let place: Restaurant
let manager: Person
let cashier: Person
let printer: TestPrinter
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
  printer = await startTestPrinter()
})
afterAll(async () => {
  await printer.stop()
  await database.drop()
})

beforeEach(async () => {
  printer.pages = []
  ground = testGround(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(ground, place.store, 'manager')
  cashier = staffPerson(ground, place.store, 'cashier')
})

const inStore = () => ({ storeId: place.store.id })
const payCash = (orderId: number) =>
  cashier.call.payment.takeCash({ ...inStore(), orderId, key: newKey() })
const addPrinter = (isAutomatic: boolean, widthMm: 58 | 80 = 80) =>
  manager.call.printing.save({
    ...inStore(),
    printerId: null,
    name: '前台',
    purpose: 'receipt',
    stationId: null,
    host: '127.0.0.1',
    port: printer.port,
    widthMm,
    language: 'zh-CN',
    isAutomatic,
  })
async function work(): Promise<void> {
  await printSettled(ground)
  const queue = openPrintQueue(ground)
  await queue.run()
  await queue.rest()
  clock.now = new Date(clock.now.getTime() + 1_000)
}

describe('the link', () => {
  it('shows what the bill says, to anybody who holds it, and stays the same', async () => {
    const [table] = place.store.tables
    const { phone, orderId } = await openBill(ground, place.store, table)
    await payCash(orderId)
    const wish = { code: table.code, orderId }
    const { path } = await phone.call.payment.openReceipt(wish)
    expect((await phone.call.payment.openReceipt(wish)).path).toBe(path)

    const token = path.split('/').at(-1) ?? ''
    const receipt = await person(ground).call.payment.receipt({ token })
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
    const { orderId } = await openBill(ground, place.store, table)
    const neighbour = await guestAt(ground, otherTable)
    const wish = { code: otherTable.code, orderId }
    expect((await refusalOf(neighbour.call.payment.openReceipt(wish))).code).toBe('thing.not-found')
    const guess = person(ground).call.payment.receipt({ token: 'A'.repeat(22) })
    expect((await refusalOf(guess)).code).toBe('thing.not-found')
  })
})

describe('on paper', () => {
  it('a bill that is settled comes out by itself once, with its sums and where it is found again', async () => {
    await addPrinter(true)
    const [table] = place.store.tables
    const { orderId } = await openBill(ground, place.store, table)
    await work()
    expect(printer.pages).toEqual([])
    await payCash(orderId)
    await Promise.all([printSettled(ground), printSettled(ground)])
    await work()
    await work()
    expect(printer.pages).toHaveLength(1)
    expect(printer.pages[0]).toMatch(
      /一店[\s\S]*收据[\s\S]*米饭10?[\s\S]*30\.00[\s\S]*实付 现金30\.00/,
    )
    expect(printer.pages[0]).not.toContain('补打')
  })

  it('a bill before it is paid says so, and what is printed again is marked, once per wish', async () => {
    await addPrinter(false, 58)
    const [table] = place.store.tables
    const { orderId } = await openBill(ground, place.store, table)
    const print = (key: string) => cashier.call.payment.printReceipt({ ...inStore(), orderId, key })
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

  it('money that went back stands on it', async () => {
    await addPrinter(false)
    const [table] = place.store.tables
    const { orderId } = await openBill(ground, place.store, table)
    await payCash(orderId)
    const what = { kind: 'amount' as const, amountCents: 500 }
    const refund = { ...inStore(), orderId, what, reason: '菜凉了', returnsStock: false }
    await cashier.call.payment.refundOrder({ ...refund, key: newKey() })
    await cashier.call.payment.printReceipt({ ...inStore(), orderId, key: newKey() })
    await work()
    expect(printer.pages[0]).toMatch(/退款-5\.00/)
  })

  it('needs a printer, and says so where there is none', async () => {
    const [table] = place.store.tables
    const { orderId } = await openBill(ground, place.store, table)
    const wish = { ...inStore(), orderId, key: newKey() }
    expect((await refusalOf(cashier.call.payment.printReceipt(wish))).code).toBe('printer.none')
  })
})
