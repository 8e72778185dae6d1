// A person, or a payment, decides on a waiting round: confirmed it goes to the kitchen, rejected
// its dishes are taken back.

import { refuseWordless } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import { nameOfStaff } from '../access/name-of-staff'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { changeOrder } from './change-order'
import { lockOrder } from './lock-order'

/**
 * Confirms or rejects a round of this store; two people at once: one wins, the other is refused.
 * @throws Refusal thing.not-found, round.already-decided (by), order.not-paid (a pay-first order is
 *   confirmed by its payment), order.already-paid (a paid round is refunded, not rejected),
 *   reason.wordless (a rejection may be without a reason)
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
    await changeOrder(tx, order, by, { [request.decision]: [round.id] })
    await writeAudit(tx, actor, {
      action: request.decision === 'confirm' ? 'round.confirmed' : 'round.rejected',
      subject: 'round',
      subjectId: round.id,
      details: { reason: request.reason },
    })
  })
}
