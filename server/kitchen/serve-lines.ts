// Dishes were carried to their table.

import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { type MovedLine, moveLines } from '../ordering/move-lines'

/**
 * All of them or none; a second tap changes nothing. @throws Refusal thing.not-found, line.moved-on
 * (by), line.not-confirmed
 */
export function serveLines(
  deps: Deps,
  actor: Actor,
  { lineIds }: { lineIds: number[] },
): Promise<MovedLine[]> {
  return moveLines(deps, actor, { lineIds, to: 'served' })
}
