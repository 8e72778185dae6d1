// What a seated phone hears of its table. Says so when the phone hears nothing any more.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ConnectionBanner } from '@/components/ui/connection-banner'
import { useTRPC } from '@/components/wire/trpc'
import { useFresh } from '@/components/wire/use-fresh'
import type { Message } from '@/domain/event'

/** Without a network the header already says so; this says it of a server that went silent. */
export function TableLive({
  code,
  isOnline,
  from,
  onMenu,
  onCartOrdered,
}: {
  code: string
  isOnline: boolean
  /** All that was told up to this number is in what the page shows. */
  from: number
  /** Whether the menu was kept up with it, and is not to be read again. */
  onMenu: (message: Message) => boolean
  /** What was in the shared cart has become an order, here or on another phone. */
  onCartOrdered: () => void
}) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const linesInCart = () =>
    queryClient.getQueryData(trpc.ordering.cart.queryKey({ code }))?.lines.length ?? 0
  /**
   * There was something in the cart since the last order: the cart may have been read empty before
   * the order is heard.
   */
  const wasFilled = useRef(false)
  const { data: portions } = useQuery({
    ...trpc.ordering.cart.queryOptions({ code }),
    enabled: false,
    select: ({ lines }) => lines.length,
  })
  useEffect(() => {
    wasFilled.current ||= Boolean(portions)
  }, [portions])
  const { state, sentence } = useFresh(
    { code },
    {
      read: (heard) => {
        const isOrder = heard.some((type) => type === 'new_order' || type === 'round_added')
        if (!isOrder || !wasFilled.current || linesInCart() > 0) return
        wasFilled.current = false
        onCartOrdered()
      },
      stale: (message) => {
        if (!onMenu(message)) return undefined
        return linesInCart() > 0 ? ['ordering.cart'] : []
      },
    },
    from,
  )

  return <ConnectionBanner state={isOnline ? state : 'live'} sentence={sentence} />
}
