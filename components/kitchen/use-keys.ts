// What a key does to the tickets on the screen. A digit or an arrow chooses a ticket, up and down a
// dish of it; the other commands are done to what is chosen. Whatever else is open may take a
// command first. The hints appear with the first key. A digit means the ticket that stood under it
// when the hand began to move: just after the board has moved it means none.

import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { Ticket } from '@/domain/kitchen'
import { commandOf, type KeyCommand, type KeyMap, keyOf } from './keys'
import { type Shown, type Standing, standingNow, ticketBeside, ticketUnder } from './shown-tickets'

export type Chosen = { roundId: number; lineId: number | null }

/** How a ticket or a dish of it is chosen is the keys' own business. */
type Choosing = 'next' | 'previous' | 'down' | 'up'

/** What each command does; `ticket` is the chosen one, if any, `lineId` its chosen dish. */
export type KeyCommands = Record<
  Exclude<KeyCommand, Choosing>,
  (ticket: Ticket | undefined, lineId: number | null) => void
>

/** What a key takes back is on the screen before this has passed. */
const AT_ONCE_MS = 100

/** A key that is held down goes on choosing; it does nothing more than once. */
const MAY_REPEAT: readonly KeyCommand[] = ['next', 'previous', 'down', 'up']

export function useKeys(
  keys: KeyMap,
  { shown, view }: { shown: readonly Shown[]; view: string },
  commands: KeyCommands,
  { take, letGo }: { take: (command: KeyCommand) => boolean; letGo: () => void },
): { chosen: Chosen | null; hasKeys: boolean } {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [hasKeys, setHasKeys] = useState(false)
  const standing = useRef<Standing | null>(null)
  useLayoutEffect(() => {
    standing.current = standingNow(standing.current, { shown, view, atMs: performance.now() })
  }, [shown, view])

  // Always of what is on the screen: a key that comes between a render and its effects means the
  // new number, not the old one.
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
    const key = keyOf(event)
    const command = commandOf(keys, key)
    const isHeldDown = event.repeat && command !== null && !MAY_REPEAT.includes(command)
    if (!isHeldDown) {
      const now = { keys, shown, commands, chosen, take, letGo }
      const under = (nth: number) =>
        standing.current && ticketUnder(standing.current, nth, event.timeStamp)
      if (!onPress(key, { ...now, under }, setChosen)) return
      // What a hand takes back stands where the same hand looks for it.
      if (command === 'undo' && standing.current) {
        standing.current.isExpectedUntilMs = performance.now() + AT_ONCE_MS
      }
    }
    event.preventDefault()
    // What the key did, it did to the chosen ticket, not to a button that was tapped before.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    setHasKeys(true)
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  const isThere = chosen && shown.some(({ ticket }) => ticket.roundId === chosen.roundId)
  return { chosen: isThere ? chosen : null, hasKeys }
}

type Now = {
  keys: KeyMap
  shown: readonly Shown[]
  commands: KeyCommands
  chosen: Chosen | null
  /** The ticket that a digit means, if any. */
  under: (nth: number) => Ticket | null
  take: (command: KeyCommand) => boolean
  letGo: () => void
}

/** @returns whether the key means something here */
function onPress(
  key: string,
  { keys, shown, commands, chosen, under, take, letGo }: Now,
  choose: (chosen: Chosen | null) => void,
): boolean {
  const at = shown.findIndex(({ ticket }) => ticket.roundId === chosen?.roundId)
  // Nothing more is done to what is on its way out.
  const ticket = shown[at]?.isLeaving ? undefined : shown[at]?.ticket
  const chooseTicket = (next: Ticket | null) =>
    choose(next ? { roundId: next.roundId, lineId: null } : null)
  const chooseLine = (step: number) => {
    if (!ticket) return chooseTicket(ticketBeside(shown, at, 1))
    const places = [null, ...ticket.lines.map((line) => line.id)]
    const place = places.indexOf(chosen?.lineId ?? null) + step
    const lineId = places[(place + places.length) % places.length] ?? null
    choose({ roundId: ticket.roundId, lineId })
  }

  if (/^[1-9]$/.test(key)) {
    chooseTicket(under(Number(key)))
    return true
  }
  if (key === 'Escape') {
    choose(null)
    letGo()
    return true
  }
  const command = commandOf(keys, key)
  if (!command) return false
  if (take(command)) return true
  if (command === 'next') chooseTicket(ticketBeside(shown, at, 1))
  else if (command === 'previous') chooseTicket(ticketBeside(shown, at, -1))
  else if (command === 'down') chooseLine(1)
  else if (command === 'up') chooseLine(-1)
  else commands[command](ticket, chosen?.lineId ?? null)
  return true
}
