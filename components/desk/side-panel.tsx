// What was tapped, beside the list it was tapped in: a column on tablets, the whole screen on
// phones. It takes the focus when it opens and gives it back, Escape closes it, and the list stays
// usable beside it.

import { ArrowLeft, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'

export function SidePanel({
  title,
  subtitle,
  onBack,
  onClose,
  children,
}: {
  title: string
  subtitle?: ReactNode
  /** Where the panel shows a step of its own: back to what it showed before. */
  onBack?: (() => void) | undefined
  onClose: () => void
  children: ReactNode
}) {
  const t = useTranslations('staff')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const opener = document.activeElement
    heading.current?.focus()
    return () => {
      // Unless the person has gone on to something else.
      const isLost = document.activeElement === document.body
      if (isLost && opener instanceof HTMLElement) opener.focus()
    }
  }, [])

  return (
    <section
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
      className="fixed inset-0 z-30 flex flex-col bg-surface lg:sticky lg:top-[calc(var(--head,4rem)+1rem)] lg:z-auto lg:h-[calc(100dvh-var(--head,4rem)-2rem)] lg:w-104 lg:shrink-0 lg:overflow-hidden lg:rounded-3xl lg:border lg:border-line lg:shadow-sm"
    >
      <header className="flex items-center gap-2 border-line border-b px-3 py-2.5">
        {onBack && (
          <IconButton label={t('back')} onClick={onBack}>
            <ArrowLeft aria-hidden className="size-5" />
          </IconButton>
        )}
        <div className="min-w-0 flex-1 px-1">
          <h2 ref={heading} tabIndex={-1} className="truncate font-semibold text-xl outline-none">
            {title}
          </h2>
          {subtitle && <p className="truncate text-ink-soft text-sm">{subtitle}</p>}
        </div>
        <IconButton label={t('close')} onClick={onClose}>
          <X aria-hidden className="size-5" />
        </IconButton>
      </header>
      <div className="relative flex min-h-0 flex-1 flex-col overflow-y-auto p-4">{children}</div>
    </section>
  )
}

function IconButton({
  label,
  onClick,
  children,
}: {
  label: string
  onClick: () => void
  children: ReactNode
}) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="grid size-11 shrink-0 place-items-center rounded-xl text-ink-soft"
    >
      {children}
    </button>
  )
}
