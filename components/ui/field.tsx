'use client'
// A control with its name above it, a hint and what is wrong with it below; whoever cannot see
// hears all of it, because the control (an Input, a Select) takes the ids from here.

import { createContext, type ReactNode, useContext, useId } from 'react'
import { cn } from './cn'

const Named = createContext<{ id: string; describedBy: string | undefined; isWrong: boolean }>({
  id: '',
  describedBy: undefined,
  isWrong: false,
})

export function Field({
  label,
  hint,
  error,
  className,
  children,
}: {
  label: ReactNode
  hint?: ReactNode
  /** A sentence about what stands in it; the control says that it is wrong. */
  error?: ReactNode
  className?: string
  children: ReactNode
}) {
  const id = useId()
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={cn('min-w-0 space-y-1.5', className)}>
      <label htmlFor={id} className="block font-medium text-sm">
        {label}
      </label>
      <Named value={{ id, describedBy: told || undefined, isWrong: Boolean(error) }}>
        {children}
      </Named>
      {hint && (
        <p id={`${id}-hint`} className="text-ink-soft text-sm">
          {hint}
        </p>
      )}
      <p id={`${id}-error`} role="status" className="text-danger text-sm empty:hidden">
        {error}
      </p>
    </div>
  )
}

type Told = {
  id?: string | undefined
  'aria-describedby'?: string | undefined
  'aria-invalid'?: boolean | 'true' | 'false' | 'grammar' | 'spelling' | undefined
}

/** What a control inside a field says of itself; what it says by itself comes first. */
export function useNamed(own: Told): Told {
  const { id, describedBy, isWrong } = useContext(Named)
  return {
    id: own.id ?? (id || undefined),
    'aria-describedby': own['aria-describedby'] ?? describedBy,
    'aria-invalid': own['aria-invalid'] ?? (isWrong || undefined),
  }
}
