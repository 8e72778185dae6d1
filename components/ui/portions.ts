// How many of a dish, as people read it: '×2 份'.

import { useLocale } from 'use-intl'
import { type Language, type Localized, unitIn } from '@/domain/language'

export function usePortions(): (line: {
  quantity: number
  unit: string
  units: Localized
}) => string {
  const language = useLocale() as Language
  return (line) => `×${line.quantity} ${unitIn(language, line)}`.trim()
}
