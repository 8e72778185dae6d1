// The kitchen's bell, made by the browser itself. Browsers keep pages silent until somebody touches them, so the screen
// asks for that touch; being muted is the person's choice and is remembered on the device.

import { useCallback, useEffect, useRef, useState } from 'react'

export type Sound = {
  /** `locked`: the browser waits for a touch. */
  state: 'locked' | 'on' | 'muted'
  /** A new ticket. */
  ring: () => void
  toggle: () => void
}

const MUTED_KEY = 'kitchen-muted'

export function useSound(): Sound {
  const audio = useRef<AudioContext | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [isMuted, setMuted] = useState(false)

  useEffect(() => {
    setMuted(localStorage.getItem(MUTED_KEY) === 'yes')
    const context = new AudioContext()
    audio.current = context
    const follow = () => setRunning(context.state === 'running')
    const unlock = () => void context.resume()
    follow()
    context.addEventListener('statechange', follow)
    window.addEventListener('pointerdown', unlock)
    window.addEventListener('keydown', unlock)
    return () => {
      context.removeEventListener('statechange', follow)
      window.removeEventListener('pointerdown', unlock)
      window.removeEventListener('keydown', unlock)
      void context.close()
    }
  }, [])

  const ring = useCallback(() => {
    const context = audio.current
    if (context?.state === 'running' && !isMuted) playBell(context)
  }, [isMuted])

  return {
    state: isMuted ? 'muted' : isRunning ? 'on' : 'locked',
    ring,
    toggle: () => {
      const context = audio.current
      // The first touch unlocks; only then there is something to mute.
      if (!isMuted && context?.state !== 'running') {
        void context?.resume().then(() => playBell(context))
        return
      }
      localStorage.setItem(MUTED_KEY, isMuted ? 'no' : 'yes')
      setMuted(!isMuted)
      if (isMuted && context) playBell(context)
    },
  }
}

/** Three rising notes: cuts through a hood fan without being an alarm. */
function playBell(context: AudioContext): void {
  for (const [hertz, after] of [
    [784, 0],
    [1_175, 0.16],
    [1_568, 0.32],
  ] as const) {
    const at = context.currentTime + after
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.type = 'triangle'
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0.0001, at)
    volume.gain.exponentialRampToValueAtTime(0.6, at + 0.015)
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.7)
    tone.connect(volume).connect(context.destination)
    tone.start(at)
    tone.stop(at + 0.75)
  }
}
