// What a cook sees: how old a dish is against what was promised, and what a tap does.

import type { LineState } from './ordering'

export type Urgency = 'fresh' | 'due' | 'late'

/** due from two thirds of the promised minutes, late from the promise itself. Ages in ms. */
export function urgencyOf(ageMs: number, promisedMinutes: number): Urgency {
  const minutes = ageMs / 60_000
  if (minutes >= promisedMinutes) return 'late'
  return minutes >= (promisedMinutes * 2) / 3 ? 'due' : 'fresh'
}

/** What a cook's tap on a dish does next (bump), or null when it is not the kitchen's any more. */
export function nextInKitchen(state: LineState): LineState | null {
  if (state === 'queued') return 'cooking'
  if (state === 'cooking') return 'ready'
  return null
}
