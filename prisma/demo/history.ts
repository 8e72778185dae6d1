// Sixty days of guests, and the floor as it is at this moment. Every day is thrown from dice of its
// own, so that a day does not change with what another one throws.

import { addDays, businessDay, localMinute } from '@/domain/calendar'
import { MINUTE_MS } from './agenda'
import type { Book } from './book'
import { type Dice, rollDice } from './dice'
import type { Regular } from './enrol'
import type { Furnished, FurnishedStore, FurnishedTable } from './furnish'
import { VISITS_IN_SIXTY_DAYS } from './people'
import { arrivalsOf, instantOf, RHYTHMS, weatherOf } from './rhythm'
import type { Card, Mishap, PlannedRound, Visit } from './stay'
import { firstWanted, laterWanted } from './taste'
import { playVisit } from './visit'

const DAYS = 60
/** Longer than any party stays. */
const LONGEST_VISIT_MS = 200 * MINUTE_MS
/** How long a party waits at the door before it goes elsewhere. */
const PATIENCE_MS = 30 * MINUTE_MS

export function playHistory(
  book: Book,
  furnished: Furnished,
  regulars: readonly Regular[],
  now: Date,
): void {
  const nowMs = now.getTime()
  const settleLimits = openLimits(book, furnished, nowMs)
  const wet = weatherOf(DAYS + 1, rollDice('weather'))
  const freeAt = new Map<number, number>()

  for (let age = DAYS; age >= 0; age -= 1) {
    for (const store of furnished.stores) {
      const dice = rollDice(`store ${store.id}, ${age} days ago`)
      const date = addDays(businessDay(nowMs, store), -age)
      const minutes = arrivalsOf(
        RHYTHMS[store.orderMode],
        { date, age, isWet: wet[age] ?? false },
        dice,
      )
      const arrivals = minutes
        .map((minute) => instantOf(date, minute, store.timeZone))
        .filter((atMs) => atMs < nowMs)
      const guests = regularsOn(store, regulars, arrivals, dice)
      arrivals.forEach((atMs, index) => {
        const member = guests.get(index) ?? null
        receive(book, { store, atMs, member, isToday: age === 0, nowMs }, freeAt, dice)
      })
    }
  }
  for (const store of furnished.stores) fillFloor(book, store, regulars, nowMs)
  settleLimits()
}

type Arrival = {
  store: FurnishedStore
  atMs: number
  member: Card | null
  isToday: boolean
  nowMs: number
}

/**
 * A party finds a table and stays, waits for one, or goes elsewhere; whoever would still be here
 * now did not come.
 */
function receive(book: Book, arrival: Arrival, freeAt: Map<number, number>, dice: Dice): void {
  const { store, nowMs } = arrival
  const heads = headsOf(store, dice)
  const isLate = arrival.atMs > nowMs - LONGEST_VISIT_MS
  const kept = new Set(isLate ? reservedTables(store) : [])
  const tables = store.tables.filter(
    ({ id, seats }) => seats >= Math.min(heads, 12) && !kept.has(id),
  )
  const table = tables.reduce<FurnishedTable | undefined>((best, candidate) => {
    const waits = (of: FurnishedTable) => Math.max(0, (freeAt.get(of.id) ?? 0) - arrival.atMs)
    if (!best || waits(candidate) < waits(best)) return candidate
    return waits(candidate) === waits(best) && candidate.seats < best.seats ? candidate : best
  }, undefined)
  if (!table) return
  const arrivesAtMs = Math.max(arrival.atMs, freeAt.get(table.id) ?? 0)
  if (arrivesAtMs - arrival.atMs > PATIENCE_MS) return

  const visit = planVisit(arrival, { table, heads, arrivesAtMs }, dice)
  const mark = book.mark()
  const clearedAt = playVisit(book, visit, nowMs, dice)
  if (clearedAt === null) book.tearOut(mark)
  else freeAt.set(table.id, clearedAt + 2 * MINUTE_MS)
}

