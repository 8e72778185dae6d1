// Tables, sittings and guests: what a table's state is, read from what happens at it.

import { Refusal } from './refusal'

/** How long a table's or an area's name may be. */
export const MAXIMUM_TABLE_NAME = 20

/** The most people a table is said to seat. */
export const MAXIMUM_SEATS = 99

/** The most tables and areas of a store; archived tables count. */
export const MAXIMUM_TABLES = 1_000
export const MAXIMUM_AREAS = 100

/** The most tables that are written down in one go. */
const MAXIMUM_TABLES_AT_ONCE = 200

/** Why no tables come of what was written; `part` is the piece of it that is meant. */
export type PatternFault = {
  fault: 'empty' | 'unclear' | 'backwards' | 'tooLong' | 'tooMany' | 'twice'
  part: string
}

const RANGE = /^(.*?)(\d+)\s*[-–—~～至到]\s*(.*?)(\d+)$/

/**
 * The names of tables as somebody writes them down: "A01–A12", "1-20", "A1, A2, 包间 1", each once
 * and in that order. The first number of a range says with how many digits its numbers are written.
 * @param skipsFours without those whose number has a 4 in it
 */
export function tablesOf(pattern: string, skipsFours: boolean): { names: string[] } | PatternFault {
  const parts = pattern
    .split(/[,，、;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 0) return { fault: 'empty', part: '' }
  const names: string[] = []
  for (const part of parts) {
    const range = rangeOf(part)
    if (range && 'fault' in range) return { fault: range.fault, part }
    for (const { name, number } of range ?? [
      { name: part, number: /\d*$/.exec(part)?.[0] ?? '' },
    ]) {
      if (skipsFours && number.includes('4')) continue
      if (name.length > MAXIMUM_TABLE_NAME) return { fault: 'tooLong', part }
      if (names.includes(name)) return { fault: 'twice', part: name }
      names.push(name)
      if (names.length > MAXIMUM_TABLES_AT_ONCE) return { fault: 'tooMany', part }
    }
  }
  return names.length > 0 ? { names } : { fault: 'empty', part: '' }
}

/** What a range stands for; null for what is none. */
function rangeOf(
  part: string,
): { name: string; number: string }[] | { fault: 'unclear' | 'backwards' | 'tooMany' } | null {
  const found = RANGE.exec(part)
  if (!found) return null
  const [, before = '', first = '', again = '', last = ''] = found
  // "A01–12" and "A01–A12" are the same; "A01–B12" is neither.
  if (again !== '' && again !== before) return { fault: 'unclear' }
  const [from, to] = [Number(first), Number(last)]
  if (to < from) return { fault: 'backwards' }
  if (to - from >= 2 * MAXIMUM_TABLES_AT_ONCE) return { fault: 'tooMany' }
  return Array.from({ length: to - from + 1 }, (_, nth) => {
    const number = String(from + nth).padStart(first.length, '0')
    return { name: before + number, number }
  })
}

export type TableState = 'free' | 'seated' | 'ordered' | 'waiting' | 'paid'

/** What a table's state is read from; amounts in 分. */
export type TableFacts = {
  isOpen: boolean
  pendingRounds: number
  orders: number
  /** Dishes that wait for their weight or price. */
  awaited: number
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
  return facts.awaited === 0 && facts.paidCents >= facts.owedCents ? 'paid' : 'ordered'
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
  /** Dishes that wait for their weight or price. */
  awaited: number
}

/**
 * Passes when nothing is left to pay at the table; a cancelled order owes nothing.
 * @throws Refusal order.unpriced (number), sitting.has-open-bill (openCents)
 */
export function refuseOpenBill(orders: readonly BillAtTable[]): void {
  const live = orders.filter((order) => !order.isCancelled)
  const number = live.reduce((sum, { awaited }) => sum + awaited, 0)
  if (number > 0) throw new Refusal('order.unpriced', { number })
  const openCents = live
    .map((order) => Math.max(0, order.owedCents - (order.paidCents - order.surplusCents)))
    .reduce((sum, cents) => sum + cents, 0)
  if (openCents > 0) throw new Refusal('sitting.has-open-bill', { openCents })
}

/** How many signs a table's code has: 59 bits, and still to be typed from paper. */
export const TABLE_CODE_LENGTH = 12
