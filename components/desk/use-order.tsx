// Puts the things of a list in order: each has a handle that is dragged by finger or mouse, or
// moved by the arrow keys. What is shown is the order as it will be until it is saved.

import { GripVertical } from 'lucide-react'
import { type ComponentProps, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { cn } from '@/components/ui/cn'

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }

/**
 * @param save keeps the order; when it says no, the one before is shown again
 * @returns the ids as they are shown, and what the handle of each takes; the list itself takes
 *   `ref` and has one child for each
 */
export function useOrder(ids: readonly number[], save: (ids: number[]) => Promise<unknown>) {
  const list = useRef<HTMLOListElement>(null)
  const [moved, setMoved] = useState<{ from: string; ids: number[] } | null>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const key = ids.join()
  // What was saved is there, or somebody else put it in order meanwhile.
  const shown = moved?.from === key ? moved.ids : [...ids]

  const keep = async (next: number[]) => {
    if (next.join() === key) return setMoved(null)
    try {
      await save(next)
    } catch {
      setMoved(null)
    }
  }
  const moveTo = (id: number, place: number) => {
    const next = shown.filter((each) => each !== id)
    next.splice(place, 0, id)
    setMoved({ from: key, ids: next })
    return next
  }
  const handleOf = (id: number): ComponentProps<'button'> => ({
    onPointerDown: (event) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      setDragged(id)
    },
    onPointerMove: (event) => {
      if (dragged !== id || !list.current) return
      const place = nearest(list.current, event.clientX, event.clientY)
      if (place !== -1 && shown[place] !== id) moveTo(id, place)
    },
    onPointerUp: () => {
      if (dragged !== id) return
      setDragged(null)
      void keep(shown)
    },
    onPointerCancel: () => {
      setDragged(null)
      setMoved(null)
    },
    onKeyDown: (event) => {
      const place = shown.indexOf(id) + (STEPS[event.key] ?? 0)
      if (!(event.key in STEPS) || place < 0 || place >= shown.length) return
      event.preventDefault()
      const handle = event.currentTarget
      const next = flushSync(() => moveTo(id, place))
      // It went to another place of the page, and the keys go with it.
      handle.focus()
      void keep(next)
    },
  })
  return { list, shown, dragged, handleOf }
}

/** Which child of the list is nearest to a point: rows and grids alike. */
function nearest(list: HTMLElement, x: number, y: number): number {
  const distances = [...list.children].map((child) => {
    const { left, right, top, bottom } = child.getBoundingClientRect()
    const [far, deep] = [(left + right) / 2 - x, (top + bottom) / 2 - y]
    return far * far + deep * deep
  })
  return distances.indexOf(Math.min(...distances))
}

export function DragHandle({ className, ...rest }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      className={cn(
        'grid size-11 shrink-0 cursor-grab touch-none place-items-center rounded-xl text-ink-soft active:cursor-grabbing',
        className,
      )}
      {...rest}
    >
      <GripVertical aria-hidden className="size-5" />
    </button>
  )
}