function planVisit(
  { store, atMs, member, isToday, nowMs }: Arrival,
  seated: { table: FurnishedTable; heads: number; arrivesAtMs: number },
  dice: Dice,
): Visit {
  const { heads } = seated
  const isEvening = localMinute(atMs, store.timeZone).minute >= 16 * 60
  const appetite = { heads, isEvening, isToday }
  const isCounter = store.orderMode === 'pay_first'

  const rounds: PlannedRound[] = [
    { afterMinutes: dice.between(3, 9), wanted: firstWanted(store, appetite, dice) },
  ]
  if (heads > 1 && dice.isLucky(isCounter ? 0.3 : isEvening ? 0.42 : 0.2)) {
    const wanted = laterWanted(store, appetite, dice)
    rounds.push({ afterMinutes: dice.between(22, 42), wanted })
  }
  const fate = dice.isLucky(0.016) ? (isCounter ? 'forgets' : 'cancels') : 'pays'
  return {
    store,
    ...seated,
    phones: Math.min(heads, dice.between(1, 3)),
    // Cards are not torn out again: who may not have finished yet comes without one.
    member: atMs > nowMs - LONGEST_VISIT_MS ? null : member,
    rounds: fate === 'pays' ? rounds : rounds.slice(0, 1),
    lingersMinutes: isEvening ? dice.between(18, 45) : dice.between(9, 24),
    fate,
    mishaps: mishapsOf(dice),
  }
}

function headsOf(store: FurnishedStore, dice: Dice): number {
  const sizes =
    store.orderMode === 'pay_first' ? [46, 40, 9, 5] : [10, 37, 20, 18, 5, 6, 1, 2, 0, 1]
  const index = dice.weigh([...sizes.keys()], (at) => sizes[at] ?? 0)
  return index + 1
}

const MISHAPS: readonly { mishap: Mishap; chance: number }[] = [
  { mishap: 'round-rejected', chance: 0.02 },
  { mishap: 'line-voided', chance: 0.012 },
  { mishap: 'payment-failed', chance: 0.018 },
  { mishap: 'refund', chance: 0.011 },
  { mishap: 'split', chance: 0.05 },
]

function mishapsOf(dice: Dice): ReadonlySet<Mishap> {
  return new Set(MISHAPS.filter(({ chance }) => dice.isLucky(chance)).map(({ mishap }) => mishap))
}

/**
 * Which of a day's parties are members: by the index of their arrival. Nobody comes twice, or to
 * two stores.
 */
function regularsOn(
  store: FurnishedStore,
  regulars: readonly Regular[],
  arrivals: readonly number[],
  dice: Dice,
): Map<number, Card> {
  const guests = new Map<number, Card>()
  regulars.forEach(({ card, level, joinedAtMs }, index) => {
    const isTheirs = index % 4 === 3 ? store.id === 2 : store.id === 1
    const comes = dice.isLucky(VISITS_IN_SIXTY_DAYS[level] / DAYS)
    if (!isTheirs || !comes || arrivals.length === 0) return
    const at = dice.between(0, arrivals.length - 1)
    if ((arrivals[at] ?? 0) > joinedAtMs && !guests.has(at)) guests.set(at, card)
  })
  return guests
}

/**
 * This morning's 限量 and what was marked sold out. The limit is written first, because moves after
 * it count against it.
 * @returns settles the limits once everybody has ordered: set = left + sold − returned
 */
function openLimits(book: Book, furnished: Furnished, nowMs: number): () => void {
  const limits: { row: { delta: number }; dishId: number; left: number }[] = []
  for (const store of furnished.stores) {
    const opening = instantOf(businessDay(nowMs, store), 9 * 60, store.timeZone)
    const at = new Date(Math.min(opening, nowMs - LONGEST_VISIT_MS))
    const staffId = store.staff.manager
    for (const { id: dishId, stock, isSoldOut } of store.dishes) {
      const move = { storeId: store.id, dishId, lineId: null, staffId, at }
      if (stock !== null) {
        const row = book.write('stockMove', { ...move, delta: stock, reason: 'set' })
        limits.push({ row, dishId, left: stock })
      }
      if (isSoldOut) book.write('stockMove', { ...move, delta: 0, reason: 'sold_out' })
    }
  }
  return () => {
    for (const { row, dishId, left } of limits) {
      const since = book.rows.stockMove.filter((move) => move.dishId === dishId)
      const moved = since.reduce((sum, move) => sum + move.delta, 0) - row.delta
      row.delta = left - moved
    }
  }
}

