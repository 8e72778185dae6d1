// The texts of a screen in one language: one file per screen and language, loaded on the server, so that a guest's phone
// carries no word of the kitchen.

import type { Language } from '@/domain/language'

export type Texts = Record<string, unknown>

export async function loadTexts(language: Language, screens: readonly string[]): Promise<Texts> {
  const loaded = await Promise.all(
    ['ui', ...screens].map(async (screen) => {
      const file = await import(`./${language}/${screen}.json`)
      return [screen, file.default] as const
    }),
  )
  return Object.fromEntries(loaded)
}
