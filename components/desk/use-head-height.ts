// How high the head of a staff page is, strips and all, as `--head` for what stands below it: a
// panel beside a list ends where the screen ends, whatever is said above.

import { useEffect, useRef } from 'react'

export function useHeadHeight() {
  const head = useRef<HTMLElement>(null)
  useEffect(() => {
    const { current } = head
    if (!current) return
    const { style } = document.documentElement
    const observer = new ResizeObserver(() => {
      style.setProperty('--head', `${current.offsetHeight}px`)
    })
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return head
}
