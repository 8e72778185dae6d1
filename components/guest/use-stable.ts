import { useCallback, useLayoutEffect, useRef } from 'react'

/** One function for as long as the component is there, which does what the newest one does. */
export function useStable<Args extends unknown[]>(
  newest: (...args: Args) => void,
): (...args: Args) => void {
  const kept = useRef(newest)
  useLayoutEffect(() => {
    kept.current = newest
  })
  return useCallback((...args: Args) => kept.current(...args), [])
}
