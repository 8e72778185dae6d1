'use client'
// A question in the middle of the screen. Base UI keeps the focus inside, gives it back, and closes
// on Escape.

import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { cn } from './cn'

export function Dialog({
  open,
  onOpenChange,
  title,
  text,
  isWide = false,
  children,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  text?: ReactNode
  /** For what is more than a question. */
  isWide?: boolean
  children: ReactNode
}) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-50 bg-scrim" />
        <Base.Popup
          className={cn(
            'fixed inset-x-4 top-1/2 z-50 mx-auto max-h-[90dvh] -translate-y-1/2 overflow-y-auto rounded-3xl bg-surface p-6 text-ink shadow-2xl outline-none',
            isWide ? 'max-w-4xl' : 'max-w-md',
          )}
        >
          <Base.Title className="font-semibold text-lg">{title}</Base.Title>
          {text && <Base.Description className="mt-2 mb-4 text-ink-soft">{text}</Base.Description>}
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
