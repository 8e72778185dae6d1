// The largest bills.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFigures } from '@/components/desk/use-figures'
import { useTRPC } from '@/components/wire/trpc'
import { FigureTable } from './figure-table'
import { Panel } from './panel'
import type { PeriodChoice } from './period-picker'
import { useReportRequest } from './use-report'

type Rank = { by: 'amount' | 'items'; direction: 'desc' | 'asc' }

export function TopOrders({ choice }: { choice: PeriodChoice }) {
  const t = useTranslations('reports')
  const trpc = useTRPC()
  const figures = useFigures()
  const { request, options } = useReportRequest(choice)
  const [rank, setRank] = useState<Rank>({ by: 'amount', direction: 'desc' })
  const query = useQuery(
    trpc.analytics.topOrders.queryOptions({ ...request, limit: 10, ...rank }, options),
  )
  const sortBy = (by: Rank['by']) => ({
    direction: rank.by === by ? rank.direction : null,
    onSort: () =>
      setRank({ by, direction: rank.by === by && rank.direction === 'desc' ? 'asc' : 'desc' }),
  })
  return (
    <Panel
      title={t('top')}
      term="top"
      query={query}
      file={{ report: 'top-orders', choice, sort: rank }}
      others={[{ report: 'orders', choice }]}
      isEmpty={(orders) => orders.length === 0}
      table={(orders) => (
        <FigureTable
          columns={[
            { name: t('column.rank'), isNumber: true },
            { name: t('column.table') },
            { name: t('column.number') },
            { name: t('column.quantity'), isNumber: true, sort: sortBy('items') },
            { name: t('column.amount'), isNumber: true, sort: sortBy('amount') },
          ]}
          rows={orders.map((order, index) => ({
            key: order.order_id,
            cells: [
              figures.count(index + 1),
              order.table_name,
              <span key="number" className="whitespace-nowrap text-ink-soft text-xs tabular-nums">
                …{order.order_number.slice(-10)}
              </span>,
              figures.count(order.items_count),
              figures.money(order.final_amount_cents),
            ],
          }))}
        />
      )}
    />
  )
}
