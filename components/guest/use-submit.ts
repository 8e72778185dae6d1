// Submitting the cart: one key for one request (this cart, at this total), kept for every retry, so
// that a lost answer never makes a second order.

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readAgain } from '@/components/wire/stale'
import { isUnanswered, useTRPC } from '@/components/wire/trpc'
import { useKeyedCommand } from '@/components/wire/use-command'
import type { Cart } from './types'

export type Submit = {
  submit: (cart: Cart) => void
  isSubmitting: boolean
  /** No network: it will be sent, once, when there is one. */
  isWaiting: boolean
  /** Takes it back before it was sent; null where nothing waits. */
  withdraw: (() => void) | null
  /**
   * Why it was not accepted, as long as that is about the cart that is shown; no sentence: nobody
   * answered.
   */
  trouble: { sentence: string | null } | null
}

export function useSubmit(
  code: string,
  cart: Cart | undefined,
  onPlaced: (placed: { orderId: number; owedCents: number }) => void,
): Submit {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [refused, setRefused] = useState<string | null>(null)
  const place = useKeyedCommand((server) => server.ordering.place.mutate, {
    retries: 2,
    isToldHere: true,
    onDone: async (placed) => {
      await readAgain(queryClient, ['ordering'])
      onPlaced(placed)
    },
    onTrouble: async () => {
      await readAgain(queryClient, ['ordering', 'menu'])
      setRefused(shownTotals(queryClient.getQueryData(trpc.ordering.cart.queryKey({ code }))))
    },
  })

  const isAboutThis = refused === null || refused === shownTotals(cart)
  return {
    submit: ({ version, owedCents }) => {
      setRefused(null)
      place.run({ code, cartVersion: version, expectedCents: owedCents })
    },
    isSubmitting: place.isBusy,
    isWaiting: place.isWaiting,
    withdraw: place.withdraw,
    trouble:
      place.error && isAboutThis
        ? { sentence: isUnanswered(place.error) ? null : place.error.message }
        : null,
  }
}

/** What a person sees of a cart: when it differs, a refusal of before is no longer about it. */
function shownTotals(cart: Cart | undefined): string {
  return JSON.stringify([cart?.version, cart?.owedCents, cart?.lines.map((line) => line.trouble)])
}