// ── the floor at this moment ──

type Scene = {
  table: number
  heads: number
  arrivedMinutesAgo: number
  hasMember?: boolean
  /** Minutes after arrival, and how long the round waits for a person. */
  rounds: readonly { afterMinutes: number; waitsMinutes: number; isLater?: boolean }[]
  /** Minutes from now. */
  paysInMinutes?: number
}

/**
 * By the index of the table: one waits to be confirmed, two are being cooked for, a big party
 * orders more, one asks for its bill.
 */
const SCENES: Readonly<Record<'eat_first' | 'pay_first', readonly Scene[]>> = {
  eat_first: [
    {
      table: 4,
      heads: 3,
      arrivedMinutesAgo: 7,
      rounds: [{ afterMinutes: 6, waitsMinutes: 30 }],
    },
    {
      table: 6,
      heads: 2,
      arrivedMinutesAgo: 14,
      rounds: [{ afterMinutes: 4, waitsMinutes: 1 }],
    },
    {
      table: 9,
      heads: 4,
      arrivedMinutesAgo: 9,
      rounds: [{ afterMinutes: 5, waitsMinutes: 1.5 }],
    },
    {
      table: 17,
      heads: 8,
      arrivedMinutesAgo: 34,
      hasMember: true,
      rounds: [
        { afterMinutes: 5, waitsMinutes: 1 },
        { afterMinutes: 31, waitsMinutes: 0.5, isLater: true },
      ],
    },
    {
      table: 13,
      heads: 4,
      arrivedMinutesAgo: 62,
      rounds: [{ afterMinutes: 6, waitsMinutes: 0.5 }],
      paysInMinutes: 1,
    },
  ],
  pay_first: [
    {
      table: 2,
      heads: 2,
      arrivedMinutesAgo: 7,
      rounds: [{ afterMinutes: 3, waitsMinutes: 0 }],
    },
  ],
}

/**
 * Tables that nobody else takes shortly before now: those of the scenes, and the first, which a
 * visitor of the demo opens.
 */
function reservedTables(store: FurnishedStore): number[] {
  const indexes = [0, ...SCENES[store.orderMode].map(({ table }) => table)]
  return indexes.flatMap((index) => store.tables[index]?.id ?? [])
}

function fillFloor(
  book: Book,
  store: FurnishedStore,
  regulars: readonly Regular[],
  nowMs: number,
): void {
  SCENES[store.orderMode].forEach((scene, index) => {
    const dice = rollDice(`scene ${index} of store ${store.id}`)
    const table = store.tables[scene.table]
    if (!table) return
    const appetite = { heads: scene.heads, isEvening: true, isToday: true }
    playVisit(
      book,
      {
        store,
        table,
        heads: scene.heads,
        phones: Math.min(scene.heads, 3),
        member: scene.hasMember ? (regulars[0]?.card ?? null) : null,
        arrivesAtMs: nowMs - scene.arrivedMinutesAgo * MINUTE_MS,
        rounds: scene.rounds.map(({ afterMinutes, waitsMinutes, isLater }) => ({
          afterMinutes,
          waitsMinutes,
          wanted: (isLater ? laterWanted : firstWanted)(store, appetite, dice),
        })),
        lingersMinutes: 30,
        ...(scene.paysInMinutes ? { paysAtMs: nowMs + scene.paysInMinutes * MINUTE_MS } : {}),
        fate: 'pays',
        mishaps: new Set(),
      },
      nowMs,
      dice,
    )
  })
}
