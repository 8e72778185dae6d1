// What a dish, or an option of it, is to those at the table who are allergic: it contains
// something, or nobody has stated that it does not.

import { CircleHelp, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Concern } from '@/domain/allergies'
import { ALLERGENS } from '@/domain/menu'
import { useAllergyWords } from './use-allergy-words'

export function ConcernMarks({ concerns }: { concerns: readonly Concern[] }) {
  const t = useTranslations('allergies')
  const { listOf } = useAllergyWords()
  const contains = ALLERGENS.filter((each) => concerns.some((of) => of.contains.includes(each)))
  const unstated = ALLERGENS.filter((each) => concerns.some((of) => of.unstated.includes(each)))
  return (
    <>
      {contains.length > 0 && (
        <span className="flex items-center gap-1 font-semibold text-danger text-xs">
          <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
          {t('contains', { allergens: listOf(contains) })}
        </span>
      )}
      {unstated.length > 0 && (
        <span className="flex items-center gap-1 font-medium text-warning text-xs">
          <CircleHelp aria-hidden className="size-3.5 shrink-0" />
          {t('unstated', { allergens: listOf(unstated) })}
        </span>
      )}
    </>
  )
}
