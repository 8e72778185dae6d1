// When a dish may be expected: by what its kitchen promised, and by how its stations keep their
// promises just now.

/** A dish that was made: where, what was promised, and how long it took. */
export type MadeDish = { stationIds: readonly number[]; promisedMinutes: number; tookMs: number }

/** A dish that is being made. */
export type AwaitedDish = {
  stationIds: readonly number[]
  promisedMinutes: number
  waitedMs: number
}

/** From when on a dish may come, by when it should, in ms from now; below 0 it is past. */
export type Wait = {
  earliestMs: number
  latestMs: number
  /** Then its table may ask where it is. */
  dueMs: number
  /** Whether its stations are known to tell what they have made, and how quick they are. */
  isMeasured: boolean
}

/** What fewer dishes say of a station's pace is chance. */
const FEWEST_MADE = 5

/** Of the promise, where nothing is measured: dishes are promised a little late. */
const UNMEASURED = [2 / 3, 1] as const

/** Dishes before these say little of a station's pace of now. */
const LAST_MADE = 20

/**
 * The middle half of what the same stations made last says how long this one takes.
 * @param made the last first
 */
export function waitOf(dish: AwaitedDish, made: readonly MadeDish[]): Wait {
  const shares = made
    .filter(({ stationIds }) => stationIds.some((id) => dish.stationIds.includes(id)))
    .slice(0, LAST_MADE)
    .map(({ tookMs, promisedMinutes }) => tookMs / (promisedMinutes * 60_000))
    .sort((a, b) => a - b)
  const isMeasured = shares.length >= FEWEST_MADE
  const [from, to] = isMeasured ? [quantile(shares, 0.25), quantile(shares, 0.75)] : UNMEASURED
  const promisedMs = dish.promisedMinutes * 60_000
  const left = (share: number) => Math.round(promisedMs * share - dish.waitedMs)
  return {
    earliestMs: left(from),
    latestMs: left(to),
    dueMs: left(Math.max(to, 1)),
    isMeasured,
  }
}

/**
 * What a table is told of a dish `sinceMs` after its wait was read: whole minutes, that it is late,
 * or nothing where nobody knows.
 */
export function minutesLeft(
  { earliestMs, latestMs, dueMs, isMeasured }: Wait,
  sinceMs: number,
): { from: number; to: number } | 'late' | null {
  if (dueMs <= sinceMs) return isMeasured ? 'late' : null
  const minutes = (ms: number) => Math.max(1, Math.ceil((ms - sinceMs) / 60_000))
  return { from: minutes(earliestMs), to: minutes(latestMs > sinceMs ? latestMs : dueMs) }
}

/** Whether its table may ask where it is. */
export function isDue({ dueMs }: Wait, sinceMs: number): boolean {
  return dueMs <= sinceMs
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.round((sorted.length - 1) * share)] ?? 0
}
