// Orders, rounds and lines of a party. As in server/ordering: state and bill follow the lines, and every change of either
// is a move of the next version.

import { DEFAULT_LEVELS, levelOf } from '@/domain/membership'
import { priceChoice } from '@/domain/menu'
import {
  type Bill,
  billOf,
  type LineState,
  type OrderState,
  orderNumber,
  orderStateOf,
  type RoundState,
} from '@/domain/ordering'
import { dayOf, demoToken, type PlannedRound, type Stay } from './stay'
import type { Wanted } from './taste'

export type RunningBill = {
  order: RunningOrder
  rounds: RunningRound[]
  lines: RunningLine[]
  adjustments: Bill['adjustments']
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

  if (round.number === 1) price(stay, bill)
  else move(stay, bill, { staffId: null, reason: 'round', at })
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
    line.state = to
    line.version += 1
    if (to === 'cooking') line.startedAt = by.at
    if (to === 'ready') line.readyAt = by.at
    if (to === 'served') line.servedAt = by.at
    if (to === 'voided') line.voidedAt = by.at
  }
  follow(stay, bill, by)
}

/** Every charge and discount of the bill as it stands in the end. */
export function writeAdjustments(stay: Stay, { order, adjustments }: RunningBill): void {
  const createdAt = order.settledAt ?? order.placedAt
  for (const adjustment of adjustments) {
    stay.book.write('orderAdjustment', { orderId: order.id, ...adjustment, createdAt })
  }
}

// ── the order follows its lines ──

function follow(stay: Stay, bill: RunningBill, by: By): void {
  const { state, owedCents } = bill.order
  const hasMoved = stateOf(bill) !== state
  const hasNewBill = !bill.order.settledAt && billNow(stay, bill).owedCents !== owedCents
  if (hasMoved || hasNewBill) move(stay, bill, by)
}

function move(stay: Stay, bill: RunningBill, by: By): void {
  const { order } = bill
  const { version, state: fromState } = order
  const toState = stateOf(bill)
  stay.book.write('orderMove', { orderId: order.id, version, fromState, toState, ...by })
  order.version += 1
  order.state = toState
  if (!order.settledAt) price(stay, bill)
  if (toState !== 'pending' && toState !== 'cancelled') order.confirmedAt ??= by.at
  order.completedAt = toState === 'completed' ? (order.completedAt ?? by.at) : null
  if (toState === 'cancelled') {
    order.cancelledAt = by.at
    order.cancelReason = by.reason
  }
}

function price(stay: Stay, bill: RunningBill): void {
  const { adjustments, ...sums } = billNow(stay, bill)
  Object.assign(bill.order, sums)
  bill.adjustments = adjustments
}

function stateOf({ rounds, lines }: RunningBill): OrderState {
  return orderStateOf(
    rounds.map((round) => round.state),
    lines.map((line) => line.state),
  )
}

function billNow({ visit }: Stay, bill: RunningBill): Bill {
  const { store, heads, member } = visit
  const level = member ? levelOf(DEFAULT_LEVELS, member.lifetimePoints) : null
  const kept = bill.lines.filter((line) => line.state !== 'voided')
  return billOf(
    kept.map((line) => ({ ...line, id: line.id as number })),
    {
      ...store.rules,
      heads,
      member: level && {
        payBasisPoints: level.payBasisPoints,
        levelName: level.name,
        levelNames: level.names,
      },
      coupon: null,
      discounts: [],
    },
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

function writeOrder({ book, visit, sitting }: Stay, at: Date) {
  const { store, member, table } = visit
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
  const { chosen, ...price } = priceChoice(dish, choices)
  const line = stay.book.write('orderLine', {
    storeId: stay.visit.store.id,
    orderId: round.orderId,
    roundId: round.id,
    dishId: dish.id,
    guestId,
    name: dish.name,
    names: dish.names,
    choices: chosen,
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
