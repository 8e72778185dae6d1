// Gives the screens below the texts they speak; each part of the site names its own.

import type { ReactNode } from 'react'
import { TextsProvider } from '@/components/wire/texts'
import { type Screen, textsOf } from '@/text/words'
import { requestLanguage } from './language'

export async function ScreenTexts({
  screens,
  children,
}: {
  screens: readonly Screen[]
  children: ReactNode
}) {
  const language = await requestLanguage()
  return (
    <TextsProvider language={language} texts={textsOf(language, screens)}>
      {children}
    </TextsProvider>
  )
}
