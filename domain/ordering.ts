// Orders, rounds and lines: the state tables read aloud, and the one price function of phone and server.

import { localDigits } from './calendar'
import type { ChosenOption } from './menu'
import { shareOf } from './money'

// ── states ──

export const LINE_STATES = ['held', 'queued', 'cooking', 'ready', 'served', 'voided'] as const
export type LineState = (typeof LINE_STATES)[number]

export const ORDER_STATES = [
  'pending',
  'confirmed',
  'preparing',
  'serving',
  'completed',
  'cancelled',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

export type RoundState = 'pending' | 'confirmed' | 'rejected'

/** From → to. A dish may skip a step forward, and come back one step when a tap was a mistake (recall). */
export const LINE_MOVES: Readonly<Record<LineState, readonly LineState[]>> = {
  held: ['queued', 'voided'],
  queued: ['held', 'cooking', 'ready', 'served', 'voided'],
  cooking: ['queued', 'ready', 'served', 'voided'],
  ready: ['cooking', 'served', 'voided'],
  served: ['ready', 'voided'],
  voided: [],
}

/** From → to. After confirmation an order's state follows its lines (`orderStateOf`). */
export const ORDER_MOVES: Readonly<Record<OrderState, readonly OrderState[]>> = {
  pending: ['confirmed', 'preparing', 'serving', 'completed', 'cancelled'],
  confirmed: ['preparing', 'serving', 'completed', 'cancelled'],
  preparing: ['confirmed', 'serving', 'completed', 'cancelled'],
  serving: ['confirmed', 'preparing', 'completed', 'cancelled'],
  completed: ['confirmed', 'preparing', 'serving', 'cancelled'],
  cancelled: [],
}

export function mayMoveLine(from: LineState, to: LineState): boolean {
  return LINE_MOVES[from].includes(to)
}

export function mayMoveOrder(from: OrderState, to: OrderState): boolean {
  return ORDER_MOVES[from].includes(to)
}

/**
 * The state of an order read from its rounds and lines: pending until a round is confirmed, cancelled when nothing is left,
 * serving once a dish is ready or carried, completed when every dish is.
 */
export function orderStateOf(
  rounds: readonly RoundState[],
  lines: readonly LineState[],
): OrderState {
  const kept = lines.filter((state) => state !== 'voided')
  if (kept.length === 0) return 'cancelled'
  if (!rounds.includes('confirmed')) return 'pending'
  if (kept.every((state) => state === 'served')) {
    return rounds.includes('pending') ? 'serving' : 'completed'
  }
  if (kept.some((state) => state === 'ready' || state === 'served')) return 'serving'
  if (kept.includes('cooking')) return 'preparing'
  return 'confirmed'
}

export const PAYMENT_STATUSES = [
  'unpaid',
  'partly_paid',
  'paid',
  'partly_refunded',
  'refunded',
] as const
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]

/** An order's payment status, derived from its sums in 分 (paid is before refunds). */
export function paymentStatusOf(order: {
  owedCents: number
  paidCents: number
  refundedCents: number
}): PaymentStatus {
  if (order.refundedCents > 0) {
    return order.refundedCents >= order.paidCents ? 'refunded' : 'partly_refunded'
  }
  if (order.paidCents === 0) return 'unpaid'
  return order.paidCents >= order.owedCents ? 'paid' : 'partly_paid'
}

// ── price ──

/** A line as it is kept: names, price and choices are copies of the moment. Amounts in 分. */
export type PlacedLine = {
  dishId: number
  name: string
  nameEn: string | null
  chosen: readonly ChosenOption[]
  unitCents: number
  quantity: number
}

export type AdjustmentKind =
  | 'per_head'
  | 'service_charge'
  | 'promotion'
  | 'member'
  | 'coupon'
  | 'points'
  | 'manual'
  | 'rounding'

/** A charge (+) or a discount (−) of a bill, in 分, on its own line with its reason. */
export type Adjustment = { kind: AdjustmentKind; amountCents: number; reason: string }

export type BillRules = {
  /** 茶位费 per head in 分 and how many heads; either 0 = none. */
  perHeadCents: number
  heads: number
  /** What a member pays of 10,000; 10,000 = no member price. */
  memberPayBasisPoints: number
  memberLevelName: string
  /** 抹零: rounded down to a multiple of this, 1 = not at all. */
  roundingCents: number
}

export type Bill = {
  itemsCents: number
  chargesCents: number
  discountCents: number
  owedCents: number
  adjustments: Adjustment[]
}

/**
 * What a bill owes, in 分. Order of discounts: dish promotion (already in the unit price) → member → 抹零, down only
 * (design.md §3). The member's discount is on the dishes, not on charges. The order of lines does not matter;
 * owed = items + charges − discounts, every part ≥ 0.
 */
export function billOf(lineTotalsCents: readonly number[], rules: BillRules): Bill {
  const itemsCents = lineTotalsCents.reduce((sum, cents) => sum + cents, 0)
  const adjustments: Adjustment[] = []

  const chargesCents = itemsCents > 0 ? rules.perHeadCents * rules.heads : 0
  if (chargesCents > 0) {
    adjustments.push({ kind: 'per_head', amountCents: chargesCents, reason: `× ${rules.heads}` })
  }

  const memberCents = itemsCents - shareOf(itemsCents, rules.memberPayBasisPoints)
  if (memberCents > 0) {
    adjustments.push({ kind: 'member', amountCents: -memberCents, reason: rules.memberLevelName })
  }

  const before = itemsCents + chargesCents - memberCents
  const roundingCents = before % Math.max(1, rules.roundingCents)
  if (roundingCents > 0) {
    adjustments.push({ kind: 'rounding', amountCents: -roundingCents, reason: '' })
  }

  const discountCents = memberCents + roundingCents
  return {
    itemsCents,
    chargesCents,
    discountCents,
    owedCents: itemsCents + chargesCents - discountCents,
    adjustments,
  }
}

/** The spec's order number: ORD + local yyyyMMddHHmmss + six digits of the id; unique in a store because ids are. */
export function orderNumber(id: number, placedAtMs: number, timeZone: string): string {
  return `ORD${localDigits(placedAtMs, timeZone)}${String(id % 1_000_000).padStart(6, '0')}`
}

/** The most a cart holds: lines, and portions of one line. */
export const MAXIMUM_CART_LINES = 60
export const MAXIMUM_QUANTITY = 99
export const MAXIMUM_NOTE_LENGTH = 100
