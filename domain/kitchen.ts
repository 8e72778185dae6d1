// What a cook sees: how old a dish is against what was promised, what a tap does, and how much of
// everything is to be cooked.

import type { NamedAllergies } from './allergies'
import type { Localized } from './language'
import type { ChosenOption } from './menu'
import { type LineState, type OrderState, orderStateOf, type RoundState } from './ordering'

export const URGENCIES = ['fresh', 'due', 'late'] as const
export type Urgency = (typeof URGENCIES)[number]

/**
 * Due from the store's share of the promised minutes (in percent), late from the promise itself.
 * Ages in ms.
 */
export function urgencyOf(ageMs: number, promisedMinutes: number, dueAtPercent: number): Urgency {
  const promisedMs = promisedMinutes * 60_000
  if (ageMs >= promisedMs) return 'late'
  return ageMs * 100 >= promisedMs * dueAtPercent ? 'due' : 'fresh'
}

/** How many taps a dish takes: one to start it and one to finish it, or one for both. */
export type Steps = 'two' | 'one'

/** What a cook's tap on a dish does next (bump), or null when it is not the kitchen's any more. */
export function nextInKitchen(state: LineState, steps: Steps = 'two'): 'cooking' | 'ready' | null {
  if (state === 'queued') return steps === 'two' ? 'cooking' : 'ready'
  if (state === 'cooking') return 'ready'
  return null
}

const WAY: readonly LineState[] = ['queued', 'cooking', 'ready', 'served']

/**
 * The moves that take a dish back, one step each because its history knows no other way: served →
 * queued is ready, cooking, queued. Empty when `to` does not lie before `from`.
 */
export function stepsBack(from: LineState, to: LineState): LineState[] {
  const [here, there] = [WAY.indexOf(from), WAY.indexOf(to)]
  return there === -1 ? [] : WAY.slice(there, Math.max(here, there)).reverse()
}

/** What was changed about a dish after the kitchen had it; `after` of a void is its reason. */
export type TicketChange = {
  id: number
  kind: 'voided' | 'note'
  before: string
  after: string
  at: string
}

/** A dish on a ticket; instants are ISO texts. */
export type TicketLine = {
  id: number
  dishId: number
  name: string
  names: Localized
  chosen: ChosenOption[]
  note: string
  /** What it weighs, once it was weighed. */
  grams: number | null
  /** False while it waits for its weight or its price. */
  isPriced: boolean
  quantity: number
  /** What a portion is called; empty = not said. */
  unit: string
  units: Localized
  /**
   * As this screen has to see it: ready once this station's part is, though others may still be at
   * theirs.
   */
  state: LineState
  queuedAt: string
  readyAt: string | null
  promisedMinutes: number
  /** 1, 2, 3 … in the order in which they are brought; 0 = whenever it is ready. */
  course: number
  stationIds: number[]
  /** Of a dish that several stations make: those whose part is done. */
  doneStationIds: number[]
  /** What this screen has not acknowledged yet, oldest first. */
  changes: TicketChange[]
}

/** A round as the kitchen, or one station of it, sees it. */
export type Ticket = {
  roundId: number
  orderId: number
  orderNumber: string
  tableName: string
  /** 1 is the first; later ones are add-ons. */
  number: number
  roundState: RoundState
  placedAt: string
  note: string
  /** 外带: it is packed. */
  isTakeaway: boolean
  /** 加急: staff put it before everything else. */
  urgentAt: string | null
  /** 催菜: its guests asked where it stays. */
  hurriedAt: string | null
  /** What the people at its table are allergic to. */
  allergies: NamedAllergies[]
  /** Since when they are these; null = there are none. */
  allergiesAt: string | null
  /** Whether this screen, or that of the whole kitchen every station, has read them. */
  isAllergiesSeen: boolean
  /** Whether some of the round is cooked at other stations. */
  isShared: boolean
  lines: TicketLine[]
}

/** Whether somebody at this screen still has to read what its table is allergic to. */
export function isToRead({ allergies, isAllergiesSeen }: Ticket): boolean {
  return allergies.length > 0 && !isAllergiesSeen
}

/** Dishes that a cook still has to do something about. */
export function isOpenInKitchen({ state }: Pick<TicketLine, 'state'>): boolean {
  return state === 'queued' || state === 'cooking'
}

