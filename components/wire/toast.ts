// Short messages. What shows them comes with the first of them, and is told it then.

import type { ExternalToast } from 'sonner'

type Kind = 'message' | 'success' | 'error'
type Show = (kind: Kind, text: string, options?: ExternalToast) => void

let show: Show | null = null
const waiting: Parameters<Show>[] = []
let wanted = () => {}

function tell(...message: Parameters<Show>): void {
  if (show) show(...message)
  else {
    waiting.push(message)
    wanted()
  }
}

const say = (kind: Kind) => (text: string, options?: ExternalToast) => tell(kind, text, options)

export const toast = { message: say('message'), success: say('success'), error: say('error') }

/** Calls back when there is something to show, and nothing to show it. */
export function onFirstToast(then: () => void): () => void {
  wanted = then
  if (waiting.length > 0) then()
  return () => {
    wanted = () => {}
  }
}

/** From now on messages are shown so, first those that waited. */
export function showToasts(by: Show): void {
  show = by
  for (const each of waiting.splice(0)) by(...each)
}
