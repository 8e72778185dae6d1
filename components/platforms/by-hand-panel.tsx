// Cash and the card terminal: no platform writes a statement of these, so the sums stand here for a
// person to count against.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useMoney } from '@/components/ui/money'
import { Failed } from '@/components/ui/placeholders'
import { Skeleton } from '@/components/ui/skeleton'
import { useTRPC } from '@/components/wire/trpc'

export function ByHandPanel({ day }: { day: string }) {
  const t = useTranslations('reconcile.byHand')
  const { storeId } = useDesk()
  const { sumOf: money } = useMoney()
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(
    trpc.platforms.reconcile.books.queryOptions({ storeId, day }),
  )
  return (
    <section
      aria-label={t('title')}
      className="space-y-3 rounded-2xl border border-line bg-surface p-5"
    >
      <header>
        <h2 className="font-semibold text-lg">{t('title')}</h2>
        <p className="text-ink-soft text-sm">{t('hint')}</p>
      </header>
      {!data &&
        (error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-14" />
        ))}
      {data?.byHand.length === 0 && <p className="text-ink-soft">{t('none')}</p>}
      <dl className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {data?.byHand.map(({ provider, count, amountCents, refundedCents }) => (
          <div key={provider} className="border-line border-l pl-4">
            <dt className="text-ink-soft text-sm">{t(provider)}</dt>
            <dd className="font-semibold text-xl tabular-nums">
              {money(amountCents - refundedCents)}
            </dd>
            <dd className="text-ink-soft text-sm tabular-nums">
              {t('count', { count })} · {money(amountCents)}
              {refundedCents > 0 && ` · ${t('back', { amount: money(refundedCents) })}`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
