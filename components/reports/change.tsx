// How a figure stands against the days it is fairly held against: in words and a sign, not by
// colour alone; and no percentage where one would mislead.

import { TrendingDown, TrendingUp } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useFigures } from '@/components/desk/use-figures'
import { cn } from '@/components/ui/cn'
import { changeOf } from '@/domain/analytics'
import type { Compared, Summary } from './types'

type Figure = {
  [Key in keyof Summary]: Summary[Key] extends number ? Key : never
}[keyof Summary]
type Held = { now: Summary; before: Compared | null; of: Figure }

/** Days of several on which the house was open more or less often say nothing by a percentage. */
function areAlike(now: Summary, before: Compared): boolean {
  return now.start_date === now.end_date || now.open_days === before.open_days
}

export function Change({ now, before, of }: Held) {
  const t = useTranslations('reports.change')
  const { percent, money } = useFigures()
  if (!before) return null
  if (before.open_days === 0) return <p className="mt-1 text-ink-soft text-sm">{t('none')}</p>
  const then = before[of]
  if (!areAlike(now, before)) {
    return (
      <p className="mt-1 text-ink-soft text-sm tabular-nums">
        {t('days', { now: now.open_days, before: before.open_days, amount: money(then) })}
      </p>
    )
  }
  const share = changeOf(now[of], then)
  if (share === null) {
    return (
      <p className="mt-1 text-ink-soft text-sm tabular-nums">{t('was', { amount: money(then) })}</p>
    )
  }
  const Icon = share < 0 ? TrendingDown : TrendingUp
  return (
    <p
      className={cn(
        'mt-1 flex items-center gap-1.5 text-sm tabular-nums',
        share < 0 ? 'text-warning' : 'text-success',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(share < 0 ? 'less' : 'more', { share: percent(Math.abs(share)), amount: money(then) })}
    </p>
  )
}

export function Difference({ now, before, of }: Held) {
  const t = useTranslations('reports.change')
  const { signedPercent } = useFigures()
  if (!before || before.open_days === 0 || !areAlike(now, before)) return null
  if (now[of] === before[of]) return t('same')
  const share = changeOf(now[of], before[of])
  return share === null ? t('new') : signedPercent(share)
}

/** Which days, and up to when. */
export function ComparedWith({ before }: { before: Compared | null }) {
  const t = useTranslations('reports.compared')
  const { day, span, weekday } = useFigures()
  if (!before) return <p className="mt-1 text-ink-soft text-sm">{t('notYet')}</p>
  const { start_date: from, end_date: to, until } = before
  const days =
    from === to
      ? t('day', { weekday: weekday(to), day: day(to) })
      : t('days', { span: span(from, to), weekday: weekday(to) })
  return (
    <p data-testid="compared" className="mt-1 text-ink-soft text-sm tabular-nums">
      {until ? t('until', { days, time: until }) : t('whole', { days })}
    </p>
  )
}
