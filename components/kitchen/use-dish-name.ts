// A dish and its options in the language of the screen.

import { useLocale } from 'use-intl'
import { type Language, type Localized, nameIn } from '@/domain/language'

export function useDishName(): (thing: { name: string; names: Localized }) => string {
  const language = useLocale() as Language
  return (thing) => nameIn(language, thing)
}
