// Orders, rounds and lines of a party. As in server/ordering, state and bill follow the lines
// (domain/order-flow), and every change of either is a move of the next version.

import { DEFAULT_LEVELS, levelOf } from '@/domain/membership'
import { priceChoice } from '@/domain/menu'
import {
  type FollowedOrder,
  followOrder,
  instantsAfter,
  type KeptAdjustment,
} from '@/domain/order-flow'
import { type LineState, type OrderState, orderNumber, type RoundState } from '@/domain/ordering'
import { dayOf, demoToken, type PlannedRound, type Stay } from './stay'
import type { Wanted } from './taste'

export type RunningBill = {
  order: RunningOrder
  rounds: RunningRound[]
  lines: RunningLine[]
  adjustments: KeptAdjustment[]
}
export type RunningRound = ReturnType<typeof writeRound>
export type RunningLine = ReturnType<typeof writeLine>
type RunningOrder = ReturnType<typeof writeOrder>

/** Who does something, why, and when; without staff it is the guest or the program. */
export type By = { staffId: number | null; reason: string; at: Date }

export function openBill(stay: Stay, at: Date): RunningBill {
  return { order: writeOrder(stay, at), rounds: [], lines: [], adjustments: [] }
}

/** Submits a round: it waits to be decided. */
export function addRound(
  stay: Stay,
  bill: RunningBill,
  planned: PlannedRound,
  at: Date,
): RunningRound {
  const { dice, sitting } = stay
  const guestId = dice.pick(stay.guestIds)
  sitting.cartVersion += planned.wanted.length
  const number = bill.rounds.length + 1
  const round = writeRound(stay, { orderId: bill.order.id, number }, guestId, at)
  sitting.cartVersion += 1
  bill.rounds.push(round)
  for (const wanted of planned.wanted) bill.lines.push(writeLine(stay, round, guestId, wanted, at))

  const followed = followNow(stay, bill, at)
  if (round.number === 1) take(bill, followed)
  else move(stay, bill, followed, { staffId: null, reason: 'round', at })
  return round
}

export function confirmRound(stay: Stay, bill: RunningBill, round: RunningRound, by: By): void {
  decide(round, 'confirmed', by)
  for (const line of linesOf(bill, round)) line.queuedAt = by.at
  follow(stay, bill, by)
}

export function rejectRound(stay: Stay, bill: RunningBill, round: RunningRound, by: By): void {
  decide(round, 'rejected', by)
  round.rejectReason = by.reason
  moveLines(stay, bill, linesOf(bill, round), 'voided', by)
}

export function cancelBill(stay: Stay, bill: RunningBill, by: By): void {
  for (const round of bill.rounds) {
    if (round.state !== 'pending') continue
    decide(round, 'rejected', by)
    round.rejectReason = by.reason
  }
  const kept = bill.lines.filter((line) => line.state !== 'voided')
  moveLines(stay, bill, kept, 'voided', by)
}

export function linesOf(bill: RunningBill, round: RunningRound): RunningLine[] {
  return bill.lines.filter((line) => line.roundId === round.id)
}

/** Moves lines to a state, and the order after them. */
export function moveLines(
  stay: Stay,
  bill: RunningBill,
  lines: readonly RunningLine[],
  to: LineState,
  by: By,
): void {
  for (const line of lines) {
    const { version, state: fromState } = line
    stay.book.write('lineMove', { lineId: line.id, version, fromState, toState: to, ...by })
    if (to === 'voided' && fromState === 'queued') moveStock(stay, line, line.quantity, by.at)
    Object.assign(line, instantsAfter<Date>(line, fromState, to, by.at))
    line.state = to
    line.version += 1
  }
  follow(stay, bill, by)
}

/** Every charge and discount of the bill as it stands in the end. */
export function writeAdjustments(stay: Stay, { order, adjustments }: RunningBill): void {
  const createdAt = order.settledAt ?? order.placedAt
  for (const { parts, ...adjustment } of adjustments) {
    const of = { orderId: order.id, parts: parts ?? [], createdAt }
    stay.book.write('orderAdjustment', { ...adjustment, ...of })
  }
}

// ── the order follows its lines ──

function follow(stay: Stay, bill: RunningBill, by: By): void {
  const followed = followNow(stay, bill, by.at)
  if (followed.hasMoved || followed.hasNewBill) move(stay, bill, followed, by)
}

function move(stay: Stay, bill: RunningBill, followed: FollowedOrder<Date>, by: By): void {
  const { order } = bill
  const { version, state: fromState } = order
  const toState = followed.state
  stay.book.write('orderMove', { orderId: order.id, version, fromState, toState, ...by })
  order.version += 1
  take(bill, followed)
  if (toState === 'cancelled') order.cancelReason = by.reason
}

