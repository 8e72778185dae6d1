'use client'
// 对账: one business day of one account, the platform's own rows against ours; what differs is
// listed, with one tap to fix each.

import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { StaffShell } from '@/components/desk/staff-shell'
import { Failed, Loading } from '@/components/ui/placeholders'
import { useTRPC } from '@/components/wire/trpc'
import { addDays } from '@/domain/calendar'
import { BookPicker } from './book-picker'
import { ByHandPanel } from './by-hand-panel'
import { ComparisonPanel } from './comparison-panel'
import { DayPicker } from './day-picker'
import type { BookView } from './types'

export function ReconcileScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <StaffShell>
        <Reconcile />
      </StaffShell>
    </DeskProvider>
  )
}

function Reconcile() {
  const t = useTranslations('reconcile')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [chosenDay, setDay] = useState<string | null>(null)
  const [chosenBook, setBook] = useState<BookView | null>(null)
  const { data, error, refetch } = useQuery(
    trpc.platforms.reconcile.books.queryOptions({ storeId, day: null }),
  )
  const book =
    data?.books.find(({ accountId }) => accountId === chosenBook?.accountId) ?? data?.books[0]
  const day = chosenDay ?? (data && book && usualDay(book, data.today))
  return (
    <div className="mx-auto max-w-5xl space-y-4">
      <header className="space-y-1">
        <Link
          href={`/reports?store=${storeId}`}
          prefetch={false}
          className="inline-flex min-h-11 items-center gap-1.5 text-ink-soft text-sm hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {t('back')}
        </Link>
        <h1 className="font-semibold text-2xl">{t('title')}</h1>
        <p className="text-ink-soft text-sm">{t('hint')}</p>
      </header>
      {!data && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />)}
      {data && book && day && (
        <>
          <div className="flex flex-wrap items-center gap-3">
            <DayPicker day={day} today={data.today} onChange={setDay} />
            <BookPicker books={data.books} chosen={book} onChange={setBook} />
          </div>
          <ComparisonPanel key={`${day} ${book.accountId}`} day={day} accountId={book.accountId} />
          <ByHandPanel day={day} />
        </>
      )}
    </div>
  )
}

/** Platforms that write a bill by the day have none of today. */
function usualDay({ method }: BookView, today: string): string {
  return method === 'wechat' || method === 'alipay' ? addDays(today, -1) : today
}
