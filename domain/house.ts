// What the restaurant says of itself, and when it is open: hours by the weekday, days on which they
// are otherwise, all on the store's own wall clock.

import { addDays, businessDay, instantOfMinute, localMinute } from './calendar'
import type { Localized } from './language'
import { Refusal } from './refusal'

/**
 * From a minute of the day to another; beyond 1,440 it is the next day's (18:00–02:00 is
 * 1080–1560).
 */
export type Span = { fromMinute: number; toMinute: number }

/** Hours of every such weekday; 0 = Sunday. */
export type WeeklySpan = Span & { weekday: number }

/** What is otherwise on one day (YYYY-MM-DD): these hours alone, none = closed. */
export type SpecialDay = { day: string; name: string; names: Localized; spans: Span[] }

/** What is true of a store about being open; no weekly span at all = round the clock. */
export type OpeningHours = {
  openingHours: readonly WeeklySpan[]
  specialDays: readonly SpecialDay[]
}

/** The same, and whether the staff let guests order just now. */
export type StoreOpening = OpeningHours & { isTakingOrders: boolean }

/** Several on a day (lunch, tea, dinner, night). */
export const MOST_SPANS = 6
export const MOST_SPECIAL_DAYS = 120
const DAY_MINUTES = 1_440
const ALL_DAY: Span = { fromMinute: 0, toMinute: DAY_MINUTES }

/** How far ahead (days) it is looked for when a closed house opens. */
const LOOK_AHEAD_DAYS = 370
/** An open house whose end is further away than this (days) is told as one that does not close. */
const LOOK_OPEN_DAYS = 8

/** The hours of one calendar day (YYYY-MM-DD), by their beginning. */
export function spansOf(day: string, { openingHours, specialDays }: OpeningHours): readonly Span[] {
  const special = specialDays.find((each) => each.day === day)
  if (special) return inOrder(special.spans)
  if (openingHours.length === 0) return [ALL_DAY]
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return inOrder(openingHours.filter((each) => each.weekday === weekday))
}

/**
 * Whether a store is open at an instant (ms) by its hours, and the instant at which that ends; null
 * = not within reach. What ends as the next begins, at midnight or elsewhere, is one.
 */
export function openingAt(
  hours: OpeningHours,
  atMs: number,
  timeZone: string,
): { isOpen: boolean; untilMs: number | null } {
  if (hours.openingHours.length === 0 && hours.specialDays.length === 0) {
    return { isOpen: true, untilMs: null }
  }
  const today = businessDay(atMs, { timeZone, dayEndsAtHour: 0 })
  let endsMs: number | null = null
  // A span of the day before may reach into today.
  for (let ahead = -1; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    const day = addDays(today, ahead)
    for (const { fromMinute, toMinute } of spansOf(day, hours)) {
      const fromMs = instantOfMinute(day, fromMinute, timeZone)
      const toMs = instantOfMinute(day, toMinute, timeZone)
      if (toMs <= atMs || toMs <= fromMs) continue
      if (endsMs === null && fromMs > atMs) return { isOpen: false, untilMs: fromMs }
      if (endsMs !== null && fromMs > endsMs) return { isOpen: true, untilMs: endsMs }
      endsMs = Math.max(endsMs ?? toMs, toMs)
    }
    if (endsMs !== null && ahead > LOOK_OPEN_DAYS) return { isOpen: true, untilMs: null }
  }
  return endsMs === null ? { isOpen: false, untilMs: null } : { isOpen: true, untilMs: endsMs }
}

/**
 * Why a guest can order nothing at an instant (ms), or null: `paused` by a switch of the staff,
 * `closed` by the hours, until `opensAtMs` where that is known.
 */
export function closedFor(
  store: StoreOpening & { timeZone: string },
  atMs: number,
): { why: 'paused' | 'closed'; opensAtMs: number | null } | null {
  const { isOpen, untilMs } = openingAt(store, atMs, store.timeZone)
  if (!isOpen) return { why: 'closed', opensAtMs: untilMs }
  return store.isTakingOrders ? null : { why: 'paused', opensAtMs: null }
}

/** @throws Refusal store.closed (reason; time and day where it is known when guests may again) */
export function refuseClosed(store: StoreOpening & { timeZone: string }, atMs: number): void {
  const closed = closedFor(store, atMs)
  if (!closed) return
  const { why, opensAtMs } = closed
  if (opensAtMs === null) throw new Refusal('store.closed', { reason: why })
  const clock = { timeZone: store.timeZone, dayEndsAtHour: 0 }
  const [today, day] = [businessDay(atMs, clock), businessDay(opensAtMs, clock)]
  const time = clockText(localMinute(opensAtMs, store.timeZone).minute)
  throw new Refusal('store.closed', { reason: why, time, ...(day !== today && { day }) })
}

/** What is wrong with the hours of one day, or null: they run into each other, or end at once. */
export function spansFault(spans: readonly Span[]): 'backwards' | 'overlap' | null {
  const sorted = inOrder(spans)
  for (const [index, { fromMinute, toMinute }] of sorted.entries()) {
    if (toMinute <= fromMinute || toMinute > fromMinute + DAY_MINUTES) return 'backwards'
    const before = sorted[index - 1]
    if (before && before.toMinute > fromMinute) return 'overlap'
  }
  return null
}

/** '18:30' and '02:00' → 1110–1560; the same twice is a whole day. Null where one is no time. */
export function spanOf(from: string, to: string): Span | null {
  const [fromMinute, toMinute] = [minuteIn(from), minuteIn(to)]
  if (fromMinute === null || toMinute === null || fromMinute === DAY_MINUTES) return null
  return { fromMinute, toMinute: toMinute > fromMinute ? toMinute : toMinute + DAY_MINUTES }
}

/** 1560 → '02:00', as a clock shows it; the end of a day is '24:00'. */
export function clockText(minute: number): string {
  const shown = minute > DAY_MINUTES ? minute - DAY_MINUTES : minute
  return `${String(Math.floor(shown / 60)).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}`
}

/** '09:30' → 570; '24:00' → 1440. */
function minuteIn(text: string): number | null {
  const [, hour = '', minute = ''] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? []
  if (hour === '') return null
  const read = Number(hour) * 60 + Number(minute)
  return Number(minute) < 60 && read <= DAY_MINUTES ? read : null
}

const inOrder = <Each extends Span>(spans: readonly Each[]) =>
  [...spans].sort((a, b) => a.fromMinute - b.fromMinute)

// ── what is set ──

/**
 * 先吃后付: one bill per sitting, paid at the end. 先付后吃: each submit is a bill, cooked once it is paid.
 */
export const ORDER_MODES = ['eat_first', 'pay_first'] as const
export type OrderMode = (typeof ORDER_MODES)[number]

/**
 * The currencies a store may count in: those whose notes and coins a till knows, ISO 4217.
 */
export const CURRENCIES = (
  'CNY HKD MOP TWD SGD MYR THB VND JPY KRW IDR PHP INR USD CAD AUD NZD EUR GBP CHF SEK NOK DKK ' +
  'PLN CZK TRY AED SAR KWD BHD ZAR BRL MXN'
).split(' ')

/** Whether a text is a zone that clocks know (IANA). */
export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return /^[A-Za-z]+(\/[A-Za-z0-9_+-]+)+$|^UTC$/.test(text)
  } catch {
    return false
  }
}
