'use client'
// Where a manager arranges the kitchen: the pace, the stations, and which dish is made where. What
// is changed is kept at once.

import { ArrowLeft, MonitorSmartphone } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { SettingsShell } from '@/components/desk/settings-shell'
import { Button } from '@/components/ui/button'
import { Failed, Loading } from '@/components/ui/placeholders'
import { SetupDishes } from './setup-dishes'
import { SetupPace } from './setup-pace'
import { SetupStations } from './setup-stations'
import { useSetup } from './use-setup'

export function SetupScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <SettingsShell>
        <Setup key={desk.storeRole.storeId} />
      </SettingsShell>
    </DeskProvider>
  )
}

function Setup() {
  const t = useTranslations('kitchen.arrange')
  const tPlace = useTranslations('settings.place')
  const { storeId } = useDesk()
  const { data: setup, error, refetch } = useSetup()
  return (
    <div className="mx-auto max-w-6xl space-y-8 pb-10">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-60 flex-1">
          <h1 className="font-semibold text-2xl">{tPlace('kitchen.title')}</h1>
          <p className="mt-1 text-ink-soft text-sm">{t('lead')}</p>
        </div>
        <Button
          variant="outline"
          render={<Link href={`/staff/settings/screens?store=${storeId}`} />}
        >
          <MonitorSmartphone aria-hidden className="size-4" />
          {t('screens')}
        </Button>
        <Button variant="outline" render={<Link href={`/kitchen?store=${storeId}`} />}>
          <ArrowLeft aria-hidden className="size-4" />
          {t('back')}
        </Button>
      </div>
      {!setup && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />)}
      {setup && (
        <>
          <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)]">
            <SetupPace pace={setup.pace} />
            <SetupStations
              stations={setup.stations}
              closed={setup.closedStations}
              categories={setup.categories}
            />
          </div>
          <SetupDishes setup={setup} />
        </>
      )}
    </div>
  )
}
