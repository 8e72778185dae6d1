// How much of everything is still to be cooked, over all tickets: what a cook puts into the wok at once. A tap on a count says
// how many of the oldest portions are done, whichever tables they are for.

import { Check, ChevronDown, Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/staff/desk'
import { cn } from '@/components/ui/cn'
import { type AllDayCount, allDayCounts, oldestOf, stepsOf, type Ticket } from '@/domain/kitchen'
import { useDishName } from './use-dish-name'
import type { Taps } from './use-taps'

export function AllDayPanel({ tickets, taps }: { tickets: readonly Ticket[]; taps: Taps }) {
  const t = useTranslations('kitchen')
  const [openKey, setOpenKey] = useState<string | null>(null)
  const counts = allDayCounts(tickets)
  return (
    <aside
      aria-label={t('counts.title')}
      className="w-[21em] shrink-0 overflow-y-auto rounded-[0.8em] border border-line bg-surface p-[0.8em]"
    >
      <h2 className="font-bold text-[1.35em]">{t('counts.title')}</h2>
      {counts.length === 0 && <p className="mt-[0.5em] text-ink-soft">{t('counts.none')}</p>}
      <ul className="mt-[0.3em] divide-y divide-line">
        {counts.map((count) => (
          <li key={count.key}>
            <Count
              count={count}
              isOpen={count.key === openKey}
              onTap={() => setOpenKey(count.key === openKey ? null : count.key)}
            />
            {count.key === openKey && (
              <Finish
                steps={stepsOf(tickets, count.key)}
                onFinish={(portions) => {
                  taps.finish(oldestOf(tickets, count.key, portions))
                  setOpenKey(null)
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </aside>
  )
}

function Count({
  count,
  isOpen,
  onTap,
}: {
  count: AllDayCount
  isOpen: boolean
  onTap: () => void
}) {
  const t = useTranslations('kitchen')
  const { may } = useDesk()
  const nameOf = useDishName()
  const wanted = count.queued + count.cooking
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      disabled={!may('line.cook') || wanted === 0}
      onClick={onTap}
      className="flex min-h-[3.4em] w-full items-center gap-[0.6em] py-[0.4em] text-left"
    >
      <span
        className={cn(
          'min-w-[1.6em] text-right font-extrabold text-[1.9em] leading-tight tabular-nums',
          wanted > 0 ? 'text-primary' : 'text-ink-soft',
        )}
      >
        {wanted}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-bold text-[1.3em] leading-tight">{nameOf(count)}</span>
        {count.chosen.length > 0 && (
          <span className="block font-semibold text-info">
            {count.chosen.map(nameOf).join(' · ')}
          </span>
        )}
        <span className="flex flex-wrap gap-x-[0.8em] font-semibold">
          {count.cooking > 0 && (
            <span className="text-warning">{t('counts.cooking', { count: count.cooking })}</span>
          )}
          {count.held > 0 && (
            <span className="text-ink-soft">{t('counts.held', { count: count.held })}</span>
          )}
        </span>
      </span>
      {wanted > 0 && (
        <ChevronDown
          aria-hidden
          className={cn('size-[1.4em] shrink-0 text-ink-soft', isOpen && 'rotate-180')}
        />
      )}
    </button>
  )
}

/** How many are done: a dish of a table is finished whole, so the number goes from one line to the next. */
function Finish({
  steps,
  onFinish,
}: {
  steps: readonly number[]
  onFinish: (portions: number) => void
}) {
  const t = useTranslations('kitchen')
  const [chosen, setChosen] = useState<number | null>(null)
  const at = chosen === null ? steps.length - 1 : Math.min(chosen, steps.length - 1)
  const portions = steps[at]
  if (portions === undefined) return null
  const button = 'grid size-[3em] place-items-center rounded-[0.5em] bg-ink/8 disabled:opacity-40'
  return (
    <div className="flex items-center gap-[0.4em] pb-[0.6em]">
      <button
        type="button"
        aria-label={t('counts.fewer')}
        disabled={at === 0}
        onClick={() => setChosen(at - 1)}
        className={button}
      >
        <Minus aria-hidden className="size-[1.3em]" />
      </button>
      <button
        type="button"
        aria-label={t('counts.more')}
        disabled={at === steps.length - 1}
        onClick={() => setChosen(at + 1)}
        className={button}
      >
        <Plus aria-hidden className="size-[1.3em]" />
      </button>
      <button
        type="button"
        onClick={() => onFinish(portions)}
        className="flex min-h-[2.6em] flex-1 items-center justify-center gap-[0.4em] rounded-[0.5em] bg-success px-[0.4em] font-bold text-[1.15em] text-on-fill"
      >
        <Check aria-hidden strokeWidth={3} className="size-[1.3em]" />
        {t('counts.finish', { count: portions })}
      </button>
    </div>
  )
}
