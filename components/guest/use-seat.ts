// This phone's seat at the table. A phone that never sat here sits down by itself; one whose meal
// has ended is asked first, so that an old tab opened at home does not take a table.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { isUndecided, refusalIn, useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import type { Party } from './types'

/**
 * What the page knows of the phone's seat cookie: none, one that speaks, or one of a meal that has
 * ended.
 */
export type FirstSeat = 'none' | 'seated' | 'ended'

export type Seat = {
  party: Party | undefined
  /** The meal has ended: the table was cleared. */
  isEnded: boolean
  /** Why the phone could not sit down, as a sentence; null when it did or still tries. */
  refusal: string | null
  /** Nobody answered; trying again is the person's to do. */
  isUnanswered: boolean
  sitDown: () => void
  /** Resolves once the phone sits; what needs a seat waits for it. */
  seated: () => Promise<Party>
}

export function useSeat(code: string, first: FirstSeat): Seat {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const partyOptions = trpc.seating.party.queryOptions({ code })
  const join = useCommand((server) => server.seating.join.mutate, {
    retries: 5,
    onDone: (party) => queryClient.setQueryData(partyOptions.queryKey, party),
  })
  const hasJoined = join.isDone || first === 'seated'
  const party = useQuery({
    ...partyOptions,
    enabled: hasJoined,
  })

  const { ask } = join
  const joining = useRef<Promise<Party> | null>(null)
  const sitDown = useCallback(() => {
    joining.current ??= ask({ code }).finally(() => {
      joining.current = null
    })
    return joining.current
  }, [code, ask])

  useEffect(() => {
    // What went wrong is in `refusal`.
    if (first === 'none') sitDown().catch(() => {})
  }, [first, sitDown])

  const isExpired = refusalIn(party.error)?.code === 'seat.expired'
  return {
    party: isExpired ? undefined : party.data,
    isEnded: !join.isBusy && (isExpired || (first === 'ended' && !join.isDone)),
    refusal: join.error && !isUndecided(join.error) ? join.error.message : null,
    isUnanswered: join.error !== null && isUndecided(join.error),
    sitDown: () => {
      // Nothing of an earlier meal is shown at the new one.
      for (const room of [trpc.ordering, trpc.service, trpc.billing, trpc.payment]) {
        void queryClient.resetQueries(room.pathFilter())
      }
      void sitDown().catch(() => {})
    },
    seated: async () => party.data ?? sitDown(),
  }
}
