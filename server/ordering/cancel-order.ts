// Cancelling an order, or taking back one dish of it: staff only, with a reason in words, and never
// what was paid for; of a bill that is paid in part, what is not paid yet. What was begun in the
// kitchen, or is on a bill that is being corrected, is a manager's.

import { LOSSES } from '@/domain/access'
import { payableOf } from '@/domain/costs'
import { mayMoveLine, refuseWordless, wasBegun } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { changeOrder, type LineWay } from './change-order'
import { keptAdjustments } from './kept-adjustments'
import { lockOrder, type WholeOrder } from './lock-order'
import { refusePaidPortions } from './paid-portions'
import { settleCovered } from './settle-order'
import { splitLine } from './split-line'

/**
 * Cancels a whole order: its waiting rounds are rejected, its dishes voided, untouched ones return
 * to stock.
 * @throws Refusal reason.wordless, thing.not-found, order.final when it is cancelled already,
 *   order.already-paid when money was taken, order.begun, order.being-corrected
 */
export async function cancelOrder(
  deps: Deps,
  actor: Actor,
  request: { orderId: number; reason: string },
): Promise<void> {
  refuseWordless(request.reason)
  await deps.db.$transaction(async (tx) => {
    const order = await lockOrder(tx, actor.storeId, request.orderId)
    const begun = await begunLines(tx, order.lines)

    if (order.state === 'cancelled') throw new Refusal('order.final')
    refuseCorrecting(actor, order)
    if (!isBeingCorrected(order) && isPaid(order)) throw new Refusal('order.already-paid')
    if (begun.length > 0 && !actor.may(LOSSES['cancel begun'])) throw new Refusal('order.begun')
    const by = { staffId: actor.staffId, reason: request.reason, at: deps.now() }

    refuseSettled(order)
    const waiting = order.rounds.filter(({ state }) => state === 'pending').map(({ id }) => id)
    const ways = order.lines
      .filter(({ state, roundId }) => state !== 'voided' && !waiting.includes(roundId))
      .map((line): LineWay => ({ line, through: ['voided'] }))
    await changeOrder(tx, order, by, { reject: waiting, ways })
    await writeAudit(tx, actor, {
      action: 'order.cancelled',
      subject: 'order',
      subjectId: order.id,
      details: { reason: request.reason },
    })
  })
}

/**
 * Takes a dish back, or some portions of it.
 * @param request.seenQuantity the portions the person saw: another number by now refuses
 *   line.moved-on, so that a retry whose answer was lost, or somebody else at the same moment,
 *   takes nothing back twice
 * @throws Refusal reason.wordless, thing.not-found, line.moved-on when it is voided already,
 *   order.already-paid when the bill is settled, line.paid when these portions were paid for, or
 *   what is left would be less than what was paid, line.begun, order.being-corrected
 */
export async function voidLine(
  deps: Deps,
  actor: Actor,
  request: {
    lineId: number
    quantity?: number | undefined
    seenQuantity?: number | undefined
    reason: string
  },
): Promise<void> {
  refuseWordless(request.reason)
  await deps.db.$transaction(async (tx) => {
    const found = await tx.orderLine.findFirst({
      where: { id: request.lineId, storeId: actor.storeId },
      select: { orderId: true },
    })
    if (!found) throw new Refusal('thing.not-found')
    const order = await lockOrder(tx, actor.storeId, found.orderId)

    const line = order.lines.find((each) => each.id === request.lineId)
    const quantity = request.quantity ?? line?.quantity ?? 0
    const isAsSeen = line?.quantity === (request.seenQuantity ?? line?.quantity)
    if (!line || !isAsSeen || !mayMoveLine(line.state, 'voided') || quantity > line.quantity) {
      throw new Refusal('line.moved-on')
    }
    refuseCorrecting(actor, order)
    const [begun] = await begunLines(tx, [line])
    if (begun && !actor.may(LOSSES['void begun'])) throw new Refusal('line.begun')
    const by = { staffId: actor.staffId, reason: request.reason, at: deps.now() }

    if (!isBeingCorrected(order)) await refusePaidPortions(tx, order, line, quantity)

    refuseSettled(order, line)
    const taken = quantity === line.quantity ? line : await splitLine(tx, line, quantity)
    await changeOrder(tx, order, by, { ways: [{ line: taken, through: ['voided'] }] })
    await settleCovered(tx, order, by)
    await writeAudit(tx, actor, {
      action: 'line.voided',
      subject: 'line',
      subjectId: line.id,
      details: { reason: request.reason, quantity },
    })
  })
}

/** Money was taken for this bill: what comes off it now goes back when it is closed. */
function refuseCorrecting(actor: Actor, order: WholeOrder): void {
  if (isBeingCorrected(order) && !actor.may(LOSSES['void of a bill being corrected'])) {
    throw new Refusal('order.being-corrected')
  }
}

const isBeingCorrected = (order: WholeOrder) => order.reopenedAt !== null && !order.settledAt
const isPaid = (order: WholeOrder) => order.paidCents > order.refundedCents

/** Which of these lines, voided ones aside, somebody has begun. */
async function begunLines(
  tx: Prisma.TransactionClient,
  lines: WholeOrder['lines'],
): Promise<WholeOrder['lines']> {
  const kept = lines.filter(({ state }) => state !== 'voided')
  const lineId = { in: kept.map(({ id }) => id) }
  const moves = await tx.lineMove.findMany({ where: { lineId } })
  const parts = await tx.linePart.findMany({ where: { lineId }, select: { lineId: true } })
  return kept.filter(({ id, state }) => {
    const passed = moves.filter((move) => move.lineId === id).map(({ toState }) => toState)
    return wasBegun(
      [state, ...passed],
      parts.some((part) => part.lineId === id),
    )
  })
}

/**
 * What was paid for is given back, not taken off; of a settled bill only a dish that cost nothing
 * can be.
 */
function refuseSettled(order: WholeOrder, line?: WholeOrder['lines'][number]): void {
  if (!order.settledAt) return
  const kept = order.lines.filter(({ state }) => state !== 'voided')
  const { lines: payable } = payableOf(order.owedCents, kept, keptAdjustments(order))
  const isFree = line && payable[kept.findIndex(({ id }) => id === line.id)] === 0
  if (!isFree || line.state === 'served') throw new Refusal('order.already-paid')
}
