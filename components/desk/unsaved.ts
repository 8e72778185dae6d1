// Which forms of this page hold something typed that is not kept yet.

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

/** The person said that it may go. */
export function forgetUnsaved(): void {
  unsaved.clear()
  tell()
}
