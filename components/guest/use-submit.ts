// Submitting the cart: one key for one wish (this cart, at this total, with this note), kept for every retry, so that a lost
// answer never makes a second order.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { isUnanswered, refusalIn, useTRPC } from '@/components/wire/trpc'
import { newKey } from './new-key'
import type { Cart } from './shapes'

export type Submit = {
  submit: (cart: Cart, note: string) => void
  isSubmitting: boolean
  /** No network: it will be sent, once, when there is one. */
  isWaiting: boolean
  /** What happened, when it was not accepted: a sentence, and whether trying again is all there is to do. */
  trouble: { sentence: string | null; isUnanswered: boolean; isPriceChange: boolean } | null
  forget: () => void
}

export function useSubmit(code: string, onPlaced: (orderId: number) => void): Submit {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const wish = useRef({ content: '', key: '' })
  const refresh = () =>
    Promise.all(
      [trpc.ordering.pathFilter(), trpc.menu.pathFilter()].map((filter) =>
        queryClient.invalidateQueries(filter),
      ),
    )
  const place = useMutation(
    trpc.ordering.place.mutationOptions({
      retry: (count, error) => isUnanswered(error) && count < 2,
      onSuccess: async ({ orderId }) => {
        await refresh()
        onPlaced(orderId)
      },
      onError: refresh,
    }),
  )

  const code_ = refusalIn(place.error)?.code
  return {
    submit: ({ version, owedCents }, note) => {
      const content = JSON.stringify([version, owedCents, note])
      if (wish.current.content !== content) wish.current = { content, key: newKey() }
      place.mutate({
        code,
        cartVersion: version,
        expectedCents: owedCents,
        note,
        key: wish.current.key,
      })
    },
    isSubmitting: place.isPending,
    isWaiting: place.isPaused,
    trouble: place.error
      ? {
          sentence: code_ ? place.error.message : null,
          isUnanswered: isUnanswered(place.error),
          isPriceChange: code_ === 'price.changed',
        }
      : null,
    forget: place.reset,
  }
}
