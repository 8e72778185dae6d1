// What somebody can say of a dish: it is offered, counted, or sold out until an instant or until
// somebody brings it back.

import type * as z from 'zod'
import { numberIn } from '@/components/desk/typed'
import { nextMinuteOfDay } from '@/domain/calendar'
import type { setAvailability } from '@/forms/menu'

export const CHOICES = ['unlimited', 'counted', 'dayEnd', 'clock', 'byHand'] as const
export type Choice = (typeof CHOICES)[number]

/** As it is filled in: texts of a form, by the names of what they become. */
export type Typed = {
  choice: Choice
  /** Portions left. */
  stock: string
  /** HH:mm on the store's clock. */
  soldOutUntil: string
}

export type SoldOutRequest = z.input<typeof setAvailability>

/**
 * What is asked of the server, which refuses a count or a time that is missing or is none. A dish
 * that is sold out keeps its count.
 */
export function requestOf(
  { choice, stock, soldOutUntil }: Typed,
  at: { nowMs: number; timeZone: string; dayEndsAt: string },
): SoldOutRequest {
  if (choice === 'unlimited') return { isSoldOut: false, stock: null }
  if (choice === 'counted') return { isSoldOut: false, stock: numberIn(stock) }
  if (choice === 'byHand') return { isSoldOut: true }
  if (choice === 'dayEnd') return { isSoldOut: true, soldOutUntil: at.dayEndsAt }
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(soldOutUntil) ?? []
  if (!hours || !minutes) return { isSoldOut: true, soldOutUntil: '' }
  const minute = Number(hours) * 60 + Number(minutes)
  const untilMs = nextMinuteOfDay(at.nowMs, minute, at.timeZone)
  return { isSoldOut: true, soldOutUntil: new Date(untilMs).toISOString() }
}
