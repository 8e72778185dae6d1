// A member's ledger, newest first: every point that came or went, and for which order.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Seat } from '../access/read-seat'
import type { Ground } from '../ground'
import { ownMember } from './own-member'

export type PointsLogEntry = {
  id: number
  /** Points that came (+) or went (−). */
  delta: number
  reason: 'earned' | 'reversed' | 'redeemed' | 'adjusted'
  note: string
  pointsAfter: number
  orderNumber: string | null
  createdAt: string
}

export type PointsLog = { total: number; entries: PointsLogEntry[] }

/** @throws Refusal member.unknown for a member of another brand too */
export async function readPointsLog(
  ground: Ground,
  actor: Actor,
  wish: { memberId: number; skip: number; limit: number },
): Promise<PointsLog> {
  const member = await ground.db.member.findFirst({
    where: { id: wish.memberId, brand: { stores: { some: { id: actor.storeId } } } },
    select: { id: true },
  })
  if (!member) throw new Refusal('member.unknown')
  return pointsLogOf(ground, member.id, wish)
}

/** A guest's own. @throws Refusal member.unproven */
export async function readOwnPointsLog(
  ground: Ground,
  seat: Seat,
  wish: { skip: number; limit: number },
): Promise<PointsLog> {
  return pointsLogOf(ground, ownMember(seat), wish)
}

async function pointsLogOf(
  ground: Ground,
  memberId: number,
  { skip, limit }: { skip: number; limit: number },
): Promise<PointsLog> {
  const order = { select: { number: true } }
  const [total, entries] = await Promise.all([
    ground.db.pointsEntry.count({ where: { memberId } }),
    ground.db.pointsEntry.findMany({
      where: { memberId },
      include: {
        payment: { select: { order } },
        refund: { select: { order } },
      },
      orderBy: { id: 'desc' },
      skip,
      take: limit,
    }),
  ])
  return {
    total,
    entries: entries.map(
      ({ id, delta, reason, note, pointsAfter, createdAt, payment, refund }) => ({
        id,
        delta,
        reason,
        note,
        pointsAfter,
        orderNumber: payment?.order.number ?? refund?.order.number ?? null,
        createdAt: createdAt.toISOString(),
      }),
    ),
  }
}
