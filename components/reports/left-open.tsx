// What was left open when its business day was over, and the program closed: nothing ends without
// somebody being able to ask why.

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useFigures } from '@/components/desk/use-figures'
import { useTimes } from '@/components/desk/use-times'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { FigureTable } from './figure-table'
import { Panel } from './panel'
import type { PeriodChoice } from './period-picker'
import { useReportRequest } from './use-report'

export function LeftOpen({ choice, className }: { choice: PeriodChoice; className?: string }) {
  const t = useTranslations('reports.leftOpen')
  const state = useTranslations('kitchen.line')
  const language = useLocale() as Language
  const trpc = useTRPC()
  const { storeId } = useDesk()
  const { dayAndClock } = useTimes()
  const figures = useFigures()
  const { request, options } = useReportRequest(choice)
  const query = useQuery(trpc.analytics.leftOpen.queryOptions(request, options))
  return (
    <Panel
      title={t('title')}
      term="leftOpen"
      query={query}
      file={{ report: 'left-open', choice }}
      isEmpty={({ rows }) => rows.length === 0}
      empty={t('empty')}
      table={({ rows, more }) => (
        <>
          <FigureTable
            columns={[
              { name: t('dish') },
              { name: t('table') },
              { name: t('was') },
              { name: t('ended') },
              { name: t('quantity'), isNumber: true },
            ]}
            rows={rows.map((row) => ({
              key: row.line_id,
              cells: [
                <Link
                  key="dish"
                  href={`/staff/orders?store=${storeId}&order=${row.order_id}`}
                  prefetch={false}
                  className="block min-h-11 content-center break-words underline underline-offset-4"
                >
                  {nameIn(language, { name: row.dish_name, names: row.dish_names })}
                </Link>,
                <span key="table">
                  {row.table_name}
                  <span className="block text-ink-soft text-xs tabular-nums">
                    {dayAndClock(row.placed_at)}
                  </span>
                </span>,
                state(row.was),
                <span key="ended">
                  {t(`end.${row.ended}`)}
                  <span className="block text-ink-soft text-xs tabular-nums">
                    {dayAndClock(row.closed_at)}
                  </span>
                </span>,
                figures.count(row.quantity),
              ],
            }))}
          />
          {more > 0 && (
            <p className="px-2 py-2 text-ink-soft text-sm">{t('more', { count: more })}</p>
          )}
        </>
      )}
      className={className}
    />
  )
}
