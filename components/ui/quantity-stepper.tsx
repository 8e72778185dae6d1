// Fewer, how many, more: each a thumb wide, each saying of what.

import { Minus, Plus } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { cn } from './cn'

export function QuantityStepper({
  value,
  minimum = 0,
  maximum,
  onChange,
  name,
  className,
}: {
  value: number
  minimum?: number
  maximum: number
  onChange: (value: number) => void
  /** Of what, for who cannot see it. */
  name: string
  className?: string
}) {
  const t = useTranslations('ui')
  return (
    <fieldset className={cn('flex items-center', className)} aria-label={t('quantityOf', { name })}>
      <Step
        label={t('fewer', { name })}
        isDisabled={value <= minimum}
        onTap={() => onChange(value - 1)}
      >
        <Minus aria-hidden className="size-4" strokeWidth={2.5} />
      </Step>
      <output className="min-w-7 text-center font-semibold tabular-nums">{value}</output>
      <Step
        label={t('more', { name })}
        isDisabled={value >= maximum}
        onTap={() => onChange(value + 1)}
        isFilled
      >
        <Plus aria-hidden className="size-4" strokeWidth={2.5} />
      </Step>
    </fieldset>
  )
}

function Step({
  label,
  isDisabled,
  isFilled = false,
  onTap,
  children,
}: {
  label: string
  isDisabled: boolean
  isFilled?: boolean
  onTap: () => void
  children: React.ReactNode
}) {
  return (
    <button
      type="button"
      aria-label={label}
      disabled={isDisabled}
      onClick={onTap}
      className="group grid size-11 place-items-center disabled:opacity-40"
    >
      <span
        className={cn(
          'grid size-7 place-items-center rounded-full transition-transform group-active:scale-90',
          isFilled ? 'bg-primary text-on-fill' : 'border border-ink-soft/50 text-ink',
        )}
      >
        {children}
      </span>
    </button>
  )
}
