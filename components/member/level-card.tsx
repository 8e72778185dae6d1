// The own card: level and what it gives, points to spend, and how far the next level is.

import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { Progress } from '@/components/ui/progress'
import { type Language, nameIn } from '@/domain/language'
import type { MemberCard } from './types'

export function LevelCard({ card }: { card: MemberCard }) {
  const t = useTranslations('member.card')
  const format = useFormatter()
  const language = useLocale() as Language
  const { level, next, brand } = card
  const span = next ? next.level.minimumPoints - level.minimumPoints : 1
  const reached = next ? (card.lifetimePoints - level.minimumPoints) / span : 1
  const { payBasisPoints } = level
  return (
    <section aria-label={t('title')} className="rounded-2xl bg-primary-soft p-5">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          {brand.stores > 1 && (
            <p className="truncate font-medium text-sm">
              {t('brand', { brand: nameIn(language, brand), count: brand.stores })}
            </p>
          )}
          <p className="font-semibold text-xl">{nameIn(language, level)}</p>
          <p className="text-ink-soft text-sm">
            {payBasisPoints < 10_000
              ? t('discount', {
                  fold: payBasisPoints / 1_000,
                  percent: (10_000 - payBasisPoints) / 100,
                })
              : t('noDiscount')}
          </p>
          <p className="truncate text-ink-soft text-sm tabular-nums">
            {[card.name, card.maskedPhone].filter((text) => text !== '').join(' · ')}
          </p>
        </div>
        <p className="shrink-0 text-right">
          <span className="block font-semibold text-3xl text-primary tabular-nums">
            {format.number(card.points)}
          </span>
          <span className="text-ink-soft text-sm">{t('points')}</span>
        </p>
      </div>
      <div className="mt-4">
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
      {card.debtPoints > 0 && (
        <p className="mt-3 text-sm">{t('owes', { points: card.debtPoints })}</p>
      )}
    </section>
  )
}
