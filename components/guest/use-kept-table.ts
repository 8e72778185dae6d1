// A table's page without a network: the worker shows it as it was last loaded, and this puts into
// it what the phone has known since of its party, its cart and its orders. All of it is read again
// once the house answers.

import { onlineManager, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect } from 'react'
import { readAgainWhatIsSaved } from '@/components/wire/stale'
import { useTRPC } from '@/components/wire/trpc'
import { TABLES_PATH, tablePath } from '@/domain/paths'
import { withoutWaits } from './progress'
import { KEPT_ANSWERS, KEPT_MS, PARTS } from './table-worker'

const PREFIX = 'table '
/** What is kept for later waits until the menu can be ordered from. */
const CALM_MS = 4_000
/** Many changes in one moment are one. */
const GATHER_MS = 1_000

type Kept = { atMs: number; answers: unknown[] }

/** @param isOver nothing of a meal that has ended is kept */
export function useKeptTable(code: string, isOver: boolean): void {
  const trpc = useTRPC()
  const queryClient = useQueryClient()

  // Before it is painted, and after what the server painted has been taken up.
  useLayoutEffect(() => {
    if (document.documentElement.dataset.kept === undefined) return
    onlineManager.setOnline(navigator.onLine)
    const kept = readKept(code)
    for (const [at, queryKey] of readings().entries()) {
      const answer = kept?.answers[at]
      if (kept && answer) queryClient.setQueryData(queryKey, answer, { updatedAt: kept.atMs })
    }
    // Nobody knows how old the page is, whatever clock it was made by.
    queryClient.setQueryData(trpc.ordering.mine.queryKey({ code }), withoutWaits)
    void readAgainWhatIsSaved(queryClient, null)
  }, [])

  useEffect(() => {
    if (isOver) return void forgetTable(code)
    const calm = setTimeout(() => void keepPage(tablePath(code)), CALM_MS)
    let timer: ReturnType<typeof setTimeout> | undefined
    const keep = () => {
      clearTimeout(timer)
      timer = undefined
      const answers = readings().map((queryKey) => queryClient.getQueryData(queryKey))
      if (answers.some(Boolean)) writeKept(code, { atMs: Date.now(), answers })
    }
    const letGo = queryClient.getQueryCache().subscribe(({ type }) => {
      if (type === 'updated') timer ??= setTimeout(keep, GATHER_MS)
    })
    addEventListener('pagehide', keep)
    return () => {
      letGo()
      clearTimeout(calm)
      clearTimeout(timer)
      removeEventListener('pagehide', keep)
    }
  }, [isOver, code])

  function readings(): QueryKey[] {
    return [
      trpc.seating.party.queryKey({ code }),
      trpc.ordering.cart.queryKey({ code }),
      trpc.ordering.mine.queryKey({ code }),
    ]
  }
}

/**
 * Lets the worker answer for this page from now on. What was loaded before it was there it has not
 * seen: that is asked for once more, the page of the house and the rest of the browser's own store.
 */
async function keepPage(path: string): Promise<void> {
  const { serviceWorker } = navigator
  if (!serviceWorker || !('caches' in window)) return
  try {
    await serviceWorker.register('/table-worker.js', { scope: TABLES_PATH, updateViaCache: 'none' })
    const answers = await caches.open(KEPT_ANSWERS)
    if (await answers.match(path, { ignoreVary: true })) return
    const parts = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => PARTS.test(new URL(name).pathname))
    await answers.addAll([path, ...new Set(parts)])
  } catch {
    // A browser that keeps nothing shows its own page where there is no network.
  }
}

async function forgetTable(code: string): Promise<void> {
  try {
    localStorage.removeItem(PREFIX + code)
    if (!('caches' in window)) return
    const answers = await caches.open(KEPT_ANSWERS)
    await answers.delete(tablePath(code), { ignoreVary: true })
  } catch {
    // It kept nothing.
  }
}

function readKept(code: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + code) ?? '') as Kept
    return Date.now() - kept.atMs < KEPT_MS ? kept : null
  } catch {
    return null
  }
}

/** Of this table alone: a phone sits at one. */
function writeKept(code: string, kept: Kept): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && key !== PREFIX + code) localStorage.removeItem(key)
    }
    localStorage.setItem(PREFIX + code, JSON.stringify(kept))
  } catch {
    // It keeps nothing, or has no room.
  }
}
