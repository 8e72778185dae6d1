// How many tickets lie beyond the right edge: what is not seen must at least be counted, and what
// somebody has to acknowledge there, called out.

import { ChevronsRight, Siren } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { isToRead, openChanges } from '@/domain/kitchen'
import type { Shown } from './shown-tickets'

const NONE: ReadonlySet<number> = new Set()

export function OffScreenTickets({
  columns,
  tickets,
}: {
  columns: RefObject<HTMLDivElement | null>
  tickets: readonly Shown[]
}) {
  const t = useTranslations('kitchen')
  const [hidden, setHidden] = useState<ReadonlySet<number>>(NONE)
  useEffect(() => {
    const box = columns.current
    if (!box) return
    const beyond = new Set<number>()
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting, boundingClientRect, rootBounds } of entries) {
          const isBeyond = boundingClientRect.left >= (rootBounds?.right ?? 0)
          const roundId = Number((target as HTMLElement).dataset.round)
          if (!isIntersecting && isBeyond) beyond.add(roundId)
          else beyond.delete(roundId)
        }
        setHidden(new Set(beyond))
      },
      { root: box, threshold: 0.2 },
    )
    for (const card of box.querySelectorAll('[data-round]')) observer.observe(card)
    return () => observer.disconnect()
    // Other tickets are other elements to watch.
  }, [columns, tickets])

  const unseen = tickets.filter(({ ticket }) => hidden.has(ticket.roundId))
  if (unseen.length === 0) return null
  const changed = unseen.find(
    ({ ticket }) => openChanges(ticket).length > 0 || isToRead(ticket),
  )?.ticket
  const show = () => {
    const box = columns.current
    if (changed) box?.querySelector(`[data-round="${changed.roundId}"]`)?.scrollIntoView()
    else box?.scrollBy({ left: box.clientWidth * 0.8 })
  }
  return (
    <button
      type="button"
      onClick={show}
      className={cn(
        'flex min-h-[max(2.9em,2.75rem)] shrink-0 items-center gap-[0.4em] rounded-[0.6em] px-[0.9em] font-bold text-on-fill',
        changed ? 'bg-danger' : 'bg-primary',
      )}
    >
      {changed && <Siren aria-hidden className="size-[1.4em] animate-attend" />}
      {changed
        ? t('beyondChanged', { table: changed.tableName, count: unseen.length })
        : t('beyond', { count: unseen.length })}
      <ChevronsRight aria-hidden className="size-[1.4em]" />
    </button>
  )
}
