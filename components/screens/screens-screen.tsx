'use client'
// The kitchen screens that stay: which there are, what they show, when they were last seen, and how
// a new one is let in.

import { useQuery } from '@tanstack/react-query'
import { MonitorSmartphone, Plus, TabletSmartphone } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { SettingsShell } from '@/components/desk/settings-shell'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Failed, Loading } from '@/components/ui/placeholders'
import { useTRPC } from '@/components/wire/trpc'
import { ScreenCard } from './screen-card'
import { ScreenDialog } from './screen-dialog'

const REFRESH_MS = 5_000

export function ScreensScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <SettingsShell>
        <ScreensOfStore key={desk.storeRole.storeId} />
      </SettingsShell>
    </DeskProvider>
  )
}

function ScreensOfStore() {
  const t = useTranslations('screens')
  const tPlace = useTranslations('settings.place')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(
    trpc.kitchen.screens.list.queryOptions({ storeId }, { refetchInterval: REFRESH_MS }),
  )
  const stations = useQuery(trpc.kitchen.stations.queryOptions({ storeId })).data ?? []
  const [adding, setAdding] = useState<'code' | 'this' | null>(null)
  const add = (
    <div className="flex flex-wrap justify-center gap-2">
      <Button onClick={() => setAdding('code')}>
        <Plus aria-hidden className="size-4" /> {t('add')}
      </Button>
      <Button variant="outline" onClick={() => setAdding('this')}>
        <TabletSmartphone aria-hidden className="size-4" /> {t('addThis')}
      </Button>
    </div>
  )
  return (
    <div className="mx-auto max-w-4xl space-y-5 pb-10">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="max-w-prose">
          <h1 className="font-semibold text-2xl">{tPlace('screens.title')}</h1>
          <p className="mt-1 text-ink-soft text-sm">{t('intro')}</p>
        </div>
        {data && data.length > 0 && add}
      </header>
      {!data && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />)}
      {data?.length === 0 && (
        <Notice Icon={MonitorSmartphone} title={t('none')} action={add}>
          {t('noneHint')}
        </Notice>
      )}
      {data && data.length > 0 && (
        <ul className="grid grid-cols-1 gap-3 md:grid-cols-2">
          {data.map((screen) => (
            <li key={screen.id}>
              <ScreenCard screen={screen} stations={stations} />
            </li>
          ))}
        </ul>
      )}
      <p className="text-ink-soft text-sm">
        <Link href={`/kitchen?store=${storeId}`} className="underline underline-offset-2">
          {t('toKitchen')}
        </Link>
      </p>
      {adding && (
        <ScreenDialog
          screen={null}
          isThis={adding === 'this'}
          stations={stations}
          onClose={() => setAdding(null)}
        />
      )}
    </div>
  )
}
