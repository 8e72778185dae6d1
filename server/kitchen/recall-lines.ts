// A tap was a mistake, or a dish comes back: it goes back step by step, and its clock goes on from
// when it was ordered.

import { stepsBack } from '@/domain/kitchen'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { lockLines, type MovedLine, moveLocked } from '../ordering/move-lines'
import { areOver } from './close-work'
import { takeBackParts } from './line-parts'

export type Recall = {
  lineIds: number[]
  /** The state the person saw. */
  from: 'cooking' | 'ready' | 'served'
  to: 'queued' | 'cooking' | 'ready'
  /** Whose part is taken back of a dish that several stations make; null = everybody's. */
  stationId: number | null
}

/**
 * All of them or none. @throws Refusal input.invalid, thing.not-found, line.closed, line.moved-on
 * (by) when a dish has left `from`
 */
export async function recallLines(
  deps: Deps,
  actor: Actor,
  { lineIds, from, to, stationId }: Recall,
): Promise<MovedLine[]> {
  const steps = stepsBack(from, to) as Recall['to'][]
  if (steps.length === 0) throw new Refusal('input.invalid', { field: 'to' })

  return deps.db.$transaction(async (tx) => {
    const orders = await lockLines(tx, actor.storeId, lineIds)
    const lines = orders.flatMap((order) => order.lines).filter(({ id }) => lineIds.includes(id))
    if (await areOver(tx, deps, orders, lineIds)) throw new Refusal('line.closed')
    // What all the money of went back is nobody's any more: it is ordered anew.
    if (orders.some(isAllReturned)) throw new Refusal('line.closed')
    const by = { staffId: actor.staffId, at: deps.now() }

    const isUndone = from !== 'cooking' && to !== 'ready'
    const partly = isUndone ? await takeBackParts(tx, lineIds, stationId, by.at) : []
    // What others are still at was never ready: only the part comes back.
    const unfinished = lines
      .filter(({ id, state }) => partly.includes(id) && (state === 'queued' || state === 'cooking'))
      .map(({ id }) => id)
    const whole = lineIds.filter((id) => !unfinished.includes(id))

    await moveLocked(
      tx,
      orders,
      by,
      [{ lineIds: whole, from, through: steps.slice(0, -1), to, reason: 'recall' }],
      { lineIds: unfinished, reason: 'recall' },
    )
    return lineIds.map((id) => ({ id, state: to }))
  })
}

const isAllReturned = ({
  paidCents,
  refundedCents,
}: {
  paidCents: number
  refundedCents: number
}) => refundedCents > 0 && refundedCents >= paidCents
