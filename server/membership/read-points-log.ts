// A member's ledger, newest first: every point that came or went, and for which order.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Seat } from '../access/read-seat'
import type { Deps } from '../deps'
import { ownMember } from './own-member'

export type PointsLogEntry = {
  id: number
  /** What the balance gained (+) or lost (−). */
  delta: number
  /** Points that came to be owed (+), or that a debt was paid with (−). */
  debtDelta: number
  reason: 'earned' | 'reversed' | 'redeemed' | 'adjusted'
  note: string
  pointsAfter: number
  orderNumber: string | null
  createdAt: string
}

export type PointsLog = { total: number; entries: PointsLogEntry[] }

/** @throws Refusal member.unknown for a member of another brand too */
export async function readPointsLog(
  deps: Deps,
  actor: Actor,
  request: { memberId: number; skip: number; limit: number },
): Promise<PointsLog> {
  const member = await deps.db.member.findFirst({
    where: { id: request.memberId, brand: { stores: { some: { id: actor.storeId } } } },
    select: { id: true },
  })
  if (!member) throw new Refusal('member.unknown')
  return pointsLogOf(deps, member.id, request)
}

/** A guest's own. @throws Refusal member.unproven */
export async function readOwnPointsLog(
  deps: Deps,
  seat: Seat,
  request: { skip: number; limit: number },
): Promise<PointsLog> {
  return pointsLogOf(deps, ownMember(seat), request)
}

async function pointsLogOf(
  deps: Deps,
  memberId: number,
  { skip, limit }: { skip: number; limit: number },
): Promise<PointsLog> {
  const order = { select: { number: true } }
  const [total, entries] = await Promise.all([
    deps.db.pointsEntry.count({ where: { memberId } }),
    deps.db.pointsEntry.findMany({
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
      ({ id, delta, debtDelta, reason, note, pointsAfter, createdAt, payment, refund }) => ({
        id,
        delta,
        debtDelta,
        reason,
        note,
        pointsAfter,
        orderNumber: payment?.order.number ?? refund?.order.number ?? null,
        createdAt: createdAt.toISOString(),
      }),
    ),
  }
}
