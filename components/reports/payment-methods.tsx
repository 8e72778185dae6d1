// How people paid: shares as a ring, and beside it always the figures.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useFigures } from '@/components/desk/use-figures'
import { METHOD_STYLES } from '@/components/payment/method-styles'
import { useTRPC } from '@/components/wire/trpc'
import { FigureTable } from './figure-table'
import { RingChart } from './lazy-charts'
import { Panel } from './panel'
import type { PeriodChoice } from './period-picker'
import { useHeadline, useReportRequest } from './use-report'

export function PaymentMethods({ choice }: { choice: PeriodChoice }) {
  const t = useTranslations('reports')
  const nameOf = useTranslations('methods')
  const trpc = useTRPC()
  const figures = useFigures()
  const { request, options } = useReportRequest(choice)
  const simulated = useHeadline(choice).data?.now.simulated_collected_cents ?? 0
  const apart =
    simulated > 0 ? t('methods.simulated', { amount: figures.money(simulated) }) : undefined
  const query = useQuery(trpc.analytics.paymentMethods.queryOptions(request, options))
  return (
    <Panel
      title={t('methods.title')}
      term="methods"
      query={query}
      file={{ report: 'payment-methods', choice }}
      empty={apart ?? t('methods.none')}
      isEmpty={(methods) => methods.length === 0}
      chart={(methods) => (
        <div className="flex flex-1 flex-col justify-center gap-4">
          <RingChart
            slices={methods.map((method) => ({
              label: nameOf(`${method.payment_method}.short`),
              colour: METHOD_STYLES[method.payment_method].chart,
              value: method.amount_cents,
              hint: `${figures.money(method.amount_cents)} · ${figures.percent(method.percentage / 100)}`,
            }))}
          />
          <ul className="space-y-1.5 text-sm">
            {methods.map((method) => (
              <li key={method.payment_method} className="flex items-center gap-2">
                <span
                  aria-hidden
                  className="size-2.5 rounded-full"
                  style={{ background: METHOD_STYLES[method.payment_method].chart }}
                />
                <span className="flex-1">{nameOf(`${method.payment_method}.short`)}</span>
                <span className="text-ink-soft tabular-nums">
                  {figures.percent(method.percentage / 100)}
                </span>
                <span className="w-28 text-right font-medium tabular-nums">
                  {figures.money(method.amount_cents)}
                </span>
              </li>
            ))}
          </ul>
          {apart && <p className="text-sm text-warning">{apart}</p>}
        </div>
      )}
      table={(methods) => (
        <FigureTable
          columns={[
            { name: t('column.method') },
            { name: t('column.payments'), isNumber: true },
            { name: t('column.amount'), isNumber: true },
            { name: t('column.share'), isNumber: true },
          ]}
          rows={methods.map((method) => ({
            key: method.payment_method,
            cells: [
              nameOf(`${method.payment_method}.short`),
              figures.count(method.count),
              figures.money(method.amount_cents),
              figures.percent(method.percentage / 100),
            ],
          }))}
        />
      )}
    />
  )
}
