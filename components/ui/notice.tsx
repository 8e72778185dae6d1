// A place with nothing to show yet, or something that went wrong, and what to do about it.

import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export function Notice({
  Icon,
  title,
  children,
  action,
}: {
  Icon: LucideIcon
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-2 px-6 py-16 text-center">
      <span className="mb-2 grid size-16 place-items-center rounded-full bg-primary-soft text-primary">
        <Icon aria-hidden className="size-8" strokeWidth={1.75} />
      </span>
      <h2 className="font-semibold text-xl">{title}</h2>
      {children && <div className="text-ink-soft">{children}</div>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}
