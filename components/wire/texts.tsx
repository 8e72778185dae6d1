'use client'
// The language of a screen and its texts, for `useTranslations` below it, and the clock that
// instants are told by.

import { createContext, type ReactNode, useContext } from 'react'
import { IntlProvider, useLocale } from 'use-intl'
import type { Language } from '@/domain/language'
import type { Texts } from '@/text/all'

export function TextsProvider({
  language,
  texts,
  children,
}: {
  language: Language
  texts: Partial<Texts>
  children: ReactNode
}) {
  return (
    <IntlProvider locale={language} messages={texts} timeZone="Asia/Shanghai">
      {children}
    </IntlProvider>
  )
}

const CurrencyContext = createContext('CNY')

/**
 * Below it, instants are told on the store's own clock and amounts in its own money, wherever the
 * screen is.
 */
export function AtStore({
  timeZone,
  currency,
  children,
}: {
  timeZone: string
  /** ISO 4217. */
  currency: string
  children: ReactNode
}) {
  return (
    <CurrencyContext value={currency}>
      <IntlProvider locale={useLocale()} timeZone={timeZone}>
        {children}
      </IntlProvider>
    </CurrencyContext>
  )
}

/** The currency of the store where the screen is. */
export const useCurrency = () => useContext(CurrencyContext)
