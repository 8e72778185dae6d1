// A manager takes a reward off; what was redeemed for it stays.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { lockBrand } from './lock-brand'

/** @throws Refusal thing.not-found */
export async function archiveReward(
  deps: Deps,
  actor: Actor,
  { rewardId }: { rewardId: number },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const { id: brandId } = await lockBrand(tx, actor.storeId)
    const reward = await tx.reward.findFirst({
      where: { id: rewardId, brandId },
      select: { archivedAt: true },
    })

    if (!reward) throw new Refusal('thing.not-found')
    if (reward.archivedAt) return

    await tx.reward.update({ where: { id: rewardId, archivedAt: null }, data: { archivedAt: at } })

    await writeAudit(tx, actor, { action: 'reward.ended', subject: 'reward', subjectId: rewardId })
  })
}
