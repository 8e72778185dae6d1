// One choice of what a dish is from now on: each says until when. Radio buttons, so that arrows
// choose and Enter sends.

import { useTranslations } from 'use-intl'
import { useTimes } from '@/components/desk/use-times'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { MAXIMUM_STOCK } from '@/domain/menu'
import type { Choice, Draft } from './sold-out-request'

export function AvailabilityFields({
  name,
  choices,
  draft,
  dayEndsAt,
  onChange,
}: {
  /** Of which dish. */
  name: string
  choices: readonly Choice[]
  draft: Draft
  dayEndsAt: string
  onChange: (draft: Draft) => void
}) {
  const t = useTranslations('sold-out')
  const { dayAndClock } = useTimes()
  return (
    <fieldset className="grid gap-1.5">
      <legend className="sr-only">{t('availabilityOf', { dish: name })}</legend>
      {choices.map((choice) => (
        <div
          key={choice}
          className={cn(
            'flex min-h-12 flex-wrap items-center gap-x-3 rounded-xl border px-3 pb-0.5',
            draft.choice === choice ? 'border-primary bg-primary-soft' : 'border-line',
          )}
        >
          <label className="flex min-h-12 min-w-32 flex-1 items-center gap-3">
            <input
              type="radio"
              name={`availability of ${name}`}
              checked={draft.choice === choice}
              onChange={() => onChange({ ...draft, choice })}
              className="size-5 shrink-0 accent-primary"
            />
            <span className="min-w-0">
              {t(`choice.${choice}`, { time: dayAndClock(dayEndsAt) })}
            </span>
          </label>
          {choice === 'counted' && (
            <Input
              type="number"
              inputMode="numeric"
              min={0}
              max={MAXIMUM_STOCK}
              aria-label={t('portions')}
              value={draft.count}
              onFocus={() => onChange({ ...draft, choice })}
              onChange={(event) => onChange({ ...draft, choice, count: event.target.value })}
              className="ml-auto w-20! shrink-0 text-right tabular-nums"
            />
          )}
          {choice === 'clock' && (
            <Input
              type="time"
              aria-label={t('clock')}
              value={draft.clock}
              onChange={(event) => onChange({ ...draft, choice, clock: event.target.value })}
              className="ml-auto w-32! shrink-0"
            />
          )}
        </div>
      ))}
    </fieldset>
  )
}
