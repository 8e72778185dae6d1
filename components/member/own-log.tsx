// Where points came from and went, newest first, in pages.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { useTRPC } from '@/components/wire/trpc'
import type { PointsEntry } from './types'
import { Unread } from './unread'

const PAGE = 10

export function OwnLog({ code }: { code: string }) {
  const t = useTranslations('member.log')
  const trpc = useTRPC()
  const [skip, setSkip] = useState(0)
  const log = useQuery(
    trpc.membership.myPointsLog.queryOptions(
      { code, skip, limit: PAGE },
      { staleTime: 0, placeholderData: keepPreviousData },
    ),
  )
  const total = log.data?.total ?? 0
  return (
    <section aria-labelledby="log-title" className="space-y-3">
      <h2 id="log-title" className="font-semibold text-lg">
        {t('title')}
      </h2>
      {!log.data && <Unread query={log} />}
      {log.data && total === 0 && <p className="text-ink-soft">{t('none')}</p>}
      {total > 0 && (
        <ul className="divide-y divide-line rounded-2xl border border-line bg-surface px-4">
          {log.data?.entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {total > PAGE && (
        <nav aria-label={t('pages')} className="flex items-center justify-between gap-3">
          <Button variant="outline" disabled={skip === 0} onClick={() => setSkip(skip - PAGE)}>
            {t('newer')}
          </Button>
          <span className="text-ink-soft text-sm tabular-nums">
            {t('page', { from: skip + 1, to: Math.min(skip + PAGE, total), total })}
          </span>
          <Button
            variant="outline"
            disabled={skip + PAGE >= total}
            onClick={() => setSkip(skip + PAGE)}
          >
            {t('older')}
          </Button>
        </nav>
      )}
    </section>
  )
}

function Entry({ entry }: { entry: PointsEntry }) {
  const t = useTranslations('member.log')
  const format = useFormatter()
  const moved = entry.delta - entry.debtDelta
  return (
    <li className="flex items-baseline justify-between gap-4 py-3">
      <span className="min-w-0">
        <span className="block break-words">
          {t(`reason.${entry.reason}`)}
          {entry.note !== '' && ` · ${entry.note}`}
        </span>
        <span className="block text-ink-soft text-sm tabular-nums">
          {format.dateTime(new Date(entry.createdAt), { dateStyle: 'medium' })}
          {entry.orderNumber && ` · ${entry.orderNumber}`}
          {entry.debtDelta > 0 && ` · ${t('owed', { points: entry.debtDelta })}`}
          {entry.debtDelta < 0 && ` · ${t('paysOwed', { points: -entry.debtDelta })}`}
        </span>
      </span>
      <span className={cn('font-semibold tabular-nums', moved > 0 && 'text-success')}>
        {format.number(moved, { signDisplay: 'always' })}
      </span>
    </li>
  )
}
