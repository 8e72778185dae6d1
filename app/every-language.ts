// What is said before anybody's language is known: once in every language of the house.

import { LANGUAGES } from '@/domain/language'
import type { KeyIn } from '@/text/say'
import { sayIn } from '@/text/words'

export const inEveryLanguage = (key: KeyIn<'pages'>): string[] =>
  LANGUAGES.map((language) => sayIn(language, 'pages')(key))
