// Which dishes are selected, over categories and searches.

import { useState } from 'react'
import type { Key } from '@/domain/menu-document'

export type Selection = ReturnType<typeof useSelection>

/** `shown` are the dishes in sight, in their order; what is gone is selected no more. */
export function useSelection(shown: readonly { key: Key }[], all: readonly { key: Key }[]) {
  const [selected, setSelected] = useState<ReadonlySet<Key>>(new Set())
  const [last, setLast] = useState<Key | null>(null)
  const keys = shown.map(({ key }) => key)
  const dishes = all.filter(({ key }) => selected.has(key))
  return {
    keys: dishes.map(({ key }) => key),
    has: (key: Key) => selected.has(key),
    hasAll: keys.every((key) => selected.has(key)),
    /** With `isRange` all from the one before to this one. */
    toggle: (key: Key, isRange: boolean) => {
      const [from, to] = [keys.indexOf(last ?? ''), keys.indexOf(key)]
      const range =
        isRange && from !== -1 ? keys.slice(Math.min(from, to), Math.max(from, to) + 1) : [key]
      const after = new Set(selected)
      const isTaken = !selected.has(key)
      for (const each of range) isTaken ? after.add(each) : after.delete(each)
      setSelected(after)
      setLast(key)
    },
    addAll: () => setSelected(new Set([...selected, ...keys])),
    clear: () => {
      setSelected(new Set())
      setLast(null)
    },
  }
}
