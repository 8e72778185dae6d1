// A manager puts a reward on offer, so many points for a coupon, or changes one. Saying the same
// new reward twice makes one.

import type { Localized } from '@/domain/language'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { lockBrand } from './lock-brand'

export type RewardRequest = {
  rewardId: number | null
  name: string
  names: Localized
  points: number
  offerId: number
}

/** @throws Refusal thing.not-found */
export async function saveReward(
  deps: Deps,
  actor: Actor,
  { rewardId, name, names, points, offerId }: RewardRequest,
): Promise<{ rewardId: number }> {
  return deps.db.$transaction(async (tx) => {
    const { id: brandId } = await lockBrand(tx, actor.storeId)
    const offer = await tx.couponOffer.findFirst({
      where: { id: offerId, brandId, archivedAt: null },
      select: { kind: true },
    })
    if (!offer) throw new Refusal('thing.not-found')
    const kind = offer.kind === 'gift' ? ('dish' as const) : ('coupon' as const)
    const data = { kind, name, names, points, offerId }
    const before = await tx.reward.findFirst({
      where: {
        brandId,
        archivedAt: null,
        ...(rewardId === null ? { ...data, names: { equals: names } } : { id: rewardId }),
      },
    })

    if (rewardId === null && before) return { rewardId: before.id }
    if (rewardId !== null && !before) throw new Refusal('thing.not-found')

    const saved = before
      ? await tx.reward.update({ where: { id: before.id, archivedAt: null }, data })
      : await tx.reward.create({ data: { brandId, ...data } })

    await writeAudit(tx, actor, {
      action: before ? 'reward.changed' : 'reward.made',
      subject: 'reward',
      subjectId: saved.id,
      details: data,
    })
    return { rewardId: saved.id }
  })
}
