// How many: one tap for a few, a stepper for more.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './button'
import { cn } from './cn'
import { QuantityStepper } from './quantity-stepper'

export function CountChoice({
  value,
  few = 8,
  maximum,
  name,
  isBusy = false,
  onChoose,
  className,
}: {
  /** null = nobody has chosen. */
  value: number | null
  /** Up to how many a tap is enough. */
  few?: number
  maximum: number
  /** Of what, for who cannot see it. */
  name: string
  isBusy?: boolean
  onChoose: (value: number) => void
  className?: string
}) {
  const t = useTranslations('ui')
  const [many, setMany] = useState(value !== null && value > few ? value : null)
  if (many !== null) {
    return (
      <div className={cn('flex items-center gap-2', className)}>
        <QuantityStepper
          value={many}
          minimum={1}
          maximum={maximum}
          onChange={setMany}
          name={name}
        />
        <Button size="sm" disabled={isBusy || many === value} onClick={() => onChoose(many)}>
          {t('choose')}
        </Button>
      </div>
    )
  }
  return (
    <fieldset aria-label={name} className={cn('flex flex-wrap gap-1.5', className)}>
      {Array.from({ length: few }, (_, index) => index + 1).map((count) => (
        <button
          key={count}
          type="button"
          aria-pressed={count === value}
          disabled={isBusy}
          onClick={() => onChoose(count)}
          className={cn(
            'size-11 rounded-full border font-semibold tabular-nums disabled:opacity-40',
            count === value ? 'border-primary bg-primary text-on-fill' : 'border-line bg-surface',
          )}
        >
          {count}
        </button>
      ))}
      <button
        type="button"
        aria-label={t('moreThan', { count: few })}
        disabled={isBusy}
        onClick={() => setMany(Math.max(few + 1, value ?? 0))}
        className="h-11 rounded-full border border-line bg-surface px-3.5 font-semibold disabled:opacity-40"
      >
        {few + 1}+
      </button>
    </fieldset>
  )
}
