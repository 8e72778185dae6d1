// A manager sets the brand's levels, all at once: from the levels that were seen, so that two
// managers do not undo each other. Bills that are already a member's keep their price until they
// change; levels are read from lifetime points, so nobody is moved.

import { type Level, levelsFlaw } from '@/domain/membership'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { lockBrand } from './lock-brand'
import { LEVEL_FACTS } from './member-card'

export type LevelRequest = Omit<Level, 'level'>

/** @throws Refusal levels.invalid (level, what), thing.changed */
export async function setLevels(
  deps: Deps,
  actor: Actor,
  request: { levels: LevelRequest[]; seen: LevelRequest[] },
): Promise<Level[]> {
  return deps.db.$transaction(async (tx) => {
    const { id: brandId } = await lockBrand(tx, actor.storeId)
    const order = { minimumPoints: 'asc' } as const
    const before = spoken(
      await tx.memberLevel.findMany({ where: { brandId }, select: LEVEL_FACTS, orderBy: order }),
    )

    const flaw = levelsFlaw(request.levels)
    if (flaw) throw new Refusal('levels.invalid', flaw)
    if (JSON.stringify(before.map(toldOf)) !== JSON.stringify(request.seen.map(toldOf))) {
      throw new Refusal('thing.changed')
    }
    const levels = request.levels.map((each, index) => ({ ...each, level: index + 1 }))

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

function toldOf({ name, names, minimumPoints, payBasisPoints }: LevelRequest) {
  return { name, names, minimumPoints, payBasisPoints }
}
