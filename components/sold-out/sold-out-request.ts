// What somebody can say of a dish: it is offered, counted, or sold out until an instant or until
// somebody brings it back.

import { nextMinuteOfDay } from '@/domain/calendar'

export const CHOICES = ['unlimited', 'counted', 'dayEnd', 'clock', 'byHand'] as const
export type Choice = (typeof CHOICES)[number]

/** As it is filled in: texts of a form. */
export type Draft = {
  choice: Choice
  /** Portions left. */
  count: string
  /** HH:mm on the store's clock. */
  clock: string
}

export type SoldOutRequest = { isSoldOut: boolean; soldOutUntil?: string; stock?: number | null }

/**
 * What is asked of the server; null while something is not filled in. A dish that is sold out keeps
 * its count.
 */
export function requestOf(
  { choice, count, clock }: Draft,
  at: { nowMs: number; timeZone: string; dayEndsAt: string },
): SoldOutRequest | null {
  if (choice === 'unlimited') return { isSoldOut: false, stock: null }
  if (choice === 'byHand') return { isSoldOut: true }
  if (choice === 'dayEnd') return { isSoldOut: true, soldOutUntil: at.dayEndsAt }
  if (choice === 'counted') {
    const stock = /^\d{1,4}$/.test(count.trim()) ? Number(count) : null
    return stock === null ? null : { isSoldOut: false, stock }
  }
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(clock) ?? []
  if (!hours || !minutes) return null
  const minute = Number(hours) * 60 + Number(minutes)
  const untilMs = nextMinuteOfDay(at.nowMs, minute, at.timeZone)
  return { isSoldOut: true, soldOutUntil: new Date(untilMs).toISOString() }
}
