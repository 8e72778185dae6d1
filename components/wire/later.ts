// Parts of a screen that are not painted at first come once the page is alive: by themselves, one
// after the other, so that they are there without a network too, or at once where they are wanted.

import {
  type ComponentType,
  createElement,
  lazy,
  type ReactNode,
  Suspense,
  useState,
  useSyncExternalStore,
} from 'react'

type Load = () => Promise<unknown>

const MOST_TRIES = 4
const AGAIN_MS = 2_000

const waiting: Load[] = []
let isComing = false

/**
 * Nothing of it is in what the server paints: what is painted answers a tap.
 * @param load imports it
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => ReactNode {
  if (typeof window !== 'undefined') bring(load)
  return whenAsked(load)
}

/** The same of what few want: it comes when it is shown, and not by itself. */
export function whenAsked<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => ReactNode {
  const Part = lazy(async () => ({ default: await insist(load) }))
  return function Later(props) {
    const isAlive = useSyncExternalStore(never, yes, no)
    return isAlive && createElement(Suspense, null, createElement<Props>(Part, props))
  }
}

const never = () => () => {}
const yes = () => true
const no = () => false

/** What is not there before it is wanted first, and stays from then on. */
export function Once({ when, children }: { when: boolean; children: ReactNode }): ReactNode {
  const [wasWanted, setWanted] = useState(when)
  if (when && !wasWanted) setWanted(true)
  return (when || wasWanted) && children
}

/** What is wanted without a network comes with it. */
async function insist<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await load()
    } catch (error) {
      if (tries === MOST_TRIES) throw error
      await new Promise((again) => {
        if (navigator.onLine) setTimeout(again, AGAIN_MS)
        else addEventListener('online', again, { once: true })
      })
    }
  }
}

/** Nothing comes before the page is alive, so that nothing keeps it waiting. */
export function bringLater(): void {
  if (isComing) return
  isComing = true
  whenIdle(async () => {
    for (let load = waiting.shift(); load; load = waiting.shift()) await load().catch(() => {})
    isComing = false
  })
}

function bring(load: Load): void {
  waiting.push(load)
  // What is imported by what came has a turn, too.
  if (!window.doEarlyTaps) bringLater()
}

/** Safari has no idle callback. */
function whenIdle(then: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(then, { timeout: 2_000 })
  else setTimeout(then, 500)
}
