// How many tickets lie beyond the right edge: what is not seen must at least be counted.

import { ChevronsRight } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Shown } from './shown-tickets'

export function Beyond({
  columns,
  tickets,
}: {
  columns: RefObject<HTMLDivElement | null>
  tickets: readonly Shown[]
}) {
  const t = useTranslations('kitchen')
  const [count, setCount] = useState(0)
  useEffect(() => {
    const box = columns.current
    if (!box) return
    const hidden = new Set<Element>()
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting, boundingClientRect, rootBounds } of entries) {
          const isBeyond = boundingClientRect.left >= (rootBounds?.right ?? 0)
          if (!isIntersecting && isBeyond) hidden.add(target)
          else hidden.delete(target)
        }
        setCount(hidden.size)
      },
      { root: box, threshold: 0.2 },
    )
    for (const card of box.children) observer.observe(card)
    return () => observer.disconnect()
    // Other tickets are other elements to watch.
  }, [columns, tickets])

  if (count === 0) return null
  return (
    <button
      type="button"
      onClick={() => columns.current?.scrollBy({ left: columns.current.clientWidth * 0.8 })}
      className="mr-[0.6em] flex min-h-[max(2.9em,2.75rem)] shrink-0 items-center gap-[0.4em] rounded-[0.6em] bg-primary px-[0.9em] font-bold text-on-fill"
    >
      {t('beyond', { count })}
      <ChevronsRight aria-hidden className="size-[1.4em]" />
    </button>
  )
}
