// One of a few, all of them in sight.

import type { ReactNode } from 'react'
import { cn } from './cn'

export function Segmented<Value extends string>({
  label,
  isLabelShown = false,
  choices,
  value,
  onChange,
}: {
  label: string
  isLabelShown?: boolean
  choices: readonly { value: Value; text: ReactNode }[]
  value: Value | null
  onChange: (value: Value) => void
}) {
  return (
    <fieldset className="min-w-0">
      <legend className={isLabelShown ? 'mb-1.5 font-medium text-sm' : 'sr-only'}>{label}</legend>
      <div className="flex flex-wrap gap-2">
        {choices.map((choice) => (
          <button
            key={choice.value}
            type="button"
            aria-pressed={value === choice.value}
            onClick={() => onChange(choice.value)}
            className={cn(
              'min-h-11 flex-1 whitespace-nowrap rounded-xl border px-3 text-sm transition-colors',
              value === choice.value ? 'border-primary bg-primary-soft' : 'border-line bg-surface',
            )}
          >
            {choice.text}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
