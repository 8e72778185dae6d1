// The menu at a table: the copy that came with the page, kept up with what is told. It is read
// again when it was edited, when the clock brings or takes something, and after a gap of the live
// wire.

import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTRPC } from '@/components/wire/trpc'
import type { Message } from '@/domain/event'
import { menuNow, NO_MOVES, withMoves } from './menu-now'

/** A phone that slept finds out this soon that the menu is another by now. */
const CLOCK_LOOK_MS = 5_000

export function useMenu(code: string) {
  const trpc = useTRPC()
  const [moves, setMoves] = useState(NO_MOVES)
  const { data, dataUpdatedAt, refetch } = useQuery({
    ...trpc.menu.read.queryOptions({ code }),
    staleTime: Number.POSITIVE_INFINITY,
  })

  const steadyMs = data?.steadyMs
  useEffect(() => {
    if (steadyMs === undefined || dataUpdatedAt === 0) return
    // By the phone's own clock, from when it got the menu on: its hour may be wrong.
    const dueAtMs = Date.now() + steadyMs
    const timer = setInterval(() => Date.now() >= dueAtMs && void refetch(), CLOCK_LOOK_MS)
    return () => clearInterval(timer)
  }, [steadyMs, dataUpdatedAt, refetch])

  const menu = useMemo(() => data && menuNow(data, moves), [data, moves])
  return {
    menu,
    /** @returns whether the message said all that changed of the menu */
    hear: (message: Message): boolean => {
      if (!message.moved) return false
      setMoves((before) => withMoves(before, message))
      return true
    },
  }
}
