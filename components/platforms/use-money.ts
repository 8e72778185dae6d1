// Amounts as the reports beside this screen show them: ¥20,260.60.

import { useFigures } from '@/components/desk/use-figures'

/** 分 → a text. */
export function useMoney(): (cents: number) => string {
  return useFigures().money
}
