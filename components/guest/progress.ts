// How far a round is, in the guest's words: what she waits for is a person, a payment, the kitchen,
// or nothing any more.

import { BY_THE_GUESTS, type LineState, orderStateOf } from '@/domain/ordering'
import type { ServiceKind } from '@/domain/service'
import { isDue } from '@/domain/wait'
import type { OrderLine, OrderRound, SittingOrder } from './types'

/** Who asks for one of these wants to pay. */
const PAYING: readonly ServiceKind[] = ['bill', 'cash']

export type RoundProgress =
  | 'waiting'
  | 'unpaid'
  | 'held'
  | 'confirmed'
  | 'preparing'
  | 'serving'
  | 'completed'
  | 'rejected'
  | 'cancelled'

export type LineProgress = LineState | 'waiting' | 'unpaid'

export function roundProgress(order: SittingOrder, round: OrderRound): RoundProgress {
  if (round.rejectReason === BY_THE_GUESTS) return 'cancelled'
  if (round.state === 'rejected') return 'rejected'
  const states = round.lines.map((line) => line.state)
  if (states.every((state) => state === 'voided')) return 'cancelled'
  if (round.state === 'pending') return isUnpaid(order) ? 'unpaid' : 'waiting'
  if (states.every((state) => state === 'held' || state === 'voided')) return 'held'
  const state = orderStateOf(['confirmed'], states)
  return state === 'pending' ? 'confirmed' : state
}

export function lineProgress(
  order: SittingOrder,
  round: OrderRound,
  line: Pick<OrderLine, 'state'>,
): LineProgress {
  if (round.state === 'rejected') return 'voided'
  if (round.state === 'confirmed' || line.state === 'voided') return line.state
  return isUnpaid(order) ? 'unpaid' : 'waiting'
}

/** What the kitchen has and waits with until somebody says 起菜. */
export function heldOf(orders: readonly SittingOrder[]): OrderLine[] {
  return orders
    .flatMap((order) => order.rounds)
    .filter((round) => round.state === 'confirmed')
    .flatMap((round) => round.lines)
    .filter((line) => line.state === 'held')
}

/** What should be there by now, so long after the orders were read. */
export function dueOf(orders: readonly SittingOrder[], sinceMs: number): OrderLine[] {
  return orders
    .flatMap((order) => order.rounds)
    .flatMap((round) => round.lines)
    .filter(({ wait }) => wait !== null && isDue(wait, sinceMs))
}

/** When the kitchen was told that this round is waited for (催菜), as long as it still is. */
export function hurriedAtOf(round: OrderRound): string | null {
  const isWaitedFor = round.lines.some(({ state }) => state === 'queued' || state === 'cooking')
  return isWaitedFor ? round.hurriedAt : null
}

/** Dishes served of all that will come. */
export function servedOf(round: OrderRound): { served: number; total: number } {
  const coming = round.lines.filter((line) => line.state !== 'voided')
  return {
    served: coming.filter((line) => line.state === 'served').length,
    total: coming.length,
  }
}

/** Of orders that were read long ago nobody knows when the dishes come. */
export function withoutWaits(orders: readonly SittingOrder[] | undefined) {
  return orders?.map((order) => ({
    ...order,
    rounds: order.rounds.map((round) => ({
      ...round,
      lines: round.lines.map((line) => ({ ...line, wait: null })),
    })),
  }))
}

/** What the sitting's orders still have to be paid, in 分. */
export function openCentsOf(orders: readonly SittingOrder[]): number {
  return orders
    .filter((order) => order.state !== 'cancelled')
    .map((order) => Math.max(0, order.owedCents - (order.paidCents - order.surplusCents)))
    .reduce((sum, cents) => sum + cents, 0)
}

/** Whether a bill is still to be paid, also one of which nobody knows yet how much. */
export function isOpen(order: SittingOrder): boolean {
  return order.state !== 'cancelled' && (order.awaited > 0 || openCentsOf([order]) > 0)
}

/**
 * What of an order nobody pays just now, in 分: what the button that opens its bill says, and the
 * one that pays.
 */
export function payableCentsOf(order: SittingOrder): number {
  return Math.max(0, openCentsOf([order]) - order.payingCents)
}

/**
 * Whether the table is asked for more dishes rather than for money: until somebody wants to pay,
 * and not where the kitchen waits for the payment.
 */
export function isForMore(
  open: readonly SittingOrder[],
  asked: readonly { kind: ServiceKind }[],
): boolean {
  const isEatingFirst = open.every(({ mode }) => mode === 'eat_first')
  const isBeingPaid = open.some(({ paidCents, payingCents }) => paidCents > 0 || payingCents > 0)
  return isEatingFirst && !isBeingPaid && !asked.some(({ kind }) => PAYING.includes(kind))
}

/**
 * Whether the party may still take a round back: nobody has accepted or paid it, and nobody is
 * paying.
 */
export function mayTakeBack(order: SittingOrder, round: OrderRound): boolean {
  return (
    round.state === 'pending' &&
    !order.isSettled &&
    order.paidCents === 0 &&
    order.payingCents === 0
  )
}

/** A pay-first order that the kitchen has not seen because nobody has paid it. */
function isUnpaid(order: SittingOrder): boolean {
  return order.mode === 'pay_first' && isOpen(order)
}
