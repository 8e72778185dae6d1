// A party at its table: who they are, where they sit, and the book their evening is written into.

import { businessDay } from '@/domain/calendar'
import type { Agenda } from './agenda'
import type { Book } from './book'
import type { Dice } from './dice'
import type { FurnishedStore, FurnishedTable } from './furnish'
import type { Wanted } from './taste'

/** A member's row, kept up to date as the history goes on. */
export type Card = {
  id: number
  points: number
  lifetimePoints: number
  totalSpentCents: number
  totalOrders: number
}

/** What a party is going to do. */
export type Visit = {
  store: FurnishedStore
  table: FurnishedTable
  heads: number
  phones: number
  member: Card | null
  arrivesAtMs: number
  rounds: readonly PlannedRound[]
  /** Between the last dish and the bill. */
  lingersMinutes: number
  /** When they pay (ms), where that is fixed. */
  paysAtMs?: number
  /** A pay-first party that forgets to pay is cancelled by the counter. */
  fate: 'pays' | 'cancels' | 'forgets'
  /** Small things that go wrong. */
  mishaps: ReadonlySet<Mishap>
}
export type Mishap = 'round-rejected' | 'line-voided' | 'payment-failed' | 'refund' | 'split'

export type PlannedRound = {
  /** After the arrival. */
  afterMinutes: number
  wanted: readonly Wanted[]
  /** How long it waits for a person; thrown when left out. */
  waitsMinutes?: number
}

export type Stay = {
  visit: Visit
  book: Book
  dice: Dice
  agenda: Agenda
  sitting: { id: number; cartVersion: number }
  guestIds: number[]
  /** People whom no bill is for yet. */
  headsLeft: number
  /** The waiter who looks after this table. */
  waiterId: number
}

/** A token as phones and payments carry them; from dice, so for the demo only. */
export function demoToken(dice: Dice): string {
  return Buffer.from(dice.bytes(16)).toString('base64url')
}

/** The business day of an instant, as the database keeps days. */
export function dayOf(store: FurnishedStore, at: Date): Date {
  return new Date(`${businessDay(at.getTime(), store)}T00:00:00Z`)
}

export function audit(
  { book, visit }: Stay,
  staffId: number,
  fact: { action: string; subject: string; subjectId: number; details: object },
  at: Date,
): void {
  book.write('auditEntry', {
    storeId: visit.store.id,
    staffId,
    action: fact.action,
    subject: fact.subject,
    subjectId: String(fact.subjectId),
    details: { ...fact.details },
    at,
  })
}
