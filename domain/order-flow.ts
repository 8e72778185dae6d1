// How an order follows its rounds and dishes: its state, its bill, its instants, its history and
// what is told of it, decided once for everybody who changes one: guests, the kitchen, the floor,
// payments, and the demo's years. Amounts in 分.

import type { AdjustmentPart } from './costs'
import { type MessageBody, type MessageType, menuRoom, roomsOf, type WireOrder } from './event'
import { wholeOf } from './money'
import {
  type Adjustment,
  type Bill,
  type BilledLine,
  type BillRules,
  billOf,
  type LineState,
  type OrderState,
  orderStateOf,
  paymentStatusOf,
  type RoundState,
  refuseTooLarge,
} from './ordering'

/**
 * An adjustment as a bill keeps it; `parts` is null where it was written before dishes were kept.
 */
export type KeptAdjustment = Adjustment & { parts: AdjustmentPart[] | null }

/** An order's instants; `At` is an instant as the caller keeps instants. */
export type OrderInstants<At> = {
  confirmedAt: At | null
  completedAt: At | null
  cancelledAt: At | null
}

/**
 * An order that follows: its sums and state as they were, its rounds and lines as they are by now.
 */
export type FollowingOrder<At> = OrderInstants<At> & {
  state: OrderState
  awaited: number
  itemsCents: number
  chargesCents: number
  discountCents: number
  owedCents: number
  paidCents: number
  surplusCents: number
  /** Of refunds that are on their way. */
  returningCents: number
  isSettled: boolean
  /** 反结账: open again to be corrected. */
  isReopened: boolean
  rounds: readonly { state: RoundState }[]
  lines: readonly (BilledLine & { state: LineState })[]
  adjustments: readonly KeptAdjustment[]
}

/** Nobody has ordered anything yet. */
export const NEW_ORDER: FollowingOrder<never> = {
  state: 'pending',
  awaited: 0,
  itemsCents: 0,
  chargesCents: 0,
  discountCents: 0,
  owedCents: 0,
  paidCents: 0,
  surplusCents: 0,
  returningCents: 0,
  isSettled: false,
  isReopened: false,
  confirmedAt: null,
  completedAt: null,
  cancelledAt: null,
  rounds: [],
  lines: [],
  adjustments: [],
}

export type FollowedOrder<At> = OrderInstants<At> & {
  state: OrderState
  hasMoved: boolean
  bill: Omit<Bill, 'adjustments'> & { adjustments: KeptAdjustment[] }
  hasNewBill: boolean
  surplusCents: number
  /**
   * How much less than what was paid a running bill would owe now: more than 0 is to be refused.
   */
  overpaidCents: number
  /**
   * The coupon goes back to its owner: the order is cancelled, or it takes nothing off the bill any
   * more.
   */
  freesCoupon: boolean
}

/**
 * An order after its rounds or lines changed. A bill that is settled keeps its sums: what was paid
 * for does not change afterwards. One that is being corrected has as surplus what is paid beyond
 * the owed; any other keeps the surplus that it has.
 */
export function followOrder<At>(
  order: FollowingOrder<At>,
  rules: BillRules,
  at: At,
): FollowedOrder<At> {
  const state = orderStateOf(
    order.rounds.map((round) => round.state),
    order.lines.map((line) => line.state),
  )
  const { awaited, itemsCents, chargesCents, discountCents, owedCents } = order
  const before = {
    awaited,
    itemsCents,
    chargesCents,
    discountCents,
    owedCents,
    adjustments: [...order.adjustments],
  }
  const kept = order.lines.filter((line) => line.state !== 'voided')
  const bill = order.isSettled ? before : billOf(kept, rules)
  if (!order.isSettled) refuseTooLarge(kept, bill)
  const isCorrected = order.isReopened && !order.isSettled
  const isRunning = !order.isReopened && !order.isSettled
  const isWaiting = state === 'pending' || state === 'cancelled'
  return {
    state,
    hasMoved: state !== order.state,
    bill,
    hasNewBill: writeBill(bill) !== writeBill(before),
    surplusCents: isCorrected
      ? Math.max(
          order.paidCents - bill.owedCents,
          Math.min(order.returningCents, order.surplusCents),
          0,
        )
      : order.surplusCents,
    overpaidCents: isRunning
      ? Math.max(0, order.paidCents - order.surplusCents - bill.owedCents)
      : 0,
    confirmedAt: order.confirmedAt ?? (isWaiting ? null : at),
    completedAt: state === 'completed' ? (order.completedAt ?? at) : null,
    cancelledAt: state === 'cancelled' ? (order.cancelledAt ?? at) : null,
    freesCoupon: state === 'cancelled' || (!order.isSettled && isIdle(rules.coupon, bill)),
  }
}

