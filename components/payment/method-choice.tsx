// Which way to pay, of those that the house can be paid by.

import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import type { PaymentMethod } from '@/domain/methods'
import { MethodMark } from './method-mark'

export function MethodChoice({
  methods,
  value,
  onChange,
}: {
  methods: readonly PaymentMethod[]
  value: PaymentMethod
  onChange: (method: PaymentMethod) => void
}) {
  const t = useTranslations('pay.methods')
  const nameOf = useTranslations('methods')
  return (
    <fieldset className="space-y-2">
      <legend className="mb-2 font-semibold">{t('title')}</legend>
      {methods.map((id) => (
        <label
          key={id}
          className={cn(
            'flex min-h-16 cursor-pointer items-center gap-3 rounded-2xl border px-4 py-2.5',
            'has-focus-visible:outline-2 has-focus-visible:outline-primary',
            id === value ? 'border-primary bg-primary-soft' : 'border-line',
          )}
        >
          <MethodMark method={id} />
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{nameOf(`${id}.short`)}</span>
            <span className="block text-ink-soft text-sm">{nameOf(`${id}.hint`)}</span>
          </span>
          <input
            type="radio"
            name="method"
            value={id}
            checked={id === value}
            onChange={() => onChange(id)}
            className="size-5 accent-primary outline-none"
          />
        </label>
      ))}
    </fieldset>
  )
}
