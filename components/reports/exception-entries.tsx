// The entries behind one row: when, at which table, what; each leads to its order.

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useFigures } from '@/components/desk/use-figures'
import { useTimes } from '@/components/desk/use-times'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Failed, Loading } from '@/components/ui/placeholders'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import type { PeriodChoice } from './period-picker'
import type { ExceptionRow } from './types'
import { useExceptionWords } from './use-exception-words'
import { useReportRequest } from './use-report'

/** As many as the server answers; there may be more. */
const MOST = 200

export function ExceptionEntries({
  choice,
  row,
  onClose,
}: {
  choice: PeriodChoice
  row: ExceptionRow
  onClose: () => void
}) {
  const t = useTranslations('reports.exceptions')
  const language = useLocale() as Language
  const trpc = useTRPC()
  const { storeId } = useDesk()
  const { dayAndClock } = useTimes()
  const figures = useFigures()
  const words = useExceptionWords()
  const { request } = useReportRequest(choice)
  const query = useQuery(
    trpc.analytics.exceptionEntries.queryOptions({
      ...request,
      exception: row.exception,
      discountKind: row.discount_kind,
      staffId: row.staff_id,
      reason: row.reason,
    }),
  )
  return (
    <Dialog
      open
      isWide
      onOpenChange={(open) => !open && onClose()}
      title={`${words.what(row)} · ${words.reason(row)}`}
      text={`${row.staff_name ?? words.nobody} · ${figures.money(row.amount_cents)}`}
    >
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} onRetry={() => query.refetch()} />}
      <ul className="divide-y divide-line">
        {query.data?.map((command) => (
          <li key={command.key}>
            <Link
              href={`/staff/orders?store=${storeId}&order=${command.order_id}`}
              prefetch={false}
              className="flex min-h-12 items-center gap-3 py-2 text-sm"
            >
              <span className="w-24 shrink-0 text-ink-soft tabular-nums">
                {dayAndClock(command.at)}
              </span>
              <span className="min-w-0 flex-1">
                <span className="block break-words">
                  {command.dish
                    ? `${nameIn(language, command.dish)} × ${command.dish.quantity}`
                    : command.table_name || t('noTable')}
                  {command.is_begun && <span className="text-warning"> · {t('wasBegun')}</span>}
                </span>
                <span className="block text-ink-soft text-xs tabular-nums">
                  {command.dish && command.table_name ? `${command.table_name} · ` : ''}
                  {command.order_number}
                </span>
              </span>
              <span className="tabular-nums">{figures.money(command.amount_cents)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {query.data?.length === MOST && <p className="pt-2 text-ink-soft text-sm">{t('most')}</p>}
      <div className="flex justify-end pt-4">
        <Button variant="ghost" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </Dialog>
  )
}
