// The clock of a screen that shows how long something has waited. Null until the browser has it, so
// that the first paint is the same on both sides.

import { useEffect, useState } from 'react'

/** The instant (ms), moving on every `everyMs`; null in the first paint. */
export function useNow(everyMs = 10_000): number | null {
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

/** Whole minutes since an ISO instant; null while the clock is. */
export function minutesSince(iso: string, now: number | null): number | null {
  return now === null ? null : Math.max(0, Math.floor((now - Date.parse(iso)) / 60_000))
}
