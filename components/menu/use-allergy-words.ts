'use client'
// How allergens and allergies are said, on every screen alike.

import { useTranslations } from 'use-intl'
import type { Allergies, NamedAllergies } from '@/domain/allergies'
import type { Allergen } from '@/domain/menu'

/** @param ownNumber of the guest who looks; absent: somebody of the team does */
export function useAllergyWords(ownNumber?: number) {
  const t = useTranslations('allergies')
  const nameOf = (allergen: Allergen) => t(`allergen.${allergen}`)
  const listOf = (allergens: readonly Allergen[]) => allergens.map(nameOf).join(t('and'))
  return {
    nameOf,
    listOf,
    /** Own words stand behind what the menu knows. */
    saidOf: ({ allergens, other }: Allergies) =>
      [...allergens.map(nameOf), other].filter((word) => word !== '').join(t('and')),
    whose: ({ guestNumber: number, guestName: name }: NamedAllergies) => {
      if (number === null) return t('table')
      if (number === ownNumber) return t('you')
      return name === null ? t('guest', { number }) : t('named', { name, number })
    },
  }
}
