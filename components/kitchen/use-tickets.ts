// The tickets of this screen, live: read again whenever a message says that something happened, with the server's clock.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useDesk } from '@/components/staff/desk'
import { type LiveState, useLive } from '@/components/wire/live'
import { refusalIn, useTRPC } from '@/components/wire/trpc'
import type { Ticket } from '@/domain/kitchen'

/** A burst of messages is one reading. */
const GATHER_MS = 100
/** A ticket is shown as new for this long. */
const NEW_MS = 12_000

export type Tickets = {
  /** Undefined: nobody knows yet, which is not the same as none. */
  tickets: Ticket[] | undefined
  error: { message: string } | null
  retry: () => void
  live: LiveState
  /** The rounds that came while the screen was on, for a moment. */
  newIds: ReadonlySet<number>
  /** What to add to this device's clock to have the server's. */
  clockOffsetMs: number
}

export function useTickets(stationId: number | null, onNew: () => void): Tickets {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const query = useQuery(trpc.kitchen.tickets.queryOptions({ storeId, stationId }))
  const newIds = useNew(query.data?.tickets, onNew)

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const readAgain = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void queryClient.invalidateQueries(trpc.kitchen.pathFilter())
    }, GATHER_MS)
  }
  const live = useLive(
    { storeId, stationId: stationId ?? undefined },
    {
      message: ({ type }) => {
        if (type !== 'cart_changed' && type !== 'service_request') readAgain()
      },
      reset: readAgain,
    },
  )

  const refusal = refusalIn(query.error)?.code
  useEffect(() => {
    if (refusal !== 'session.missing') return
    const here = `${window.location.pathname}${window.location.search}`
    window.location.assign(`/staff/sign-in?to=${encodeURIComponent(here)}`)
  }, [refusal])

  return {
    tickets: query.data?.tickets,
    error: query.error,
    retry: () => void query.refetch(),
    live,
    newIds,
    clockOffsetMs: query.data ? Date.parse(query.data.at) - query.dataUpdatedAt : 0,
  }
}

const NONE: ReadonlySet<number> = new Set()

/** Which rounds were not there at the last look; the first look finds nothing new. */
function useNew(tickets: Ticket[] | undefined, onNew: () => void): ReadonlySet<number> {
  const known = useRef<Set<number> | null>(null)
  const [newIds, setNewIds] = useState<ReadonlySet<number>>(NONE)
  const told = useRef(onNew)
  useEffect(() => {
    told.current = onNew
  })

  useEffect(() => {
    if (!tickets) return
    const ids = tickets.map((ticket) => ticket.roundId)
    const before = known.current
    known.current = new Set([...(before ?? []), ...ids])
    const fresh = before ? ids.filter((id) => !before.has(id)) : []
    if (fresh.length === 0) return
    told.current()
    setNewIds((shown) => new Set([...shown, ...fresh]))
    setTimeout(() => {
      setNewIds((shown) => new Set([...shown].filter((id) => !fresh.includes(id))))
    }, NEW_MS)
  }, [tickets])

  return newIds
}
