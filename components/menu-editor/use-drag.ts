// Puts a row of a list elsewhere: by a handle that is dragged with a finger or a mouse, or by the
// arrow keys on it.

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'

/** A row says which one it is by `data-row`. */
export function useDrag(
  keys: readonly string[],
  onMove: (key: string, after: string | null) => void,
) {
  /** What is dragged, and behind which row it would fall; null = before all. */
  const [drag, setDrag] = useState<{ key: string; after: string | null } | null>(null)
  const list = useRef<HTMLUListElement>(null)

  const placeAt = (y: number, key: string): string | null => {
    let after: string | null = null
    for (const row of list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []) {
      const { top, height } = row.getBoundingClientRect()
      if (row.dataset.row !== key && y > top + height / 2) after = row.dataset.row ?? null
    }
    return after
  }
  const isElsewhere = (key: string, after: string | null) => {
    const at = keys.indexOf(key)
    return after !== key && (keys[at - 1] ?? null) !== after
  }
  const handleOf = (key: string) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      setDrag({ key, after: keys[keys.indexOf(key) - 1] ?? null })
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (drag?.key === key) setDrag({ key, after: placeAt(event.clientY, key) })
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      // Where it was let go: the last move may not be painted yet.
      const after = placeAt(event.clientY, key)
      if (drag?.key === key && isElsewhere(key, after)) onMove(key, after)
      setDrag(null)
    },
    onPointerCancel: () => setDrag(null),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const at = keys.indexOf(key)
      const to = event.key === 'ArrowUp' ? at - 2 : event.key === 'ArrowDown' ? at + 1 : null
      if (to === null) return
      event.preventDefault()
      if (event.key === 'ArrowUp' ? at > 0 : at < keys.length - 1) onMove(key, keys[to] ?? null)
    },
  })
  return {
    list,
    handleOf,
    isDragged: (key: string) => drag?.key === key,
    /** Whether the line that says where it falls stands behind this row; null = before all. */
    fallsAfter: (key: string | null) =>
      drag !== null && isElsewhere(drag.key, drag.after) && drag.after === key,
  }
}
