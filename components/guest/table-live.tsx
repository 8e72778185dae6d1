// What a seated phone hears of its table: each message names what to read again. Says so when the phone hears nothing any more.

import { useQueryClient } from '@tanstack/react-query'
import { ConnectionBanner } from '@/components/ui/connection-banner'
import { useLive } from '@/components/wire/live'
import { useTRPC } from '@/components/wire/trpc'
import type { MessageType } from '@/domain/event'
import { savingKey } from './use-cart'

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
  const read = (...filters: { queryKey: readonly unknown[] }[]) =>
    Promise.all(filters.map((filter) => queryClient.invalidateQueries(filter)))
  const linesInCart = () =>
    queryClient.getQueryData(trpc.ordering.cart.queryKey({ code }))?.lines.length ?? 0
  const menu = trpc.menu.pathFilter()
  const party = trpc.seating.pathFilter()
  const cart = trpc.ordering.cart.pathFilter()
  const orders = trpc.ordering.mine.pathFilter()
  const requests = trpc.service.pathFilter()
  const payment = trpc.payment.pathFilter()

  const changed: Record<MessageType, { queryKey: readonly unknown[] }[]> = {
    new_order: [orders, cart],
    round_added: [orders, cart],
    order_status_update: [orders, payment],
    payment_status_update: [orders, payment],
    cart_changed: [cart],
    menu_changed: [menu, cart],
    sitting_changed: [party, cart],
    service_request: [requests],
  }
  const { state } = useLive(
    { code },
    {
      message: async ({ type }) => {
        // Wishes under way end with a read of the cart; one in between would hide them for a moment.
        const isSaving = queryClient.isMutating({ mutationKey: savingKey(code) }) > 0
        const hadLines = linesInCart() > 0
        await read(...changed[type].filter((filter) => !(isSaving && filter === cart)))
        const isOrder = type === 'new_order' || type === 'round_added'
        if (isOrder && hadLines && linesInCart() === 0) onCartOrdered()
      },
      reset: () => void read(party, cart, orders, menu, requests, payment),
    },
  )

  return <ConnectionBanner state={isOnline ? state : 'live'} />
}
