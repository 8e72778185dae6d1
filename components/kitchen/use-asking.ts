// What was tapped once and is done at the second tap. The question lapses by itself: an old first
// tap is nobody's second.

import { useEffect, useState } from 'react'

const ASKING_MS = 4_000

/** The id that is asked about, and asking about another one; null lets go. */
export function useAsking(): [number | null, (id: number | null) => void] {
  const [asked, ask] = useState<number | null>(null)
  useEffect(() => {
    if (asked === null) return
    const timer = setTimeout(() => ask(null), ASKING_MS)
    return () => clearTimeout(timer)
  }, [asked])
  return [asked, ask]
}
