// What a screen reads again when something happened: one table over every message that the server
// sends. Only what is on the screen is read, so a phone, the floor, the kitchen and the reports
// have the same table. Bursts are gathered into one reading.

import type { Query, QueryClient } from '@tanstack/react-query'
import type { MessageType } from '@/domain/event'
import type { AppRouter } from '@/server/router'

type Rooms = AppRouter['_def']['record']
type Room = keyof Rooms & string

/** A room whose readings are all meant, or one reading of it. */
export type Reading = Room | { [R in Room]: `${R}.${keyof Rooms[R] & string}` }[Room]

/**
 * An order moved, or money for it: what guests and staff see of orders, and everything that is
 * counted from them.
 */
const ORDER = [
  'ordering.mine',
  'ordering.list',
  'ordering.one',
  'billing',
  'payment',
  'refunds',
  'platforms',
  'membership',
  'service',
  'kitchen',
  'analytics',
  'opening.firstOrder',
] as const satisfies readonly Reading[]

export const STALE = {
  new_order: ['ordering.cart', ...ORDER],
  round_added: ['ordering.cart', ...ORDER],
  order_status_update: ORDER,
  payment_status_update: ORDER,
  cart_changed: ['ordering.cart'],
  menu_changed: ['house', 'menu', 'ordering.cart', 'service', 'kitchen'],
  menu_drafted: ['menu.editor'],
  sitting_changed: ['seating', 'ordering.cart', ...ORDER],
  service_request: ['service', 'billing', 'payment'],
  tables_changed: ['seating', 'service'],
  people_changed: ['access'],
} as const satisfies Record<MessageType, readonly Reading[]>

type RoomIn<R> = R extends `${infer Named}.${string}` ? Named : R

/**
 * Rooms of which no message tells, and why that is enough; a new room stands in one of the two.
 * @public for the compiler
 */
export const UNTOLD = {
  receipts: 'A receipt is a page of its own, and does not change.',
  printing: 'What a printer does it asks for by itself.',
  stores: 'Whose stores they are is read when a page is opened.',
} as const satisfies Record<Exclude<Room, RoomIn<(typeof STALE)[MessageType][number]>>, string>

/** What anything that staff do at a table may change. */
export const AT_A_TABLE = [
  'service',
  'ordering',
  'billing',
  'payment',
  'refunds',
  'platforms',
  'menu',
] as const satisfies readonly Reading[]

/** One command often tells several things, a busy minute more than anybody reads. */
const GATHER_MS = 100
/** What is counted over many rows rests between two readings, however busy the evening is. */
const REST_MS: Partial<Record<Reading, number>> = { analytics: 1_000 }

/** Hands on what is stale, each once, gathered; `stop` when nobody looks any more. */
export function makeGatherer(read: (stale: Reading[]) => void): {
  add: (stale: readonly Reading[]) => void
  stop: () => void
} {
  const dueAtMs = new Map<Reading, number>()
  const readAtMs = new Map<Reading, number>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const arm = () => {
    clearTimeout(timer)
    if (dueAtMs.size === 0) return
    timer = setTimeout(flush, Math.max(0, Math.min(...dueAtMs.values()) - performance.now()))
  }
  const flush = () => {
    const nowMs = performance.now()
    const due = [...dueAtMs].filter(([, atMs]) => atMs <= nowMs).map(([reading]) => reading)
    for (const reading of due) {
      dueAtMs.delete(reading)
      readAtMs.set(reading, nowMs)
    }
    if (due.length > 0) read(due)
    arm()
  }
  return {
    add: (stale) => {
      const nowMs = performance.now()
      for (const reading of stale) {
        if (dueAtMs.has(reading)) continue
        const restedAtMs = (readAtMs.get(reading) ?? -Infinity) + (REST_MS[reading] ?? 0)
        dueAtMs.set(reading, Math.max(nowMs + GATHER_MS, restedAtMs))
      }
      arm()
    },
    stop: () => clearTimeout(timer),
  }
}

/** Reads again what of this is on the screen; what is not is read when it is looked at. */
export function readAgain(queryClient: QueryClient, stale: readonly Reading[]): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: (query) => stale.some((reading) => isOf(query, reading)),
  })
}

/**
 * The same for what the live wire told, but without what this screen already shows ahead of the
 * server's answer: that is read when the last answer is there, and would vanish for a moment if it
 * were read before.
 * @param stale null = everything
 */
export function readAgainWhatIsSaved(
  queryClient: QueryClient,
  stale: readonly Reading[] | null,
): Promise<void> {
  const ahead = readingsAhead(queryClient)
  return queryClient.invalidateQueries({
    predicate: (query) =>
      (stale === null || stale.some((reading) => isOf(query, reading))) &&
      !ahead.some((reading) => isOf(query, reading)),
  })
}

/** A command that shows a reading as it will be. */
export type Ahead = { isAnswered: boolean }

/** Names such commands. */
export function aheadKey(reading: Reading): readonly ['ahead', Reading] {
  return ['ahead', reading]
}

export function isAhead(queryClient: QueryClient, reading: Reading): boolean {
  return readingsAhead(queryClient).includes(reading)
}

/**
 * An answered command hides nothing more, although it is pending until what it changed was read:
 * what is told meanwhile may be newer than that.
 */
function readingsAhead(queryClient: QueryClient): Reading[] {
  return queryClient
    .getMutationCache()
    .findAll({ mutationKey: ['ahead'], status: 'pending' })
    .filter(({ state }) => !(state.context as Ahead | undefined)?.isAnswered)
    .map(({ options }) => options.mutationKey?.[1] as Reading)
}

function isOf({ queryKey }: Query, reading: Reading): boolean {
  const [path] = queryKey
  const name = Array.isArray(path) ? path.join('.') : ''
  return name === reading || name.startsWith(`${reading}.`)
}
