// How much of a dish there is and what it costs, as people read it: '×2 份', '520 g',
// '¥68 / 500 g', and what is said while it waits for its weight or its price.

import { useLocale, useTranslations } from 'use-intl'
import { type Language, type Localized, unitIn } from '@/domain/language'
import {
  basePriceCents,
  gramsText,
  isPriceUnsaid,
  type LineRate,
  type PricedDish,
} from '@/domain/menu'
import { useMoney } from './money'

type Portions = { quantity: number; unit: string; units: Localized; grams?: number | null }
type Line = Portions & { isPriced: boolean; rate: LineRate | null }

export function usePortions() {
  const t = useTranslations('ui.portion')
  const language = useLocale() as Language
  const { priceOf } = useMoney()
  const perOf = (perGrams: number | null, of: { unit: string; units: Localized }) =>
    perGrams === null ? unitIn(language, of) : gramsText(perGrams)
  return {
    /** '×2 份'; what was weighed says its weight. */
    of: ({ grams, ...line }: Portions) =>
      grams ? gramsText(grams) : `×${line.quantity} ${unitIn(language, line)}`.trim(),
    /** Of what a price is, '份' or '500 g'; empty where nobody said it. */
    per: (dish: Pick<PricedDish, 'perGrams' | 'unit' | 'units' | 'isPerPerson'>) =>
      perOf(dish.perGrams, dish) || (dish.isPerPerson ? t('person') : ''),
    /** '¥38', or that the price is the day's and not said yet. */
    priceOf: (dish: PricedDish) =>
      isPriceUnsaid(dish) ? t('market') : priceOf(basePriceCents(dish)),
    /** What stands for its sum while it waits; null = it costs what it costs. */
    waiting: ({ isPriced, rate }: Pick<Line, 'isPriced' | 'rate'>) =>
      isPriced ? null : t(rate?.perGrams ? 'toWeigh' : 'toPrice'),
    /** '520 g × ¥68 / 500 g', as far as that is known; null where it is for a portion. */
    rateOf: ({ rate, grams }: Pick<Line, 'rate'> & { grams?: number | null }) => {
      if (!rate?.perGrams) return null
      const per = gramsText(rate.perGrams)
      const price = rate.cents === null ? t('market') : `${priceOf(rate.cents)} / ${per}`
      return grams ? `${gramsText(grams)} × ${price}` : price
    },
  }
}
