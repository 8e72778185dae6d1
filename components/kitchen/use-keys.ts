// What a key does to the tickets on the screen. A digit or an arrow chooses a ticket, up and down a dish of it; the other deeds are
// done to what is chosen. Whatever else is open may take a deed first. The hints appear with the first key.

import { useEffect, useEffectEvent, useState } from 'react'
import type { Ticket } from '@/domain/kitchen'
import { deedOf, type KeyDeed, type KeyMap, keyOf } from './keys'

export type Chosen = { roundId: number; lineId: number | null }

/** How a ticket or a dish of it is chosen is the keys' own business. */
type Choosing = 'next' | 'previous' | 'down' | 'up'

/** What each deed does; `ticket` is the chosen one, if any, `lineId` its chosen dish. */
export type KeyDeeds = Record<
  Exclude<KeyDeed, Choosing>,
  (ticket: Ticket | undefined, lineId: number | null) => void
>

export function useKeys(
  keys: KeyMap,
  tickets: readonly Ticket[],
  deeds: KeyDeeds,
  { take, letGo }: { take: (deed: KeyDeed) => boolean; letGo: () => void },
): { chosen: Chosen | null; hasKeys: boolean } {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [hasKeys, setHasKeys] = useState(false)
  // Always of what is on the screen: a key that comes between a render and its effects means the new number, not the old one.
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isElsewhere = (event.target as HTMLElement).closest(
      'select, input, textarea, [role=dialog]',
    )
    if (isElsewhere || event.ctrlKey || event.metaKey || event.altKey) return
    // Enter on what the Tab key has reached is that button's.
    const isOnButton = (event.target as HTMLElement).matches(
      'button:focus-visible, a:focus-visible',
    )
    if (isOnButton && (event.key === 'Enter' || event.key === ' ')) return
    const now = { keys, tickets, deeds, chosen, take, letGo }
    if (!pressed(keyOf(event), now, setChosen)) return
    event.preventDefault()
    // What the key did, it did to the chosen ticket, not to a button that was tapped before.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    setHasKeys(true)
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  const isThere = chosen && tickets.some((ticket) => ticket.roundId === chosen.roundId)
  return { chosen: isThere ? chosen : null, hasKeys }
}

type Now = {
  keys: KeyMap
  tickets: readonly Ticket[]
  deeds: KeyDeeds
  chosen: Chosen | null
  take: (deed: KeyDeed) => boolean
  letGo: () => void
}

/** @returns whether the key means something here */
function pressed(
  key: string,
  { keys, tickets, deeds, chosen, take, letGo }: Now,
  choose: (chosen: Chosen | null) => void,
): boolean {
  const at = tickets.findIndex((ticket) => ticket.roundId === chosen?.roundId)
  const ticket = tickets[at]
  const chooseAt = (index: number) => {
    const next = tickets[Math.min(Math.max(index, 0), tickets.length - 1)]
    choose(next ? { roundId: next.roundId, lineId: null } : null)
  }
  const chooseLine = (step: number) => {
    if (!ticket) return chooseAt(0)
    const places = [null, ...ticket.lines.map((line) => line.id)]
    const place = places.indexOf(chosen?.lineId ?? null) + step
    const lineId = places[(place + places.length) % places.length] ?? null
    choose({ roundId: ticket.roundId, lineId })
  }

  if (/^[1-9]$/.test(key)) {
    chooseAt(Number(key) - 1)
    return true
  }
  if (key === 'Escape') {
    choose(null)
    letGo()
    return true
  }
  const deed = deedOf(keys, key)
  if (!deed) return false
  if (take(deed)) return true
  if (deed === 'next') chooseAt(at + 1)
  else if (deed === 'previous') chooseAt(at - 1)
  else if (deed === 'down') chooseLine(1)
  else if (deed === 'up') chooseLine(-1)
  else deeds[deed](ticket, chosen?.lineId ?? null)
  return true
}
