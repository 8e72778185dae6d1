// Whether guests can order just now, by the clock of this phone; the server has the last word.

import { useEffect, useState } from 'react'
import { closedFor, openingAt } from '@/domain/house'
import type { MenuStore } from './types'

/** A timer further away than this is set anew on the way. */
const FURTHEST_MS = 6 * 3_600_000

export type Closed = ReturnType<typeof closedFor>

/** Null while they can, and in the first paint. */
export function useClosed(store: MenuStore | undefined): Closed {
  const [nowMs, setNowMs] = useState<number | null>(null)
  useEffect(() => {
    if (!store) return
    const now = Date.now()
    setNowMs(now)
    const { untilMs } = openingAt(store, now, store.timeZone)
    const wait = Math.min((untilMs ?? Number.POSITIVE_INFINITY) - now, FURTHEST_MS)
    const timer = setTimeout(() => setNowMs(Date.now()), wait + 100)
    return () => clearTimeout(timer)
  }, [store, nowMs === null])
  return store && nowMs !== null ? closedFor(store, nowMs) : null
}
