// The words of the house in one language: what a screen gets to speak with, and how the server says
// a sentence. It holds every text there is, so only what runs on the server imports it; a screen
// has `useTranslations`.

import { createTranslator } from 'use-intl/core'
import { TEXTS, type Texts } from './all'
import { compiled } from './compiled'
import { LANGUAGES, type Language } from './languages'
import type { Say } from './say'

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language
    Messages: Texts
  }
}

/** What only the server says: refusals, paper, files, pages before there is a screen. */
type ServerFile = 'exports' | 'language' | 'pages' | 'paper' | 'refusals'

/**
 * A file of a screen, or a part of the refusals that it says by itself. The kit's texts, `ui`, come
 * with every screen.
 */
export type Screen = Exclude<keyof Texts, 'ui' | ServerFile> | 'refusals.split'

/** What the screens of a page speak with: a guest's phone carries no word of the kitchen. */
export function textsOf(language: Language, screens: readonly Screen[]): Partial<Texts> {
  const all = TEXTS[language]
  const texts = screens.map((screen) =>
    screen === 'refusals.split'
      ? ['refusals', { split: compiled(all.refusals.split) }]
      : [screen, compiled(all[screen])],
  )
  return { ui: compiled(all.ui), ...Object.fromEntries(texts) }
}

const said = new Map<string, unknown>()

/**
 * Says the texts of a file in a language, with what belongs into their gaps; one that cannot be
 * said is said in the first language.
 */
export function sayIn<File extends keyof Texts>(language: Language, file: File): Say<File> {
  const name = `${language} ${file}`
  const known = said.get(name) as Say<File> | undefined
  if (known) return known
  const translate = createTranslator({
    locale: language,
    messages: compiled(TEXTS[language][file]) as never,
    timeZone: 'UTC',
    onError: (error) => {
      throw error
    },
  }) as Say<File>
  const [first] = LANGUAGES
  const say: Say<File> = (key, gaps) => {
    try {
      return translate(key, gaps)
    } catch (error) {
      if (language === first) throw error
      return sayIn(first, file)(key, gaps)
    }
  }
  said.set(name, say)
  return say
}
