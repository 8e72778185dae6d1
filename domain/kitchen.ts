// What a cook sees: how old a dish is against what was promised, what a tap does, and how much of everything is to be cooked.

import type { ChosenOption } from './menu'
import { type LineState, type OrderState, orderStateOf, type RoundState } from './ordering'

export const URGENCIES = ['fresh', 'due', 'late'] as const
export type Urgency = (typeof URGENCIES)[number]

/** due from two thirds of the promised minutes, late from the promise itself. Ages in ms. */
export function urgencyOf(ageMs: number, promisedMinutes: number): Urgency {
  const minutes = ageMs / 60_000
  if (minutes >= promisedMinutes) return 'late'
  return minutes >= (promisedMinutes * 2) / 3 ? 'due' : 'fresh'
}

/** What a cook's tap on a dish does next (bump), or null when it is not the kitchen's any more. */
export function nextInKitchen(state: LineState): LineState | null {
  if (state === 'queued') return 'cooking'
  if (state === 'cooking') return 'ready'
  return null
}

const WAY: readonly LineState[] = ['queued', 'cooking', 'ready', 'served']

/**
 * The moves that take a dish back, one step each because its history knows no other way: served → queued is
 * ready, cooking, queued. Empty when `to` does not lie before `from`.
 */
export function stepsBack(from: LineState, to: LineState): LineState[] {
  const [here, there] = [WAY.indexOf(from), WAY.indexOf(to)]
  return there === -1 ? [] : WAY.slice(there, Math.max(here, there)).toReversed()
}

/** A dish on a ticket; instants are ISO texts. */
export type TicketLine = {
  id: number
  dishId: number
  name: string
  nameEn: string | null
  chosen: ChosenOption[]
  note: string
  quantity: number
  state: LineState
  queuedAt: string
  readyAt: string | null
  promisedMinutes: number
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
  /** Whether some of the round is cooked at other stations. */
  isShared: boolean
  lines: TicketLine[]
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

/** The dish of a ticket that presses most, measured against its own promise; null when nothing waits. */
export function ticketUrgency(
  ticket: Pick<Ticket, 'lines'>,
  atMs: number,
): { urgency: Urgency; ageMs: number } | null {
  const open = ticket.lines.filter(isOpenInKitchen)
  const [first] = open
  if (!first) return null
  const ages = open.map((line) => {
    const ageMs = Math.max(0, atMs - Date.parse(line.queuedAt))
    return { ageMs, rank: URGENCIES.indexOf(urgencyOf(ageMs, line.promisedMinutes)) }
  })
  const rank = Math.max(...ages.map((age) => age.rank))
  return {
    urgency: URGENCIES[rank] ?? 'fresh',
    ageMs: Math.max(...ages.map((age) => age.ageMs)),
  }
}

/** What one tap on a ticket's button does: start all that wait when nothing is started, else finish all. */
export function nextForTicket(
  ticket: Pick<Ticket, 'lines'>,
): { to: 'cooking' | 'ready'; lineIds: number[] } | null {
  const open = ticket.lines.filter(isOpenInKitchen)
  if (open.length === 0) return null
  const isUntouched = ticket.lines.every(({ state }) => state === 'queued' || state === 'voided')
  return { to: isUntouched ? 'cooking' : 'ready', lineIds: open.map((line) => line.id) }
}

export type AllDayCount = {
  key: string
  dishId: number
  name: string
  nameEn: string | null
  chosen: ChosenOption[]
  /** Portions not yet started, and portions on the fire. */
  queued: number
  cooking: number
}

/** How many portions of each dish, with its options, all confirmed tickets still want; the most wanted first. */
export function allDayCounts(
  tickets: readonly Pick<Ticket, 'roundState' | 'lines'>[],
): AllDayCount[] {
  const counts = new Map<string, AllDayCount>()
  for (const line of tickets
    .filter((ticket) => ticket.roundState === 'confirmed')
    .flatMap((ticket) => ticket.lines)
    .filter(isOpenInKitchen)) {
    const { dishId, name, nameEn, chosen } = line
    const key = `${dishId}:${chosen.map((each) => `${each.optionId}×${each.quantity}`).join()}`
    const count = counts.get(key) ?? { key, dishId, name, nameEn, chosen, queued: 0, cooking: 0 }
    if (line.state === 'queued') count.queued += line.quantity
    else count.cooking += line.quantity
    counts.set(key, count)
  }
  const portions = (count: AllDayCount) => count.queued + count.cooking
  return [...counts.values()].sort(
    (a, b) => portions(b) - portions(a) || a.name.localeCompare(b.name, 'zh-CN'),
  )
}
