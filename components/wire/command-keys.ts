// The idempotency keys of one command on one screen. What is sent again with the same content has
// the same key until it is known what became of it; whoever wants the same once more, after the
// answer, means it twice and gets another key.

import { newKey } from './new-key'

export type CommandKeys = {
  /** The key under which this content is sent now. */
  of: (content: unknown) => string
  /** It was done: the same content is a new request from now on. */
  done: (content: unknown) => void
  /** @param isDecided the server said no; false = nobody can say whether it was done */
  failed: (content: unknown, isDecided: boolean) => void
}

export function makeCommandKeys(): CommandKeys {
  const open = new Map<string, { key: string; isUndecided: boolean }>()
  return {
    of: (content) => {
      const text = JSON.stringify(content)
      const request = open.get(text) ?? { key: newKey(), isUndecided: false }
      open.set(text, request)
      return request.key
    },
    done: (content) => void open.delete(JSON.stringify(content)),
    failed: (content, isDecided) => {
      const text = JSON.stringify(content)
      const request = open.get(text)
      if (!request) return
      // An earlier try whose answer was lost may still arrive: a no to a later one does not end it.
      if (isDecided && !request.isUndecided) open.delete(text)
      else request.isUndecided = true
    },
  }
}
