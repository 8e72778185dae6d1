// What the floor owes its guests: requests, rounds to confirm, dishes to carry, and which of them
// presses most.

import type { Localized } from './language'
import { hasWords } from './ordering'
import { Refusal } from './refusal'

export const SERVICE_KINDS = [
  'call',
  'bill',
  'hurry',
  'cash',
  'water',
  'tissues',
  'cutlery',
  'clean',
  'other',
] as const
/** What a guest may ask of the floor. */
export type ServiceKind = (typeof SERVICE_KINDS)[number]

/** The most that `other` says, in characters. */
export const MAXIMUM_REQUEST_LENGTH = 60

/**
 * What a request of this kind says: only `other` has words of its own. @throws Refusal
 * request.wordless
 */
export function wordsOf(kind: ServiceKind, words: string): string {
  if (kind !== 'other') return ''
  if (!hasWords(words)) throw new Refusal('request.wordless')
  return words
}

/** coupon: nobody asked; one came back from a bill by itself, and who serves it shall know. */
export type RequestKind = ServiceKind | 'coupon'

export type NeedKind = RequestKind | 'confirm' | 'carry' | 'price'

/**
 * How many minutes a party waits gladly for each; whoever waits longest against this comes first.
 */
export const PATIENCE_MINUTES: Readonly<Record<NeedKind, number>> = {
  carry: 2,
  call: 2,
  cash: 3,
  confirm: 3,
  bill: 4,
  hurry: 5,
  water: 3,
  tissues: 3,
  cutlery: 3,
  clean: 5,
  other: 3,
  coupon: 10,
  price: 5,
}

/** A dish that a need is about. */
export type NeedLine = { id: number; name: string; names: Localized; quantity: number }

/** One thing that waits for a person of the floor. Exactly one of the ids says what is answered. */
export type Need = {
  kind: NeedKind
  sinceAt: string
  requestId: number | null
  /** What guests said in words of their own. */
  words: string
  /** Who is on the way; null = nobody yet. */
  seenBy: string | null
  roundId: number | null
  lines: NeedLine[]
  /** How many more dishes are ready than are told here. */
  more: number
}

export type AskedRequest = {
  id: number
  kind: RequestKind
  words: string
  seenBy: string | null
  createdAt: string
}

/** What a sitting's needs are read from; instants as ISO texts. */
export type NeedFacts = {
  requests: readonly AskedRequest[]
  pendingRounds: readonly { id: number; placedAt: string; lines: readonly NeedLine[] }[]
  readyLines: readonly (NeedLine & { readyAt: string })[]
  /** How many are ready, where that is more than `readyLines`. */
  readyCount?: number
  /** Dishes that wait for their weight or price. */
  unpricedLines: readonly (NeedLine & { placedAt: string })[]
  openCents: number
}

/**
 * What a sitting needs: each request, each round to confirm, one trip with all dishes that are
 * ready, and one with a scale. A request to pay in cash is over once nothing is open.
 */
export function needsOf(facts: NeedFacts): Need[] {
  const nothing = { requestId: null, words: '', seenBy: null, roundId: null, lines: [], more: 0 }
  const needs: Need[] = facts.pendingRounds.map(({ id, placedAt, lines }) => ({
    ...nothing,
    kind: 'confirm',
    sinceAt: placedAt,
    roundId: id,
    lines: [...lines],
  }))
  for (const { id, kind, words, seenBy, createdAt } of facts.requests) {
    if (kind === 'cash' && facts.openCents === 0) continue
    needs.push({ ...nothing, kind, sinceAt: createdAt, requestId: id, words, seenBy })
  }
  const [first] = [...facts.readyLines].sort((a, b) => a.readyAt.localeCompare(b.readyAt))
  if (first) {
    const lines = facts.readyLines.map(({ readyAt: _, ...line }) => line)
    const more = Math.max(0, (facts.readyCount ?? 0) - lines.length)
    needs.push({ ...nothing, kind: 'carry', sinceAt: first.readyAt, lines, more })
  }
  const [oldest] = [...facts.unpricedLines].sort((a, b) => a.placedAt.localeCompare(b.placedAt))
  if (oldest) {
    const lines = facts.unpricedLines.map(({ placedAt: _, ...line }) => line)
    needs.push({ ...nothing, kind: 'price', sinceAt: oldest.placedAt, lines })
  }
  return needs
}

/** Whether somebody says that they are on the way before it is done. */
export function hasWay({ requestId, kind }: Pick<Need, 'requestId' | 'kind'>): boolean {
  return requestId !== null && kind !== 'cash' && kind !== 'coupon'
}

/**
 * How much a need presses at an instant (ms): 0 just now, 1 when patience ends, beyond it overdue.
 */
export function pressureOf(need: Pick<Need, 'kind' | 'sinceAt'>, atMs: number): number {
  const waitedMinutes = (atMs - Date.parse(need.sinceAt)) / 60_000
  return Math.max(0, waitedMinutes) / PATIENCE_MINUTES[need.kind]
}

/** The most pressing first; equal ones by who has waited longer. */
export function mostPressingFirst<N extends Pick<Need, 'kind' | 'sinceAt'>>(
  needs: readonly N[],
  atMs: number,
): N[] {
  return [...needs].sort(
    (a, b) =>
      pressureOf(b, atMs) - pressureOf(a, atMs) || Date.parse(a.sinceAt) - Date.parse(b.sinceAt),
  )
}

/**
 * What may be dangerous about a house as it stands; each has its words in
 * text/{zh-CN,en}/staff.json, `warning`.
 */
export type WarningCode =
  | 'money.simulated'
  | 'logins.demo'
  | 'http.plain'
  | 'backup.failed'
  | 'backup.overdue'
  | 'books.broken'

/** One danger that stands now; the details fill the words. */
export type HouseWarning = {
  code: WarningCode
  details: Readonly<Record<string, string | number>>
}
