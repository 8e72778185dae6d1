'use client'
// The codes for the tables: how they look there, whose phones open them, and the sheet to print.

import { useQuery } from '@tanstack/react-query'
import { Printer, QrCode } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Failed, Loading } from '@/components/ui/placeholders'
import { Qr } from '@/components/ui/qr'
import { useTRPC } from '@/components/wire/trpc'
import { StepPage } from './opening-frame'
import { StepButtons } from './step-buttons'

const PREVIEWED = 3

export function CodesStep({ onDone, onTables }: { onDone: () => void; onTables: () => void }) {
  const t = useTranslations('setup.codes')
  const trpc = useTRPC()
  const { storeId } = useDesk()
  const tables = useQuery(trpc.seating.tables.queryOptions({ storeId }))
  const all = tables.data?.areas.flatMap((area) => area.tables) ?? []
  const reach = tables.data?.reach
  return (
    <StepPage title={t('title')} lead={t('lead')}>
      {tables.isPending && <Loading />}
      {tables.isError && <Failed error={tables.error} onRetry={() => void tables.refetch()} />}
      {tables.data && all.length === 0 && (
        <Notice
          Icon={QrCode}
          title={t('none')}
          action={
            <Button variant="outline" onClick={onTables}>
              {t('toTables')}
            </Button>
          }
        />
      )}
      {all.length > 0 && (
        <>
          {reach === 'here' && <Alert tone="warning">{t('here')}</Alert>}
          {reach === 'network' && <Alert tone="info">{t('network')}</Alert>}
          <section aria-label={t('preview')}>
            <ul className="flex gap-4 overflow-x-auto pb-2">
              {all.slice(0, PREVIEWED).map((table) => (
                <li
                  key={table.id}
                  className="w-44 shrink-0 rounded-2xl border border-line bg-surface p-4 text-center"
                >
                  <Qr text={table.url} className="w-full" />
                  <p className="mt-2 font-semibold text-lg tabular-nums">{table.name}</p>
                </li>
              ))}
            </ul>
          </section>
          <Button
            variant="outline"
            size="lg"
            className="w-full sm:w-auto"
            render={<a href={sheetPath(storeId)} target="_blank" rel="noreferrer" />}
          >
            <Printer aria-hidden className="size-5" />
            {t('print')}
          </Button>
        </>
      )}
      {tables.data && <StepButtons step="codes" isReady={all.length > 0} onDone={onDone} />}
    </StepPage>
  )
}

const sheetPath = (storeId: number) => `/staff/settings/tables/sheet?store=${storeId}`
