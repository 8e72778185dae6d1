// Which all-day count is open and how many of its portions are meant, the same for a finger and for
// the keys.

import { useState } from 'react'
import { type AllDayCount, allDayCounts, oldestOf, stepsOf, type Ticket } from '@/domain/kitchen'
import type { KeyCommand } from './keys'
import type { Taps } from './use-taps'

export type Counts = {
  list: AllDayCount[]
  openKey: string | null
  /** How many portions can be finished, from the fewest to all, and which of these is chosen. */
  steps: number[]
  at: number
  open: (key: string | null) => void
  /** Opens the most wanted one: what the keys mean is this from now on. */
  openFirst: () => void
  choose: (at: number) => void
  finish: () => void
  /** Whether a key's command was one of the open count. */
  take: (command: KeyCommand) => boolean
}

export function useCounts(tickets: readonly Ticket[], taps: Taps): Counts {
  const [opened, setOpened] = useState<{ key: string; at: number | null } | null>(null)
  const list = allDayCounts(tickets)
  const steps = opened ? stepsOf(tickets, opened.key) : []
  const isOpen = opened !== null && steps.length > 0
  const last = steps.length - 1
  const at = Math.min(opened?.at ?? last, last)

  const open = (key: string | null) => setOpened(key === null ? null : { key, at: null })
  const choose = (next: number) =>
    opened && setOpened({ ...opened, at: Math.min(Math.max(next, 0), last) })
  const finish = () => {
    const portions = steps[at]
    if (!opened || portions === undefined) return
    taps.finish(oldestOf(tickets, opened.key, portions))
    setOpened(null)
  }
  const openBeside = (step: number) => {
    const keys = list.filter(isWanted).map(({ key }) => key)
    const place = keys.indexOf(opened?.key ?? '') + step
    open(keys[(place + keys.length) % keys.length] ?? null)
  }

  return {
    list,
    openKey: isOpen ? opened.key : null,
    steps,
    at,
    open,
    openFirst: () => open(list.find(isWanted)?.key ?? null),
    choose,
    finish,
    take: (command) => {
      if (!isOpen) return false
      if (command === 'down') openBeside(1)
      else if (command === 'up') openBeside(-1)
      else if (command === 'next') choose(at + 1)
      else if (command === 'previous') choose(at - 1)
      else if (command === 'tap' || command === 'ticket') finish()
      else return false
      return true
    },
  }
}

function isWanted({ queued, cooking }: AllDayCount): boolean {
  return queued + cooking > 0
}
