'use client'
// What a sheet is made of. Base UI keeps the focus inside, gives it back, and closes on Escape.

import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { SheetProps } from '../sheet'

export function SheetParts({ open, onOpenChange, title, footer, children }: SheetProps) {
  const t = useTranslations('ui')
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup className="fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[92dvh] max-w-xl flex-col rounded-t-3xl bg-surface text-ink shadow-2xl outline-none transition-transform duration-200 ease-out data-ending-style:translate-y-full data-starting-style:translate-y-full sm:bottom-auto sm:top-1/2 sm:max-h-[86dvh] [@media(max-height:33rem)]:max-h-dvh sm:-translate-y-1/2 sm:rounded-3xl sm:data-ending-style:translate-y-0 sm:data-starting-style:translate-y-0 sm:data-ending-style:opacity-0 sm:data-starting-style:opacity-0">
          <header className="flex items-center gap-3 py-[min(0.75rem,1.2vh)] pr-3 pl-[min(1.25rem,5vw)]">
            <Dialog.Title className="min-w-0 flex-1 font-semibold text-lg">{title}</Dialog.Title>
            <Dialog.Close
              aria-label={t('close')}
              className="grid size-11 shrink-0 place-items-center rounded-full text-ink-soft hover:bg-ink/5"
            >
              <X aria-hidden className="size-5" />
            </Dialog.Close>
          </header>
          <div className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain px-[min(1.25rem,5vw)] pb-5">
            {children}
          </div>
          {footer && (
            <footer className="border-line border-t px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
