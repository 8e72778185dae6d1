// Day by day. A single day says little by itself, so it is shown at the end of its month.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/components/wire/trpc'
import { TrendChart } from './lazy-charts'
import { FigureTable, Panel } from './panel'
import type { PeriodChoice } from './period-picker'
import { useFigures } from './use-figures'
import { useReportWish } from './use-report'

const USUAL_DAYS = 30

export function DailyTrend({ choice, className }: { choice: PeriodChoice; className?: string }) {
  const t = useTranslations('reports')
  const trpc = useTRPC()
  const figures = useFigures()
  const { wish, options } = useReportWish(choice)
  const isShort = ['today', 'yesterday', 'week'].includes(choice.period)
  const query = useQuery(
    trpc.analytics.dailyRevenue.queryOptions(
      isShort ? { storeId: wish.storeId, days: USUAL_DAYS } : wish,
      options,
    ),
  )
  return (
    <Panel
      title={isShort ? t('trend.last', { days: USUAL_DAYS }) : t('trend.title')}
      query={query}
      isEmpty={(days) => days.every((day) => day.order_count === 0)}
      chart={(days) => (
        <TrendChart
          axis={figures.shortMoney}
          points={days.map((day) => ({
            label: `${figures.day(day.date)} ${figures.weekday(day.date)}`,
            value: day.revenue,
            hint: `${figures.money(day.revenue)} · ${t('orders', { count: day.order_count })}`,
          }))}
        />
      )}
      table={(days) => (
        <FigureTable
          columns={[
            { name: t('column.day') },
            { name: t('column.orders'), isNumber: true },
            { name: t('column.revenue'), isNumber: true },
            { name: t('column.collected'), isNumber: true },
            { name: t('column.refunded'), isNumber: true },
          ]}
          rows={days.toReversed().map((day) => ({
            key: day.date,
            cells: [
              `${figures.day(day.date)} ${figures.weekday(day.date)}`,
              figures.count(day.order_count),
              figures.money(day.revenue),
              figures.money(day.collected),
              figures.money(day.refunded),
            ],
          }))}
        />
      )}
      {...(className ? { className } : {})}
    />
  )
}
