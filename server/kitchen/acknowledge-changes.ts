// Somebody in the kitchen has seen what was changed: who and when is kept, for each station of the
// dish.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { followLines } from '../ordering/follow-lines'
import { lockLines } from '../ordering/move-lines'

export type Acknowledgement = {
  changeIds: number[]
  /**
   * Where it was seen; null = at the screen of the whole kitchen, for all stations of the dish. A
   * pass sees for itself.
   */
  stationId: number | null
}

/** A second tap changes nothing: whoever was first is kept. @throws Refusal thing.not-found */
export async function acknowledgeChanges(
  deps: Deps,
  actor: Actor,
  { changeIds, stationId }: Acknowledgement,
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const ids = [...new Set(changeIds)]
    const changes = await tx.lineChange.findMany({
      where: { id: { in: ids }, storeId: actor.storeId },
      select: { id: true, line: { select: { id: true, stationIds: true } } },
    })
    const station = stationId === null ? null : await stationOf(stationId)
    if (changes.length !== ids.length) throw new Refusal('thing.not-found')
    const lineIds = changes.map(({ line }) => line.id)
    const orders = await lockLines(tx, actor.storeId, lineIds)

    const by = { staffId: actor.staffId, at: deps.now() }
    await tx.lineChangeSeen.createMany({
      data: changes.flatMap(({ id, line }) =>
        (station ? [station.id] : line.stationIds).map((at) => ({
          changeId: id,
          stationId: at,
          ...by,
        })),
      ),
      skipDuplicates: true,
    })

    for (const { id, lines } of orders) {
      const seen = lines.filter((line) => lineIds.includes(line.id)).map((line) => line.id)
      await followLines(tx, { orderId: id, ...by, reason: 'seen', lineIds: seen })
    }

    async function stationOf(wanted: number) {
      const found = await tx.station.findFirst({ where: { id: wanted, storeId: actor.storeId } })
      if (!found) throw new Refusal('thing.not-found')
      return found
    }
  })
}
