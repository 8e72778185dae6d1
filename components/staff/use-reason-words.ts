// Why something ended, as a person said it or, where the program did it, in words.

import { useTranslations } from 'use-intl'
import { isProgramReason } from '@/domain/ordering'

export function useReasonWords(): (reason: string) => string {
  const t = useTranslations('staff.programReason')
  return (reason) => (isProgramReason(reason) ? t(reason) : reason)
}
