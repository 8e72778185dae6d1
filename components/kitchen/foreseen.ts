// What a tap makes of the tickets on the screen before the server has answered, and what they are
// again when it is taken back.

import type { Ticket } from '@/domain/kitchen'
import type { LineState } from '@/domain/ordering'

/** The tickets as they will be. */
export type Foreseen = (tickets: readonly Ticket[]) => Ticket[]

/** These dishes in another state. */
export function linesIn(state: LineState, lineIds: readonly number[]): Foreseen {
  return (tickets) =>
    tickets.map((ticket) => ({
      ...ticket,
      lines: ticket.lines.map((line) => (lineIds.includes(line.id) ? { ...line, state } : line)),
    }))
}

/** A ticket put before the others, or back among them. */
export function urgentSince(urgentAt: string | null, roundId: number): Foreseen {
  return (tickets) =>
    tickets.map((ticket) => (ticket.roundId === roundId ? { ...ticket, urgentAt } : ticket))
}

/** The allergies on a ticket were read here. */
export function allergiesSeen(roundId: number): Foreseen {
  return (tickets) =>
    tickets.map((ticket) =>
      ticket.roundId === roundId ? { ...ticket, isAllergiesSeen: true } : ticket,
    )
}

/**
 * These dishes as they were; a ticket of theirs that has left since stands again where it stood.
 */
export function asBefore(before: readonly Ticket[], lineIds: readonly number[]): Foreseen {
  const isOf = (ticket: Ticket) => ticket.lines.some(({ id }) => lineIds.includes(id))
  const were = new Map(before.flatMap(({ lines }) => lines.map((line) => [line.id, line])))
  return (tickets) => {
    const after = tickets.map((ticket) => ({
      ...ticket,
      lines: ticket.lines.map((line) =>
        lineIds.includes(line.id) ? (were.get(line.id) ?? line) : line,
      ),
    }))
    for (const [place, ticket] of before.entries()) {
      if (!isOf(ticket) || after.some(({ roundId }) => roundId === ticket.roundId)) continue
      const later = new Set(before.slice(place + 1).map(({ roundId }) => roundId))
      const next = after.findIndex(({ roundId }) => later.has(roundId))
      after.splice(next === -1 ? after.length : next, 0, ticket)
    }
    return after
  }
}
