'use client'
// Something to look at and close again: from the bottom on phones, in the middle on wider screens.
// Back closes it. Its parts are not among what a page needs first.

import type { ReactNode } from 'react'
import { later, Once } from '@/components/wire/later'
import { useBack } from './use-back'

export type SheetProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  footer?: ReactNode
  children: ReactNode
}

const SheetParts = later<SheetProps>(async () => (await import('./parts/sheet')).SheetParts)

export function Sheet({
  isInAddress = false,
  ...sheet
}: SheetProps & {
  /** That it is open stands in the address, which back changes. */
  isInAddress?: boolean
}) {
  useBack(sheet.open && !isInAddress, () => sheet.onOpenChange(false))
  return (
    <Once when={sheet.open}>
      <SheetParts {...sheet} />
    </Once>
  )
}
