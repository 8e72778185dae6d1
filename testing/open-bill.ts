// A party with a bill, for tests of money: a phone at a table that ordered rice at 300 分 a portion.

import { Refusal } from '@/domain/refusal'
import type { Deps } from '@/server/deps'
import { guestAt, type Person, type TestStore, type TestTable } from './restaurant'

let lastKey = 0

/** An idempotency key nobody used. */
export function newKey(): string {
  lastKey += 1
  return `test-key-${process.pid}-${lastKey}`
}

export type Party = { phone: Person; table: TestTable; orderId: number; owedCents: number }

/** Sits down at a table and orders `portions` of rice. */
export async function openBill(
  deps: Deps,
  store: TestStore,
  table: TestTable,
  portions = 10,
): Promise<Party> {
  const phone = await guestAt(deps, table)
  return { phone, table, ...(await orderMore(phone, store, table, portions)) }
}

/** Orders more rice on the same bill. */
export async function orderMore(
  phone: Person,
  store: TestStore,
  table: TestTable,
  portions: number,
): Promise<{ orderId: number; owedCents: number }> {
  const { code } = table
  const dishId = store.dishes.rice.id
  await phone.call.ordering.addToCart({
    code,
    dishId,
    choices: [],
    quantity: portions,
    key: newKey(),
  })
  const cart = await phone.call.ordering.cart({ code })
  return phone.call.ordering.place({
    code,
    cartVersion: cart.version,
    expectedCents: cart.owedCents,
    key: newKey(),
  })
}

/** A table of its own for a test that needs many. */
export async function addTable(deps: Deps, store: TestStore, name: string): Promise<TestTable> {
  const area = await deps.db.area.findFirstOrThrow({ where: { storeId: store.id } })
  const code = `table-${store.id}-${name}`
  const data = { storeId: store.id, areaId: area.id, name, code }
  const { id } = await deps.db.diningTable.create({ data })
  return { id, code, name }
}

/** The refusal a call ends with. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const error = await call.then(
    () => null,
    (caught: unknown) => caught,
  )
  const cause = (error as { cause?: unknown } | null)?.cause ?? error
  if (!(cause instanceof Refusal)) throw new Error('expected a refusal', { cause: error })
  return cause
}
