// One choice of what a dish is from now on: each says until when. Radio buttons, so that arrows
// choose and Enter sends.

import { useTranslations } from 'use-intl'
import { useTimes } from '@/components/desk/use-times'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import type { Choice } from './sold-out-request'
import type { AvailabilityForm } from './use-availability-form'

export function AvailabilityFields({
  name,
  choices,
  form,
  dayEndsAt,
}: {
  /** Of which dish. */
  name: string
  choices: readonly Choice[]
  form: AvailabilityForm
  dayEndsAt: string
}) {
  const t = useTranslations('sold-out')
  const { dayAndClock } = useTimes()
  const choose = (choice: Choice) => form.change('choice', choice)
  const wrong = { counted: form.wrong('stock'), clock: form.wrong('soldOutUntil') }
  return (
    <fieldset className="grid gap-1.5">
      <legend className="sr-only">{t('availabilityOf', { dish: name })}</legend>
      {choices.map((choice) => (
        <div
          key={choice}
          className={cn(
            'flex min-h-12 flex-wrap items-center gap-x-3 rounded-xl border px-3 pb-0.5',
            form.typed.choice === choice ? 'border-primary bg-primary-soft' : 'border-line',
          )}
        >
          <label className="flex min-h-12 min-w-32 flex-1 items-center gap-3">
            <input
              type="radio"
              name={`availability of ${name}`}
              checked={form.typed.choice === choice}
              onChange={() => choose(choice)}
              className="size-5 shrink-0 accent-primary"
            />
            <span className="min-w-0">
              {t(`choice.${choice}`, { time: dayAndClock(dayEndsAt) })}
            </span>
          </label>
          {choice === 'counted' && (
            <Input
              inputMode="numeric"
              autoComplete="off"
              aria-label={t('portions')}
              aria-invalid={wrong.counted !== undefined}
              {...form.of('stock')}
              onFocus={() => choose(choice)}
              className="ml-auto w-20! shrink-0 text-right tabular-nums"
            />
          )}
          {choice === 'clock' && (
            <Input
              type="time"
              aria-label={t('clock')}
              aria-invalid={wrong.clock !== undefined}
              {...form.of('soldOutUntil')}
              onFocus={() => choose(choice)}
              className="ml-auto w-32! shrink-0"
            />
          )}
          {(choice === 'counted' || choice === 'clock') && (
            <p role="status" className="w-full pb-2 text-right text-danger text-sm empty:hidden">
              {form.typed.choice === choice && wrong[choice]}
            </p>
          )}
        </div>
      ))}
    </fieldset>
  )
}
