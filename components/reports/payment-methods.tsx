// How people paid: shares as a ring, and beside it always the figures.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/components/wire/trpc'
import type { PaymentMethod } from '@/domain/payment'
import { FigureTable } from './figure-table'
import { RingChart } from './lazy-charts'
import { Panel } from './panel'
import type { PeriodChoice } from './period-picker'
import { useFigures } from './use-figures'
import { useReportWish } from './use-report'

const COLOURS: Record<PaymentMethod, string> = {
  wechat: 'var(--success)',
  alipay: 'var(--info)',
  cash: 'var(--primary)',
  credit_card: 'var(--warning)',
}

export function PaymentMethods({ choice }: { choice: PeriodChoice }) {
  const t = useTranslations('reports')
  const trpc = useTRPC()
  const figures = useFigures()
  const { wish, options } = useReportWish(choice)
  const query = useQuery(trpc.analytics.paymentMethods.queryOptions(wish, options))
  return (
    <Panel
      title={t('methods.title')}
      query={query}
      file={{ report: 'payment-methods', choice }}
      isEmpty={(methods) => methods.length === 0}
      chart={(methods) => (
        <div className="flex flex-1 flex-col justify-center gap-4">
          <RingChart
            slices={methods.map((method) => ({
              label: t(`methods.${method.payment_method}`),
              colour: COLOURS[method.payment_method],
              value: method.amount,
              hint: `${figures.money(method.amount)} · ${figures.percent(method.percentage / 100)}`,
            }))}
          />
          <ul className="space-y-1.5 text-sm">
            {methods.map((method) => (
              <li key={method.payment_method} className="flex items-center gap-2">
                <span
                  aria-hidden
                  className="size-2.5 rounded-full"
                  style={{ background: COLOURS[method.payment_method] }}
                />
                <span className="flex-1">{t(`methods.${method.payment_method}`)}</span>
                <span className="text-ink-soft tabular-nums">
                  {figures.percent(method.percentage / 100)}
                </span>
                <span className="w-28 text-right font-medium tabular-nums">
                  {figures.money(method.amount)}
                </span>
              </li>
            ))}
          </ul>
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
              t(`methods.${method.payment_method}`),
              figures.count(method.count),
              figures.money(method.amount),
              figures.percent(method.percentage / 100),
            ],
          }))}
        />
      )}
    />
  )
}
