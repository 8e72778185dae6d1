// The kitchen's voice. Browsers keep pages silent until somebody touches them, so the screen asks
// for that touch; being muted is the person's choice. What nobody has acknowledged rings on.

import { useCallback, useEffect, useRef, useState } from 'react'
import type { NewsKind } from './news'
import { playSound } from './sounds'

export type Sound = {
  /** `locked`: the browser waits for a touch. */
  state: 'locked' | 'on' | 'muted'
  ring: (kind: NewsKind) => void
  /** Has to be called from a touch or a key. */
  unlock: () => void
}

/** What is worse comes back sooner. */
const AGAIN_MS: Readonly<Record<NewsKind, number>> = {
  voided: 5_000,
  changed: 8_000,
  new: 10_000,
  ready: 20_000,
}

/** @param repeating what nobody has acknowledged; null = nothing */
export function useSound(isMuted: boolean, repeating: NewsKind | null): Sound {
  const audio = useRef<AudioContext | null>(null)
  const [isRunning, setRunning] = useState(false)

  useEffect(() => {
    const context = new AudioContext()
    audio.current = context
    const follow = () => setRunning(context.state === 'running')
    const unlock = () => void context.resume()
    follow()
    context.addEventListener('statechange', follow)
    // With the click, not with the finger that comes down: the prompt goes then, and what moves
    // under a finger misses its tap.
    window.addEventListener('click', unlock)
    window.addEventListener('keydown', unlock)
    return () => {
      context.removeEventListener('statechange', follow)
      window.removeEventListener('click', unlock)
      window.removeEventListener('keydown', unlock)
      void context.close()
    }
  }, [])

  const ring = useCallback(
    (kind: NewsKind) => {
      const context = audio.current
      if (context?.state === 'running' && !isMuted) playSound(context, kind)
    },
    [isMuted],
  )

  useEffect(() => {
    if (!repeating) return
    const timer = setInterval(() => ring(repeating), AGAIN_MS[repeating])
    return () => clearInterval(timer)
  }, [repeating, ring])

  return {
    state: isMuted ? 'muted' : isRunning ? 'on' : 'locked',
    ring,
    unlock: () => {
      const context = audio.current
      void context?.resume().then(() => playSound(context, 'new'))
    },
  }
}
