// The guests' board, live: read again whenever a message says that something happened; what became ready is told once.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useDesk } from '@/components/staff/desk'
import { type LiveState, useLive } from '@/components/wire/live'
import { useTRPC } from '@/components/wire/trpc'
import type { BoardOrder } from '@/domain/kitchen'

/** A burst of messages is one reading. */
const GATHER_MS = 100
/** What is ready is shown as new for this long. */
const NEW_MS = 20_000

export type BoardView = {
  /** Undefined: nobody knows yet, which is not the same as none. */
  preparing: BoardOrder[] | undefined
  ready: BoardOrder[] | undefined
  newIds: ReadonlySet<number>
  live: LiveState
  /** What to add to this device's clock to have the server's. */
  clockOffsetMs: number
}

export function useBoard(onReady: (orders: BoardOrder[]) => void): BoardView {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const query = useQuery(trpc.kitchen.board.queryOptions({ storeId }))
  const newIds = useNewlyReady(query.data?.ready, onReady)

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const readAgain = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void queryClient.invalidateQueries(trpc.kitchen.board.pathFilter())
    }, GATHER_MS)
  }
  const live = useLive(
    { storeId },
    {
      message: ({ type }) => {
        if (type !== 'cart_changed' && type !== 'service_request') readAgain()
      },
      reset: readAgain,
    },
  )
  return {
    preparing: query.data?.preparing,
    ready: query.data?.ready,
    newIds,
    live,
    clockOffsetMs: query.data ? Date.parse(query.data.at) - query.dataUpdatedAt : 0,
  }
}

const NONE: ReadonlySet<number> = new Set()

/** The orders that became ready since the last look, for a moment; the first look finds nothing new. */
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
