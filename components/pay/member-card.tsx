// Membership at the table: the own card with level and points, or a way to join. Never needed to order or to pay.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { BadgePercent, ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { isUnanswered, refusalIn, useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import type { MemberCard as Card } from './shapes'

export function MemberCard({ code, mayJoin }: { code: string; mayJoin: boolean }) {
  const trpc = useTRPC()
  const mine = useQuery(trpc.membership.mine.queryOptions({ code }, { staleTime: 0 }))
  if (mine.data) return <OwnCard code={code} card={mine.data} />
  return mayJoin && mine.isSuccess ? <Join code={code} /> : null
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
      <div aria-hidden className="mt-3 h-1.5 overflow-hidden rounded-full bg-surface">
        <div
          className="h-full rounded-full bg-primary"
          style={{ width: `${Math.min(100, reached * 100)}%` }}
        />
      </div>
      <p className="mt-1.5 text-ink-soft text-sm">
        {next
          ? t('toNext', {
              points: format.number(next.missingPoints),
              level: nameIn(language, next.level),
            })
          : t('top')}
      </p>
      <PointsLog key={card.points} code={code} />
    </section>
  )
}

const LOG_LENGTH = 10

/** Where the points came from and went, newest first; read when it is opened. */
function PointsLog({ code }: { code: string }) {
  const t = useTranslations('pay.member')
  const format = useFormatter()
  const trpc = useTRPC()
  const [isOpen, setOpen] = useState(false)
  const log = useQuery({
    ...trpc.membership.myPointsLog.queryOptions({ code, limit: LOG_LENGTH }, { staleTime: 0 }),
    enabled: isOpen,
  })
  return (
    <details className="mt-2" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="min-h-11 content-center font-medium text-primary text-sm">
        {t('log')}
      </summary>
      {log.data?.entries.length === 0 && <p className="text-ink-soft text-sm">{t('logEmpty')}</p>}
      <ul className="space-y-2">
        {log.data?.entries.map((entry) => (
          <li key={entry.id} className="flex items-baseline justify-between gap-4 text-sm">
            <span className="min-w-0">
              <span className="block break-words">
                {t(`reason.${entry.reason}`)}
                {entry.note !== '' && ` · ${entry.note}`}
              </span>
              <span className="text-ink-soft tabular-nums">
                {format.dateTime(new Date(entry.createdAt), { dateStyle: 'medium' })}
              </span>
            </span>
            <span className={cn('font-medium tabular-nums', entry.delta > 0 && 'text-success')}>
              {format.number(entry.delta, { signDisplay: 'always' })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Join({ code }: { code: string }) {
  const t = useTranslations('pay.member')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const fieldId = useId()
  const [isOpen, setOpen] = useState(false)
  const [phone, setPhone] = useState('')
  const [name, setName] = useState('')
  const [hasConsented, setConsented] = useState(false)

  const attach = useMutation(
    trpc.payment.attachMember.mutationOptions({
      onSuccess: async (card) => {
        queryClient.setQueryData(trpc.membership.mine.queryKey({ code }), card)
        await Promise.all([
          queryClient.invalidateQueries(trpc.payment.bill.pathFilter()),
          queryClient.invalidateQueries(trpc.ordering.pathFilter()),
        ])
      },
    }),
  )
  const isUnknown = refusalIn(attach.error)?.code === 'member.unknown'
  const trouble =
    attach.error && (isUnanswered(attach.error) ? t('unanswered') : attach.error.message)

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
          <span className="block font-medium">{t('join')}</span>
          <span className="block text-ink-soft text-sm">{t('joinHint')}</span>
        </span>
        <ChevronDown
          aria-hidden
          className={cn('size-5 text-ink-soft transition-transform', isOpen && 'rotate-180')}
        />
      </button>
      {isOpen && (
        <form
          className="space-y-3 border-line border-t p-4"
          onSubmit={(event) => {
            event.preventDefault()
            attach.mutate({ code, phone, name, hasConsented })
          }}
        >
          <div className="space-y-1.5">
            <label htmlFor={`${fieldId}-phone`} className="block font-medium text-sm">
              {t('phone')}
            </label>
            <Input
              id={`${fieldId}-phone`}
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              required
              maxLength={32}
              value={phone}
              placeholder="138 0000 0000"
              aria-describedby={`${fieldId}-trouble`}
              onChange={(event) => {
                setPhone(event.target.value)
                attach.reset()
              }}
            />
          </div>
          <label className="flex items-start gap-3 text-sm">
            <input
              type="checkbox"
              checked={hasConsented}
              onChange={(event) => setConsented(event.target.checked)}
              className="mt-0.5 size-5 shrink-0 accent-primary"
            />
            <span className="text-ink-soft">{t('consent')}</span>
          </label>
          {hasConsented && (
            <div className="space-y-1.5">
              <label htmlFor={`${fieldId}-name`} className="block font-medium text-sm">
                {t('name')}
              </label>
              <Input
                id={`${fieldId}-name`}
                autoComplete="name"
                maxLength={40}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            </div>
          )}
          <p id={`${fieldId}-trouble`} role="status" className="text-danger text-sm empty:hidden">
            {trouble} {isUnknown && t('unknownHint')}
          </p>
          <Button type="submit" className="w-full" disabled={attach.isPending}>
            {hasConsented ? t('doJoin') : t('doFind')}
          </Button>
        </form>
      )}
    </section>
  )
}
