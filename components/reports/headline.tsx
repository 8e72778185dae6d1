// The figures a manager asks for first: what was really collected less what went back, then each
// other for what it is, and how they stand against the same weekdays and hours before. What each of
// them counts can be read below them.

import { useTranslations } from 'use-intl'
import { useFigures } from '@/components/desk/use-figures'
import { cn } from '@/components/ui/cn'
import { Failed } from '@/components/ui/placeholders'
import { Skeleton } from '@/components/ui/skeleton'
import { Change, ComparedWith, Difference } from './change'
import { Definitions } from './definitions'
import { DownloadButton } from './download-button'
import type { PeriodChoice } from './period-picker'
import { useHeadline } from './use-report'

export function Headline({ choice }: { choice: PeriodChoice }) {
  const t = useTranslations('reports')
  const figures = useFigures()
  const { data, error, refetch } = useHeadline(choice)

  if (!data) {
    if (error) return <Failed error={error} onRetry={() => void refetch()} />
    return <Skeleton className="h-36" />
  }
  const { now, before } = data
  const { money, count } = figures
  const others = [
    { name: 'collected', text: money(now.collected_cents), of: 'collected_cents' },
    { name: 'refunded', text: money(now.refunded_cents), of: 'refunded_cents' },
    {
      name: 'ordered',
      text: money(now.net_revenue_cents),
      of: 'net_revenue_cents',
      also:
        now.unconfirmed_cents > 0 &&
        t('figure.unconfirmed', { amount: money(now.unconfirmed_cents) }),
    },
    { name: 'owed', text: money(now.still_owed_cents) },
    {
      name: 'orders',
      text: count(now.total_orders),
      of: 'total_orders',
      also:
        now.unconfirmed_orders > 0 &&
        t('figure.unconfirmedOrders', { count: now.unconfirmed_orders }),
    },
    {
      name: 'average',
      text: money(now.average_order_amount_cents),
      of: 'average_order_amount_cents',
    },
    { name: 'people', text: count(now.people), of: 'people' },
    {
      name: 'perPerson',
      text: money(now.average_per_person_cents),
      of: 'average_per_person_cents',
    },
    { name: 'discount', text: money(now.total_discount_cents), of: 'total_discount_cents' },
    ...(now.simulated_collected_cents > 0
      ? [
          {
            name: 'simulated',
            text: money(now.simulated_collected_cents),
            also:
              now.simulated_refunded_cents > 0 &&
              t('figure.simulatedBack', { amount: money(now.simulated_refunded_cents) }),
          } as const,
        ]
      : []),
  ] as const
  return (
    <section
      aria-label={t('headline')}
      className="relative rounded-2xl border border-line bg-surface p-5"
    >
      <div className="absolute top-2 right-2">
        <DownloadButton title={t('headline')} files={[{ report: 'revenue-summary', choice }]} />
      </div>
      {now.is_play && (
        <p className="mb-4 mr-10 rounded-xl bg-warning-soft px-3 py-2 text-sm text-warning">
          {t('play')}
        </p>
      )}
      <div className="grid gap-x-10 gap-y-5 lg:grid-cols-[minmax(18rem,auto)_1fr] lg:items-start">
        <div>
          <p className="pr-10 text-ink-soft text-sm">
            {t('figure.kept')} · {figures.span(now.start_date, now.end_date)}
          </p>
          <p
            data-testid="kept"
            className="mt-1 font-semibold text-4xl tabular-nums tracking-tight sm:text-5xl"
          >
            {money(now.kept_cents)}
          </p>
          <Change now={now} before={before} of="kept_cents" />
          <ComparedWith before={before} />
        </div>
        <dl
          className={cn(
            'grid grid-cols-[repeat(auto-fit,minmax(8.25rem,1fr))] gap-x-4 gap-y-4 lg:pr-8 2xl:grid-cols-5',
            // No figure stands alone in its row.
            others.length % 3 === 1
              ? 'sm:grid-cols-4 lg:grid-cols-2 xl:grid-cols-4'
              : 'sm:grid-cols-3',
          )}
        >
          {others.map((figure) => (
            <div key={figure.name} className="min-w-0 border-line border-l pl-3 sm:pl-4">
              <dt className="text-ink-soft text-sm">{t(`figure.${figure.name}`)}</dt>
              <dd
                data-testid={figure.name}
                className="mt-0.5 whitespace-nowrap font-semibold text-lg tabular-nums sm:text-xl"
              >
                {figure.text}
              </dd>
              {'also' in figure && figure.also && (
                <dd className="text-sm text-warning tabular-nums">{figure.also}</dd>
              )}
              {'of' in figure && (
                <dd className="text-ink-soft text-sm tabular-nums">
                  <Difference now={now} before={before} of={figure.of} />
                </dd>
              )}
            </div>
          ))}
        </dl>
      </div>
      <Definitions
        title={t('definitions')}
        terms={[
          'kept',
          'collected',
          'refunded',
          'ordered',
          'owed',
          'orders',
          'average',
          'people',
          'perPerson',
          'discount',
          'simulated',
          'compared',
        ]}
      />
    </section>
  )
}
