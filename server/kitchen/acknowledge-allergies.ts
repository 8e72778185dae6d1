// Somebody in the kitchen has read what the people at a table are allergic to: who and when is
// kept, for each station, until the table is cleared or somebody says something else.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { followLines } from '../ordering/follow-lines'
import { lockOrder } from '../ordering/lock-order'

export type AllergiesRead = {
  roundId: number
  /** Since when they are what was read (ISO). */
  saidAt: string
  /** Where it was read; null = at the screen of the whole kitchen, for all its stations. */
  stationId: number | null
}

/**
 * A second tap changes nothing: whoever was first is kept.
 * @throws Refusal thing.not-found, allergies.changed where they are not those any more
 */
export async function acknowledgeAllergies(
  deps: Deps,
  { storeId, staffId }: Actor,
  { roundId, saidAt, stationId }: AllergiesRead,
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const found = await tx.round.findFirst({
      where: { id: roundId, storeId },
      select: { orderId: true },
    })
    const isOurs =
      stationId === null || (await tx.station.count({ where: { id: stationId, storeId } })) > 0
    if (!found || !isOurs) throw new Refusal('thing.not-found')
    const { id: orderId, lines } = await lockOrder(tx, storeId, found.orderId)
    const [round] = await tx.$queryRaw<{ allergiesAt: Date | null }[]>`
      SELECT allergies_at AS "allergiesAt" FROM round WHERE id = ${roundId} FOR UPDATE`

    if (round?.allergiesAt?.getTime() !== Date.parse(saidAt)) throw new Refusal('allergies.changed')

    const its = lines.filter((line) => line.roundId === roundId && line.state !== 'voided')
    const stations = stationId === null ? its.flatMap((line) => line.stationIds) : [stationId]
    const by = { staffId, at: deps.now() }
    const { count } = await tx.allergiesSeen.createMany({
      data: [...new Set(stations)].map((at) => ({ roundId, stationId: at, ...by })),
      skipDuplicates: true,
    })
    if (count > 0) await followLines(tx, { orderId, ...by, reason: 'seen' })
  })
}
