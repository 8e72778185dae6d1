// What a kitchen screen needs of its device: a clock that agrees with the server, a display that stays on, the dark
// of the house also for what is drawn outside the screen's own frame, and a text size that is remembered.

import { type RefObject, useEffect, useRef, useState } from 'react'

/** The server's time (ms), every second; null in the first paint, which is the same on both sides. */
export function useClock(offsetMs: number): number | null {
  const [nowMs, setNowMs] = useState<number | null>(null)
  useEffect(() => {
    const tick = () => setNowMs(Date.now())
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [])
  return nowMs === null ? null : nowMs + offsetMs
}

/** Keeps the display on while the page is in front; devices that cannot just go on as they are. */
export function useWakeLock(): void {
  useEffect(() => {
    const hold = () => {
      if (document.visibilityState === 'visible') {
        navigator.wakeLock?.request('screen').catch(() => {})
      }
    }
    hold()
    document.addEventListener('visibilitychange', hold)
    return () => document.removeEventListener('visibilitychange', hold)
  }, [])
}

export function useDark(): void {
  useEffect(() => {
    const page = document.documentElement
    const wasDark = page.classList.contains('dark')
    page.classList.add('dark')
    return () => {
      if (!wasDark) page.classList.remove('dark')
    }
  }, [])
}

/** Scrolls to what a key has chosen. */
export function useInSight<T extends HTMLElement>(isChosen: boolean): RefObject<T | null> {
  const element = useRef<T>(null)
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isChosen])
  return element
}

const TEXT_SIZES = [0.8, 1, 1.25] as const
const SIZE_KEY = 'kitchen-text-size'

/** The factor of the screen's text, and the next one. */
export function useTextSize(): { factor: number; next: () => void } {
  const [index, setIndex] = useState(1)
  useEffect(() => {
    const kept = Number(localStorage.getItem(SIZE_KEY) ?? 1)
    if (TEXT_SIZES[kept]) setIndex(kept)
  }, [])
  return {
    factor: TEXT_SIZES[index] ?? 1,
    next: () => {
      const next = (index + 1) % TEXT_SIZES.length
      localStorage.setItem(SIZE_KEY, String(next))
      setIndex(next)
    },
  }
}
