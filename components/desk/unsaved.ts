// Which forms of this page hold something typed that is not kept yet.

import { leaveTo, onceSettled } from '@/components/ui/use-back'

const unsaved = new Set<string>()
const subscribers = new Set<() => void>()

const tell = () => {
  for (const changed of subscribers) changed()
}

/** @param id of the form; @param isUnsaved whether what is typed is other than what is kept */
export function markUnsaved(id: string, isUnsaved: boolean): void {
  if (isUnsaved) unsaved.add(id)
  else unsaved.delete(id)
  tell()
}

export const hasUnsaved = () => unsaved.size > 0

/** Calls back when that may have changed; returns how to stop. */
export function subscribeUnsaved(changed: () => void): () => void {
  subscribers.add(changed)
  return () => subscribers.delete(changed)
}

/** It may go, as the person said or as it is kept; `then` on, when back has let go of it. */
export function forgetUnsaved(then: () => void = () => {}): void {
  unsaved.clear()
  tell()
  onceSettled(then)
}

/** What is typed is kept: on to another page, without a question. */
export function goTo(href: string): void {
  forgetUnsaved()
  leaveTo(href)
}
