// A day compared: the verdict, then what differs. What is being read, could not be read or is not
// written yet says so.

import { useQuery } from '@tanstack/react-query'
import { CalendarOff, Hourglass, RefreshCw } from 'lucide-react'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Notice } from '@/components/ui/notice'
import { Failed } from '@/components/ui/placeholders'
import { Skeleton } from '@/components/ui/skeleton'
import { refusalIn, useTRPC } from '@/components/wire/trpc'
import { DifferenceRow } from './difference-row'
import { Verdict } from './verdict'

export function ComparisonPanel({ day, accountId }: { day: string; accountId: number | null }) {
  const t = useTranslations('reconcile')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { data, error, refetch, isFetching } = useQuery(
    trpc.platforms.reconcile.read.queryOptions({ storeId, day, accountId }),
  )
  const verdict = useRef<HTMLElement>(null)
  const again = (
    <Button variant="outline" disabled={isFetching} onClick={() => void refetch()}>
      <RefreshCw aria-hidden className={cn('size-4', isFetching && 'animate-spin')} />
      {t('again')}
    </Button>
  )
  if (refusalIn(error)?.code === 'statement.not-yet') {
    return (
      <Notice Icon={Hourglass} title={t('notYet')} action={again}>
        {error?.message}
      </Notice>
    )
  }
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) {
    return (
      <div role="status" className="space-y-3">
        <p className="sr-only">{t('reading')}</p>
        <Skeleton className="h-44" />
        <Skeleton className="h-24" />
      </div>
    )
  }
  const { differences, matched } = data
  return (
    <>
      <Verdict ref={verdict} comparison={data} again={again} />
      {matched.count + differences.length === 0 && (
        <Notice Icon={CalendarOff} title={t('empty')}>
          {t('emptyHint')}
        </Notice>
      )}
      {differences.length > 0 && (
        <section aria-label={t('differences')} className="space-y-2">
          <h2 className="font-semibold text-lg">{t('differences')}</h2>
          <ul className="divide-y divide-line rounded-2xl border border-line bg-surface">
            {differences.map((difference) => (
              <DifferenceRow
                key={difference.key}
                difference={difference}
                onFixed={() => verdict.current?.focus()}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
