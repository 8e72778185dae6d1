// Membership at the table: the own card with level and points, or a way to join. Never needed to
// order or to pay.

import { useQuery } from '@tanstack/react-query'
import { BadgePercent, ChevronDown, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { Progress } from '@/components/ui/progress'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { memberPath } from '@/domain/paths'
import { JoinMember } from './join-member'
import type { MemberCard as Card } from './types'

export function MemberCard({
  code,
  mayJoin,
  isPaid,
}: {
  code: string
  mayJoin: boolean
  /** Nothing is due any more: what joining still brings are the points. */
  isPaid: boolean
}) {
  const trpc = useTRPC()
  const mine = useQuery(trpc.membership.mine.queryOptions({ code }, { staleTime: 0 }))
  if (mine.data) return <OwnCard code={code} card={mine.data} />
  return mayJoin && mine.isSuccess ? <Join code={code} isPaid={isPaid} /> : null
}

function OwnCard({ code, card }: { code: string; card: Card }) {
  const t = useTranslations('pay.member')
  const format = useFormatter()
  const language = useLocale() as Language
  const { level, next } = card
  const span = next ? next.level.minimumPoints - level.minimumPoints : 1
  const reached = next ? (card.lifetimePoints - level.minimumPoints) / span : 1
  return (
    <section aria-label={t('title')} className="rounded-2xl bg-primary-soft p-4">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <p className="font-semibold">{nameIn(language, level)}</p>
          <p className="truncate text-ink-soft text-sm tabular-nums">
            {[card.name, card.maskedPhone].filter((text) => text !== '').join(' · ')}
          </p>
        </div>
        <p className="shrink-0 text-right">
          <span className="block font-semibold text-lg tabular-nums">
            {format.number(card.points)}
          </span>
          <span className="text-ink-soft text-sm">{t('points')}</span>
        </p>
      </div>
      <div className="mt-3">
        <Progress name={t('progress')} share={reached} />
      </div>
      <p className="mt-1.5 text-ink-soft text-sm">
        {next
          ? t('toNext', {
              points: format.number(next.missingPoints),
              level: nameIn(language, next.level),
            })
          : t('top')}
      </p>
      <Link
        href={memberPath(code)}
        prefetch={false}
        className="mt-2 flex min-h-11 items-center justify-between gap-3 font-medium text-primary"
      >
        {t('more')}
        <ChevronRight aria-hidden className="size-5" />
      </Link>
    </section>
  )
}

function Join({ code, isPaid }: { code: string; isPaid: boolean }) {
  const t = useTranslations('pay.member')
  const [isOpen, setOpen] = useState(false)
  return (
    <section className="rounded-2xl border border-line">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex min-h-14 w-full items-center gap-3 px-4 py-2 text-left"
      >
        <BadgePercent aria-hidden className="size-5 shrink-0 text-primary" />
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{t(isPaid ? 'claim' : 'join')}</span>
          <span className="block text-ink-soft text-sm">
            {t(isPaid ? 'claimHint' : 'joinHint')}
          </span>
        </span>
        <ChevronDown
          aria-hidden
          className={cn('size-5 text-ink-soft transition-transform', isOpen && 'rotate-180')}
        />
      </button>
      {isOpen && (
        <div className="border-line border-t p-4">
          <JoinMember code={code} />
        </div>
      )}
    </section>
  )
}
