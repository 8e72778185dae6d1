// What a level gives, in words: 95 折 in Chinese is 5% off in English.

import { useTranslations } from 'use-intl'

/** @returns the words for what is paid of 10,000 */
export function useDiscountText(): (payBasisPoints: number) => string {
  const t = useTranslations('members.card')
  return (payBasisPoints) =>
    payBasisPoints < 10_000
      ? t('discount', {
          fold: payBasisPoints % 1_000 === 0 ? payBasisPoints / 1_000 : payBasisPoints / 100,
          percent: (10_000 - payBasisPoints) / 100,
        })
      : t('noDiscount')
}
