// Amounts as people read and type them, in the money of the store where they are.

import { useMemo } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useCurrency } from '@/components/wire/texts'
import {
  amountFromTyped,
  amountText,
  changeIn,
  digitsOf,
  fromTyped,
  priceIn,
  shortSumIn,
  signIn,
  sumIn,
} from '@/domain/money'

export type Money = ReturnType<typeof moneyIn>

/** The store's money in the language of the screen. */
export function useMoney(): Money {
  const language = useLocale()
  const currency = useCurrency()
  return useMemo(() => moneyIn(language, currency), [language, currency])
}

/** Amounts are the currency's smallest units. */
export function moneyIn(language: string, currency: string) {
  return {
    currency,
    /** '¥', '$', 'KWD'. */
    sign: signIn(language, currency),
    /** How many digits an amount may have behind the point. */
    digits: digitsOf(currency),
    /** '¥38.00', '−¥3.00': what is to be paid, to its last digit. */
    sumOf: (cents: number) => sumIn(language, currency, cents),
    /** '¥38', '¥38.50': without empty decimals, as menus do. */
    priceOf: (cents: number) => priceIn(language, currency, cents),
    /** '+¥5.00', '−¥3.00': what changes a sum. */
    changeOf: (cents: number) => changeIn(language, currency, cents),
    /** '¥1.2K', rounded: for axes. */
    shortSumOf: (cents: number) => shortSumIn(language, currency, cents),
    /** '38.00': what stands in a field. */
    textOf: (cents: number) => amountText(cents, currency),
    /** What is typed, or null where that is no amount. */
    centsOf: (typed: string) => amountFromTyped(typed, currency),
    /** What is typed, or NaN where that is no amount, which every schema refuses. */
    centsIn: (typed: string) => amountFromTyped(typed, currency) ?? Number.NaN,
  }
}

/** Why what is typed is no amount, as a sentence; nothing where it is one, or nothing is typed. */
export function useAmountFlaw(): (typed: string) => string | undefined {
  const t = useTranslations('ui.amount')
  const { digits } = useMoney()
  return (typed) => {
    const read = typed.trim() === '' ? 0 : fromTyped(typed, digits)
    return typeof read === 'number' ? undefined : t(read.flaw, { digits })
  }
}
