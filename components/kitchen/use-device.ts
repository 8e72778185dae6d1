// What a kitchen screen needs of its device: a clock that agrees with the server, a display that
// stays on and is filled, and the dark of the house also for what is drawn outside the screen's own
// frame.

import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'

/**
 * The server's time (ms), every second; `firstMs` in the first paint, which is the same on both
 * sides.
 */
export function useClock(offsetMs: number, firstMs: number | null = null): number | null {
  const [nowMs, setNowMs] = useState<number | null>(null)
  useEffect(() => {
    const tick = () => setNowMs(Date.now())
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [])
  return nowMs === null ? firstMs : nowMs + offsetMs
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

/**
 * The whole page as this screen is, whatever the rest of the product looks like or comes to look
 * like; left as it was found.
 */
export function usePageLook(isLight: boolean): void {
  useEffect(() => {
    const page = document.documentElement
    const isDark = () => page.classList.contains('dark')
    const wasDark = isDark()
    const keep = () => {
      if (isDark() === isLight) page.classList.toggle('dark', !isLight)
    }
    keep()
    // The theme of the other pages is put on after us, and again when the device's own changes.
    const watch = new MutationObserver(keep)
    watch.observe(page, { attributes: true, attributeFilter: ['class'] })
    return () => {
      watch.disconnect()
      page.classList.toggle('dark', wasDark)
    }
  }, [isLight])
}

/** Browsers allow it on a touch or a key only; a device that cannot stays as it is. */
export function toggleFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen()
  else document.documentElement.requestFullscreen?.().catch(() => {})
}

/** Somebody is there: a touch or a key, wherever on the page. */
export function useTouch(onTouch: () => void): void {
  const touched = useEffectEvent(onTouch)
  useEffect(() => {
    window.addEventListener('pointerdown', touched)
    window.addEventListener('keydown', touched)
    return () => {
      window.removeEventListener('pointerdown', touched)
      window.removeEventListener('keydown', touched)
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
