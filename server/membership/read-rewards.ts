// The rewards on offer for a member, cheapest first: what each gives, and what is still missing to
// it.

import type { Localized } from '@/domain/language'
import { type IssueHindrance, issueHindrance } from '@/domain/membership'
import type { Actor } from '../access/procedures'
import type { Seat } from '../access/read-seat'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { memberIdOf } from './find-member'
import { issueFacts, OFFER_FACTS, type OfferView, offerView } from './offer'
import { ownMember } from './own-member'

export type RewardView = {
  id: number
  kind: 'coupon' | 'dish'
  name: string
  names: Localized
  points: number
  /** 0 when there are enough. */
  missingPoints: number
  /** What else stands in the way, or null. */
  hindrance: IssueHindrance | null
  offer: OfferView
}

/** For the asking guest. @throws Refusal member.unproven */
export async function readOwnRewards(deps: Deps, seat: Seat): Promise<RewardView[]> {
  return rewardsFor(deps, ownMember(seat))
}

/** @throws Refusal member.unknown for a member of another brand too */
export async function readRewards(
  deps: Deps,
  actor: Actor,
  { memberId }: { memberId: number },
): Promise<RewardView[]> {
  const store = await deps.db.store.findUniqueOrThrow({ where: { id: actor.storeId } })
  return rewardsFor(deps, await memberIdOf(deps.db, deps, store.brandId, { memberId }))
}

async function rewardsFor(deps: Deps, memberId: number): Promise<RewardView[]> {
  const member = await deps.db.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { points: true, brandId: true },
  })
  const rewards = await deps.db.reward.findMany({
    where: { brandId: member.brandId, archivedAt: null },
    include: { offer: { select: OFFER_FACTS } },
    orderBy: [{ points: 'asc' }, { id: 'asc' }],
  })
  const held = await deps.db.coupon.groupBy({
    by: ['offerId'],
    where: { memberId, voidedAt: null },
    _count: { _all: true },
  })
  const heldOf = new Map(held.map(({ offerId, _count }) => [offerId, _count._all]))
  const nowMs = deps.now().getTime()
  return spoken(rewards).map(({ id, kind, name, names, points, offer }) => ({
    id,
    kind,
    name,
    names,
    points,
    missingPoints: Math.max(0, points - member.points),
    hindrance: issueHindrance(issueFacts(offer), heldOf.get(offer.id) ?? 0, nowMs),
    offer: offerView(offer),
  }))
}
