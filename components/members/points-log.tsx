// Every point that came or went, newest first, in pages.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useTimes } from '@/components/desk/use-times'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Failed, Loading } from '@/components/ui/placeholders'
import { useTRPC } from '@/components/wire/trpc'
import type { PointsEntry } from './types'

const PAGE = 10

export function PointsLog({ memberId }: { memberId: number }) {
  const t = useTranslations('members.log')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [skip, setSkip] = useState(0)
  const log = useQuery(
    trpc.membership.pointsLog.queryOptions(
      { storeId, memberId, skip, limit: PAGE },
      { placeholderData: keepPreviousData },
    ),
  )
  return (
    <section aria-labelledby="log-title">
      <h3 id="log-title" className="mb-2 font-semibold">
        {t('title')}
      </h3>
      {log.isPending && <Loading />}
      {log.isError && !log.data && <Failed error={log.error} onRetry={() => log.refetch()} />}
      {log.data && log.data.total === 0 && <p className="py-6 text-ink-soft">{t('none')}</p>}
      {log.data && log.data.total > 0 && (
        <>
          <ul className="divide-y divide-line rounded-3xl border border-line bg-surface px-4">
            {log.data.entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
          <nav aria-label={t('pages')} className="mt-3 flex items-center justify-between gap-3">
            <Button variant="outline" disabled={skip === 0} onClick={() => setSkip(skip - PAGE)}>
              {t('newer')}
            </Button>
            <span className="text-ink-soft text-sm tabular-nums">
              {t('page', {
                from: skip + 1,
                to: Math.min(skip + PAGE, log.data.total),
                total: log.data.total,
              })}
            </span>
            <Button
              variant="outline"
              disabled={skip + PAGE >= log.data.total}
              onClick={() => setSkip(skip + PAGE)}
            >
              {t('older')}
            </Button>
          </nav>
        </>
      )}
    </section>
  )
}

function Entry({ entry }: { entry: PointsEntry }) {
  const t = useTranslations('members.log')
  const { dayAndClock } = useTimes()
  const moved = entry.delta - entry.debtDelta
  return (
    <li className="flex items-center gap-4 py-3">
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          {t(`reason.${entry.reason}`)}
          {entry.note && ` · ${entry.note}`}
        </span>
        <span className="block truncate text-ink-soft text-sm tabular-nums">
          {dayAndClock(entry.createdAt)}
          {entry.orderNumber && ` · ${entry.orderNumber}`}
          {entry.debtDelta > 0 && ` · ${t('owed', { points: entry.debtDelta })}`}
          {entry.debtDelta < 0 && ` · ${t('paysOwed', { points: -entry.debtDelta })}`}
        </span>
      </span>
      <span className="text-right">
        <span
          className={cn(
            'block font-semibold tabular-nums',
            moved > 0 ? 'text-success' : 'text-ink',
          )}
        >
          {moved > 0 ? `+${moved}` : `−${-moved}`}
        </span>
        <span className="block text-ink-soft text-xs tabular-nums">
          {t('after', { points: entry.pointsAfter })}
        </span>
      </span>
    </li>
  )
}
