// Where the orders of these days stand; the only place where cancelled ones count.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { ORDER_TONES } from '@/components/desk/styles'
import { useFigures } from '@/components/desk/use-figures'
import { Badge } from '@/components/ui/badge'
import { useTRPC } from '@/components/wire/trpc'
import { FigureTable } from './figure-table'
import { Panel } from './panel'
import type { PeriodChoice } from './period-picker'
import { useReportRequest } from './use-report'

export function OrderStates({ choice }: { choice: PeriodChoice }) {
  const t = useTranslations('reports')
  const state = useTranslations('staff.order.state')
  const trpc = useTRPC()
  const figures = useFigures()
  const { request, options } = useReportRequest(choice)
  const query = useQuery(trpc.analytics.orderStatus.queryOptions(request, options))
  return (
    <Panel
      title={t('states')}
      term="states"
      query={query}
      file={{ report: 'order-status', choice }}
      isEmpty={(states) => states.length === 0}
      table={(states) => (
        <FigureTable
          columns={[
            { name: t('column.state') },
            { name: t('column.orders'), isNumber: true },
            { name: t('column.amount'), isNumber: true },
          ]}
          rows={states.map((row) => ({
            key: row.order_status,
            cells: [
              <Badge key="state" tone={ORDER_TONES[row.order_status]}>
                {state(row.order_status)}
              </Badge>,
              figures.count(row.count),
              figures.money(row.amount_cents),
            ],
          }))}
        />
      )}
    />
  )
}
