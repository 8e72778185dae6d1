// Tables, sittings and guests: what a table's state is, read from what happens at it.

import { Refusal } from './refusal'

export type TableState = 'free' | 'seated' | 'ordered' | 'waiting' | 'paid'

/** What a table's state is read from; amounts in 分. */
export type TableFacts = {
  isOpen: boolean
  pendingRounds: number
  orders: number
  owedCents: number
  paidCents: number
}

/**
 * free → seated (scanned, nothing ordered) → waiting (a round waits for a person) → ordered → paid (all settled, not yet cleared).
 */
export function tableState(facts: TableFacts): TableState {
  if (!facts.isOpen) return 'free'
  if (facts.pendingRounds > 0) return 'waiting'
  if (facts.orders === 0) return 'seated'
  return facts.paidCents >= facts.owedCents ? 'paid' : 'ordered'
}

/** The most phones one sitting takes: more is not a party but a mistake or an attack. */
export const MAXIMUM_GUESTS = 40

/** The most people a sitting is said to be. */
export const MAXIMUM_PEOPLE = 99

/**
 * How long a phone keeps its seat cookie: longer than any meal, so that an old tab opened again is recognised
 * and asked before it sits down, instead of taking a table from home.
 */
export const SEAT_COOKIE_DAYS = 30

export const MAXIMUM_NICKNAME_LENGTH = 12

/** The number of the next phone at a table: numbers are never given twice in a sitting. @throws Refusal table.full */
export function nextGuestNumber(numbers: readonly number[]): number {
  if (numbers.length >= MAXIMUM_GUESTS) throw new Refusal('table.full')
  return Math.max(0, ...numbers) + 1
}

/** What an order still has to be paid before its table is cleared; amounts in 分. */
export type BillAtTable = {
  isCancelled: boolean
  owedCents: number
  paidCents: number
  surplusCents: number
}

/**
 * Passes when nothing is left to pay at the table; a cancelled order owes nothing.
 * @throws Refusal sitting.has-open-bill (openCents)
 */
export function refuseOpenBill(orders: readonly BillAtTable[]): void {
  const openCents = orders
    .filter((order) => !order.isCancelled)
    .map((order) => Math.max(0, order.owedCents - (order.paidCents - order.surplusCents)))
    .reduce((sum, cents) => sum + cents, 0)
  if (openCents > 0) throw new Refusal('sitting.has-open-bill', { openCents })
}
