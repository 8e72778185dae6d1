// The tickets of this screen, live: read again whenever a message says that something happened,
// with the server's clock.

import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useDesk } from '@/components/desk/desk'
import type { LiveState } from '@/components/wire/live'
import { useTRPC } from '@/components/wire/trpc'
import { useFresh } from '@/components/wire/use-fresh'
import type { Ticket } from '@/domain/kitchen'
import { firstTold, type News, newsIn, type Told } from './news'
import { useScreenPlace, useSignInAgain } from './use-screen'

/** A ticket is shown as new for this long. */
const NEW_MS = 12_000

export type Tickets = {
  /** Undefined: nobody knows yet, which is not the same as none. */
  tickets: Ticket[] | undefined
  /** How many more there are that are older. */
  older: number
  error: { message: string } | null
  retry: () => void
  live: LiveState
  /** The rounds that came while the screen was on, for a moment. */
  newIds: ReadonlySet<number>
  /** A dish is due from this much of its promise. */
  dueAtPercent: number
  /** The server's time (ms) when they were read; null where they were not. */
  readAtMs: number | null
  /** What to add to this device's clock to have the server's. */
  clockOffsetMs: number
}

/** @param screen.isPass a pass hears of every station */
export function useTickets(
  { stationId, isPass }: { stationId: number | null; isPass: boolean },
  onNews: (news: News[]) => void,
): Tickets {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const query = useQuery(trpc.kitchen.tickets.queryOptions({ storeId, stationId }))
  const newIds = useNews(query.data?.tickets, onNews)

  const live = useFresh({
    storeId,
    stationId: isPass ? undefined : (stationId ?? undefined),
    screen: useScreenPlace(stationId),
  })

  useSignInAgain(query.error)

  return {
    tickets: query.data?.tickets,
    older: query.data?.older ?? 0,
    error: query.error,
    retry: () => void query.refetch(),
    live,
    newIds,
    dueAtPercent: query.data?.dueAtPercent ?? 67,
    readAtMs: query.data ? Date.parse(query.data.at) : null,
    clockOffsetMs: query.data ? Date.parse(query.data.at) - query.dataUpdatedAt : 0,
  }
}

const NONE: ReadonlySet<number> = new Set()

/** Tells each thing once; hands back the rounds that are new, for a moment. */
function useNews(
  tickets: Ticket[] | undefined,
  onNews: (news: News[]) => void,
): ReadonlySet<number> {
  const told = useRef<Told | null>(null)
  const [newIds, setNewIds] = useState<ReadonlySet<number>>(NONE)
  const tell = useEffectEvent(onNews)

  useEffect(() => {
    if (!tickets) return
    if (!told.current) {
      told.current = firstTold(tickets)
      return
    }
    const news = newsIn(tickets, told.current)
    if (news.length === 0) return
    tell(news)
    const fresh = news.filter(({ kind }) => kind === 'new').map(({ ticket }) => ticket.roundId)
    if (fresh.length === 0) return
    setNewIds((shown) => new Set([...shown, ...fresh]))
    setTimeout(() => {
      setNewIds((shown) => new Set([...shown].filter((id) => !fresh.includes(id))))
    }, NEW_MS)
  }, [tickets])

  return newIds
}
