// The shared cart on this phone: what was tapped shows at once and is sent in order, one wish after the other, until the
// server has answered each. Wishes made without a network wait for it; what the server answers replaces what was shown.

import { useMutation, useMutationState, useQuery, useQueryClient } from '@tanstack/react-query'
import { isUnanswered, refusalIn, useTRPC, useTRPCClient } from '@/components/wire/trpc'
import { type DishWish, lineLike, withQuantity, withWish } from './cart'
import { newKey } from './new-key'
import type { Cart, CartLine } from './shapes'
import type { Seat } from './use-seat'

const EMPTY: Cart = { version: 0, lines: [], itemsCents: 0, owedCents: 0, adjustments: [] }

export type SharedCart = {
  cart: Cart | undefined
  /** Something that was tapped is not yet on the server. */
  isSaving: boolean
  /** … because nobody answered yet; it is kept and sent again. */
  isUnsent: boolean
  add: (wish: DishWish) => void
  /** Sets the portions of a line; 0 removes it. */
  change: (line: CartLine, quantity: number) => void
}

export function useCart(
  code: string,
  seat: Seat,
  onRefused: (sentence: string | null) => void,
): SharedCart {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const options = trpc.ordering.cart.queryOptions({ code })
  const query = useQuery({
    ...options,
    enabled: seat.party !== undefined && !seat.isEnded,
  })

  const me = seat.party?.guests.find(({ number }) => number === seat.party?.number) ?? NEW_GUEST
  const show = async (change: (cart: Cart) => Cart) => {
    await queryClient.cancelQueries(options)
    queryClient.setQueryData(options.queryKey, (cart) => change(cart ?? EMPTY))
  }
  const shared = {
    mutationKey: savingKey(code),
    scope: { id: `cart ${code}` },
    retry: (_count: number, error: unknown) => isUnanswered(error),
    retryDelay: (count: number) => Math.min(1_000 * 2 ** count, 8_000),
    onError: (error: unknown) => {
      // A line that somebody else removed is gone: that is what the cart will show.
      if (refusalIn(error)?.code !== 'thing.not-found') onRefused(sentenceIn(error))
    },
    onSettled: async () => {
      // Wishes that still wait would vanish from sight if the answer came in between.
      if (queryClient.isMutating({ mutationKey: savingKey(code) }) === 1) {
        await queryClient.invalidateQueries(options)
      }
    },
  }

  const adding = useMutation({
    ...shared,
    mutationFn: async ({ dish, ...wish }: DishWish & { key: string }) => {
      await seat.seated()
      await client.ordering.addToCart.mutate({ code, dishId: dish.id, ...wish })
    },
    onMutate: (wish) => show((cart) => withWish(cart, me, wish)),
  })
  const changing = useMutation({
    ...shared,
    mutationFn: async ({ line, quantity }: { line: CartLine; quantity: number }) => {
      const lineId = line.id > 0 ? line.id : await idOf(line)
      if (lineId) await client.ordering.changeCartLine.mutate({ code, lineId, quantity })
    },
    onMutate: ({ line, quantity }) => show((cart) => withQuantity(cart, line.id, quantity)),
  })
  /** The id a line has got since it was shown, or null when it is gone. */
  const idOf = async (line: CartLine): Promise<number | null> => {
    const cart = await client.ordering.cart.query({ code })
    return lineLike(cart, line.guestNumber ?? 0, line)?.id ?? null
  }

  const retries = useMutationState({
    filters: { mutationKey: savingKey(code), status: 'pending' },
    select: (mutation) => mutation.state.failureCount,
  })

  return {
    cart: query.data,
    isSaving: retries.length > 0,
    isUnsent: retries.some((count) => count > 0),
    add: (wish) => adding.mutate({ ...wish, key: newKey() }),
    change: (line, quantity) => changing.mutate({ line, quantity }),
  }
}

/** Names the mutations of the cart, so that others can see whether one is under way. */
export function savingKey(code: string): [string, string] {
  return ['cart', code]
}

const NEW_GUEST = { number: 0, nickname: null }

/** The server's sentence, or null when it did not answer. */
function sentenceIn(error: unknown): string | null {
  return isUnanswered(error) || !(error instanceof Error) ? null : error.message
}
