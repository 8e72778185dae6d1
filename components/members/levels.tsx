// The levels and what each gives, as they hang on the wall.

import { useQuery } from '@tanstack/react-query'
import { Award } from 'lucide-react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useDiscountText } from '@/components/membership/use-discount-text'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'

export function Levels() {
  const t = useTranslations('members.levels')
  const format = useFormatter()
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const levels = useQuery(trpc.membership.levels.queryOptions({ storeId }))
  const discountText = useDiscountText()
  return (
    <section aria-labelledby="levels-title">
      <h2 id="levels-title" className="font-semibold text-lg">
        {t('title')}
      </h2>
      <p className="mb-3 text-ink-soft text-sm">{t('rule')}</p>
      <ul className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {levels.data?.map((level) => (
          <li key={level.level} className="rounded-2xl border border-line bg-surface p-4">
            <Award aria-hidden className="mb-2 size-6 text-primary" />
            <p className="font-semibold">{nameIn(language, level)}</p>
            <p className="text-primary">{discountText(level.payBasisPoints)}</p>
            <p className="mt-1 text-ink-soft text-sm">
              {t('from', { points: format.number(level.minimumPoints) })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
