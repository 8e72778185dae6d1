// The shared cart on this phone: what was tapped shows at once and is sent in order, one request
// after the other, until the server has answered each. Requests made without a network wait for it;
// what the server answers replaces what was shown.

import { useQuery } from '@tanstack/react-query'
import { newKey } from '@/components/wire/new-key'
import { readEvery } from '@/components/wire/query-client'
import { refusalIn, useTRPC, useTRPCClient } from '@/components/wire/trpc'
import { useAhead, useForeseen } from '@/components/wire/use-foreseen'
import { type DishRequest, lineLike, withMore, withRemade, withRequest } from './cart'
import type { Cart, CartLine } from './types'
import type { Seat } from './use-seat'

const EMPTY: Cart = {
  version: 0,
  note: '',
  isHeld: false,
  lines: [],
  missing: [],
  itemsCents: 0,
  owedCents: 0,
  adjustments: [],
}

/** Of a price that changes by the hour no message tells. */
const CART_REFRESH_MS = 5 * 60_000

export type SharedCart = {
  cart: Cart | undefined
  /** Something that was tapped is not yet on the server. */
  isSaving: boolean
  /** … that changes what is paid. */
  isPriceSaving: boolean
  /** … because nobody answered yet; it is kept and sent again. */
  isUnsent: boolean
  add: (request: DishRequest) => void
  /** So many portions more, or fewer, of a line; without any it is gone. */
  change: (line: CartLine, by: number) => void
  /** Just so many of a line, unless somebody changed it meanwhile. */
  make: (line: CartLine, quantity: number) => void
  /** Has a line made otherwise, unless somebody did so meanwhile. */
  remake: (line: CartLine, request: DishRequest) => void
  /** Says something to the kitchen, in place of what this phone saw: whether it was taken. */
  say: (note: string, seenNote: string) => Promise<boolean>
  /** 叫起 for all of it, or not. */
  hold: (isHeld: boolean) => void
}

type LineRequest = { line: CartLine; by: number; seenQuantity?: number; key: string }

export function useCart(
  code: string,
  seat: Seat,
  onRefused: (sentence: string) => void,
): SharedCart {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const options = trpc.ordering.cart.queryOptions({ code })
  const ahead = useAhead('ordering.cart')
  const query = useQuery({
    ...options,
    enabled: seat.party !== undefined && !seat.isEnded,
    refetchInterval: (query) =>
      ahead.length === 0 &&
      readEvery(query.state.data?.lines.length ? CART_REFRESH_MS : false)(query),
  })

  const me = seat.party?.guests.find(({ number }) => number === seat.party?.number) ?? NEW_GUEST
  const shared = {
    reading: 'ordering.cart',
    queryKey: options.queryKey,
    inOrder: `cart ${code}`,
    onTrouble: (error: Error) => {
      // A line that somebody else removed is gone: that is what the cart will show.
      if (refusalIn(error)?.code !== 'thing.not-found') onRefused(error.message)
    },
  } as const

  const adding = useForeseen<DishRequest & { key: string }, Cart>({
    ...shared,
    send: async ({ dish, ...request }) => {
      await seat.seated()
      await client.ordering.addToCart.mutate({ code, dishId: dish.id, ...request })
    },
    becomes: (request) => (cart) => withRequest(cart ?? EMPTY, me, request),
  })
  const changing = useForeseen<LineRequest, Cart>({
    ...shared,
    send: async ({ line, ...request }) => {
      const lineId = line.id > 0 ? line.id : await idOf(line)
      if (lineId) await client.ordering.changeCartLine.mutate({ code, lineId, ...request })
    },
    becomes:
      ({ line, by }) =>
      (cart) =>
        withMore(cart ?? EMPTY, line.id, by),
  })
  const remaking = useForeseen<{ line: CartLine; request: DishRequest; key: string }, Cart>({
    ...shared,
    send: async ({ line, request, key }) => {
      const lineId = line.id > 0 ? line.id : await idOf(line)
      const { choices, note, quantity } = request
      if (!lineId) return
      await client.ordering.remakeCartLine.mutate({
        ...{ code, lineId, key, by: quantity - line.quantity },
        seen: { choices: line.choices, note: line.note },
        made: { choices, note },
      })
    },
    becomes:
      ({ line, request }) =>
      (cart) =>
        withRemade(cart ?? EMPTY, line.id, request),
  })
  const saying = useForeseen<{ note: string; seenNote: string }, Cart>({
    ...shared,
    send: (said) => client.ordering.noteCart.mutate({ code, ...said }),
    becomes:
      ({ note }) =>
      (cart) => ({ ...(cart ?? EMPTY), note }),
  })
  const holding = useForeseen<{ isHeld: boolean }, Cart>({
    ...shared,
    send: (held) => client.ordering.holdCart.mutate({ code, ...held }),
    becomes:
      ({ isHeld }) =>
      (cart) => ({ ...(cart ?? EMPTY), isHeld }),
  })
  /** The id a line has got since it was shown, or null when it is gone. */
  const idOf = async (line: CartLine): Promise<number | null> => {
    const cart = await client.ordering.cart.query({ code })
    return lineLike(cart, line.guestNumber ?? 0, line)?.id ?? null
  }

  return {
    cart: query.data,
    isSaving: ahead.length > 0,
    isPriceSaving: ahead.some(({ input }) => !isOfWords(input)),
    isUnsent: ahead.some(({ failures }) => failures > 0),
    // Two taps are two portions, however equal: each is a request of its own.
    add: (request) => adding.mutate({ ...request, key: newKey() }),
    change: (line, by) => changing.mutate({ line, by, key: newKey() }),
    make: (line, quantity) =>
      changing.mutate({
        ...{ line, by: quantity - line.quantity, seenQuantity: line.quantity },
        key: newKey(),
      }),
    remake: (line, request) => remaking.mutate({ line, request, key: newKey() }),
    say: (note, seenNote) =>
      saying.mutateAsync({ note, seenNote }).then(
        () => true,
        () => false,
      ),
    hold: (isHeld) => holding.mutate({ isHeld }),
  }
}

const isOfWords = (input: unknown) => {
  const said = input as object
  return 'seenNote' in said || 'isHeld' in said
}

const NEW_GUEST = { number: 0, nickname: null }
