'use client'
// What is to be true before the first guests come: each line by a real look, with the way to it. It
// goes by itself once everything is.

import { useQuery } from '@tanstack/react-query'
import { ChevronRight, CircleCheck, CircleDashed } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { useTRPC } from '@/components/wire/trpc'
import type { OpeningCheck } from '@/domain/opening'
import { useDesk } from './desk'

/** Where each is done; null = on the machine, as its line says. */
const PLACES: Record<OpeningCheck, string | null> = {
  station: '/staff/settings/kitchen',
  menu: '/staff/menu',
  tables: '/staff/settings/tables',
  payments: '/staff/settings/payments',
  passwords: '/staff/settings/people',
  encrypted: null,
  printer: '/staff/settings/printers',
  backup: null,
}

export function OpeningChecks() {
  const t = useTranslations('checks')
  const trpc = useTRPC()
  const { storeId } = useDesk()
  const { data } = useQuery(trpc.opening.checks.queryOptions({ storeId }))
  const left = data?.filter(({ isDone }) => !isDone).length ?? 0
  if (!data || left === 0) return null
  return (
    <section
      aria-labelledby="before-you-open"
      className="rounded-2xl border border-line bg-surface"
    >
      <header className="flex flex-wrap items-baseline justify-between gap-2 p-4">
        <h2 id="before-you-open" className="font-semibold text-lg">
          {t('title')}
        </h2>
        <p className="text-ink-soft text-sm">{t('left', { count: left })}</p>
      </header>
      <ul className="divide-y divide-line border-line border-t">
        {[...data]
          .sort((one, other) => Number(one.isDone) - Number(other.isDone))
          .map(({ check, isDone }) => {
            const path = isDone ? null : PLACES[check]
            const line = (
              <>
                {isDone ? (
                  <CircleCheck aria-hidden className="size-5 shrink-0 text-success" />
                ) : (
                  <CircleDashed aria-hidden className="size-5 shrink-0 text-warning" />
                )}
                <span className="min-w-0 flex-1">
                  <span className={cn('block', isDone ? 'text-ink-soft' : 'font-medium')}>
                    {t(`check.${check}.title`)}
                    <span className="sr-only">: {t(isDone ? 'done' : 'undone')}</span>
                  </span>
                  {!isDone && (
                    <span className="block text-ink-soft text-sm">{t(`check.${check}.how`)}</span>
                  )}
                </span>
              </>
            )
            const look = 'flex min-h-12 items-center gap-3 px-4 py-2.5'
            return (
              <li key={check}>
                {path ? (
                  <Link
                    href={`${path}?store=${storeId}`}
                    prefetch={false}
                    className={cn(look, 'hover:bg-ink/5')}
                  >
                    {line}
                    <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-soft" />
                  </Link>
                ) : (
                  <p className={look}>{line}</p>
                )}
              </li>
            )
          })}
      </ul>
    </section>
  )
}
