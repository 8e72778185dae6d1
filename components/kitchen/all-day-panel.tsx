// How much of everything is still to be cooked, over all tickets: what a cook puts into the wok at
// once. A tap on a count says how many of the oldest portions are done, whichever tables they are
// for; the keys do the same while a count is open.

import { Check, ChevronDown, Minus, Plus } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { cn } from '@/components/ui/cn'
import type { AllDayCount } from '@/domain/kitchen'
import type { Counts } from './use-counts'
import { useInSight } from './use-device'
import { useDishName } from './use-dish-name'

/** @param older tickets that are not counted */
export function AllDayPanel({ counts, older }: { counts: Counts; older: number }) {
  const t = useTranslations('kitchen')
  const { list, openKey } = counts
  return (
    <aside
      aria-label={t('counts.title')}
      className="w-[21em] shrink-0 overflow-y-auto max-sm:w-full rounded-[0.8em] border border-line bg-surface p-[0.8em]"
    >
      <h2 className="font-bold text-[1.35em]">{t('counts.title')}</h2>
      {older > 0 && (
        <p className="mt-[0.3em] font-semibold text-warning">
          {t('counts.older', { count: older })}
        </p>
      )}
      {list.length === 0 && <p className="mt-[0.5em] text-ink-soft">{t('counts.none')}</p>}
      <ul className="mt-[0.3em] divide-y divide-line">
        {list.map((count) => (
          <li key={count.key}>
            <Count
              count={count}
              isOpen={count.key === openKey}
              onTap={() => counts.open(count.key === openKey ? null : count.key)}
            />
            {count.key === openKey && <Finish counts={counts} />}
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
  const button = useInSight<HTMLButtonElement>(isOpen)
  return (
    <button
      ref={button}
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

/**
 * How many are done: a dish of a table is finished whole, so the number goes from one line to the
 * next.
 */
function Finish({ counts }: { counts: Counts }) {
  const t = useTranslations('kitchen')
  const { steps, at } = counts
  const portions = steps[at]
  if (portions === undefined) return null
  const button = 'grid size-[3em] place-items-center rounded-[0.5em] bg-ink/8 disabled:opacity-40'
  return (
    <div className="flex items-center gap-[0.4em] pb-[0.6em]">
      <button
        type="button"
        aria-label={t('counts.fewer')}
        disabled={at === 0}
        onClick={() => counts.choose(at - 1)}
        className={button}
      >
        <Minus aria-hidden className="size-[1.3em]" />
      </button>
      <button
        type="button"
        aria-label={t('counts.more')}
        disabled={at === steps.length - 1}
        onClick={() => counts.choose(at + 1)}
        className={button}
      >
        <Plus aria-hidden className="size-[1.3em]" />
      </button>
      <button
        type="button"
        onClick={counts.finish}
        className="flex min-h-[2.6em] flex-1 items-center justify-center gap-[0.4em] rounded-[0.5em] bg-success px-[0.4em] font-bold text-[1.15em] text-on-fill"
      >
        <Check aria-hidden strokeWidth={3} className="size-[1.3em]" />
        {t('counts.finish', { count: portions })}
      </button>
    </div>
  )
}
