// Cancelling an order, or taking back one dish of it: staff only, with a reason, and never what was paid for.

import type { LineState } from '@/domain/ordering'
import { mayMoveLine } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'
import { followLines } from './follow-lines'
import { lockOrder, type WholeOrder } from './lock-order'
import { saveMoves } from './move-lines'
import { returnStock } from './return-stock'
import { splitLine } from './split-line'

/**
 * Cancels a whole order: its waiting rounds are rejected, its dishes voided, untouched ones return to stock.
 * @throws Refusal thing.not-found, order.final when it is cancelled already, order.already-paid when money was taken
 */
export async function cancelOrder(
  ground: Ground,
  actor: Actor,
  wish: { orderId: number; reason: string },
): Promise<void> {
  await ground.db.$transaction(async (tx) => {
    const order = await lockOrder(tx, actor.storeId, wish.orderId)

    if (order.state === 'cancelled') throw new Refusal('order.final')
    const by = { staffId: actor.staffId, reason: wish.reason, at: ground.now() }

    await tx.round.updateMany({
      where: { orderId: order.id, state: 'pending' },
      data: {
        state: 'rejected',
        decidedAt: by.at,
        decidedById: by.staffId,
        rejectReason: by.reason,
      },
    })
    await voidLines(tx, order, order.lines, by)

    await followLines(tx, { orderId: order.id, ...by, lineIds: order.lines.map(({ id }) => id) })
    await writeAudit(tx, actor, {
      action: 'order.cancelled',
      subject: 'order',
      subjectId: order.id,
      details: { reason: wish.reason },
    })
  })
}

/**
 * Takes a dish back, or some portions of it, whatever its state.
 * @param wish.seenQuantity the portions the person saw: another number by now refuses line.moved-on, so that a retry whose
 *   answer was lost, or somebody else at the same moment, takes nothing back twice
 * @throws Refusal thing.not-found, line.moved-on when it is voided already, order.already-paid when money was taken
 */
export async function voidLine(
  ground: Ground,
  actor: Actor,
  wish: {
    lineId: number
    quantity?: number | undefined
    seenQuantity?: number | undefined
    reason: string
  },
): Promise<void> {
  await ground.db.$transaction(async (tx) => {
    const found = await tx.orderLine.findFirst({
      where: { id: wish.lineId, storeId: actor.storeId },
      select: { orderId: true },
    })
    if (!found) throw new Refusal('thing.not-found')
    const order = await lockOrder(tx, actor.storeId, found.orderId)

    const line = order.lines.find((each) => each.id === wish.lineId)
    const quantity = wish.quantity ?? line?.quantity ?? 0
    const isAsSeen = line?.quantity === (wish.seenQuantity ?? line?.quantity)
    if (!line || !isAsSeen || !mayMoveLine(line.state, 'voided') || quantity > line.quantity) {
      throw new Refusal('line.moved-on')
    }
    const by = { staffId: actor.staffId, reason: wish.reason, at: ground.now() }

    const taken = quantity === line.quantity ? line : await splitLine(tx, line, quantity)
    await voidLines(tx, order, [taken], by)

    await followLines(tx, { orderId: order.id, ...by, lineIds: [taken.id] })
    await writeAudit(tx, actor, {
      action: 'line.voided',
      subject: 'line',
      subjectId: line.id,
      details: { reason: wish.reason, quantity },
    })
  })
}

/** States in which nothing was cooked yet, so the portion is still there. */
const UNTOUCHED: readonly LineState[] = ['held', 'queued']

/** States in which a cook may be at it, and has to be told. */
const IN_KITCHEN: readonly LineState[] = ['held', 'queued', 'cooking', 'ready']

async function voidLines(
  tx: Prisma.TransactionClient,
  order: WholeOrder,
  lines: WholeOrder['lines'],
  by: { staffId: number | null; reason: string; at: Date },
): Promise<void> {
  const isBeingCorrected = order.reopenedAt !== null && !order.settledAt
  if (!isBeingCorrected && (order.settledAt || order.paidCents > order.refundedCents)) {
    throw new Refusal('order.already-paid')
  }
  const voided = lines.filter((line) => line.state !== 'voided')
  await saveMoves(tx, voided, 'voided', by)
  const confirmed = order.rounds.filter(({ state }) => state === 'confirmed').map(({ id }) => id)
  await tx.lineChange.createMany({
    data: voided
      .filter((line) => IN_KITCHEN.includes(line.state) && confirmed.includes(line.roundId))
      .map((line) => ({
        storeId: order.storeId,
        lineId: line.id,
        kind: 'voided',
        after: by.reason,
        staffId: by.staffId,
        at: by.at,
      })),
  })
  const untouched = voided.filter((line) => UNTOUCHED.includes(line.state))
  await returnStock(tx, order.storeId, untouched, by)
}
