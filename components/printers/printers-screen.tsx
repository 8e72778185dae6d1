'use client'
// The store's printers: where they are, what they print, whether they do, and the paper that did
// not come out.

import { useQuery } from '@tanstack/react-query'
import { Plus, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { SettingsShell } from '@/components/desk/settings-shell'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Failed, Loading } from '@/components/ui/placeholders'
import { useTRPC } from '@/components/wire/trpc'
import { PaperList } from './paper-list'
import { PrinterCard } from './printer-card'
import { PrinterDialog } from './printer-dialog'

const REFRESH_MS = 3_000

export function PrintersScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <SettingsShell>
        <PrintersOfStore key={desk.storeRole.storeId} />
      </SettingsShell>
    </DeskProvider>
  )
}

function PrintersOfStore() {
  const t = useTranslations('printers')
  const tPlace = useTranslations('settings.place')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(
    trpc.printing.printers.queryOptions({ storeId }, { refetchInterval: REFRESH_MS }),
  )
  const [isAdding, setIsAdding] = useState(false)
  const add = (
    <Button onClick={() => setIsAdding(true)}>
      <Plus aria-hidden /> {t('add')}
    </Button>
  )
  return (
    <div className="mx-auto max-w-4xl space-y-5 pb-10">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="max-w-prose">
          <h1 className="font-semibold text-2xl">{tPlace('printers.title')}</h1>
          <p className="mt-1 text-ink-soft text-sm">{t('lead')}</p>
        </div>
        {data && data.printers.length > 0 && add}
      </header>
      {!data && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />)}
      {data?.printers.length === 0 && (
        <Notice Icon={Printer} title={t('none')} action={add}>
          {t('noneHint')}
        </Notice>
      )}
      {data && data.printers.length > 0 && (
        <>
          <ul className="grid grid-cols-1 gap-3 md:grid-cols-2">
            {data.printers.map((printer) => (
              <li key={printer.id}>
                <PrinterCard printer={printer} stations={data.stations} />
              </li>
            ))}
          </ul>
          <PaperList papers={data.papers} printers={data.printers} />
        </>
      )}
      {isAdding && data && (
        <PrinterDialog printer={null} stations={data.stations} onClose={() => setIsAdding(false)} />
      )}
    </div>
  )
}
