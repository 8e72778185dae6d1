// Dishes that a person would call the same stand on one line, however often they were ordered.

import type { ChosenOption } from './menu'

type OrderedLine = {
  name: string
  chosen: readonly ChosenOption[]
  note: string
  unitCents: number
  listUnitCents: number
  quantity: number
  unit: string
  grams: number | null
  isPriced: boolean
  totalCents: number
  state: string
  guestNumber: number | null
}

/**
 * Several lines as one: how many portions, what they cost together (分), and who ordered them; null
 * = staff.
 */
export type Together<Line> = Line & { guestNumbers: (number | null)[] }

/**
 * Merges lines of the same dish with the same options, note and prices; the first of each keeps its
 * place and its id.
 * @param sameOf what else tells them apart, such as how far they are
 */
export function equalLines<Line extends OrderedLine>(
  lines: readonly Line[],
  sameOf: (line: Line) => string | null,
): Together<Line>[] {
  const merged = new Map<string, Together<Line>>()
  for (const line of lines) {
    const options = line.chosen.map(({ optionId, quantity }) => `${optionId}×${quantity}`).sort()
    const { name, note, unit, grams, isPriced, unitCents, listUnitCents } = line
    const kind = [unit, grams, isPriced]
    const key = JSON.stringify([name, options, note, kind, unitCents, listUnitCents, sameOf(line)])
    const same = merged.get(key)
    const guestNumbers = [...new Set([...(same?.guestNumbers ?? []), line.guestNumber])]
    const quantity = (same?.quantity ?? 0) + line.quantity
    const totalCents = (same?.totalCents ?? 0) + line.totalCents
    merged.set(key, { ...(same ?? line), quantity, totalCents, guestNumbers })
  }
  return [...merged.values()]
}
