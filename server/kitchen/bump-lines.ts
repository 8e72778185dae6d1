// A cook's tap: dishes go on the fire, or are ready to be carried.

import type { LineState } from '@/domain/ordering'
import type { Actor } from '../access/procedures'
import type { Ground } from '../ground'
import { type MovedLine, moveLines } from '../ordering/move-lines'

export type Bump = {
  lineIds: number[]
  to: 'cooking' | 'ready'
  /** The state the cook saw; a dish that has left it is refused. */
  from?: LineState | undefined
}

/** All of them or none; a second tap changes nothing. @throws Refusal thing.not-found, line.moved-on (by), line.not-confirmed */
export function bumpLines(ground: Ground, actor: Actor, bump: Bump): Promise<MovedLine[]> {
  return moveLines(ground, actor, bump)
}
