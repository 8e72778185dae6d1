// What needs a person now, the most pressing first.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { mostPressingFirst } from '@/domain/service'
import { NeedCard } from './need-card'
import type { TableNeed } from './types'

/** How many are shown before somebody asks for all. */
const FIRST_SHOWN = 6

type Props = { needs: TableNeed[]; now: number | null; onLook: (tableId: number) => void }

export function NeedsStrip({ needs, now, onLook }: Props) {
  const t = useTranslations('staff.needs')
  const [isWhole, setIsWhole] = useState(false)
  const sorted = mostPressingFirst(needs, now ?? 0)
  const shown = isWhole ? sorted : sorted.slice(0, FIRST_SHOWN)
  const hidden = sorted.length - FIRST_SHOWN

  return (
    <section aria-labelledby="needs-title">
      <header className="mb-2 flex items-baseline justify-between gap-4">
        <h2 id="needs-title" className="font-semibold text-lg">
          {t('title')}
        </h2>
        <p role="status" className="text-ink-soft text-sm">
          {needs.length > 0 ? t('count', { count: needs.length }) : t('none')}
        </p>
      </header>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,21rem),1fr))] gap-2">
        {shown.map((need) => (
          <li key={`${need.kind} ${need.roundId ?? need.requestId ?? need.tableId}`}>
            <NeedCard need={need} now={now} onLook={onLook} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button variant="ghost" size="sm" className="mt-1" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? t('less') : t('more', { count: hidden })}
        </Button>
      )}
    </section>
  )
}