/** A ticket's state in the words of orders: pending, confirmed, preparing, serving, completed. */
export function ticketState(ticket: Pick<Ticket, 'roundState' | 'lines'>): OrderState {
  return orderStateOf(
    [ticket.roundState],
    ticket.lines.map((line) => line.state),
  )
}

/** Stations that are still at their part of a dish whose part here is done. */
export function awaitedStations(line: TicketLine): number[] {
  const isShared = line.stationIds.length > 1 && line.doneStationIds.length > 0
  if (!isShared || line.state !== 'ready' || line.readyAt !== null) return []
  return line.stationIds.filter((id) => !line.doneStationIds.includes(id))
}

/** How much of its promise a dish may have used when it is called due, in percent. */
export const DUE_AT_PERCENT = { minimum: 1, maximum: 99 } as const

/**
 * The stations of a dish once one of its stations is closed: what that one had left to do is its
 * heir's, also where the heir's own part was done before; a part that was done needs nobody any
 * more, unless nobody else would be left.
 */
export function withoutStation(
  line: Pick<TicketLine, 'stationIds' | 'doneStationIds'>,
  closed: number,
  heir: number,
): { stationIds: number[]; isForHeir: boolean } {
  const others = line.stationIds.filter((id) => id !== closed)
  if (line.doneStationIds.includes(closed) && others.length > 0) {
    return { stationIds: others, isForHeir: false }
  }
  return { stationIds: [...others.filter((id) => id !== heir), heir], isForHeir: true }
}

/** Whether all that is not held or void is finished: what turns a ticket green at the pass. */
export function isReadyToGo(ticket: Pick<Ticket, 'lines'>): boolean {
  const wanted = ticket.lines.filter(({ state }) => state !== 'voided' && state !== 'held')
  return (
    wanted.some(({ state }) => state === 'ready') &&
    wanted.every(
      (line) =>
        (line.state === 'ready' || line.state === 'served') && !awaitedStations(line).length,
    )
  )
}

/** The held dishes that come next: those of the lowest course; null when none is held. */
export function nextHeld(ticket: {
  lines: readonly Pick<TicketLine, 'id' | 'state' | 'course'>[]
}): { course: number; lineIds: number[] } | null {
  const held = ticket.lines.filter(({ state }) => state === 'held')
  if (held.length === 0) return null
  const course = Math.min(...held.map((line) => line.course))
  const next = held.filter((line) => line.course === course)
  return { course, lineIds: next.map((line) => line.id) }
}

/** What nobody has acknowledged yet on this screen. */
export function openChanges(ticket: Pick<Ticket, 'lines'>): TicketChange[] {
  return ticket.lines.flatMap((line) => line.changes)
}

/**
 * The dish of a ticket that presses most, measured against its own promise; null when nothing
 * waits.
 */
export function ticketUrgency(
  ticket: Pick<Ticket, 'lines'>,
  atMs: number,
  dueAtPercent: number,
): { urgency: Urgency; ageMs: number } | null {
  const open = ticket.lines.filter(isOpenInKitchen)
  const [first] = open
  if (!first) return null
  const ages = open.map((line) => {
    const ageMs = Math.max(0, atMs - Date.parse(line.queuedAt))
    return { ageMs, rank: URGENCIES.indexOf(urgencyOf(ageMs, line.promisedMinutes, dueAtPercent)) }
  })
  const rank = Math.max(...ages.map((age) => age.rank))
  return {
    urgency: URGENCIES[rank] ?? 'fresh',
    ageMs: Math.max(...ages.map((age) => age.ageMs)),
  }
}

/** Whether nobody has begun with any of it. */
export function isUntouched(ticket: Pick<Ticket, 'lines'>): boolean {
  return ticket.lines.every(
    ({ state }) => state === 'queued' || state === 'held' || state === 'voided',
  )
}

/**
 * What one tap on a ticket's button does: start all that wait when nothing is started, else finish
 * all; with one step, finish all.
 */
export function nextForTicket(
  ticket: Pick<Ticket, 'lines'>,
  steps: Steps = 'two',
): { to: 'cooking' | 'ready'; lineIds: number[] } | null {
  const open = ticket.lines.filter(isOpenInKitchen)
  if (open.length === 0) return null
  return {
    to: isUntouched(ticket) && steps === 'two' ? 'cooking' : 'ready',
    lineIds: open.map((line) => line.id),
  }
}

