// Which thing of a list is opened, kept in the address: the back button closes it, a reload keeps
// it, a link leads to it.

import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/** The id in `?name=` and how to open another one; null closes. */
export function useOpened(name: string): [number | null, (id: number | null) => void] {
  const params = useSearchParams()
  const opened = Number(params.get(name)) || null
  const open = useCallback(
    (id: number | null) => {
      const next = new URLSearchParams(params)
      if (id === null) next.delete(name)
      else next.set(name, String(id))
      window.history.pushState(null, '', `?${next}`)
    },
    [params, name],
  )
  return [opened, open]
}
