// When the kitchen begins: dishes are held until the table wants them (叫起), and fired when it does
// (起菜).

import type { Deps } from '../deps'
import { type MovedLine, type Mover, moveLines } from '../ordering/move-lines'

/**
 * Held dishes begin to wait now; a second call changes nothing. @throws Refusal thing.not-found,
 * line.moved-on (by), line.not-confirmed
 */
export function fireLines(
  deps: Deps,
  actor: Mover,
  { lineIds }: { lineIds: number[] },
): Promise<MovedLine[]> {
  return moveLines(deps, actor, { lineIds, to: 'queued', from: 'held', reason: 'fire' })
}

/**
 * Dishes that nobody has begun wait until they are fired. @throws Refusal thing.not-found,
 * line.moved-on (by), line.not-confirmed
 */
export function holdLines(
  deps: Deps,
  actor: Mover,
  { lineIds }: { lineIds: number[] },
): Promise<MovedLine[]> {
  return moveLines(deps, actor, { lineIds, to: 'held', from: 'queued', reason: 'hold' })
}
