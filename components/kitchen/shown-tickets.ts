// Which tickets a view shows, and how one leaves: it stays in its place for a moment, so that a second tap of a wet finger
// lands on it and not on the ticket that moves up.

import { isOpenInKitchen, openChanges, type Ticket, ticketState } from '@/domain/kitchen'

export const VIEWS = ['work', 'pending', 'confirmed', 'preparing', 'serving', 'completed'] as const
export type View = (typeof VIEWS)[number]

/**
 * Whether an open ticket is in a view; `work` is all that somebody here still has to do something about: at the pass also what
 * waits to be carried.
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

/** What is to be shown now: the tickets of `next`, and in their old places those that were shown and are gone. */
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
