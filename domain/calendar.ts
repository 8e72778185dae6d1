// Instants are UTC; a business day is a date of the store's own calendar that ends some hours after
// midnight.

/** A store's clock: its IANA zone and the local hour at which yesterday's business ends. */
export type StoreClock = { timeZone: string; dayEndsAtHour: number }

type LocalParts = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The wall-clock parts of an instant (ms) in a zone. */
function localParts(atMs: number, timeZone: string): LocalParts {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  const parts: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(atMs)) parts[type] = Number(value)
  return parts as LocalParts
}

/** Local weekday (0 = Sunday) and minute of the day of an instant (ms). */
export function localMinute(atMs: number, timeZone: string): { weekday: number; minute: number } {
  const { year, month, day, hour, minute } = localParts(atMs, timeZone)
  return {
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
    minute: hour * 60 + minute,
  }
}

/**
 * The business day (YYYY-MM-DD) an instant (ms) belongs to: before `dayEndsAtHour` it is still
 * yesterday.
 */
export function businessDay(atMs: number, clock: StoreClock): string {
  const { year, month, day, hour } = localParts(atMs, clock.timeZone)
  const date = isoDay(year, month, day)
  return hour < clock.dayEndsAtHour ? addDays(date, -1) : date
}

/** 'YYYY-MM-DD' ± n calendar days. */
export function addDays(day: string, days: number): string {
  const at = Date.UTC(
    Number(day.slice(0, 4)),
    Number(day.slice(5, 7)) - 1,
    Number(day.slice(8, 10)),
  )
  return new Date(at + days * 86_400_000).toISOString().slice(0, 10)
}

/** Whether a text is a real calendar day YYYY-MM-DD (30 February is not). */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && addDays(text, 0) === text
}

/** Local wall-clock digits yyyyMMddHHmmss of an instant (ms), as in order numbers. */
export function localDigits(atMs: number, timeZone: string): string {
  const p = localParts(atMs, timeZone)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${p.year}${two(p.month)}${two(p.day)}${two(p.hour)}${two(p.minute)}${two(p.second)}`
}

/** The last second (ms) of a date (YYYY-MM-DD) on the wall clock of a zone. */
export function endOfLocalDay(day: string, timeZone: string): number {
  return instantOf(Date.parse(`${day}T23:59:59Z`), timeZone)
}

/**
 * The instants (ms) between which a business day (YYYY-MM-DD) lies: from the first of its own to
 * the first of the next.
 */
export function businessDaySpan(day: string, clock: StoreClock): { fromMs: number; toMs: number } {
  const startOf = (each: string) =>
    instantOf(Date.parse(`${each}T00:00:00Z`) + clock.dayEndsAtHour * 3_600_000, clock.timeZone)
  return { fromMs: startOf(day), toMs: startOf(addDays(day, 1)) }
}

/**
 * The instant (ms) at which a zone's wall clock shows this minute of a calendar day (YYYY-MM-DD);
 * beyond 1,440 it is the next day's. A time that the clock leaps over is the one after the leap.
 */
export function instantOfMinute(day: string, minute: number, timeZone: string): number {
  return instantOf(Date.parse(`${day}T00:00:00Z`) + minute * 60_000, timeZone)
}

/** The next instant (ms) after `atMs` at which a zone's wall clock shows this minute of the day. */
export function nextMinuteOfDay(atMs: number, minute: number, timeZone: string): number {
  const { year, month, day } = localParts(atMs, timeZone)
  const today = isoDay(year, month, day)
  const on = (date: string) =>
    instantOf(Date.parse(`${date}T00:00:00Z`) + minute * 60_000, timeZone)
  return on(today) > atMs ? on(today) : on(addDays(today, 1))
}

/**
 * The instant (ms) so many days away at which a zone's wall clock shows the same time, to the
 * second.
 */
export function daysAway(atMs: number, days: number, timeZone: string): number {
  return instantOf(wallMsOf(atMs, timeZone) + days * 86_400_000, timeZone)
}

/** What a zone's wall clock shows at an instant (ms), as if it were UTC. */
function wallMsOf(atMs: number, timeZone: string): number {
  const p = localParts(atMs, timeZone)
  return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second)
}

/** The instant (ms) at which a zone's wall clock shows what `wallMs` shows in UTC. */
function instantOf(wallMs: number, timeZone: string): number {
  // Twice: the first guess may lie on the other side of a change of the clock.
  const guess = wallMs - (wallMsOf(wallMs, timeZone) - wallMs)
  return guess - (wallMsOf(guess, timeZone) - wallMs)
}

function isoDay(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
