'use client'

// The member page on a guest's phone: level and points, coupons, rewards, the log, and what we keep
// about them. Before the phone is proved there is only the way to prove it.

import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'use-intl'
import { JoinMember } from '@/components/billing/join-member'
import { LanguageSwitch } from '@/components/ui/language-switch'
import { Skeleton } from '@/components/ui/skeleton'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { tablePath } from '@/domain/paths'
import { LevelCard } from './level-card'
import { OwnCoupons } from './own-coupons'
import { OwnData } from './own-data'
import { OwnLog } from './own-log'
import { OwnRewards } from './own-rewards'
import type { MemberStore } from './types'

export function MemberScreen({ code, store }: { code: string; store: MemberStore }) {
  const t = useTranslations('member')
  const language = useLocale() as Language
  const trpc = useTRPC()
  const mine = useQuery(trpc.membership.mine.queryOptions({ code }))
  return (
    <div className="min-h-dvh bg-canvas text-ink">
      <header className="sticky top-0 z-20 flex items-center gap-2 border-line border-b bg-surface px-2 pt-[env(safe-area-inset-top)] sm:px-4">
        <Link
          href={tablePath(code)}
          prefetch={false}
          aria-label={t('back')}
          className="grid size-12 shrink-0 place-items-center rounded-full"
        >
          <ArrowLeft aria-hidden className="size-5" />
        </Link>
        <div className="min-w-0 flex-1 py-2">
          <h1 className="truncate font-semibold text-lg leading-tight">{t('title')}</h1>
          <p className="truncate text-ink-soft text-sm">{nameIn(language, store)}</p>
        </div>
        <LanguageSwitch />
      </header>
      <main className="mx-auto max-w-xl space-y-6 p-4 pb-[max(2rem,env(safe-area-inset-bottom))]">
        {mine.data && (
          <>
            <LevelCard card={mine.data} />
            <OwnCoupons code={code} />
            <OwnRewards code={code} points={mine.data.points} />
            <OwnLog code={code} />
            <OwnData code={code} />
          </>
        )}
        {mine.data === null && (
          <section
            aria-label={t('join.title')}
            className="space-y-4 rounded-2xl border border-line bg-surface p-4"
          >
            <h2 className="font-semibold text-lg">{t('join.title')}</h2>
            <p className="text-ink-soft">{t('join.lead')}</p>
            <JoinMember code={code} />
          </section>
        )}
        {mine.data === undefined && <Skeleton className="h-40 w-full rounded-2xl" />}
      </main>
    </div>
  )
}
