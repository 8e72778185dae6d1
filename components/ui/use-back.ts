'use client'
// Back closes what lies on the page, topmost first, and stays on the page. Each sheet that is open
// has an entry of the history, which goes with it however it is closed. In the state of an entry,
// beside what Next keeps there, stands how many sheets are open at it.

import { useEffect, useEffectEvent } from 'react'

type Opened = { close: () => void }

let opened: Opened[] = []

/** Where the history is; after a reload perhaps at the entry of a sheet that was open before. */
const at = { depth: 0, href: '', isGoing: false }
if (typeof window !== 'undefined') look()

/** Back calls `close` while it is open. */
export function useBack(isOpen: boolean, close: () => void): void {
  const closeNow = useEffectEvent(close)
  useEffect(() => {
    addEventListener('popstate', onPopState)
    // What is closed and opened in one go has one entry.
    setTimeout(settle)
    if (!isOpen) return
    const own = { close: () => closeNow() }
    opened.push(own)
    return () => {
      opened = opened.filter((each) => each !== own)
      setTimeout(settle)
    }
  }, [isOpen])
}

/** Whether the way that was just gone through the history only opens or closes sheets. */
export const isWayOfSheets = () => at.isGoing || depthOf(history.state) < opened.length

function onPopState() {
  const isOwnWay = at.isGoing
  look()
  if (!isOwnWay) for (const { close } of opened.slice(at.depth).reverse()) close()
  setTimeout(settle)
}

/** As many entries as sheets are open. */
function settle() {
  // Somebody went to another page.
  if (location.href !== at.href) look()
  if (at.isGoing) return
  // Next has written its own state anew.
  if (depthOf(history.state) !== at.depth) history.replaceState(stateAt(at.depth), '')
  while (at.depth < opened.length) {
    at.depth += 1
    history.pushState(stateAt(at.depth), '')
  }
  if (at.depth > opened.length) {
    at.isGoing = true
    history.go(opened.length - at.depth)
  }
}

function look() {
  Object.assign(at, { depth: depthOf(history.state), href: location.href, isGoing: false })
}

function depthOf(state: unknown): number {
  return (state as { sheets?: number } | null)?.sheets ?? 0
}

function stateAt(depth: number): object {
  return { ...history.state, sheets: depth }
}
