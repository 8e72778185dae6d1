// The figures a manager asks for first, and how they stand against as many days before.

import { useQuery } from '@tanstack/react-query'
import { TrendingDown, TrendingUp } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { Skeleton } from '@/components/ui/skeleton'
import { useTRPC } from '@/components/wire/trpc'
import { type DaySpan, spanBefore } from '@/domain/analytics'
import { useDesk } from '../staff/desk'
import { Failed } from '../staff/standing'
import { DownloadButton } from './download-button'
import type { PeriodChoice } from './period-picker'
import { useFigures } from './use-figures'
import { useSummary } from './use-report'

export function Headline({ choice }: { choice: PeriodChoice }) {
  const t = useTranslations('reports')
  const figures = useFigures()
  const { data: now, error, refetch } = useSummary(choice)
  const before = useSummaryBefore(now && { fromDay: now.start_date, toDay: now.end_date })

  if (!now) {
    if (error) return <Failed error={error} onRetry={() => void refetch()} />
    return <Skeleton className="h-36" />
  }
  const { money, count } = figures
  const others = [
    ['orders', count(now.total_orders), now.total_orders, before?.total_orders],
    [
      'average',
      money(now.average_order_amount),
      now.average_order_amount,
      before?.average_order_amount,
    ],
    ['discount', money(now.total_discount), now.total_discount, before?.total_discount],
    ['collected', money(now.collected), now.collected, before?.collected],
    ['refunded', money(now.refunded), now.refunded, before?.refunded],
  ] as const
  return (
    <section
      aria-label={t('headline')}
      className="relative grid gap-x-10 gap-y-5 rounded-2xl border border-line bg-surface p-5 lg:grid-cols-[auto_1fr] lg:items-center xl:items-end"
    >
      <div className="absolute top-2 right-2">
        <DownloadButton title={t('headline')} report="revenue-summary" choice={choice} />
      </div>
      <div>
        <p className="pr-10 text-ink-soft text-sm">
          {t('figure.net')} · {figures.span(now.start_date, now.end_date)}
        </p>
        <p
          data-testid="net-revenue"
          className="mt-1 font-semibold text-4xl tabular-nums tracking-tight sm:text-5xl"
        >
          {money(now.net_revenue)}
        </p>
        {before && <Change now={now.net_revenue} before={before.net_revenue} />}
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 xl:grid-cols-5 xl:pr-8">
        {others.map(([name, text, value, valueBefore]) => (
          <div key={name} className="border-line border-l pl-4">
            <dt className="text-ink-soft text-sm">{t(`figure.${name}`)}</dt>
            <dd className="mt-0.5 font-semibold text-xl tabular-nums">{text}</dd>
            <dd className="text-ink-soft text-sm tabular-nums">
              {valueBefore !== undefined && <Difference now={value} before={valueBefore} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function useSummaryBefore(span: DaySpan | undefined) {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { fromDay, toDay } = spanBefore(span ?? { fromDay: '2000-01-01', toDay: '2000-01-01' })
  const wish = { storeId, period: 'custom', customStart: fromDay, customEnd: toDay } as const
  const options = { enabled: span !== undefined }
  return useQuery(trpc.analytics.revenueSummary.queryOptions(wish, options)).data
}

/** In words and a sign, not by colour alone. */
function Change({ now, before }: { now: number; before: number }) {
  const t = useTranslations('reports')
  const { percent, money } = useFigures()
  if (before === 0) return <p className="mt-1 text-ink-soft text-sm">{t('change.none')}</p>
  const share = (now - before) / before
  const Icon = share < 0 ? TrendingDown : TrendingUp
  return (
    <p
      className={cn(
        'mt-1 flex items-center gap-1.5 text-sm',
        share < 0 ? 'text-warning' : 'text-success',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(share < 0 ? 'change.less' : 'change.more', {
        share: percent(Math.abs(share)),
        amount: money(before),
      })}
    </p>
  )
}

function Difference({ now, before }: { now: number; before: number }) {
  const t = useTranslations('reports')
  const { signedPercent } = useFigures()
  if (before === 0) return now === 0 ? t('change.same') : t('change.new')
  return signedPercent((now - before) / before)
}
