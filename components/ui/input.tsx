// One line of text. 16 px at least, so that phones do not zoom into it.

import type { ComponentProps } from 'react'
import { cn } from './cn'
import { useNamed } from './field'

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input
      className={cn(
        'h-11 w-full min-w-0 rounded-xl border border-edge bg-surface px-3 text-base text-ink',
        'placeholder:text-ink-soft disabled:opacity-60 aria-invalid:border-danger',
        className,
      )}
      {...rest}
      {...useNamed(rest)}
    />
  )
}
