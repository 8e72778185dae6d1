// What left the house unpaid or went back, by person and reason; each row opens the entries behind
// it, each entry its order.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFigures } from '@/components/desk/use-figures'
import { FilterChips } from '@/components/ui/filter-chips'
import { useTRPC } from '@/components/wire/trpc'
import { ExceptionEntries } from './exception-entries'
import { FigureTable } from './figure-table'
import { Panel } from './panel'
import type { PeriodChoice } from './period-picker'
import type { ExceptionRow } from './types'
import { useExceptionWords } from './use-exception-words'
import { useReportRequest } from './use-report'

type Kind = ExceptionRow['exception']

export function Exceptions({ choice, className }: { choice: PeriodChoice; className?: string }) {
  const t = useTranslations('reports.exceptions')
  const trpc = useTRPC()
  const figures = useFigures()
  const words = useExceptionWords()
  const { request, options } = useReportRequest(choice)
  const [only, setOnly] = useState<Kind | null>(null)
  const [opened, setOpened] = useState<ExceptionRow | null>(null)
  const query = useQuery(trpc.analytics.exceptions.queryOptions({ ...request, only }, options))
  return (
    <>
      <Panel
        title={t('title')}
        term="exceptions"
        query={query}
        file={{ report: 'exceptions', choice }}
        isEmpty={({ rows }) => rows.length === 0}
        empty={t('empty')}
        table={({ rows, totals, more }) => (
          <div className="space-y-2 px-2">
            <FilterChips
              label={t('kinds')}
              all={{ text: t('all'), count: totals.reduce((sum, { count }) => sum + count, 0) }}
              chips={totals
                .filter(({ count }) => count > 0)
                .map(({ exception, count, amount_cents }) => ({
                  value: exception,
                  text: `${words.kind(exception)} ${figures.money(amount_cents)}`,
                  count,
                }))}
              value={only}
              onChange={setOnly}
            />
            <FigureTable
              columns={[
                { name: t('what') },
                { name: t('who') },
                { name: t('times'), isNumber: true },
                { name: t('amount'), isNumber: true },
              ]}
              rows={rows.map((row) => ({
                key: JSON.stringify([row.exception, row.discount_kind, row.staff_id, row.reason]),
                cells: [
                  <button
                    key="what"
                    type="button"
                    onClick={() => setOpened(row)}
                    className="min-h-11 text-left"
                  >
                    <span className="block text-ink-soft text-xs">{words.what(row)}</span>
                    <span className="break-words underline underline-offset-4">
                      {words.reason(row)}
                    </span>
                  </button>,
                  <span key="who" className="break-words">
                    {row.staff_name ?? words.nobody}
                  </span>,
                  figures.count(row.count),
                  <span key="amount">
                    {figures.money(row.amount_cents)}
                    {row.begun_amount_cents > 0 && (
                      <span className="block text-warning text-xs">
                        {t('begun', { amount: figures.money(row.begun_amount_cents) })}
                      </span>
                    )}
                  </span>,
                ],
              }))}
            />
            {more > 0 && <p className="py-2 text-ink-soft text-sm">{t('more', { count: more })}</p>}
          </div>
        )}
        className={className}
      />
      {opened && <ExceptionEntries choice={choice} row={opened} onClose={() => setOpened(null)} />}
    </>
  )
}
