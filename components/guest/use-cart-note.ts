// What the table says to the kitchen, as this phone types it: everybody's, so it is sent whenever
// the person pauses, leaves the field, or the cart is closed.

import { useEffect, useRef, useState } from 'react'

const PAUSE_MS = 600

type Draft = {
  typed: string
  /** What stood there for everybody when this was begun, or sent last. */
  seen: string
  /** The person is elsewhere: what everybody says is shown as soon as this is part of it. */
  isLeft?: boolean
  /** What was not taken: it stays in the field, and is not sent again by itself. */
  refused?: string
}

/** @param say whether it was taken; false = it was refused, and the person was told why */
export function useCartNote(
  note: string,
  say: (note: string, seenNote: string) => Promise<boolean>,
) {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [underWay, setUnderWay] = useState(0)
  const isUnsaid = draft !== null && draft.typed.trim() !== draft.seen
  const isRefused = isUnsaid && draft.typed.trim() === draft.refused

  /** Nothing where it was said already. */
  const send = async () => {
    if (!draft || !isUnsaid) return
    const { seen } = draft
    const typed = draft.typed.trim()
    setDraft((now) => now && { ...now, seen: typed })
    setUnderWay((count) => count + 1)
    const isTaken = await say(typed, seen)
    setUnderWay((count) => count - 1)
    setDraft((now) => {
      if (!isTaken) return { ...now, typed: now?.typed ?? typed, seen, refused: typed }
      return now?.isLeft && now.typed.trim() === typed ? null : now
    })
  }
  /** Once: what was refused waits until it is another, or somebody asks for it. */
  const sendNew = () => {
    if (!isRefused) void send()
  }
  const latest = useRef(sendNew)
  useEffect(() => {
    latest.current = sendNew
  })
  useEffect(() => {
    if (!draft) return
    const timer = setTimeout(() => latest.current(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft])
  useEffect(() => () => latest.current(), [])

  return {
    text: draft?.typed ?? note,
    type: (typed: string) => {
      setDraft({ ...(draft ?? { seen: note }), typed, isLeft: false })
    },
    leave: () => {
      setDraft((now) => now && { ...now, isLeft: true })
      if (isUnsaid) sendNew()
      else if (underWay === 0) setDraft(null)
    },
    send: () => void send(),
    /** It was not taken, and stands in the field. */
    isRefused,
    /** All of it is on the server, and the cart that is shown has it. */
    isSaid: !isUnsaid && underWay === 0,
  }
}
