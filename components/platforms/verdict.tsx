// Whether the day agrees, in a word, and the three sums behind it.

import { CircleAlert, CircleCheck } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { useTranslations } from 'use-intl'
import { useTimes } from '@/components/desk/use-times'
import { cn } from '@/components/ui/cn'
import { useMoney } from '@/components/ui/money'
import type { Comparison } from './types'

export function Verdict({
  comparison,
  again,
  ref,
}: {
  comparison: Comparison
  again: ReactNode
  ref: Ref<HTMLElement>
}) {
  const t = useTranslations('reconcile.verdict')
  const { dayAndClock } = useTimes()
  const { sumOf: money } = useMoney()
  const { thereCents, hereCents, matched, differences, upTo, moreAt, isWhole, othersCount } =
    comparison
  const agrees = differences.length === 0
  const Icon = agrees ? CircleCheck : CircleAlert
  const differenceCents = thereCents - hereCents
  const sums = [
    ['there', money(thereCents)],
    ['here', money(hereCents)],
    ['difference', `${differenceCents > 0 ? '+' : ''}${money(differenceCents)}`],
  ] as const
  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-label={t('label')}
      className="space-y-4 rounded-2xl border border-line bg-surface p-5"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p
          role="status"
          className={cn(
            'flex items-center gap-2 font-semibold text-2xl',
            agrees ? 'text-success' : 'text-danger',
          )}
        >
          <Icon aria-hidden className="size-7 shrink-0" />
          {agrees ? t('agrees') : t('differs', { count: differences.length })}
        </p>
        {again}
      </div>
      <dl className="grid grid-cols-1 gap-1 sm:grid-cols-3 sm:gap-3">
        {sums.map(([name, text]) => (
          <div
            key={name}
            className="flex items-baseline justify-between gap-3 border-line sm:block sm:border-l sm:pl-4"
          >
            <dt className="text-ink-soft text-sm">{t(name)}</dt>
            <dd
              className={cn(
                'font-semibold text-xl tabular-nums sm:text-2xl',
                name === 'difference' && differenceCents !== 0 && 'text-danger',
              )}
            >
              {text}
            </dd>
          </div>
        ))}
      </dl>
      <div className="space-y-1 text-ink-soft text-sm tabular-nums">
        <p>{t('matched', { count: matched.count, amount: money(matched.cents) })}</p>
        {!isWhole && (
          <p>
            {t('until', { time: dayAndClock(upTo) })}
            {moreAt && ` ${t('more', { time: dayAndClock(moreAt) })}`}
          </p>
        )}
        {othersCount > 0 && <p>{t('others', { count: othersCount })}</p>}
      </div>
    </section>
  )
}
