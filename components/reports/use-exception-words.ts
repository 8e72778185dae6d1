// What a row of the exceptions is called.

import { useTranslations } from 'use-intl'
import { isProgramReason } from '@/domain/ordering'
import type { ExceptionRow } from './types'

const NAMED = ['promotion', 'member', 'coupon', 'points', 'rounding'] as const

export function useExceptionWords() {
  const t = useTranslations('reports.exceptions')
  const tp = useTranslations('staff.programReason')
  const kind = (exception: ExceptionRow['exception']) => t(`kind.${exception}`)
  return {
    kind,
    /** The kind; of a discount that nobody gave by hand, which. */
    what: ({ exception, discount_kind }: ExceptionRow) => {
      const named = NAMED.find((each) => each === discount_kind)
      return named ? `${kind(exception)} · ${t(`discount.${named}`)}` : kind(exception)
    },
    reason: ({ reason, discount_kind }: ExceptionRow) => {
      if (isProgramReason(reason)) return tp(reason)
      if (discount_kind === 'rounding') return t('discount.rounding')
      return reason || t('noReason')
    },
    nobody: t('nobody'),
  }
}
