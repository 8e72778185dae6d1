// Paper that waits or was not printed, with what is wrong, and the choice to print it or not.

import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useTimes } from '@/components/desk/use-times'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { PaperView, PrinterView } from './types'
import { usePrinterCommand } from './use-printer-command'

export function PaperList({
  papers,
  printers,
}: {
  papers: readonly PaperView[]
  printers: readonly PrinterView[]
}) {
  const t = useTranslations('printers')
  return (
    <section className="space-y-2">
      <h2 className="font-semibold text-lg">{t('papers')}</h2>
      {papers.length === 0 ? (
        <p className="text-ink-soft">{t('noPapers')}</p>
      ) : (
        <ul className="divide-y divide-line rounded-2xl border border-line bg-surface">
          {papers.map((paper) => (
            <li key={paper.id}>
              <Paper
                paper={paper}
                printerName={printers.find(({ id }) => id === paper.printerId)?.name ?? ''}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Paper({ paper, printerName }: { paper: PaperView; printerName: string }) {
  const t = useTranslations('printers')
  const { dayAndClock } = useTimes()
  const { storeId } = useDesk()
  const request = { storeId, paperId: paper.id }
  const again = usePrinterCommand((printing) => printing.again.mutate(request))
  const giveUp = usePrinterCommand((printing) => printing.giveUp.mutate(request))
  const isNeeded = paper.trouble !== 'not-needed' && !paper.answeredBy
  const facts = [
    printerName,
    dayAndClock(paper.createdAt),
    paper.copy > 1 && t('copy', { copy: paper.copy }),
    paper.attempts > 0 && t('attempts', { count: paper.attempts }),
    paper.trouble && t(`trouble.${paper.trouble}`),
    paper.answeredBy && t('answeredBy', { name: paper.answeredBy }),
  ].filter(Boolean)
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 p-3">
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {t(`kind.${paper.kind}`, { table: paper.tableName ?? '' })}
          <Badge tone={isNeeded && paper.trouble ? 'danger' : 'neutral'}>
            {t(`state.${paper.state}`)}
          </Badge>
        </p>
        <p className="text-ink-soft text-sm tabular-nums">{facts.join(' · ')}</p>
      </div>
      <div className="flex gap-2">
        {paper.state !== 'printed' && (
          <Button size="sm" variant="outline" disabled={again.isBusy} onClick={() => again.run()}>
            {t('again')}
          </Button>
        )}
        {paper.state === 'queued' && (
          <Button size="sm" variant="ghost" disabled={giveUp.isBusy} onClick={() => giveUp.run()}>
            {t('giveUp')}
          </Button>
        )}
      </div>
    </div>
  )
}
