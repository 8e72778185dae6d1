'use client'
// The settings of a restaurant at a glance: on phones the list from which one goes into each.

import { useTranslations } from 'use-intl'
import { type Desk, DeskProvider } from '@/components/desk/desk'
import { OpeningChecks } from '@/components/desk/opening-checks'
import { SettingsList } from '@/components/desk/settings-shell'
import { StaffShell } from '@/components/desk/staff-shell'

export function HubScreen({ desk }: { desk: Desk }) {
  const t = useTranslations('settings')
  return (
    <DeskProvider desk={desk}>
      <StaffShell>
        <div className="mx-auto max-w-6xl space-y-5 pb-10">
          <h1 className="font-semibold text-2xl">{t('title')}</h1>
          <OpeningChecks />
          <SettingsList />
        </div>
      </StaffShell>
    </DeskProvider>
  )
}
