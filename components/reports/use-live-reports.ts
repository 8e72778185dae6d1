// The reports' ear on the store: figures are read again as soon as something is ordered, cooked or paid, but at most
// once a second, however busy the evening is. What was missed while the link was gone is read by the shell's ear.

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLive } from '@/components/wire/live'
import { useTRPC } from '@/components/wire/trpc'
import type { MessageType } from '@/domain/event'

/** One deed often tells several things. */
const GATHER_MS = 100
const REST_MS = 1_000

/** Messages that move no figure. */
const QUIET: readonly MessageType[] = ['cart_changed', 'menu_changed', 'service_request']

export function useLiveReports(storeId: number): void {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const readAtMs = useRef(0)
  useEffect(() => () => clearTimeout(timer.current), [])

  useLive(
    { storeId },
    {
      message: ({ type }) => {
        if (QUIET.includes(type) || timer.current) return
        const restMs = readAtMs.current + REST_MS - performance.now()
        timer.current = setTimeout(
          () => {
            timer.current = undefined
            readAtMs.current = performance.now()
            void queryClient.invalidateQueries(trpc.analytics.pathFilter())
          },
          Math.max(GATHER_MS, restMs),
        )
      },
      reset: () => {},
    },
  )
}
