// What is told of a dish or an option whose stock moved, so that no phone reads the menu for it.

import type { Moved } from '@/domain/event'
import { isSoldOut } from '@/domain/menu'

/** A dish by its id, or an option by `optionId`. @returns undefined: it will be back by itself, and
 *   the menu, which knows when, is to be read again
 */
export function movedOf(
  of: { id: number } | { optionId: number },
  now: { stock: number | null; isSoldOut: boolean; soldOutUntil?: Date | string | null },
): Moved[] | undefined {
  if (now.soldOutUntil) return undefined
  const { stock } = now
  const said = { stock, isSoldOut: isSoldOut({ ...now, soldOutUntil: null }, 0) }
  return [{ ...('id' in of ? { dishId: of.id } : of), ...said }]
}
