// The time left until an instant, as minutes and seconds; ticks once a second.

import { useEffect, useState } from 'react'

/**
 * 'm:ss', or null once it has passed. Empty until the page is alive: the server does not know the
 * phone's clock.
 */
export function useTimeLeft(untilIso: string): string | null {
  const [leftMs, setLeftMs] = useState<number>()
  useEffect(() => {
    const tick = () => setLeftMs(Date.parse(untilIso) - Date.now())
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [untilIso])

  if (leftMs === undefined) return ''
  if (leftMs <= 0) return null
  const seconds = Math.ceil(leftMs / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
