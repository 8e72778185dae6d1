// When guests come: lunch and dinner, fuller weekends, weather that lasts a few days, and a slow
// growth.

import { TZDate } from '@date-fns/tz'
import type { Dice } from './dice'

export type Peak = { minute: number; spread: number; share: number }

export type Rhythm = {
  /** Parties on an ordinary weekday, before weather and growth. */
  parties: number
  weekendFactor: number
  opensAtMinute: number
  lastOrderAtMinute: number
  peaks: readonly Peak[]
}

const at = (hour: number, minute: number) => hour * 60 + minute

/**
 * By the order mode of the store: a restaurant lives from two meals, a counter from many small
 * hours.
 */
export const RHYTHMS: Readonly<Record<'eat_first' | 'pay_first', Rhythm>> = {
  eat_first: {
    parties: 102,
    weekendFactor: 1.22,
    opensAtMinute: at(10, 40),
    lastOrderAtMinute: at(21, 10),
    peaks: [
      { minute: at(12, 5), spread: 38, share: 0.42 },
      { minute: at(18, 35), spread: 58, share: 0.5 },
      { minute: at(15, 30), spread: 120, share: 0.08 },
    ],
  },
  pay_first: {
    parties: 32,
    weekendFactor: 1.3,
    opensAtMinute: at(8, 0),
    lastOrderAtMinute: at(20, 40),
    peaks: [
      { minute: at(8, 50), spread: 32, share: 0.3 },
      { minute: at(13, 20), spread: 45, share: 0.3 },
      { minute: at(15, 50), spread: 60, share: 0.28 },
      { minute: at(19, 0), spread: 60, share: 0.12 },
    ],
  },
}

const RAIN_COMES = 0.16
const RAIN_STAYS = 0.52

/** Which of the days are wet; weather is the same for all stores. */
export function weatherOf(days: number, dice: Dice): boolean[] {
  let isWet = false
  return Array.from({ length: days }, () => {
    isWet = dice.isLucky(isWet ? RAIN_STAYS : RAIN_COMES)
    return isWet
  })
}

/** The minutes of the local day at which parties arrive, in order. */
export function arrivalsOf(
  rhythm: Rhythm,
  day: { date: string; age: number; isWet: boolean },
  dice: Dice,
): number[] {
  const weekday = new Date(`${day.date}T00:00:00Z`).getUTCDay()
  const isWeekend = weekday === 0 || weekday === 6
  const fridayFactor = weekday === 5 ? 1.1 : 1
  const parties =
    rhythm.parties *
    (isWeekend ? rhythm.weekendFactor : fridayFactor) *
    (day.isWet ? 0.84 : 1) *
    (1.06 - day.age * 0.002) *
    dice.around(1, 0.05)

  const minutes: number[] = []
  while (minutes.length < Math.round(parties)) {
    const peak = dice.weigh(rhythm.peaks, ({ share }) => share)
    const minute = dice.around(peak.minute + (isWeekend ? 15 : 0), peak.spread)
    if (minute >= rhythm.opensAtMinute && minute <= rhythm.lastOrderAtMinute) minutes.push(minute)
  }
  return minutes.sort((a, b) => a - b)
}

/** The instant (ms) of a minute of a local day. */
export function instantOf(date: string, minute: number, timeZone: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const seconds = Math.round(minute * 60)
  return new TZDate(year, month - 1, day, 0, 0, seconds, timeZone).getTime()
}
