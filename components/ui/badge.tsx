// A state in one word. The colour supports the word, it never replaces it.

import type { ComponentProps } from 'react'
import { cn } from './cn'

const TONES = {
  neutral: 'bg-ink/8 text-ink-soft',
  primary: 'bg-primary text-on-fill',
  success: 'bg-success-soft text-success',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
  info: 'bg-info-soft text-info',
} as const

export type BadgeTone = keyof typeof TONES

export function Badge({
  tone = 'neutral',
  className,
  ...rest
}: ComponentProps<'span'> & { tone?: BadgeTone }) {
  return (
    <span
      className={cn(
        'inline-flex shrink-0 items-center gap-1 whitespace-nowrap rounded-full px-2 py-0.5 font-medium text-xs leading-5',
        TONES[tone],
        className,
      )}
      {...rest}
    />
  )
}
