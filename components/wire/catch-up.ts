// What a screen has heard, and how it finds and fills holes: after every connection, and when the
// server's mark names a message it never got, it asks. Each message is handed on once, in order;
// whoever was away too long reads again.

import type { Mark, Message, Missed } from '@/domain/event'

export type CatchUp = {
  /** The link is there: ask before anything else is handed on. */
  connected: () => void
  disconnected: () => void
  heard: (message: Message) => void
  answered: (missed: Missed) => void
  marked: (mark: Mark) => void
}

/** @param from what the page shows holds all that was told up to this number; null = read first */
export function makeCatchUp(
  on: {
    message: (message: Message) => void
    /** Nobody can say what happened meanwhile: read everything again. */
    reset: () => void
    /** Asks the server what was told after this number; null = from now on. */
    ask: (afterSeq: number | null) => void
  },
  from: number | null = null,
): CatchUp {
  /** Everything up to here was handed on, or read. */
  let upTo = from
  /** Handed on beyond `upTo`. */
  const later = new Set<number>()
  /** What arrives while an answer is awaited; null when none is. */
  let waiting: Message[] | null = []
  /** Named by marks while an answer was awaited. */
  let named: number[] = []

  const isNew = (seq: number) => seq > (upTo ?? 0) && !later.has(seq)
  const handOn = (message: Message) => {
    if (!isNew(message.seq)) return
    later.add(message.seq)
    on.message(message)
  }
  const ask = () => {
    waiting ??= []
    on.ask(upTo)
  }

  return {
    connected: ask,
    disconnected: () => {
      waiting = []
      named = []
    },
    heard: (message) => {
      if (waiting) waiting.push(message)
      else handOn(message)
    },
    answered: (missed) => {
      const held = waiting ?? []
      waiting = null
      if (upTo === null || missed.isTooOld) {
        upTo = missed.upTo
        later.clear()
        on.reset()
      } else {
        for (const message of missed.messages) handOn(message)
        upTo = Math.max(upTo, missed.upTo)
        for (const seq of later) if (seq <= upTo) later.delete(seq)
      }
      for (const message of held) handOn(message)
      if (named.some(isNew)) ask()
      named = []
    },
    marked: ({ seqs }) => {
      if (waiting) named.push(...seqs)
      else if (seqs.some(isNew)) ask()
    },
  }
}
