// Which tickets a view shows, and how one leaves: it stays in its place for a moment, so that a
// second tap of a wet finger lands on it and not on the ticket that moves up.

import { isOpenInKitchen, openChanges, type Ticket, ticketState } from '@/domain/kitchen'

export const VIEWS = ['work', 'pending', 'confirmed', 'preparing', 'serving', 'completed'] as const
export type View = (typeof VIEWS)[number]

/**
 * Whether an open ticket is in a view; `work` is all that somebody here still has to do something
 * about: at the pass also what waits to be carried.
 */
export function isIn(view: View, ticket: Ticket, isPass = false): boolean {
  if (view === 'work') {
    return (
      ticket.roundState === 'pending' ||
      openChanges(ticket).length > 0 ||
      ticket.lines.some((line) => isOpenInKitchen(line) || line.state === 'held') ||
      (isPass && ticket.lines.some(({ state }) => state === 'ready'))
    )
  }
  return ticketState(ticket) === view
}

export type Shown = { ticket: Ticket; isLeaving: boolean }

/**
 * What is to be shown now: the tickets of `next`, and in their old places those that were shown and
 * are gone.
 */
export function withLeaving(before: readonly Shown[], next: readonly Ticket[]): Shown[] {
  const places = new Map(before.map(({ ticket }, place) => [ticket.roundId, place]))
  const staying = new Set(next.map((ticket) => ticket.roundId))
  const leaving = before.filter(({ ticket }) => !staying.has(ticket.roundId))

  const shown: Shown[] = []
  for (const ticket of next) {
    const place = places.get(ticket.roundId) ?? Number.POSITIVE_INFINITY
    while (leaving[0] && (places.get(leaving[0].ticket.roundId) ?? 0) < place) {
      shown.push({ ticket: (leaving.shift() as Shown).ticket, isLeaving: true })
    }
    shown.push({ ticket, isLeaving: false })
  }
  return [...shown, ...leaving.map(({ ticket }) => ({ ticket, isLeaving: true }))]
}

/**
 * The nearest ticket on one side that stays; the one at hand where there is none, null on an empty
 * screen.
 */
export function ticketBeside(shown: readonly Shown[], at: number, step: 1 | -1): Ticket | null {
  let place = at === -1 ? 0 : at + step
  const towards = at === -1 ? 1 : step
  while (shown[place]?.isLeaving) place += towards
  const there = shown[place] ?? shown[at]
  return there && !there.isLeaving ? there.ticket : null
}

/** A hand on its way to a key does not follow what moves in less than this. */
export const HAND_MS = 600

/** Which ticket stands under which digit, and which stood there until a moment ago. */
export type Standing = {
  view: string
  shown: readonly Shown[]
  /**
   * The rounds as they stood before the board moved by itself, and when it did (ms, of the page's
   * own clock).
   */
  before: readonly number[]
  movedAtMs: number
  /** What moves until then is what the person at the keys has just asked for. */
  isExpectedUntilMs: number
}

/**
 * What stands there now. Another view is asked for, and what only comes at the end moves nothing.
 */
export function standingNow(
  last: Standing | null,
  now: Pick<Standing, 'view' | 'shown'> & { atMs: number },
): Standing {
  const { view, shown, atMs } = now
  const never = Number.NEGATIVE_INFINITY
  const settled = { view, shown, before: [], movedAtMs: never, isExpectedUntilMs: never }
  if (!last || last.view !== view) return settled
  const before = last.shown.map(({ ticket }) => ticket.roundId)
  const isMoved = before.some((roundId, place) => shown[place]?.ticket.roundId !== roundId)
  if (!isMoved) return { ...last, shown }
  if (atMs < last.isExpectedUntilMs) return settled
  // Of two moves in a row the hand has seen neither.
  const isStillMoving = atMs - last.movedAtMs < HAND_MS
  return { ...settled, before: isStillMoving ? last.before : before, movedAtMs: atMs }
}

/**
 * The ticket that the nth digit means when it is pressed at an instant; null: none, or another one
 * than the hand was sent for.
 */
export function ticketUnder(standing: Standing, nth: number, atMs: number): Ticket | null {
  const there = standing.shown[nth - 1]
  if (!there || there.isLeaving) return null
  const isJustMoved = atMs - standing.movedAtMs < HAND_MS
  const was = standing.before[nth - 1]
  if (isJustMoved && was !== there.ticket.roundId) return null
  return there.ticket
}
