// One printer: what it prints, where it is, whether it does its work, and a page to try it.

import { ChefHat, ReceiptText } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useTimes } from '@/components/desk/use-times'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { newKey } from '@/components/wire/new-key'
import { toast } from '@/components/wire/toast'
import { type Language, nameIn } from '@/domain/language'
import { OWN_WORDS } from '@/text/languages'
import { PrinterDialog } from './printer-dialog'
import type { PrinterView, Station } from './types'
import { usePrinterCommand } from './use-printer-command'

export function PrinterCard({
  printer,
  stations,
}: {
  printer: PrinterView
  stations: readonly Station[]
}) {
  const t = useTranslations('printers')
  const language = useLocale() as Language
  const { dayAndClock } = useTimes()
  const { storeId } = useDesk()
  const [asks, setAsks] = useState<'change' | 'remove' | null>(null)
  const { id: printerId, name, purpose, trouble, waiting } = printer
  const test = usePrinterCommand((printing) =>
    printing.test.mutate({ storeId, printerId, key: newKey() }),
  )
  const remove = usePrinterCommand((printing) => printing.archive.mutate({ storeId, printerId }))
  const station = stations.find(({ id }) => id === printer.stationId)
  const prints =
    purpose === 'kitchen'
      ? station
        ? nameIn(language, station)
        : t('everyStation')
      : t(printer.isAutomatic ? 'automatic' : 'onDemand')
  const Icon = purpose === 'kitchen' ? ChefHat : ReceiptText
  return (
    <article
      aria-label={name}
      className="flex h-full flex-col gap-3 rounded-2xl border border-line bg-surface p-4"
    >
      <header className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-soft" />
        <div className="min-w-0 flex-1 basis-40">
          <h2 className="break-words font-semibold">{name}</h2>
          <p className="text-ink-soft text-sm">
            {t(`purpose.${purpose}`)} · {prints}
          </p>
        </div>
        {trouble ? (
          <Badge tone="danger">{t(`trouble.${trouble}`)}</Badge>
        ) : (
          <Badge tone={printer.lastPrintedAt ? 'success' : 'neutral'}>
            {t(printer.lastPrintedAt ? 'ready' : 'fresh')}
          </Badge>
        )}
        {printer.isPaperLow && !trouble && <Badge tone="warning">{t('paperLow')}</Badge>}
      </header>
      <p className="text-ink-soft text-sm tabular-nums">
        {printer.host.includes(':') ? `[${printer.host}]` : printer.host}:{printer.port} ·{' '}
        {t('paper', { width: printer.widthMm })} · {OWN_WORDS[printer.language].name}
      </p>
      <p className="text-sm">
        {t(`can.${abilityOf(printer)}`)}{' '}
        {printer.learnedAt && (
          <span className="whitespace-nowrap text-ink-soft tabular-nums">
            {t('learned', { time: dayAndClock(printer.learnedAt) })}
          </span>
        )}
      </p>
      <p className="text-ink-soft text-sm tabular-nums empty:hidden">
        {[
          printer.lastPrintedAt && t('last', { time: dayAndClock(printer.lastPrintedAt) }),
          waiting > 0 && t('waiting', { count: waiting }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className="mt-auto flex flex-wrap gap-2 pt-1">
        <Button
          variant="outline"
          disabled={test.isBusy}
          onClick={() => test.run(() => toast.success(t('tested')))}
        >
          {t('test')}
        </Button>
        <Button variant="ghost" onClick={() => setAsks('change')}>
          {t('change')}
        </Button>
        <Button variant="ghost" onClick={() => setAsks('remove')}>
          {t('remove')}
        </Button>
      </div>
      {asks === 'change' && (
        <PrinterDialog printer={printer} stations={stations} onClose={() => setAsks(null)} />
      )}
      <ConfirmDialog
        isOpen={asks === 'remove'}
        onClose={() => setAsks(null)}
        title={t('removeTitle', { name })}
        text={t('removeText')}
        action={t('remove')}
        onConfirm={remove.ask}
      />
    </article>
  )
}

/** What it was found to be able to tell, as the word for it. */
function abilityOf({ answersStatus, proof }: PrinterView) {
  if (answersStatus === null && proof === null) return 'unknown'
  const confirms = proof === 'process-id' || proof === 'paper-status'
  if (answersStatus) return confirms ? 'statusAndProof' : 'status'
  if (confirms) return 'proof'
  return proof === 'closes' ? 'closes' : 'nothing'
}
