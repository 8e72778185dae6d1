// A place with nothing to show yet, or something that went wrong, and what to do about it.

import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export function Notice({
  Icon,
  title,
  children,
  action,
  isWholePage = false,
}: {
  Icon: LucideIcon
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
  /** There is nothing else: its title is the page's. */
  isWholePage?: boolean
}) {
  const Heading = isWholePage ? 'h1' : 'h2'
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-2 px-6 py-16 text-center">
      <span className="mb-2 grid size-16 place-items-center rounded-full bg-primary-soft text-primary">
        <Icon aria-hidden className="size-8" strokeWidth={1.75} />
      </span>
      <Heading className="font-semibold text-xl">{title}</Heading>
      {children && <div className="text-ink-soft">{children}</div>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}
