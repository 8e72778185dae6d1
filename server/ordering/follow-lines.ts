// After its rounds or lines changed, an order's state and bill follow them, the move is kept, and everybody concerned is told.

import type { AdjustmentPart } from '@/domain/costs'
import { type MessageBody, roomsOf } from '@/domain/event'
import { statesBefore } from '@/domain/moves'
import { type Adjustment, billOf, ORDER_MOVES, orderStateOf } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import { tell } from '../outbox'
import { BILL_FACTS, pricedBy } from './bill-facts'
import { keptAdjustments } from './kept-adjustments'
import { WHOLE_ORDER } from './lock-order'
import { wireOrder } from './wire-order'

export type Follow = {
  orderId: number
  staffId: number | null
  reason: string
  at: Date
  /** The lines that this change is about, for screens that flash them. */
  lineIds?: number[]
}

/**
 * Recomputes the state and the bill of an order whose row is locked by this transaction, and tells of it.
 * A bill that is settled keeps its sums: what was paid for does not change afterwards.
 * @throws Refusal line.paid when less would be owed than was paid; that is a refund's
 */
export async function followLines(tx: Prisma.TransactionClient, follow: Follow): Promise<void> {
  const order = await tx.order.findUniqueOrThrow({
    where: { id: follow.orderId },
    include: {
      ...WHOLE_ORDER,
      ...BILL_FACTS,
      refunds: { where: { state: 'pending' }, select: { amountCents: true } },
    },
  })

  const state = orderStateOf(
    order.rounds.map((round) => round.state),
    order.lines.map((line) => line.state),
  )
  const { lines, rules } = pricedBy(order)
  const before = keptAdjustments(order)
  const bill = order.settledAt ? { ...order, adjustments: before } : billOf(lines, rules)
  const isRunning = !order.settledAt && !order.reopenedAt
  if (isRunning && bill.owedCents < order.paidCents - order.surplusCents) {
    throw new Refusal('line.paid')
  }
  const hasMoved = state !== order.state
  const hasNewBill =
    bill.owedCents !== order.owedCents ||
    bill.itemsCents !== order.itemsCents ||
    writeBill(bill.adjustments) !== writeBill(before)

  if (hasMoved || hasNewBill) {
    await tx.order.update({
      where: {
        id: order.id,
        version: order.version,
        // A bill may change where its order stays.
        state: { in: [...statesBefore(ORDER_MOVES, state), ...(hasMoved ? [] : [state])] },
      },
      data: {
        state,
        version: { increment: 1 },
        itemsCents: bill.itemsCents,
        chargesCents: bill.chargesCents,
        discountCents: bill.discountCents,
        owedCents: bill.owedCents,
        surplusCents: surplusOf(order, bill.owedCents),
        confirmedAt:
          order.confirmedAt ?? (state === 'pending' || state === 'cancelled' ? null : follow.at),
        completedAt: state === 'completed' ? (order.completedAt ?? follow.at) : null,
        cancelledAt: state === 'cancelled' ? follow.at : null,
        ...(state === 'cancelled' ? { cancelReason: follow.reason } : {}),
      },
    })
    await tx.orderMove.create({
      data: {
        orderId: order.id,
        version: order.version,
        fromState: order.state,
        toState: state,
        staffId: follow.staffId,
        reason: follow.reason,
        at: follow.at,
      },
    })
  }
  if (hasNewBill) {
    await tx.orderAdjustment.deleteMany({ where: { orderId: order.id } })
    await tx.orderAdjustment.createMany({
      data: bill.adjustments.map(
        ({ kind, amountCents, reason, reasons, couponId, discountId, parts }) => ({
          orderId: order.id,
          kind,
          amountCents,
          reason,
          reasons,
          couponId,
          discountId,
          parts: parts as Prisma.InputJsonValue,
        }),
      ),
    })
  }

  if (state === 'cancelled') {
    // Back in its owner's hand: nothing was eaten for it.
    await tx.coupon.updateMany({
      where: { orderId: order.id, usedAt: null },
      data: { orderId: null },
    })
  }

  const heard = {
    storeId: order.storeId,
    sittingId: order.sittingId,
    orderId: order.id,
    stationIds: order.lines.flatMap((line) => line.stationIds),
  }
  const payload: MessageBody = {
    order: wireOrder(
      { ...order, ...bill, state },
      order.rounds.at(-1)?.number ?? 1,
      order.store.currency,
    ),
    line_ids: follow.lineIds ?? [],
  }
  if (order.sittingId) payload.sitting_id = order.sittingId
  await tell(tx, {
    storeId: order.storeId,
    type: 'order_status_update',
    rooms: roomsOf(heard),
    payload,
  })
}

/** Adjustments as one text, to tell whether they are still the same. */
function writeBill(
  adjustments: readonly (Adjustment & { parts: AdjustmentPart[] | null })[],
): string {
  return JSON.stringify(
    adjustments.map(({ kind, amountCents, reason, reasons, couponId, discountId, parts }) => [
      kind,
      amountCents,
      reason,
      Object.entries(reasons).sort(),
      couponId,
      discountId,
      parts?.map((part) => [part.lineId, part.amountCents]),
    ]),
  )
}

/** What is paid beyond the owed, in 分: it grows and shrinks with a bill that is being corrected, other bills keep theirs. */
function surplusOf(
  order: {
    paidCents: number
    surplusCents: number
    reopenedAt: Date | null
    settledAt: Date | null
    refunds: { amountCents: number }[]
  },
  owedCents: number,
): number {
  if (!order.reopenedAt || order.settledAt) return order.surplusCents
  const onTheWayCents = order.refunds.reduce((sum, { amountCents }) => sum + amountCents, 0)
  return Math.max(order.paidCents - owedCents, Math.min(onTheWayCents, order.surplusCents), 0)
}
