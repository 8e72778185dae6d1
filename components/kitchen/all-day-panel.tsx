// How much of everything is still to be cooked, over all tickets: what a cook puts into the wok at once.

import { useTranslations } from 'use-intl'
import { allDayCounts, type Ticket } from '@/domain/kitchen'
import { useDishName } from './use-dish-name'

export function AllDayPanel({ tickets }: { tickets: readonly Ticket[] }) {
  const t = useTranslations('kitchen')
  const nameOf = useDishName()
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
          <li key={count.key} className="flex items-baseline gap-[0.6em] py-[0.4em]">
            <span className="min-w-[1.6em] text-right font-extrabold text-[1.9em] text-primary leading-tight tabular-nums">
              {count.queued + count.cooking}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block font-bold text-[1.3em] leading-tight">{nameOf(count)}</span>
              {count.chosen.length > 0 && (
                <span className="block font-semibold text-info">
                  {count.chosen.map(nameOf).join(' · ')}
                </span>
              )}
            </span>
            {count.cooking > 0 && (
              <span className="whitespace-nowrap font-semibold text-warning">
                {t('counts.cooking', { count: count.cooking })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </aside>
  )
}
