// A member at a glance: level, what it gives, how far the next one is, and the points to spend.

import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useMoney } from '@/components/ui/money'
import { Progress } from '@/components/ui/progress'
import { type Language, nameIn } from '@/domain/language'
import type { MemberCard } from './types'
import { useDiscountText } from './use-discount-text'

export function MemberSummary({ member }: { member: MemberCard }) {
  const { sumOf } = useMoney()
  const t = useTranslations('members.card')
  const format = useFormatter()
  const language = useLocale() as Language
  const discountText = useDiscountText()
  const { level, next } = member
  const reached = next
    ? (member.lifetimePoints - level.minimumPoints) /
      (next.level.minimumPoints - level.minimumPoints)
    : 1
  return (
    <article className="overflow-hidden rounded-3xl border border-line bg-surface">
      <header className="flex flex-wrap items-start justify-between gap-4 bg-primary-soft p-5">
        <div>
          <h2 className="font-semibold text-2xl">{member.name}</h2>
          <p className="text-ink-soft tabular-nums">{member.maskedPhone}</p>
        </div>
        <div className="text-right">
          <p className="font-semibold">{nameIn(language, level)}</p>
          <p className="text-ink-soft text-sm">{discountText(level.payBasisPoints)}</p>
        </div>
      </header>
      <div className="space-y-4 p-5">
        <div>
          <Progress name={t('progress')} share={reached} />
          <p className="mt-1.5 text-ink-soft text-sm">
            {next
              ? t('toNext', {
                  points: format.number(next.missingPoints),
                  level: nameIn(language, next.level),
                })
              : t('top')}
          </p>
        </div>
        {member.debtPoints > 0 && (
          <p className="text-sm">{t('owes', { points: member.debtPoints })}</p>
        )}
        <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          <Figure name={t('points')} value={format.number(member.points)} isMain />
          <Figure name={t('lifetime')} value={format.number(member.lifetimePoints)} />
          <Figure name={t('spent')} value={sumOf(member.totalSpentCents)} />
          <Figure name={t('orders')} value={format.number(member.totalOrders)} />
        </dl>
      </div>
    </article>
  )
}

function Figure({
  name,
  value,
  isMain = false,
}: {
  name: string
  value: string
  isMain?: boolean
}) {
  return (
    <div className="rounded-2xl bg-canvas p-3">
      <dt className="text-ink-soft text-xs">{name}</dt>
      <dd className={`tabular-nums ${isMain ? 'font-semibold text-2xl text-primary' : 'text-lg'}`}>
        {value}
      </dd>
    </div>
  )
}
