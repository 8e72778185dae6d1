'use client'
// The live wire of a screen: `useLive` hands on what happened, and says how the link stands. A
// message says that something changed; the screen reads what it shows of it again.

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { LiveTarget, Message } from '@/domain/event'
import { type Link, type LinkState, linkTo } from './live-link'

export type LiveState = LinkState

/** Before the page runs in a browser nothing is known yet. */
const UNKNOWN: LiveState = { state: 'connecting', lostSinceMs: null, refusal: null, sentence: null }

/**
 * Listens while the component is shown; `target` null = not yet. Messages come once each and in
 * order, also those that were missed. `reset` says that nobody can tell what was missed (also at
 * the first connection): read everything again.
 * @param from the number up to which all that was told is in what the page shows already, where it
 *   knows one: its first link then catches up from there
 */
export function useLive(
  target: LiveTarget | null,
  on: { message: (message: Message) => void; reset: () => void },
  from: number | null = null,
): LiveState {
  const key = target && JSON.stringify(target)
  const [link, setLink] = useState<Link | null>(null)
  const latest = useRef({ ...on, from })
  useEffect(() => {
    latest.current = { ...on, from }
  })

  useEffect(() => {
    if (!key) return
    const opened = linkTo(JSON.parse(key) as LiveTarget, latest.current.from)
    setLink(opened)
    const stop = opened.listen({
      message: (message) => latest.current.message(message),
      reset: () => latest.current.reset(),
    })
    return () => {
      stop()
      setLink(null)
    }
  }, [key])

  const subscribe = useCallback(
    (changed: () => void) => link?.subscribe(changed) ?? (() => {}),
    [link],
  )
  return useSyncExternalStore(
    subscribe,
    () => link?.state() ?? UNKNOWN,
    () => UNKNOWN,
  )
}