function take(bill: RunningBill, followed: FollowedOrder<Date>): void {
  const { state, confirmedAt, completedAt, cancelledAt } = followed
  const { adjustments, ...sums } = followed.bill
  Object.assign(bill.order, { ...sums, state, confirmedAt, completedAt, cancelledAt })
  bill.adjustments = adjustments
}

function followNow({ visit }: Stay, bill: RunningBill, at: Date): FollowedOrder<Date> {
  const { store, member } = visit
  const level = member ? levelOf(DEFAULT_LEVELS, member.lifetimePoints) : null
  return followOrder(
    {
      ...bill.order,
      ...bill,
      lines: bill.lines.map((line) => ({
        ...line,
        id: line.id as number,
        taxClass: 'standard' as const,
        isPriced: true,
      })),
      isSettled: bill.order.settledAt !== null,
      isReopened: false,
      returningCents: 0,
    },
    {
      ...store.rules,
      heads: bill.order.heads,
      member: level && {
        payBasisPoints: level.payBasisPoints,
        levelName: level.name,
        levelNames: level.names,
      },
      coupon: null,
      discounts: [],
    },
    at,
  )
}

function decide(round: RunningRound, state: RoundState, by: By): void {
  round.state = state
  round.decidedAt = by.at
  round.decidedById = by.staffId
}

/** Only what was sold since the limit was set this morning counts against it. */
function moveStock(stay: Stay, line: RunningLine, delta: number, at: Date): void {
  const { book, visit } = stay
  const isLimited = visit.store.dishes.some(({ id, stock }) => id === line.dishId && stock !== null)
  const set = isLimited
    ? book.rows.stockMove.find((row) => row.dishId === line.dishId && row.reason === 'set')
    : undefined
  if (!set || at < (set.at as Date)) return
  book.write('stockMove', {
    storeId: visit.store.id,
    dishId: line.dishId,
    delta,
    reason: delta < 0 ? 'sold' : 'returned',
    lineId: line.id,
    staffId: null,
    at,
  })
}

// ── rows ──

function writeOrder(stay: Stay, at: Date) {
  const { book, visit, sitting, headsLeft } = stay
  const { store, member, table } = visit
  stay.headsLeft = 0
  const id = book.rows.order.length + 1
  return book.write('order', {
    id,
    storeId: store.id,
    sittingId: sitting.id,
    memberId: member?.id ?? null,
    number: orderNumber(id, at.getTime(), store.timeZone),
    businessDay: dayOf(store, at),
    mode: store.orderMode,
    state: 'pending' as OrderState,
    version: 1,
    tableName: table.name,
    heads: headsLeft,
    awaited: 0,
    itemsCents: 0,
    chargesCents: 0,
    discountCents: 0,
    owedCents: 0,
    paidCents: 0,
    refundedCents: 0,
    surplusCents: 0,
    placedAt: at,
    confirmedAt: null as Date | null,
    completedAt: null as Date | null,
    cancelledAt: null as Date | null,
    cancelReason: null as string | null,
    settledAt: null as Date | null,
  })
}

function writeRound(
  { book, dice, visit, sitting }: Stay,
  of: { orderId: number; number: number },
  guestId: number,
  at: Date,
) {
  return book.write('round', {
    storeId: visit.store.id,
    ...of,
    sittingId: sitting.id,
    guestId,
    state: 'pending' as RoundState,
    cartVersion: sitting.cartVersion,
    idempotencyKey: demoToken(dice),
    requestHash: demoToken(dice),
    note: '',
    placedAt: at,
    decidedAt: null as Date | null,
    decidedById: null as number | null,
    rejectReason: null as string | null,
  })
}

function writeLine(
  stay: Stay,
  round: { id: number; orderId: number },
  guestId: number,
  wanted: Wanted,
  at: Date,
) {
  const { dish, choices, quantity, note } = wanted
  const { chosen, rate: _, isPriced, ...price } = priceChoice(dish, choices)
  if (!isPriced) throw new Error(`${dish.name} has no price`)
  const line = stay.book.write('orderLine', {
    storeId: stay.visit.store.id,
    orderId: round.orderId,
    roundId: round.id,
    dishId: dish.id,
    guestId,
    name: dish.name,
    names: dish.names,
    choices: chosen,
    unit: dish.unit,
    units: dish.units,
    hasLevelShare: dish.hasLevelShare,
    note,
    ...price,
    quantity,
    totalCents: price.unitCents * quantity,
    stationIds: dish.stationIds,
    promisedMinutes: dish.promisedMinutes,
    state: 'queued' as LineState,
    version: 1,
    queuedAt: at,
    startedAt: null as Date | null,
    readyAt: null as Date | null,
    servedAt: null as Date | null,
    voidedAt: null as Date | null,
  })
  moveStock(stay, line as RunningLine, -quantity, at)
  return line
}
