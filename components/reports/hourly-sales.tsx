// When people order, by the store's own clock.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { bestOf, useFigures } from '@/components/desk/use-figures'
import { useTRPC } from '@/components/wire/trpc'
import { FigureTable } from './figure-table'
import { ColumnChart } from './lazy-charts'
import { Panel } from './panel'
import type { PeriodChoice } from './period-picker'
import { useReportRequest } from './use-report'

export function HourlySales({ choice, className }: { choice: PeriodChoice; className?: string }) {
  const t = useTranslations('reports')
  const trpc = useTRPC()
  const figures = useFigures()
  const { request, options } = useReportRequest(choice)
  const query = useQuery(trpc.analytics.hourlySales.queryOptions(request, options))
  return (
    <Panel
      title={t('hourly')}
      term="hourly"
      query={query}
      file={{ report: 'hourly-sales', choice }}
      isEmpty={(hours) => hours.every((hour) => hour.order_count === 0)}
      note={(hours) => {
        const best = bestOf(hours)
        return t('busiest', {
          when: figures.hour(best.hour),
          amount: figures.money(best.revenue_cents),
        })
      }}
      chart={(hours) => (
        <ColumnChart
          every={3}
          axis={figures.shortMoney}
          points={hours.map((hour) => ({
            label: figures.hour(hour.hour),
            tick: t('hour', { hour: hour.hour }),
            value: hour.revenue_cents,
            hint: `${figures.money(hour.revenue_cents)} · ${t('orders', { count: hour.order_count })}`,
          }))}
        />
      )}
      table={(hours) => (
        <FigureTable
          columns={[
            { name: t('column.hour') },
            { name: t('column.orders'), isNumber: true },
            { name: t('column.revenue'), isNumber: true },
          ]}
          rows={hours.map((hour) => ({
            key: hour.hour,
            cells: [
              figures.hour(hour.hour),
              figures.count(hour.order_count),
              figures.money(hour.revenue_cents),
            ],
          }))}
        />
      )}
      className={className}
    />
  )
}
