// One of a list, by the device's own picker.

import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { useNamed } from './field'

export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative block min-w-0', className)}>
      <select
        className="h-11 w-full appearance-none truncate rounded-xl border border-edge bg-surface pr-9 pl-3 text-base text-ink disabled:opacity-60 aria-invalid:border-danger"
        {...rest}
        {...useNamed(rest)}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-ink-soft"
      />
    </span>
  )
}
