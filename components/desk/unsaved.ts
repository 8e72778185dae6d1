// Which forms of this page hold something typed that is not kept yet.

const unsaved = new Set<string>()

/** @param id of the form; @param isUnsaved whether what is typed is other than what is kept */
export function markUnsaved(id: string, isUnsaved: boolean): void {
  if (isUnsaved) unsaved.add(id)
  else unsaved.delete(id)
}

export const hasUnsaved = () => unsaved.size > 0

/** The person said that it may go. */
export const forgetUnsaved = () => unsaved.clear()
