'use client'
// The language of a screen and its texts, for `useTranslations` below it.

import type { ReactNode } from 'react'
import { IntlProvider } from 'use-intl'
import type { Language } from '@/domain/language'
import type { Texts } from '../text/load-texts'

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