/**
 * What was ordered or fired less than so long before its business day ended is still being cooked.
 */
export const CLOSING_GRACE_MS = 3 * 3_600_000

/**
 * Whether a dish is left over from a business day that has ended, so that no list of work needs it
 * any more. Days YYYY-MM-DD.
 */
export function isLeftOver(
  dish: { businessDay: string; queuedAtMs: number },
  now: { today: string; atMs: number },
): boolean {
  return dish.businessDay < now.today && dish.queuedAtMs <= now.atMs - CLOSING_GRACE_MS
}

/**
 * How a round that nobody accepted ends with its business day. Unpaid it is rejected. Paid whole it
 * is accepted and closed: what was paid is given back by a person only. Paid in part it stays with
 * its open bill, which a person has to look at.
 */
export function endOfWaiting(order: {
  isSettled: boolean
  paidCents: number
  refundedCents: number
}): 'reject' | 'accept' | 'stay' {
  if (order.isSettled) return 'accept'
  return order.paidCents > order.refundedCents ? 'stay' : 'reject'
}

/** An order as the guests' board shows it. */
export type BoardOrder = {
  orderId: number
  tableName: string
  /** The last four digits of its number. */
  shortNumber: string
  /** Being made, or ready, since. */
  sinceAt: string
}

export type AllDayCount = {
  key: string
  dishId: number
  name: string
  names: Localized
  chosen: ChosenOption[]
  /** Portions not yet started, on the fire, and held until somebody fires them. */
  queued: number
  cooking: number
  held: number
}

/**
 * How many portions of each dish, with its options, all confirmed tickets still want; the most
 * wanted first.
 */
export function allDayCounts(
  tickets: readonly Pick<Ticket, 'roundState' | 'lines'>[],
): AllDayCount[] {
  const counts = new Map<string, AllDayCount>()
  for (const line of wantedLines(tickets)) {
    const { dishId, name, names, chosen } = line
    const key = countKey(line)
    const fresh = { key, dishId, name, names, chosen, queued: 0, cooking: 0, held: 0 }
    const count = counts.get(key) ?? fresh
    count[line.state as 'queued' | 'cooking' | 'held'] += line.quantity
    counts.set(key, count)
  }
  const portions = (count: AllDayCount) => count.queued + count.cooking
  return [...counts.values()].sort(
    (a, b) => portions(b) - portions(a) || a.name.localeCompare(b.name, 'zh-CN'),
  )
}

/**
 * The oldest lines of one all-day count that together make at most so many portions, over all
 * tables, in the order of the tickets. A line is finished whole: where the next one asks for more
 * than is left, it waits.
 */
export function oldestOf(
  tickets: readonly Pick<Ticket, 'roundState' | 'lines'>[],
  key: string,
  portions: number,
): TicketLine[] {
  const oldest: TicketLine[] = []
  let left = portions
  for (const line of wantedLines(tickets)) {
    if (line.state === 'held' || countKey(line) !== key) continue
    if (line.quantity > left) break
    left -= line.quantity
    oldest.push(line)
  }
  return oldest
}

/**
 * How many portions of a count can be finished, from the fewest to all: one step for each line,
 * oldest first.
 */
export function stepsOf(
  tickets: readonly Pick<Ticket, 'roundState' | 'lines'>[],
  key: string,
): number[] {
  let portions = 0
  return oldestOf(tickets, key, Number.POSITIVE_INFINITY).map((line) => {
    portions += line.quantity
    return portions
  })
}

/** Dishes of confirmed tickets that are still to be cooked, those that are held among them. */
function wantedLines(tickets: readonly Pick<Ticket, 'roundState' | 'lines'>[]): TicketLine[] {
  return tickets
    .filter((ticket) => ticket.roundState === 'confirmed')
    .flatMap((ticket) => ticket.lines)
    .filter((line) => isOpenInKitchen(line) || line.state === 'held')
}

function countKey({ dishId, chosen }: Pick<TicketLine, 'dishId' | 'chosen'>): string {
  return `${dishId}:${chosen.map((each) => `${each.optionId}×${each.quantity}`).join()}`
}
