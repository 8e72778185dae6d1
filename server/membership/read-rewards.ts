// The rewards on offer for a member, cheapest first: what each gives, and what is still missing to it.

import { type IssueHindrance, issueHindrance } from '@/domain/membership'
import type { Actor } from '../access/procedures'
import type { Seat } from '../access/read-seat'
import type { Ground } from '../ground'
import { memberIdOf } from './find-member'
import { issueFacts, OFFER_FACTS, type OfferView, offerView } from './offer'
import { ownMember } from './own-member'

export type RewardView = {
  id: number
  kind: 'coupon' | 'dish'
  name: string
  nameEn: string | null
  points: number
  /** 0 when there are enough. */
  missingPoints: number
  /** What else stands in the way, or null. */
  hindrance: IssueHindrance | null
  offer: OfferView
}

/** For the asking guest. @throws Refusal member.unproven */
export async function readOwnRewards(ground: Ground, seat: Seat): Promise<RewardView[]> {
  return rewardsFor(ground, ownMember(seat))
}

/** @throws Refusal member.unknown for a member of another brand too */
export async function readRewards(
  ground: Ground,
  actor: Actor,
  { memberId }: { memberId: number },
): Promise<RewardView[]> {
  const store = await ground.db.store.findUniqueOrThrow({ where: { id: actor.storeId } })
  return rewardsFor(ground, await memberIdOf(ground.db, ground, store.brandId, { memberId }))
}

async function rewardsFor(ground: Ground, memberId: number): Promise<RewardView[]> {
  const member = await ground.db.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { points: true, brandId: true },
  })
  const rewards = await ground.db.reward.findMany({
    where: { brandId: member.brandId, archivedAt: null },
    include: { offer: { select: OFFER_FACTS } },
    orderBy: [{ points: 'asc' }, { id: 'asc' }],
  })
  const held = await ground.db.coupon.groupBy({
    by: ['offerId'],
    where: { memberId, voidedAt: null },
    _count: { _all: true },
  })
  const heldOf = new Map(held.map(({ offerId, _count }) => [offerId, _count._all]))
  const nowMs = ground.now().getTime()
  return rewards.map(({ id, kind, name, nameEn, points, offer }) => ({
    id,
    kind,
    name,
    nameEn,
    points,
    missingPoints: Math.max(0, points - member.points),
    hindrance: issueHindrance(issueFacts(offer), heldOf.get(offer.id) ?? 0, nowMs),
    offer: offerView(offer),
  }))
}
