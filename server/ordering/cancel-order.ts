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
 * Takes one dish back, whatever its state.
 * @throws Refusal thing.not-found, line.moved-on when it is voided already, order.already-paid when money was taken
 */
export async function voidLine(
  ground: Ground,
  actor: Actor,
  wish: { lineId: number; reason: string },
): Promise<void> {
  await ground.db.$transaction(async (tx) => {
    const found = await tx.orderLine.findFirst({
      where: { id: wish.lineId, storeId: actor.storeId },
      select: { orderId: true },
    })
    if (!found) throw new Refusal('thing.not-found')
    const order = await lockOrder(tx, actor.storeId, found.orderId)

    const line = order.lines.find((each) => each.id === wish.lineId)
    if (!line || !mayMoveLine(line.state, 'voided')) throw new Refusal('line.moved-on')
    const by = { staffId: actor.staffId, reason: wish.reason, at: ground.now() }

    await voidLines(tx, order, [line], by)

    await followLines(tx, { orderId: order.id, ...by, lineIds: [line.id] })
    await writeAudit(tx, actor, {
      action: 'line.voided',
      subject: 'line',
      subjectId: line.id,
      details: { reason: wish.reason },
    })
  })
}

/** States in which nothing was cooked yet, so the portion is still there. */
const UNTOUCHED: readonly LineState[] = ['held', 'queued']

async function voidLines(
  tx: Prisma.TransactionClient,
  order: WholeOrder,
  lines: WholeOrder['lines'],
  by: { staffId: number | null; reason: string; at: Date },
): Promise<void> {
  if (order.settledAt || order.paidCents > order.refundedCents) {
    throw new Refusal('order.already-paid')
  }
  const voided = lines.filter((line) => line.state !== 'voided')
  await saveMoves(tx, voided, 'voided', by)
  const untouched = voided.filter((line) => UNTOUCHED.includes(line.state))
  await returnStock(tx, order.storeId, untouched, by)
}
