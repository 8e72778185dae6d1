// Amounts as the reports beside this screen show them: ¥20,260.60.

import { useFigures } from '@/components/reports/use-figures'
import { yuan } from '@/domain/money'

/** 分 → a text. */
export function useMoney(): (cents: number) => string {
  const { money } = useFigures()
  return (cents) => money(yuan(cents))
}