/** Whether a coupon lies on a bill and takes nothing off it. */
function isIdle(
  coupon: BillRules['coupon'],
  bill: { adjustments: readonly Pick<Adjustment, 'couponId'>[] },
): boolean {
  return coupon !== null && !bill.adjustments.some(({ couponId }) => couponId === coupon.id)
}

/** A bill as one text, to tell whether it is still the same. */
function writeBill(bill: FollowedOrder<never>['bill']): string {
  return JSON.stringify([
    bill.awaited,
    bill.itemsCents,
    bill.owedCents,
    bill.adjustments.map(({ kind, amountCents, reason, reasons, couponId, discountId, parts }) => [
      kind,
      amountCents,
      reason,
      Object.entries(reasons).sort(),
      couponId,
      discountId,
      parts?.map((part) => [part.lineId, part.amountCents]),
    ]),
  ])
}

// ── dishes ──

/** A line's instants; `At` is an instant as the caller keeps instants. */
export type LineInstants<At> = {
  queuedAt: At
  startedAt: At | null
  readyAt: At | null
  servedAt: At | null
  voidedAt: At | null
}

/**
 * The instants of a line after a move. A recall takes back the later ones and leaves the clock
 * running; only a dish that was held begins to wait when it is fired.
 */
export function instantsAfter<At>(
  was: LineInstants<At>,
  from: LineState,
  to: LineState,
  at: At,
): LineInstants<At> {
  switch (to) {
    case 'held':
      return { ...was, startedAt: null, readyAt: null, servedAt: null }
    case 'queued': {
      const queuedAt = from === 'held' ? at : was.queuedAt
      return { ...was, queuedAt, startedAt: null, readyAt: null, servedAt: null }
    }
    case 'cooking': {
      const startedAt = from === 'queued' ? at : was.startedAt
      return { ...was, startedAt, readyAt: null, servedAt: null }
    }
    case 'ready':
      return { ...was, readyAt: at, servedAt: null }
    case 'served':
      return { ...was, servedAt: at }
    case 'voided':
      return { ...was, voidedAt: at }
  }
}

// ── what is told ──

/**
 * An order as the spec's messages carry it; in whole yuan (or yen, dollars), because that is the
 * spec's.
 */
export function wireOrder(
  order: {
    id: number
    number: string
    tableName: string
    /** ISO 4217. */
    currency: string
    state: string
    owedCents: number
    paidCents: number
    refundedCents: number
    isSettled: boolean
  },
  round: number,
): WireOrder {
  return {
    id: order.id,
    order_number: order.number,
    table_number: order.tableName,
    order_status: order.state,
    payment_status: paymentStatusOf(order),
    round,
    final_amount: wholeOf(order.owedCents, order.currency),
    currency: order.currency,
  }
}

export type OrderEvent = { type: MessageType; rooms: string[]; payload: MessageBody }

/**
 * What everybody concerned hears of an order that followed.
 * @param about the lines that the change is about, which screens flash; and dishes whose stock
 *   moved
 */
export function eventsOf(
  order: Parameters<typeof wireOrder>[0] & { storeId: number; sittingId: number | null },
  about: {
    type: MessageType
    roundNumber: number
    stationIds: readonly number[]
    lineIds: readonly number[]
    stockOf?: Iterable<number>
    /** `allergyCodes` of the party. */
    allergies?: string[]
  },
): OrderEvent[] {
  const { storeId, sittingId } = order
  const { allergies = [] } = about
  const payload: MessageBody = {
    order: {
      ...wireOrder(order, about.roundNumber),
      ...(allergies.length > 0 && { allergies }),
    },
    line_ids: [...about.lineIds],
  }
  if (sittingId) payload.sitting_id = sittingId
  const rooms = roomsOf({ storeId, sittingId, orderId: order.id, stationIds: about.stationIds })
  return [
    { type: about.type, rooms, payload },
    ...[...(about.stockOf ?? [])].map(
      (dishId): OrderEvent => ({
        type: 'menu_changed',
        rooms: [`store:${storeId}`, menuRoom(storeId)],
        payload: { dish_id: dishId },
      }),
    ),
  ]
}
