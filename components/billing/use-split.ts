// What somebody chooses to pay of a bill, and what it costs: priced here as the server prices it.

import { useState } from 'react'
import { useMoney } from '@/components/ui/money'
import { type Part, priceSplit, type SplitRefusal, type SplitRequest } from '@/domain/split'
import type { SplitView } from './types'

export const SPLIT_TABS = ['items', 'person', 'even', 'amount'] as const
export type SplitTab = (typeof SPLIT_TABS)[number]

/** Where nobody has said yet between how many: two. */
const FIRST_WAYS = 2

export function useSplit(view: SplitView | undefined) {
  const { centsOf } = useMoney()
  const [tab, setTab] = useState<SplitTab>('items')
  const [items, setItems] = useState<Readonly<Record<number, number>>>({})
  const [share, setShare] = useState<{ lineId: number; of: number } | null>(null)
  const [guestNumber, setGuestNumber] = useState<number | null>(null)
  const [ways, setWays] = useState(FIRST_WAYS)
  const [amount, setAmount] = useState('')

  const person = guestNumber ?? view?.ownNumber ?? view?.guests[0]?.number ?? null
  const requests: Record<SplitTab, () => SplitRequest | null> = {
    items: () => {
      if (share) return { kind: 'share', ...share }
      // What somebody else has paid or locked meanwhile is not wanted any more.
      const open = view?.lines.filter((line) => line.openCents > 0 && items[line.id]) ?? []
      const wanted = open.map(({ id }) => ({ lineId: id, quantity: items[id] ?? 1 }))
      return wanted.length > 0 ? { kind: 'items', items: wanted } : null
    },
    person: () => (person === null ? null : { kind: 'person', guestNumber: person }),
    even: () => ({ kind: 'even', ways: view?.evenWays ?? ways }),
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
    items,
    /** So many portions of a dish; none takes it off. */
    pick: (lineId: number, quantity: number) => {
      setShare(null)
      setItems({ ...items, [lineId]: quantity })
    },
    share,
    /** One share of one dish, or no longer. */
    shareOf: (next: { lineId: number; of: number } | null) => {
      setItems({})
      setShare(next)
    },
    /** Nothing is chosen any more. */
    clear: () => {
      setItems({})
      setShare(null)
      setAmount('')
    },
    person,
    setPerson: setGuestNumber,
    ways: view?.evenWays ?? ways,
    setWays,
    amount,
    setAmount,
    request,
    part: priced && !('code' in priced) ? priced : null,
    refusal: priced && 'code' in priced ? priced : null,
  }
}

export type Split = ReturnType<typeof useSplit>
