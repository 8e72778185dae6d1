'use client'
// When the house was last backed up, what is in it, and how one is made and brought back.

import { useQuery } from '@tanstack/react-query'
import { DatabaseBackup } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { type Desk, useDesk } from '@/components/desk/desk'
import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import { useTRPC } from '@/components/wire/trpc'
import { Read, SettingsPage } from './settings-page'

const COMMANDS = ['backup', 'restore'] as const

export function BackupScreen({ desk }: { desk: Desk }) {
  return (
    <SettingsPage desk={desk} place="backup">
      <Backup />
    </SettingsPage>
  )
}

function Backup() {
  const t = useTranslations('settings.backup')
  const format = useFormatter()
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const backup = useQuery(trpc.house.backup.queryOptions({ storeId }))
  return (
    <Read query={backup}>
      {({ newestAt, trouble }) => (
        <>
          {trouble && <Alert>{t(`trouble.${trouble}`)}</Alert>}
          <Card className="flex items-start gap-3">
            <DatabaseBackup aria-hidden className="mt-0.5 size-6 shrink-0 text-ink-soft" />
            <div className="min-w-0 space-y-2">
              <p className="font-semibold">
                {newestAt
                  ? t('newest', {
                      time: format.dateTime(new Date(newestAt), {
                        dateStyle: 'medium',
                        timeStyle: 'short',
                        hourCycle: 'h23',
                      }),
                    })
                  : t('none')}
              </p>
              <p className="text-ink-soft text-sm">{t('nightly')}</p>
            </div>
          </Card>
          <Card>
            <dl className="space-y-3">
              {COMMANDS.map((command) => (
                <div key={command}>
                  <dt className="text-ink-soft text-sm">{t(`command.${command}`)}</dt>
                  <dd className="select-all break-all font-mono">
                    npm run {command}
                    {command === 'restore' && ' -- FILE'}
                  </dd>
                </div>
              ))}
            </dl>
          </Card>
        </>
      )}
    </Read>
  )
}
