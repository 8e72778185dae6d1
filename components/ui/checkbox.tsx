// Yes or no, with its words beside it; a switch where it holds at once.

import { type ComponentProps, type ReactNode, useId } from 'react'
import { cn } from './cn'

type Props = Omit<ComponentProps<'input'>, 'type' | 'className'> & {
  /** A line that supports the words. */
  hint?: ReactNode
  /** A sentence about what is wrong with the answer. */
  error?: ReactNode
  className?: string
}

export function Checkbox({ children, hint, error, className, ...rest }: Props) {
  const id = useId()
  return (
    <div className={className}>
      <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2.5">
        <input
          type="checkbox"
          className="mt-px size-5 shrink-0 accent-primary"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? id : undefined}
          {...rest}
        />
        <Words hint={hint}>{children}</Words>
      </label>
      <p id={id} role="status" className="text-danger text-sm empty:hidden">
        {error}
      </p>
    </div>
  )
}

/** The thing is on or off, and is so as soon as it is touched. */
export function Switch({ children, hint, className, checked, ...rest }: Omit<Props, 'error'>) {
  return (
    <label className={cn('flex min-h-11 cursor-pointer items-center gap-3 py-2', className)}>
      <span className="relative h-7 w-12 shrink-0">
        <input
          type="checkbox"
          role="switch"
          aria-checked={checked}
          checked={checked}
          className="peer absolute inset-0 z-10 size-full cursor-pointer appearance-none rounded-full disabled:cursor-default"
          {...rest}
        />
        <span className="absolute inset-0 rounded-full border border-edge bg-canvas transition-colors peer-checked:border-primary peer-checked:bg-primary peer-disabled:opacity-50" />
        <span className="absolute top-1 left-1 size-5 rounded-full bg-ink-soft transition-transform peer-checked:translate-x-5 peer-checked:bg-on-fill" />
      </span>
      <Words hint={hint}>{children}</Words>
    </label>
  )
}

function Words({ hint, children }: { hint: ReactNode; children: ReactNode }) {
  return (
    <span className="min-w-0 text-sm">
      {children}
      {hint && <span className="block text-ink-soft">{hint}</span>}
    </span>
  )
}
