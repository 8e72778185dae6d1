// The figures a manager asks for first, and how they stand against the days before.

import { useQuery } from '@tanstack/react-query'
import { TrendingDown, TrendingUp } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { Skeleton } from '@/components/ui/skeleton'
import { useTRPC } from '@/components/wire/trpc'
import { addDays } from '@/domain/calendar'
import { useDesk } from '../staff/desk'
import { Failed } from '../staff/standing'
import { isComplete, type PeriodChoice } from './period-picker'
import { useFigures } from './use-figures'

export function Headline({ choice }: { choice: PeriodChoice }) {
  const t = useTranslations('reports')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const figures = useFigures()
  const summary = useQuery(
    trpc.analytics.revenueSummary.queryOptions(
      { storeId, ...choice },
      { enabled: isComplete(choice), placeholderData: (before) => before },
    ),
  )
  const now = summary.data
  const before = useQuery(
    trpc.analytics.revenueSummary.queryOptions(
      { storeId, period: 'custom', ...spanBefore(now?.start_date, now?.end_date) },
      { enabled: now !== undefined, placeholderData: (old) => old },
    ),
  ).data

  if (!now) {
    if (summary.error) return <Failed error={summary.error} onRetry={() => summary.refetch()} />
    return <Skeleton className="h-32" />
  }
  const days =
    now.start_date === now.end_date
      ? figures.day(now.start_date)
      : `${figures.day(now.start_date)} – ${figures.day(now.end_date)}`
  const others = [
    ['orders', figures.count(now.total_orders)],
    ['average', figures.money(now.average_order_amount)],
    ['discount', figures.money(now.total_discount)],
    ['collected', figures.money(now.collected)],
    ['refunded', figures.money(now.refunded)],
  ] as const
  return (
    <section
      aria-label={t('headline')}
      className="grid gap-x-10 gap-y-5 rounded-2xl border border-line bg-surface p-5 lg:grid-cols-[auto_1fr] lg:items-end"
    >
      <div>
        <p className="text-ink-soft text-sm">
          {t('figure.net')} · {days}
        </p>
        <p
          data-testid="net-revenue"
          className="mt-1 font-semibold text-4xl tabular-nums tracking-tight sm:text-5xl"
        >
          {figures.money(now.net_revenue)}
        </p>
        {before && <Change now={now.net_revenue} before={before.net_revenue} />}
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 xl:grid-cols-5">
        {others.map(([name, value]) => (
          <div key={name} className="border-line border-l pl-4">
            <dt className="text-ink-soft text-sm">{t(`figure.${name}`)}</dt>
            <dd className="mt-0.5 font-semibold text-xl tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Change({ now, before }: { now: number; before: number }) {
  const t = useTranslations('reports')
  const { percent } = useFigures()
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
      <Icon aria-hidden className="size-4" />
      {t(share < 0 ? 'change.less' : 'change.more', { share: percent(Math.abs(share)) })}
    </p>
  )
}

/** As many days, just before these. */
function spanBefore(start = '2000-01-01', end = '2000-01-01') {
  const days = Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000) + 1
  return { customStart: addDays(start, -days), customEnd: addDays(start, -1) }
}
