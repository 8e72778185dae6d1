// Dishes were carried to their table.

import type { Actor } from '../access/procedures'
import type { Ground } from '../ground'
import { type MovedLine, moveLines } from '../ordering/move-lines'

/** All of them or none; a second tap changes nothing. @throws Refusal thing.not-found, line.moved-on (by), line.not-confirmed */
export function serveLines(
  ground: Ground,
  actor: Actor,
  { lineIds }: { lineIds: number[] },
): Promise<MovedLine[]> {
  return moveLines(ground, actor, { lineIds, to: 'served' })
}
