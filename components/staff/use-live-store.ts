// A staff screen's ear on its store: what a message may have changed is read again, bursts once; a session that ended
// leads to sign in.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { type LiveState, useLive } from '@/components/wire/live'
import { useTRPC } from '@/components/wire/trpc'

/** A busy minute brings messages faster than anybody reads. */
const GATHER_MS = 150

export function useLiveStore(storeId: number): LiveState {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const path = usePathname()
  const me = useQuery(trpc.access.me.queryOptions(undefined, { staleTime: 0 }))

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (me.data === null) {
      window.location.assign(`/staff/sign-in?to=${encodeURIComponent(path)}`)
    }
  }, [me.data, path])

  return useLive(
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
}
