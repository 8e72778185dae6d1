// What has become of a line of the cart, in words.

import { useLocale, useTranslations } from 'use-intl'
import { useMoney } from '@/components/ui/money'
import { usePortions } from '@/components/ui/portions'
import { type Language, nameIn } from '@/domain/language'
import type { RefusalCode } from '@/domain/refusal'
import type { LineChange } from './cart'
import type { CartLine } from './types'

export function useTroubleWords() {
  const t = useTranslations('guest.cart')
  const tMenu = useTranslations('guest.menu')
  const words = {
    'dish.sold-out': t('soldOut'),
    'dish.not-offered': t('notOffered'),
    'dish.dine-in-only': tMenu('dineInOnly'),
    'dish.takeaway-only': tMenu('takeawayOnly'),
    'dish.too-few-left': t('tooFew'),
  } as Partial<Record<RefusalCode, string>>
  return (code: RefusalCode) => words[code] ?? t('choice')
}

/** What changed, a sentence each: 'Latte ¥20 → ¥22', 'Latte: sold out'. */
export function useChangeWords() {
  const language = useLocale() as Language
  const { priceOf } = useMoney()
  const portions = usePortions()
  const troubleWords = useTroubleWords()
  const price = (line: CartLine) =>
    portions.rateOf(line) ?? portions.waiting(line) ?? priceOf(line.unitCents)
  return ({ before, now }: LineChange) => {
    const name = nameIn(language, now)
    return now.trouble
      ? `${name} ${troubleWords(now.trouble)}`
      : `${name} ${price(before)} → ${price(now)}`
  }
}
