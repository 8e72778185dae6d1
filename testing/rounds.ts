// Rounds for room tests: a waiter orders, so that they are confirmed by being placed.

import { newToken } from '@/server/access/tokens'
import type { Deps } from '@/server/deps'
import { staffPerson, type TestStore } from './restaurant'

export type Wanted = {
  dish: Exclude<keyof TestStore['dishes'], 'mapo'>
  quantity?: number
  isHeld?: boolean
}

/**
 * A waiter's round at the first table. @returns the ids of its lines, in the order they were wanted
 */
export async function waiterRound(
  deps: Deps,
  store: TestStore,
  ...wanted: (Wanted | Wanted['dish'])[]
): Promise<number[]> {
  const requests = wanted.map((each) => (typeof each === 'string' ? { dish: each } : each))
  const { orderId } = await staffPerson(deps, store, 'waiter').call.ordering.placeForTable({
    storeId: store.id,
    tableId: store.tables[0].id,
    lines: requests.map(({ dish, quantity = 1, isHeld = false }) => ({
      dishId: store.dishes[dish].id,
      choices: [],
      quantity,
      note: '少盐',
      isHeld,
    })),
    key: newToken(),
  })
  const lines = await deps.db.orderLine.findMany({ where: { orderId }, orderBy: { id: 'asc' } })
  return lines.slice(-wanted.length).map((line) => line.id)
}

/** The code of the refusal that a call met. */
export async function refusedWith(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (caught: { cause?: { code?: string } }) => caught,
  )
  if (!error?.cause?.code) throw new Error('expected a refusal', { cause: error })
  return error.cause.code
}
