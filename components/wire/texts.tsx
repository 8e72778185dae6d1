'use client'
// The language of a screen and its texts, for `useTranslations` below it, and the clock that instants are told by.

import type { ReactNode } from 'react'
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

/** Below it, instants are told on the store's own clock, wherever the screen is. */
export function StoreClock({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  return (
    <IntlProvider locale={useLocale()} timeZone={timeZone}>
      {children}
    </IntlProvider>
  )
}
