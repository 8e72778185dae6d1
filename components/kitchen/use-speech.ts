// Says aloud what came, in the screen's language. What could not be said in time is not said late.

import { useCallback, useEffect, useRef } from 'react'
import { useLocale } from 'use-intl'

/** More than this is a rush, in which nobody listens. */
const MOST_WAITING = 4
const STALE_MS = 20_000

/** A browser without a voice stays silent. */
export function useSpeech(isOn: boolean): (text: string) => void {
  const language = useLocale()
  const waiting = useRef<{ text: string; sinceMs: number }[]>([])
  const isSpeaking = useRef(false)

  useEffect(() => {
    const queue = waiting
    return () => {
      queue.current = []
      window.speechSynthesis?.cancel()
    }
  }, [])

  const next = useCallback(() => {
    const fresh = waiting.current.filter(({ sinceMs }) => Date.now() - sinceMs < STALE_MS)
    const [first, ...rest] = fresh
    waiting.current = rest
    isSpeaking.current = first !== undefined
    if (!first) return
    const words = new SpeechSynthesisUtterance(first.text)
    words.lang = language
    words.onend = next
    words.onerror = next
    window.speechSynthesis.speak(words)
  }, [language])

  return useCallback(
    (text) => {
      if (!isOn || !('speechSynthesis' in window)) return
      waiting.current = [...waiting.current, { text, sinceMs: Date.now() }].slice(-MOST_WAITING)
      if (!isSpeaking.current) next()
    },
    [isOn, next],
  )
}
