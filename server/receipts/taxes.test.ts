// Two rates of tax on a real database: set by a manager, kept with each dish as it was ordered, on
// the bill and on the receipt, also of what goes back.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  type Person,
  person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'

const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let cashier: Person

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  cashier = staffPerson(deps, place.store, 'cashier')
})
afterEach(async () => {
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

const inStore = () => ({ storeId: place.store.id })

async function setRates(isTaxAdded: boolean): Promise<void> {
  const rules = await manager.call.billing.billRules(inStore())
  const rates = { taxBasisPoints: 1_900, reducedTaxBasisPoints: 700, isTaxAdded }
  await manager.call.billing.setBillRules({ ...inStore(), ...rules, ...rates })
  await manager.call.billing.setTaxClasses({
    ...inStore(),
    reducedDishIds: [place.store.dishes.rice.id],
  })
}

/** A phone orders portions of dishes. */
async function order(wanted: [dishId: number, quantity: number][]) {
  const [table] = place.store.tables
  const { code } = table
  const phone = await guestAt(deps, table)
  for (const [dishId, quantity] of wanted) {
    await phone.call.ordering.addToCart({ code, dishId, choices: [], quantity, key: newKey() })
  }
  const cart = await phone.call.ordering.cart({ code })
  const request = { code, cartVersion: cart.version, expectedCents: cart.owedCents, key: newKey() }
  const { orderId } = await phone.call.ordering.place(request)
  return { phone, code, orderId }
}

const billOf = async ({ phone, code }: Awaited<ReturnType<typeof order>>) => {
  const [bill] = (await phone.call.billing.bill({ code })).bills
  if (!bill) throw new Error('there is a bill')
  return bill
}

async function receiptOf({ phone, code, orderId }: Awaited<ReturnType<typeof order>>) {
  const { path } = await phone.call.receipts.openReceipt({ code, orderId })
  return person(deps).call.receipts.receipt({ token: path.split('/').at(-1) ?? '' })
}

describe('two rates of tax', () => {
  it('stand on the bill each with its base, and a dish keeps the one it was ordered with', async () => {
    await setRates(false)
    const { beer, rice } = place.store.dishes
    const party = await order([
      [beer.id, 1],
      [rice.id, 10],
    ])
    const taxes = [
      { basisPoints: 1_900, netCents: 1_261, taxCents: 239 },
      { basisPoints: 700, netCents: 2_804, taxCents: 196 },
    ]
    expect(await billOf(party)).toMatchObject({ taxes, order: { owedCents: 4_500 } })
    await cashier.call.payment.takeCash({ ...inStore(), orderId: party.orderId, key: newKey() })

    await manager.call.billing.setTaxClasses({ ...inStore(), reducedDishIds: [] })
    const rules = await manager.call.billing.billRules(inStore())
    await manager.call.billing.setBillRules({ ...inStore(), ...rules, taxBasisPoints: 0 })
    expect((await receiptOf(party)).taxes).toEqual(taxes)
  })

  it('are added each on its own line where prices do not have them', async () => {
    await setRates(true)
    const { beer, rice } = place.store.dishes
    const party = await order([
      [beer.id, 1],
      [rice.id, 10],
    ])
    expect((await billOf(party)).order).toMatchObject({
      owedCents: 1_500 + 285 + 3_000 + 210,
      adjustments: [
        { kind: 'tax', amountCents: 285, reason: '19%' },
        { kind: 'tax', amountCents: 210, reason: '7%' },
      ],
    })
  })

  it('of a dish that goes back are on the receipt with its name', async () => {
    await setRates(true)
    const { beer, rice } = place.store.dishes
    const party = await order([
      [beer.id, 1],
      [rice.id, 10],
    ])
    const { orderId } = party
    await cashier.call.payment.takeCash({ ...inStore(), orderId, key: newKey() })
    const line = await database.db.orderLine.findFirstOrThrow({
      where: { orderId, dishId: rice.id },
    })
    await manager.call.refunds.refundOrder({
      ...inStore(),
      orderId,
      what: { kind: 'lines', lines: [{ lineId: line.id, quantity: 2 }] },
      reason: '凉了',
      returnsStock: false,
      key: newKey(),
    })
    const [refund] = (await receiptOf(party)).refunds
    expect(refund).toMatchObject({
      amountCents: 642,
      dishes: [{ name: '米饭', quantity: 2, amountCents: 642 }],
      taxes: [{ basisPoints: 700, netCents: 600, taxCents: 42 }],
    })
    const [sold] = await manager.call.analytics.menuItemSales({ ...inStore(), period: 'today' })
    expect(sold).toMatchObject({
      menu_item_id: rice.id,
      quantity: 10,
      revenue_cents: 3_000,
      given_back_quantity: 2,
      given_back_cents: 642,
    })
  })

  it('are set by a manager for dishes of the store only, and written down', async () => {
    const foreign = { ...inStore(), reducedDishIds: [place.otherStore.dishes.rice.id] }
    expect((await refusalOf(manager.call.billing.setTaxClasses(foreign))).code).toBe(
      'thing.not-found',
    )
    const own = { ...inStore(), reducedDishIds: [place.store.dishes.rice.id] }
    expect((await refusalOf(cashier.call.billing.setTaxClasses(own))).code).toBe(
      'permission.missing',
    )
    await manager.call.billing.setTaxClasses(own)
    const [category] = await manager.call.billing.taxClasses(inStore())
    expect(category?.dishes.filter(({ taxClass }) => taxClass === 'reduced')).toMatchObject([
      { id: place.store.dishes.rice.id },
    ])
    const where = { action: 'tax-classes.set', subjectId: String(place.store.id) }
    expect(await database.db.auditEntry.count({ where })).toBe(1)
  })
})
