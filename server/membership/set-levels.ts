// A manager sets the brand's levels, all at once: from the levels that were seen, so that two managers do not undo each other.
// Bills that are already a member's keep their price until they change; levels are read from lifetime points, so nobody is moved.

import { type Level, levelsFlaw } from '@/domain/membership'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'
import { lockBrand } from './lock-brand'
import { LEVEL_FACTS } from './member-card'

export type LevelWish = Omit<Level, 'level'>

/** @throws Refusal levels.invalid (level, what), thing.changed */
export async function setLevels(
  ground: Ground,
  actor: Actor,
  wish: { levels: LevelWish[]; seen: LevelWish[] },
): Promise<Level[]> {
  return ground.db.$transaction(async (tx) => {
    const { id: brandId } = await lockBrand(tx, actor.storeId)
    const order = { minimumPoints: 'asc' } as const
    const before = await tx.memberLevel.findMany({
      where: { brandId },
      select: LEVEL_FACTS,
      orderBy: order,
    })

    const flaw = levelsFlaw(wish.levels)
    if (flaw) throw new Refusal('levels.invalid', flaw)
    if (JSON.stringify(before.map(toldOf)) !== JSON.stringify(wish.seen.map(toldOf))) {
      throw new Refusal('thing.changed')
    }
    const levels = wish.levels.map((each, index) => ({ ...each, level: index + 1 }))

    await tx.memberLevel.deleteMany({ where: { brandId } })
    await tx.memberLevel.createMany({ data: levels.map((each) => ({ ...each, brandId })) })

    await writeAudit(tx, actor, {
      action: 'levels.changed',
      subject: 'brand',
      subjectId: brandId,
      details: { from: before.map(toldOf), to: levels.map(toldOf) },
    })
    return levels
  })
}

function toldOf({ name, nameEn, minimumPoints, payBasisPoints }: LevelWish) {
  return { name, nameEn, minimumPoints, payBasisPoints }
}
