// Where a kitchen screen stands, and how it works there: what every card of it needs to know.

import type { Steps } from '@/domain/kitchen'

export type Place = {
  /** Null = the whole kitchen. */
  stationId: number | null
  /** The pass sees every ticket and sends out what is finished. */
  isPass: boolean
  stationName: (id: number) => string
  steps: Steps
  /** A dish is due from this much of its promise. */
  dueAtPercent: number
}
