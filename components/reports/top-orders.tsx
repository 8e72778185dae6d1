// The largest bills.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/components/wire/trpc'
import { FigureTable } from './figure-table'
import { Panel } from './panel'
import type { PeriodChoice } from './period-picker'
import { useFigures } from './use-figures'
import { useReportWish } from './use-report'

export function TopOrders({ choice }: { choice: PeriodChoice }) {
  const t = useTranslations('reports')
  const trpc = useTRPC()
  const figures = useFigures()
  const { wish, options } = useReportWish(choice)
  const query = useQuery(trpc.analytics.topOrders.queryOptions({ ...wish, limit: 10 }, options))
  return (
    <Panel
      title={t('top')}
      query={query}
      file={{ report: 'top-orders', choice }}
      isEmpty={(orders) => orders.length === 0}
      table={(orders) => (
        <FigureTable
          columns={[
            { name: t('column.table') },
            { name: t('column.number') },
            { name: t('column.quantity'), isNumber: true },
            { name: t('column.amount'), isNumber: true },
          ]}
          rows={orders.map((order) => ({
            key: order.order_id,
            cells: [
              order.table_name,
              <span key="number" className="whitespace-nowrap text-ink-soft text-xs tabular-nums">
                …{order.order_number.slice(-10)}
              </span>,
              figures.count(order.items_count),
              figures.money(order.final_amount),
            ],
          }))}
        />
      )}
    />
  )
}
