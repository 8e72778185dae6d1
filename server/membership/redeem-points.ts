// Points for something: the balance never goes below zero, a repeated request redeems once, the
// level stays.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { bookPoints } from './book-points'
import { lockMember } from './lock-member'

export type Redeemed = { memberId: number; redeemedPoints: number; remainingPoints: number }

/** @throws Refusal member.unknown, points.too-few (points), request.key-reused */
export async function redeemPoints(
  deps: Deps,
  actor: Actor,
  request: { memberId: number; points: number; reason: string; key: string },
): Promise<Redeemed> {
  return deps.db.$transaction(async (tx) => {
    const { memberId, points, reason, key } = request
    const at = deps.now()
    const member = await lockMember(tx, actor.storeId, memberId)
    const earlier = await tx.pointsEntry.findUnique({
      where: { memberId_idempotencyKey: { memberId, idempotencyKey: key } },
    })

    if (earlier) {
      if (earlier.delta !== -points || earlier.note !== reason) {
        throw new Refusal('request.key-reused')
      }
      return { memberId, redeemedPoints: points, remainingPoints: earlier.pointsAfter }
    }
    if (member.points < points) throw new Refusal('points.too-few', { points: member.points })

    const { points: remainingPoints } = await bookPoints(tx, member, {
      change: -points,
      reason: 'redeemed',
      note: reason,
      idempotencyKey: key,
      at,
    })

    await writeAudit(tx, actor, {
      action: 'points.redeemed',
      subject: 'member',
      subjectId: memberId,
      details: { points, reason },
    })
    return { memberId, redeemedPoints: points, remainingPoints }
  })
}
