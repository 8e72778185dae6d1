// A tap was a mistake, or a dish comes back: it goes back step by step, and its clock goes on from when it was ordered.

import { stepsBack } from '@/domain/kitchen'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Ground } from '../ground'
import { type MovedLine, moveLines } from '../ordering/move-lines'

export type Recall = {
  lineIds: number[]
  /** The state the person saw. */
  from: 'cooking' | 'ready' | 'served'
  to: 'queued' | 'cooking' | 'ready'
}

/** @throws Refusal input.invalid, thing.not-found, line.moved-on (by) when a dish has left `from` */
export async function recallLines(
  ground: Ground,
  actor: Actor,
  { lineIds, from, to }: Recall,
): Promise<MovedLine[]> {
  const steps = stepsBack(from, to)
  if (steps.length === 0) throw new Refusal('input.invalid', { field: 'to' })

  let seen: Recall['from'] | Recall['to'] = from
  for (const step of steps as Recall['to'][]) {
    await moveLines(ground, actor, { lineIds, from: seen, to: step, reason: 'recall' })
    seen = step
  }
  return lineIds.map((id) => ({ id, state: to }))
}
