// Day by day. A single day says little by itself, so it is shown at the end of its month.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { bestOf, useFigures } from '@/components/desk/use-figures'
import { useTRPC } from '@/components/wire/trpc'
import { FigureTable } from './figure-table'
import { ColumnChart, TrendChart } from './lazy-charts'
import { Panel } from './panel'
import type { PeriodChoice } from './period-picker'
import { useReportRequest } from './use-report'

const USUAL_DAYS = 30
/** So few days are columns: a line between them would tell of what was not. */
const FEW_DAYS = 14

export function DailyTrend({ choice, className }: { choice: PeriodChoice; className?: string }) {
  const t = useTranslations('reports')
  const trpc = useTRPC()
  const figures = useFigures()
  const { request, options } = useReportRequest(choice)
  const days = ['today', 'yesterday', 'week'].includes(choice.period) ? USUAL_DAYS : undefined
  const query = useQuery(
    trpc.analytics.dailyRevenue.queryOptions(
      days ? { storeId: request.storeId, days } : request,
      options,
    ),
  )
  const nameOf = (day: string) => `${figures.day(day)} ${figures.weekday(day)}`
  return (
    <Panel
      title={days ? t('trend.last', { days }) : t('trend.title')}
      term="trend"
      query={query}
      file={{ report: 'daily-revenue', choice, days }}
      isEmpty={(rows) => rows.every((row) => row.order_count === 0)}
      note={(rows) => {
        const best = bestOf(rows)
        return t('best', { when: nameOf(best.date), amount: figures.money(best.revenue_cents) })
      }}
      chart={(rows) => {
        const Chart = rows.length > FEW_DAYS ? TrendChart : ColumnChart
        return (
          <Chart
            axis={figures.shortMoney}
            points={rows.map((row) => ({
              label: nameOf(row.date),
              tick: nameOf(row.date),
              value: row.revenue_cents,
              hint: `${figures.money(row.revenue_cents)} · ${t('orders', { count: row.order_count })}`,
            }))}
          />
        )
      }}
      table={(rows) => (
        <FigureTable
          columns={[
            { name: t('column.day') },
            { name: t('column.orders'), isNumber: true },
            { name: t('column.revenue'), isNumber: true },
            { name: t('column.collected'), isNumber: true },
            { name: t('column.refunded'), isNumber: true },
          ]}
          rows={[...rows].reverse().map((row) => ({
            key: row.date,
            cells: [
              nameOf(row.date),
              figures.count(row.order_count),
              figures.money(row.revenue_cents),
              figures.money(row.collected_cents),
              figures.money(row.refunded_cents),
            ],
          }))}
        />
      )}
      className={className}
    />
  )
}
