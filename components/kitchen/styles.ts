// How states and urgency look: an icon and a word each, the colour only besides.

import {
  Check,
  CheckCheck,
  Circle,
  CirclePause,
  Clock,
  ClockAlert,
  Flame,
  type LucideIcon,
  TriangleAlert,
  X,
} from 'lucide-react'
import type { Urgency } from '@/domain/kitchen'
import type { LineState } from '@/domain/ordering'

/** Nothing to do there now: paler, and still to be read from the stove. */
const PAST = 'opacity-90 saturate-50'

export const LINE_STYLES: Readonly<
  Record<LineState, { Icon: LucideIcon; row: string; mark: string }>
> = {
  held: { Icon: CirclePause, row: PAST, mark: 'text-ink-soft' },
  queued: { Icon: Circle, row: '', mark: 'text-ink-soft' },
  cooking: { Icon: Flame, row: 'bg-warning-soft', mark: 'text-warning' },
  ready: { Icon: Check, row: 'bg-success-soft', mark: 'text-success' },
  served: { Icon: CheckCheck, row: PAST, mark: 'text-ink-soft' },
  voided: { Icon: X, row: PAST, mark: 'text-danger' },
}

/** Red is late, and only late. */
export const URGENCY_STYLES: Readonly<
  Record<Urgency, { Icon: LucideIcon; head: string; frame: string; mark: string }>
> = {
  fresh: {
    Icon: Clock,
    head: 'bg-ink/8 text-ink',
    frame: 'border-line',
    mark: 'text-ink-soft',
  },
  due: {
    Icon: ClockAlert,
    head: 'bg-warning text-on-fill',
    frame: 'border-warning',
    mark: 'text-warning',
  },
  late: {
    Icon: TriangleAlert,
    head: 'bg-danger text-on-fill',
    frame: 'border-danger',
    mark: 'text-danger',
  },
}

/** At the pass: everything of it is finished. */
export const PASS_STYLE = { head: 'bg-success text-on-fill', frame: 'border-success' } as const

/**
 * Minutes and seconds for the first hour, hours and minutes after: 04:09, 1:12:00 would not be
 * read.
 */
export function ageText(ageMs: number): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1_000))
  const two = (value: number) => String(value).padStart(2, '0')
  if (seconds < 3_600) return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
  return `${Math.floor(seconds / 3_600)}h${two(Math.floor((seconds % 3_600) / 60))}`
}
