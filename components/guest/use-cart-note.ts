// What the table says to the kitchen, as this phone types it: everybody's, so it is sent whenever
// the person pauses, leaves the field, or the cart is closed.

import { useEffect, useRef, useState } from 'react'

const PAUSE_MS = 600

type Draft = {
  typed: string
  /** What stood there for everybody when this was begun, or sent last. */
  seen: string
}

export function useCartNote(
  note: string,
  say: (note: string, seenNote: string) => Promise<unknown>,
) {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [underWay, setUnderWay] = useState(0)
  const isUnsaid = draft !== null && draft.typed.trim() !== draft.seen

  /** Nothing where it was said already. */
  const send = () => {
    if (!draft || !isUnsaid) return
    const typed = draft.typed.trim()
    setDraft({ ...draft, seen: typed })
    setUnderWay((count) => count + 1)
    void say(typed, draft.seen).finally(() => setUnderWay((count) => count - 1))
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
    /** All of it is on the server, and the cart that is shown has it. */
    isSaid: !isUnsaid && underWay === 0,
  }
}
