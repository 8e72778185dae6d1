// One choice of a few, each with its count: how a screen is narrowed down.

import { cn } from './cn'

type Chip<Value> = { value: Value; text: string; count?: number }

export function FilterChips<Value extends string>({
  label,
  all,
  chips,
  value,
  onChange,
}: {
  label: string
  all: { text: string; count?: number }
  chips: Chip<Value>[]
  value: Value | null
  onChange: (value: Value | null) => void
}) {
  return (
    <fieldset className="-mx-4 flex gap-1.5 overflow-x-auto px-4 py-1 sm:mx-0 sm:px-0">
      <legend className="sr-only">{label}</legend>
      {[{ value: null, ...all }, ...chips].map((chip) => (
        <button
          key={chip.value ?? ''}
          type="button"
          aria-pressed={value === chip.value}
          onClick={() => onChange(chip.value)}
          className={cn(
            'flex h-11 shrink-0 items-center gap-1.5 rounded-full border px-3.5 text-sm transition-colors',
            value === chip.value
              ? 'border-ink bg-ink text-canvas'
              : 'border-line bg-surface text-ink-soft',
          )}
        >
          {chip.text}
          {chip.count !== undefined && <span className="text-xs tabular-nums">{chip.count}</span>}
        </button>
      ))}
    </fieldset>
  )
}
