// The button, and with `render` a link that looks like one. Never lower than a thumb needs.

import { type ComponentProps, cloneElement, type ReactElement } from 'react'
import { cn } from './cn'

const VARIANTS = {
  primary: 'bg-primary text-on-fill hover:bg-primary/90',
  secondary: 'bg-primary-soft text-primary hover:bg-primary-soft/70',
  outline: 'border border-line bg-surface text-ink hover:bg-canvas',
  ghost: 'text-ink hover:bg-ink/5',
  danger: 'bg-danger text-on-fill hover:bg-danger/90',
} as const

const SIZES = {
  sm: 'min-h-11 rounded-xl px-3 text-sm',
  md: 'min-h-11 rounded-xl px-4',
  lg: 'min-h-[min(3.25rem,18vw)] rounded-2xl px-[min(1.5rem,4vw)] text-[length:min(1.125rem,7.5vw)]',
} as const

export type ButtonProps = ComponentProps<'button'> & {
  variant?: keyof typeof VARIANTS
  size?: keyof typeof SIZES
  /** A link to show as a button: `<Button render={<a href="…" />}>`. */
  render?: ReactElement<{ className?: string; children?: unknown }>
}

export function Button({
  variant = 'primary',
  size = 'md',
  className,
  render,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  const classes = cn(
    'inline-flex select-none items-center justify-center gap-2 text-center font-semibold leading-tight',
    'transition-colors active:translate-y-px disabled:pointer-events-none disabled:opacity-50',
    VARIANTS[variant],
    SIZES[size],
    className,
  )
  if (render) return cloneElement(render, { className: classes, children })
  return (
    <button type={type} className={classes} {...rest}>
      {children}
    </button>
  )
}
