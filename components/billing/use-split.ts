// What somebody chooses to pay of a bill, and what it costs: priced here as the server prices it.

import { useState } from 'react'
import { useMoney } from '@/components/ui/money'
import {
  MAXIMUM_WAYS,
  openHeads,
  type Part,
  priceSplit,
  type SplitItem,
  type SplitRefusal,
  type SplitRequest,
} from '@/domain/split'
import type { SplitView } from './types'

/** What a phone chooses from: its own dishes are among all dishes. */
export const GUEST_TABS = ['items', 'even', 'amount'] as const
export const STAFF_TABS = ['items', 'person', 'even', 'amount'] as const
export type SplitTab = (typeof STAFF_TABS)[number]

/** How much of a dish: so many portions, or with `of` so many of as many equal shares. */
type Picked = Omit<SplitItem, 'lineId'>

export function useSplit(view: SplitView | undefined) {
  const { centsOf } = useMoney()
  const [tab, setTab] = useState<SplitTab>('items')
  const [picked, setPicked] = useState<Readonly<Record<number, Picked>>>({})
  const [wantedHeads, setHeads] = useState(0)
  const [guestNumber, setGuestNumber] = useState<number | null>(null)
  const [wantedWays, setWays] = useState<number | null>(null)
  const [amount, setAmount] = useState('')

  const person = guestNumber ?? view?.ownNumber ?? view?.guests[0]?.number ?? null
  // Between as many as sit there, until somebody says otherwise.
  const people = Math.min(Math.max(view?.people ?? 2, 2), MAXIMUM_WAYS)
  const ways = view?.evenWays ?? wantedWays ?? people
  const heads = Math.min(wantedHeads, openHeads(view?.heads ?? null))
  const own = view?.lines.filter((line) => line.guestNumber === view.ownNumber) ?? []
  const ownOpen = own.filter((line) => line.openCents > 0)
  // What somebody else has paid or locked meanwhile is not wanted any more.
  const open = view?.lines.filter((line) => line.openCents > 0) ?? []
  const items = open.flatMap(({ id }): SplitItem[] => {
    const of = picked[id]
    return of && of.quantity > 0 ? [{ lineId: id, ...of }] : []
  })
  const requests: Record<SplitTab, () => SplitRequest | null> = {
    items: () => {
      if (items.length === 0 && heads === 0) return null
      return { kind: 'items', items, ...(heads > 0 && { heads }) }
    },
    person: () => (person === null ? null : { kind: 'person', guestNumber: person }),
    even: () => ({ kind: 'even', ways }),
    amount: () => {
      const amountCents = centsOf(amount)
      return amountCents ? { kind: 'amount', amountCents } : null
    },
  }
  const request = requests[tab]()
  const priced: Part | SplitRefusal | null = view && request ? priceSplit(view, request) : null
  return {
    tab,
    setTab,
    /** Null where nothing of the dish is chosen. */
    pickedOf: (lineId: number): Picked | null => {
      const of = picked[lineId]
      return of && of.quantity > 0 ? of : null
    },
    /** So much of a dish; null takes it off. */
    pick: (lineId: number, of: Picked | null) =>
      setPicked({ ...picked, [lineId]: of ?? { quantity: 0 } }),
    heads,
    setHeads,
    /** Whether there is anything of one's own to choose, and whether all of it is chosen. */
    hasOwn: view?.ownNumber != null && ownOpen.length > 0,
    isOwnPicked: ownOpen.every(({ id }) => (picked[id]?.quantity ?? 0) > 0),
    /** What this guest ordered and one head, or nothing of it, beside whatever else is chosen. */
    pickOwn: (isWanted: boolean) => {
      const mine = ownOpen.map(
        ({ id, quantity }) => [id, { quantity: isWanted ? quantity : 0 }] as const,
      )
      setPicked({ ...picked, ...Object.fromEntries(mine) })
      setHeads(isWanted ? Math.max(1, heads) : 0)
    },
    /** Nothing is chosen any more. */
    clear: () => {
      setPicked({})
      setHeads(0)
      setAmount('')
    },
    person,
    setPerson: setGuestNumber,
    ways,
    setWays,
    amount,
    setAmount,
    request,
    part: priced && !('code' in priced) ? priced : null,
    refusal: priced && 'code' in priced ? priced : null,
  }
}

export type Split = ReturnType<typeof useSplit>
