// What the house has changed of the cart since this phone first showed it: a price by a publish, by
// the hour, by the market's day; a dish that went.

import { useEffect, useState } from 'react'
import { changesSince, type LineChange } from './cart'
import type { Cart, CartLine } from './types'

const NO_LINES: CartLine[] = []

export type Changes = {
  all: readonly LineChange[]
  /** Somebody at this phone has read them. */
  accept: () => void
}

export function useChanges(cart: Cart | undefined): Changes {
  const [known, setKnown] = useState(NO_LINES)
  const { changes: all, first } = cart ? changesSince(known, cart) : { changes: [], first: known }
  useEffect(() => setKnown(first), [first])
  return { all, accept: () => setKnown(cart?.lines ?? NO_LINES) }
}
