'use client'
// A few things to do with what one looks at, behind one button.

import { Menu as Base } from '@base-ui/react/menu'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

export const Menu = Base.Root
export const MenuTrigger = Base.Trigger

export function MenuContent({ children }: { children: ReactNode }) {
  return (
    <Base.Portal>
      <Base.Positioner sideOffset={6} align="end" className="z-50">
        <Base.Popup className="min-w-40 rounded-2xl border border-line bg-surface p-1.5 text-ink shadow-xl outline-none">
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

export function MenuItem({ className, ...rest }: ComponentProps<typeof Base.Item>) {
  return (
    <Base.Item
      className={cn(
        'flex min-h-11 cursor-pointer select-none items-center gap-2.5 rounded-xl px-3 outline-none data-disabled:cursor-default data-disabled:text-ink-soft data-highlighted:bg-ink/8 [&_svg]:size-4',
        typeof className === 'string' ? className : undefined,
      )}
      {...rest}
    />
  )
}
