// How long ago something was told, by this phone's own clock: what its hands show does not matter.

import { useEffect, useState } from 'react'

const EVERY_MS = 10_000

/** Milliseconds since `told` came, going on by themselves. */
export function useSince(told: unknown): number {
  const [sinceMs, setSinceMs] = useState(0)
  useEffect(() => {
    const fromMs = Date.now()
    setSinceMs(0)
    const timer = setInterval(() => setSinceMs(Math.max(0, Date.now() - fromMs)), EVERY_MS)
    return () => clearInterval(timer)
  }, [told])
  return sinceMs
}
