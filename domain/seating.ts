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
 * free → seated (scanned, nothing ordered) → waiting (a round waits for a person) → ordered → paid
 * (all settled, not yet cleared).
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
 * How many people a sitting counts as: as many as a person said, else the one who is certainly
 * there; phones say nothing.
 */
export function peopleOf(partySize: number | null): number {
  return partySize ?? 1
}

/**
 * Whether somebody's word changes how many sit there; the same number again changes nothing.
 * @param seen what they saw as the number; null = nobody had said it
 * @throws Refusal people.changed (number) when another person said something else meanwhile;
 *   people.fewer when a guest takes away from those for whom something was ordered
 */
export function isOtherNumber(
  sitting: { partySize: number | null; hasOrdered: boolean },
  said: { people: number; seen: number | null; isGuest: boolean },
): boolean {
  const { partySize, hasOrdered } = sitting
  if (said.people === partySize) return false
  if (said.seen !== partySize) throw new Refusal('people.changed', { number: partySize ?? 0 })
  if (said.isGuest && hasOrdered && said.people < peopleOf(partySize)) {
    throw new Refusal('people.fewer')
  }
  return true
}

/** A bill of a sitting, as who counts its people sees it; cancelled ones are not counted. */
export type HeadsOnBill = { id: number; heads: number; isOpen: boolean }

/**
 * For how many heads the open bills are when so many people sit there: each is charged on one bill
 * of the sitting. More people are on its newest open bill, and where none is open on the next one;
 * fewer come off open bills, the newest first. A settled bill stays.
 * @returns only the bills that change
 */
export function recountHeads(
  people: number,
  bills: readonly HeadsOnBill[],
): { id: number; heads: number }[] {
  const open = bills.filter(({ isOpen }) => isOpen).sort((a, b) => b.id - a.id)
  let missing = people - bills.reduce((sum, { heads }) => sum + heads, 0)
  return open.flatMap(({ id, heads }) => {
    const next = Math.max(0, heads + missing)
    missing -= next - heads
    return next === heads ? [] : [{ id, heads: next }]
  })
}

/**
 * How long a phone keeps its seat cookie: longer than any meal, so that an old tab opened again is
 * recognised and asked before it sits down, instead of taking a table from home.
 */
export const SEAT_COOKIE_DAYS = 30

export const MAXIMUM_NICKNAME_LENGTH = 12

/**
 * The number of the next phone at a table: numbers are never given twice in a sitting. @throws
 * Refusal table.full
 */
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
