// A staff screen's ear on its store: what a message may have changed is read again, bursts once; who may not listen any more
// is led to where they may go.

import { type Query, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { type LiveState, useLive } from '@/components/wire/live'
import { useTRPC } from '@/components/wire/trpc'

/** A busy minute brings messages faster than anybody reads. */
const GATHER_MS = 150

export function useLiveStore(storeId: number): LiveState {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const live = useLive(
    { storeId },
    {
      message: ({ type }) => {
        if (type === 'menu_changed') void queryClient.invalidateQueries(trpc.menu.pathFilter())
        if (type === 'cart_changed' || timer.current) return
        timer.current = setTimeout(() => {
          timer.current = undefined
          for (const room of [trpc.service, trpc.ordering, trpc.payment, trpc.membership]) {
            void queryClient.invalidateQueries(room.pathFilter())
          }
        }, GATHER_MS)
      },
      reset: () => void queryClient.invalidateQueries(),
    },
  )

  // What could not be read while the link was gone is read as soon as it is back.
  const { state, refusal } = live
  useEffect(() => {
    const isBroken = (query: Query) => query.state.status === 'error'
    if (state === 'live') void queryClient.refetchQueries({ predicate: isBroken })
  }, [state, queryClient])

  useEffect(() => {
    const { pathname, search } = window.location
    const to = encodeURIComponent(pathname + search)
    if (refusal === 'session.missing') window.location.assign(`/staff/sign-in?to=${to}`)
    if (refusal === 'permission.missing') window.location.assign(`/staff/no-entry?to=${to}`)
  }, [refusal])
  return live
}
