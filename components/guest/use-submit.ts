// Submitting the cart: one key for one wish (this cart, at this total, said like this), kept for every retry, so that a lost
// answer never makes a second order.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { isUnanswered, useTRPC } from '@/components/wire/trpc'
import { newKey } from './new-key'
import type { Cart } from './shapes'

export type Submit = {
  submit: (cart: Cart, said: { note: string; isHeld: boolean }) => void
  isSubmitting: boolean
  /** No network: it will be sent, once, when there is one. */
  isWaiting: boolean
  /** Why it was not accepted, as long as that is about the cart that is shown; no sentence: nobody answered. */
  trouble: { sentence: string | null } | null
}

export function useSubmit(
  code: string,
  cart: Cart | undefined,
  onPlaced: (orderId: number) => void,
): Submit {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const wish = useRef({ content: '', key: '' })
  const [refused, setRefused] = useState<string | null>(null)
  const refresh = () =>
    Promise.all(
      [trpc.ordering.pathFilter(), trpc.menu.pathFilter()].map((filter) =>
        queryClient.invalidateQueries(filter),
      ),
    )
  const place = useMutation(
    trpc.ordering.place.mutationOptions({
      retry: (count, error) => isUnanswered(error) && count < 2,
      onMutate: () => setRefused(null),
      onSuccess: async ({ orderId }) => {
        await refresh()
        onPlaced(orderId)
      },
      onError: async () => {
        await refresh()
        setRefused(shown(queryClient.getQueryData(trpc.ordering.cart.queryKey({ code }))))
      },
    }),
  )

  const isAboutThis = refused === null || refused === shown(cart)
  return {
    submit: ({ version, owedCents }, { note, isHeld }) => {
      const content = JSON.stringify([version, owedCents, note, isHeld])
      if (wish.current.content !== content) wish.current = { content, key: newKey() }
      place.mutate({
        code,
        cartVersion: version,
        expectedCents: owedCents,
        note,
        isHeld,
        key: wish.current.key,
      })
    },
    isSubmitting: place.isPending,
    isWaiting: place.isPaused,
    trouble:
      place.error && isAboutThis
        ? { sentence: isUnanswered(place.error) ? null : place.error.message }
        : null,
  }
}

/** What a person sees of a cart: when it differs, a refusal of before is no longer about it. */
function shown(cart: Cart | undefined): string {
  return JSON.stringify([cart?.version, cart?.owedCents, cart?.lines.map((line) => line.trouble)])
}
