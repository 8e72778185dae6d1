// Which days. Two dates of one's own are asked for only when the others do not fit; they start as
// the days shown before.

import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { type DaySpan, isSpan, MAXIMUM_PERIOD_DAYS, PERIODS, type Period } from '@/domain/analytics'

export type PeriodChoice = { period: Period; customStart?: string; customEnd?: string }

/** A choice that can be asked for: dates of one's own are there and make a period. */
export function isComplete({ period, customStart, customEnd }: PeriodChoice): boolean {
  return period !== 'custom' || Boolean(customStart && customEnd && isSpan(customStart, customEnd))
}

export function PeriodPicker({
  choice,
  shown,
  onChange,
}: {
  choice: PeriodChoice
  /** The days that are on the screen. */
  shown: DaySpan | undefined
  onChange: (choice: PeriodChoice) => void
}) {
  const t = useTranslations('reports')
  return (
    <div className="flex max-w-full flex-wrap items-center gap-2">
      <fieldset className="flex max-w-full overflow-x-auto rounded-xl border border-line bg-surface p-1">
        <legend className="sr-only">{t('period.label')}</legend>
        {PERIODS.map((period) => (
          <button
            key={period}
            type="button"
            aria-pressed={choice.period === period}
            onClick={() =>
              onChange({
                ...(shown ? { customStart: shown.fromDay, customEnd: shown.toDay } : {}),
                period,
              })
            }
            className={cn(
              'h-11 shrink-0 rounded-lg px-3.5 text-sm transition-colors',
              choice.period === period ? 'bg-ink font-semibold text-canvas' : 'text-ink-soft',
            )}
          >
            {t(`period.${period}`)}
          </button>
        ))}
      </fieldset>
      {choice.period === 'custom' && (
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          <Input
            type="date"
            aria-label={t('period.from')}
            value={choice.customStart ?? ''}
            max={choice.customEnd}
            onChange={(event) => onChange({ ...choice, customStart: event.target.value })}
            className="min-w-0 max-w-40 flex-1"
          />
          <span aria-hidden className="text-ink-soft">
            –
          </span>
          <Input
            type="date"
            aria-label={t('period.to')}
            value={choice.customEnd ?? ''}
            min={choice.customStart}
            onChange={(event) => onChange({ ...choice, customEnd: event.target.value })}
            className="min-w-0 max-w-40 flex-1"
          />
        </div>
      )}
      {choice.customStart && choice.customEnd && !isComplete(choice) && (
        <p role="alert" className="text-danger text-sm">
          {t('period.invalid', { days: MAXIMUM_PERIOD_DAYS })}
        </p>
      )}
    </div>
  )
}
