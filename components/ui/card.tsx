// What lies on the paper: a border, no shadow.

import type { ComponentProps } from 'react'
import { cn } from './cn'

const CARD = 'rounded-2xl border border-line bg-surface p-4'

export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section className={cn(CARD, className)} {...rest} />
}
