'use client'
// A page of the settings: its name, what it is about, and what of it is not there yet.

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { type Desk, DeskProvider } from '@/components/desk/desk'
import type { SETTINGS_PLACES } from '@/components/desk/settings-places'
import { SettingsShell } from '@/components/desk/settings-shell'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Failed, Loading } from '@/components/ui/placeholders'

export function SettingsPage({
  desk,
  place,
  isWide = false,
  children,
}: {
  desk: Desk
  place: (typeof SETTINGS_PLACES)[number]['name']
  isWide?: boolean
  children: ReactNode
}) {
  const t = useTranslations('settings.place')
  return (
    <DeskProvider desk={desk}>
      <SettingsShell>
        <div className={cn('mx-auto space-y-5 pb-10', isWide ? 'max-w-5xl' : 'max-w-2xl')}>
          <header>
            <h1 className="font-semibold text-2xl">{t(`${place}.title`)}</h1>
            <p className="mt-1 text-ink-soft text-sm">{t(`${place}.hint`)}</p>
          </header>
          {children}
        </div>
      </SettingsShell>
    </DeskProvider>
  )
}

/** What was read, or that it is coming, or that it did not come. */
export function Read<Data>({
  query,
  children,
}: {
  query: {
    data: Data | undefined
    error: { message: string } | null
    refetch: () => unknown
  }
  children: (data: Data) => ReactNode
}) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  return <Loading />
}

/** A form as a card, with its button at the end. */
export function FormCard({
  title,
  lead,
  trouble,
  isBusy,
  action,
  onCancel,
  onSubmit,
  children,
}: {
  title?: string
  lead?: string
  trouble: string | null
  isBusy: boolean
  /** What its button says; without it that it saves. */
  action?: string
  onCancel?: () => void
  onSubmit: (event?: React.BaseSyntheticEvent) => unknown
  children: ReactNode
}) {
  const t = useTranslations('settings')
  return (
    <form
      noValidate
      className="space-y-4 rounded-2xl border border-line bg-surface p-4"
      onSubmit={onSubmit}
    >
      {title && (
        <div>
          <h2 className="font-semibold text-lg">{title}</h2>
          {lead && <p className="mt-1 text-ink-soft text-sm">{lead}</p>}
        </div>
      )}
      {children}
      <p role="status" className="text-danger text-sm empty:hidden">
        {trouble}
      </p>
      <div className="flex gap-2">
        <Button type="submit" className="flex-1" disabled={isBusy}>
          {action ?? t('save')}
        </Button>
        {onCancel && (
          <Button variant="ghost" onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </div>
    </form>
  )
}
