// The tickets of a view, those that just left among them for a moment.

import { useEffect, useState } from 'react'
import type { Ticket } from '@/domain/kitchen'
import { type Shown, withLeaving } from './shown-tickets'

const LEAVING_MS = 900

export function useShown(tickets: readonly Ticket[], view: string): Shown[] {
  const [kept, setKept] = useState<{ view: string; tickets: readonly Ticket[]; shown: Shown[] }>({
    view,
    tickets,
    shown: withLeaving([], tickets),
  })
  let current = kept
  if (kept.view !== view || kept.tickets !== tickets) {
    const before = kept.view === view ? kept.shown : []
    current = { view, tickets, shown: withLeaving(before, tickets) }
    setKept(current)
  }

  const isAnyLeaving = current.shown.some(({ isLeaving }) => isLeaving)
  useEffect(() => {
    if (!isAnyLeaving) return
    const timer = setTimeout(() => {
      setKept((now) => ({ ...now, shown: now.shown.filter(({ isLeaving }) => !isLeaving) }))
    }, LEAVING_MS)
    return () => clearTimeout(timer)
  }, [isAnyLeaving])
  return current.shown
}
