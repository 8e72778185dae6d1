// The guests' board, live: read again whenever a message says that something happened; what became
// ready is told once.

import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useDesk } from '@/components/desk/desk'
import type { LiveState } from '@/components/wire/live'
import { useTRPC } from '@/components/wire/trpc'
import { useFresh } from '@/components/wire/use-fresh'
import type { BoardOrder } from '@/domain/kitchen'
import { useScreenPlace, useSignInAgain } from './use-screen'

/** What is ready is shown as new for this long. */
const NEW_MS = 20_000

export type BoardView = {
  /** Undefined: nobody knows yet, which is not the same as none. */
  preparing: BoardOrder[] | undefined
  ready: BoardOrder[] | undefined
  /** How many more there are of each than are told. */
  more: { preparing: number; ready: number }
  newIds: ReadonlySet<number>
  live: LiveState
  /** What to add to this device's clock to have the server's. */
  clockOffsetMs: number
}

export function useBoard(onReady: (orders: BoardOrder[]) => void): BoardView {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const query = useQuery(trpc.kitchen.board.queryOptions({ storeId }))
  const newIds = useNewlyReady(query.data?.ready, onReady)

  const live = useFresh({ storeId, screen: useScreenPlace(null, true) })
  useSignInAgain(query.error)
  return {
    preparing: query.data?.preparing,
    ready: query.data?.ready,
    more: query.data?.more ?? NONE_MORE,
    newIds,
    live,
    clockOffsetMs: query.data ? Date.parse(query.data.at) - query.dataUpdatedAt : 0,
  }
}

const NONE_MORE = { preparing: 0, ready: 0 }
const NONE: ReadonlySet<number> = new Set()

/**
 * The orders that became ready since the last look, for a moment; the first look finds nothing new.
 */
function useNewlyReady(
  ready: BoardOrder[] | undefined,
  onReady: (orders: BoardOrder[]) => void,
): ReadonlySet<number> {
  const known = useRef<ReadonlySet<number> | null>(null)
  const [newIds, setNewIds] = useState<ReadonlySet<number>>(NONE)
  const tell = useEffectEvent(onReady)
  useEffect(() => {
    if (!ready) return
    const before = known.current
    known.current = new Set(ready.map(({ orderId }) => orderId))
    const fresh = before ? ready.filter(({ orderId }) => !before.has(orderId)) : []
    if (fresh.length === 0) return
    tell(fresh)
    const ids = fresh.map(({ orderId }) => orderId)
    setNewIds((shown) => new Set([...shown, ...ids]))
    setTimeout(() => {
      setNewIds((shown) => new Set([...shown].filter((id) => !ids.includes(id))))
    }, NEW_MS)
  }, [ready])
  return newIds
}
