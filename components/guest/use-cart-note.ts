// What the table says to the kitchen, as this phone types it: everybody's, so it is sent whenever
// the person pauses, leaves the field, or the cart is closed.

import { useEffect, useRef, useState } from 'react'

const PAUSE_MS = 600

type Draft = {
  typed: string
  /** What stood there for everybody when this was begun, or sent last. */
  seen: string
}

export function useCartNote(note: string, say: (note: string, seenNote: string) => void) {
  const [draft, setDraft] = useState<Draft | null>(null)
  const isUnsaid = draft !== null && draft.typed.trim() !== draft.seen

  /** Nothing where it was said already. */
  const send = () => {
    if (!draft || !isUnsaid) return
    const typed = draft.typed.trim()
    say(typed, draft.seen)
    setDraft({ ...draft, seen: typed })
  }
  const latest = useRef(send)
  useEffect(() => {
    latest.current = send
  })
  useEffect(() => {
    if (!draft) return
    const timer = setTimeout(() => latest.current(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft])
  useEffect(() => () => latest.current(), [])

  return {
    text: draft?.typed ?? note,
    type: (typed: string) => setDraft({ typed, seen: draft?.seen ?? note }),
    leave: () => {
      send()
      setDraft(null)
    },
    send,
    isUnsaid,
  }
}
