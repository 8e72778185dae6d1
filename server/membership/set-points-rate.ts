// A manager sets how many points a yuan earns from now on; what was earned stays, and is taken back
// at the rate of its earning.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { lockBrand } from './lock-brand'

/** @throws Refusal thing.changed when somebody else set it meanwhile */
export async function setPointsRate(
  deps: Deps,
  actor: Actor,
  { pointsPerYuan, seen }: { pointsPerYuan: number; seen: number },
): Promise<{ pointsPerYuan: number }> {
  return deps.db.$transaction(async (tx) => {
    const brand = await lockBrand(tx, actor.storeId)

    if (brand.pointsPerYuan === pointsPerYuan) return { pointsPerYuan }
    if (brand.pointsPerYuan !== seen) throw new Refusal('thing.changed')

    await tx.brand.update({ where: { id: brand.id, pointsPerYuan: seen }, data: { pointsPerYuan } })

    await writeAudit(tx, actor, {
      action: 'points-rate.changed',
      subject: 'brand',
      subjectId: brand.id,
      details: { from: seen, to: pointsPerYuan },
    })
    return { pointsPerYuan }
  })
}
