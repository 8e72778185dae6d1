// The kitchen by keyboard; a bump bar is one too. A number or an arrow chooses a ticket, up and down a dish of it, Enter
// does what a tap would. The hints appear with the first key.

import { useEffect, useRef, useState } from 'react'
import type { Ticket } from '@/domain/kitchen'

export type Chosen = { roundId: number; lineId: number | null }

export type KeyDeeds = {
  dish: (ticket: Ticket, lineId: number) => void
  ticket: (ticket: Ticket) => void
  undo: () => void
  counts: () => void
  sound: () => void
  nextView: () => void
}

export function useKeys(
  tickets: readonly Ticket[],
  deeds: KeyDeeds,
): { chosen: Chosen | null; hasKeys: boolean } {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [hasKeys, setHasKeys] = useState(false)
  const latest = useRef({ tickets, deeds, chosen })
  useEffect(() => {
    latest.current = { tickets, deeds, chosen }
  })

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isElsewhere = (event.target as HTMLElement).closest('select, input, textarea, dialog')
      if (isElsewhere || event.ctrlKey || event.metaKey || event.altKey) return
      if (pressed(event.key, latest.current, setChosen)) {
        event.preventDefault()
        // What the key did, it did to the chosen ticket, not to a button that was tapped before.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        setHasKeys(true)
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  const isThere = chosen && tickets.some((ticket) => ticket.roundId === chosen.roundId)
  return { chosen: isThere ? chosen : null, hasKeys }
}

type Latest = { tickets: readonly Ticket[]; deeds: KeyDeeds; chosen: Chosen | null }

/** @returns whether the key means something here */
function pressed(
  key: string,
  { tickets, deeds, chosen }: Latest,
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

  if (/^[1-9]$/.test(key)) chooseAt(Number(key) - 1)
  else if (key === 'ArrowRight') chooseAt(at + 1)
  else if (key === 'ArrowLeft') chooseAt(at - 1)
  else if (key === 'ArrowDown') chooseLine(1)
  else if (key === 'ArrowUp') chooseLine(-1)
  else if (key === 'Enter') {
    if (!ticket) return false
    if (chosen?.lineId) deeds.dish(ticket, chosen.lineId)
    else deeds.ticket(ticket)
  } else if (key === 'Escape') choose(null)
  else if (key === 'Backspace' || key === 'z') deeds.undo()
  else if (key === 'a') deeds.counts()
  else if (key === 'm') deeds.sound()
  else if (key === 'v') deeds.nextView()
  else return false
  return true
}
