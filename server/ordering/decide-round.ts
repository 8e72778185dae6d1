// A person, or a payment, decides on a waiting round: confirmed it goes to the kitchen, rejected its dishes are taken back.

import { statesBefore } from '@/domain/moves'
import { ROUND_MOVES, refuseWordless } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import { nameOfStaff } from '../access/name-of-staff'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { followLines } from './follow-lines'
import { lockOrder, type WholeOrder } from './lock-order'
import { saveMoves } from './move-lines'
import { returnStock } from './return-stock'

/**
 * Confirms or rejects a round of this store; two people at once: one wins, the other is refused.
 * @throws Refusal thing.not-found, round.already-decided (by), order.not-paid (a pay-first order is confirmed by its payment),
 *   order.already-paid (a paid round is refunded, not rejected), reason.wordless (a rejection may be without a reason)
 */
export async function decideRound(
  deps: Deps,
  actor: Actor,
  request: { roundId: number; decision: 'confirm' | 'reject'; reason: string },
): Promise<void> {
  if (request.reason !== '') refuseWordless(request.reason)
  await deps.db.$transaction(async (tx) => {
    const found = await tx.round.findFirst({
      where: { id: request.roundId, storeId: actor.storeId },
      select: { orderId: true },
    })
    if (!found) throw new Refusal('thing.not-found')
    const order = await lockOrder(tx, actor.storeId, found.orderId)

    const round = order.rounds.find((each) => each.id === request.roundId)
    if (round?.state !== 'pending') {
      const by = await nameOfStaff(tx, round?.decidedById)
      throw new Refusal('round.already-decided', { by })
    }
    if (request.decision === 'confirm' && order.mode === 'pay_first' && !order.settledAt) {
      throw new Refusal('order.not-paid')
    }
    if (request.decision === 'reject' && order.paidCents > order.refundedCents) {
      throw new Refusal('order.already-paid')
    }

    const by = { staffId: actor.staffId, reason: request.reason, at: deps.now() }
    if (request.decision === 'confirm') await confirmRounds(tx, order, [round.id], by)
    else await rejectRound(tx, order, round.id, by)
    await writeAudit(tx, actor, {
      action: request.decision === 'confirm' ? 'round.confirmed' : 'round.rejected',
      subject: 'round',
      subjectId: round.id,
      details: { reason: request.reason },
    })
  })
}

type By = { staffId: number | null; reason: string; at: Date }

/** Confirms waiting rounds of an order whose row is locked: their clock in the kitchen starts now. */
export async function confirmRounds(
  tx: Prisma.TransactionClient,
  order: WholeOrder,
  roundIds: readonly number[],
  by: By,
): Promise<void> {
  const lineIds = order.lines.filter((l) => roundIds.includes(l.roundId)).map((line) => line.id)
  await tx.round.updateMany({
    where: { id: { in: [...roundIds] }, state: { in: statesBefore(ROUND_MOVES, 'confirmed') } },
    data: { state: 'confirmed', decidedAt: by.at, decidedById: by.staffId },
  })
  await tx.orderLine.updateMany({ where: { id: { in: lineIds } }, data: { queuedAt: by.at } })
  await followLines(tx, { orderId: order.id, ...by, lineIds })
}

/** Rejects a waiting round of an order whose row is locked: its dishes are taken back. */
export async function rejectRound(
  tx: Prisma.TransactionClient,
  order: WholeOrder,
  roundId: number,
  by: By,
): Promise<void> {
  const lines = order.lines.filter((line) => line.roundId === roundId && line.state !== 'voided')
  await tx.round.update({
    where: { id: roundId, state: { in: statesBefore(ROUND_MOVES, 'rejected') } },
    data: {
      state: 'rejected',
      decidedAt: by.at,
      decidedById: by.staffId,
      rejectReason: by.reason,
    },
  })
  await saveMoves(tx, lines, 'voided', by)
  await returnStock(tx, order.storeId, lines, by)
  await followLines(tx, { orderId: order.id, ...by, lineIds: lines.map((line) => line.id) })
}
