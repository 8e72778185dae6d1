// What a seated phone hears of its table. Says so when the phone hears nothing any more.

import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ConnectionBanner } from '@/components/ui/connection-banner'
import { useTRPC } from '@/components/wire/trpc'
import { useFresh } from '@/components/wire/use-fresh'

/** Without a network the header already says so; this says it of a server that went silent. */
export function TableLive({
  code,
  isOnline,
  onCartOrdered,
}: {
  code: string
  isOnline: boolean
  /** What was in the shared cart has become an order, here or on another phone. */
  onCartOrdered: () => void
}) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const linesInCart = () =>
    queryClient.getQueryData(trpc.ordering.cart.queryKey({ code }))?.lines.length ?? 0
  const mayBeOrdered = useRef(false)
  const { state, sentence } = useFresh(
    { code },
    {
      heard: (type) => {
        const isOrder = type === 'new_order' || type === 'round_added'
        mayBeOrdered.current ||= isOrder && linesInCart() > 0
      },
      read: () => {
        if (mayBeOrdered.current && linesInCart() === 0) onCartOrdered()
        mayBeOrdered.current = false
      },
    },
  )

  return <ConnectionBanner state={isOnline ? state : 'live'} sentence={sentence} />
}
