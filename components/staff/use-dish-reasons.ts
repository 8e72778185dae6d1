// Why a dish, a round or an order is taken back, in the words that are said most.

import { useTranslations } from 'use-intl'

const COMMON = ['soldOut', 'mistake', 'changedMind', 'slow'] as const

export function useDishReasons(): string[] {
  const t = useTranslations('staff.reason')
  return COMMON.map((each) => t(each))
}
