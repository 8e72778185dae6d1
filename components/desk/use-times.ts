// Instants as a store's staff read them: on the store's own clock, wherever the screen is.

import { useFormatter } from 'use-intl'
import { useDesk } from './desk'

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

export function useTimes(): {
  clock: (iso: string) => string
  dayAndClock: (iso: string) => string
} {
  const format = useFormatter()
  const { timeZone } = useDesk().storeRole
  return {
    clock: (iso) => format.dateTime(new Date(iso), { ...CLOCK, timeZone }),
    dayAndClock: (iso) =>
      format.dateTime(new Date(iso), { ...CLOCK, month: 'numeric', day: 'numeric', timeZone }),
  }
}
