// A manager ends an offer: no more coupons of it, and no reward that hands it out. Coupons in
// people's hands stay good.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { lockBrand } from './lock-brand'

/** @throws Refusal thing.not-found */
export async function archiveOffer(
  deps: Deps,
  actor: Actor,
  { offerId }: { offerId: number },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const { id: brandId } = await lockBrand(tx, actor.storeId)
    const offer = await tx.couponOffer.findFirst({
      where: { id: offerId, brandId },
      select: { archivedAt: true },
    })

    if (!offer) throw new Refusal('thing.not-found')
    if (offer.archivedAt) return

    await tx.couponOffer.update({
      where: { id: offerId, archivedAt: null },
      data: { archivedAt: at },
    })
    await tx.reward.updateMany({ where: { offerId, archivedAt: null }, data: { archivedAt: at } })

    await writeAudit(tx, actor, { action: 'offer.ended', subject: 'offer', subjectId: offerId })
  })
}
