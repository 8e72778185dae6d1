// What the settings are found by: what their fields are called, in every language of the house,
// because people look for a word as they know it.

import { SETTINGS_PLACES, type SettingsWords } from '@/components/desk/settings-places'
import { TEXTS } from '@/text/all'
import { LANGUAGES } from '@/text/languages'

/** A longer one is a sentence, which nobody looks for. */
const LONGEST_NAME = 40

export function settingsWords(): SettingsWords {
  return Object.fromEntries(
    SETTINGS_PLACES.map(({ name, texts }) => [
      name,
      [...new Set(LANGUAGES.flatMap((language) => texts.flatMap((at) => namesAt(language, at))))],
    ]),
  )
}

function namesAt(language: (typeof LANGUAGES)[number], at: string): string[] {
  let found: unknown = TEXTS[language]
  for (const part of at.split('.')) found = (found as Record<string, unknown> | undefined)?.[part]
  return wordsIn(found)
}

/** Without what is filled in later. */
function wordsIn(texts: unknown): string[] {
  if (typeof texts === 'object' && texts !== null) return Object.values(texts).flatMap(wordsIn)
  if (typeof texts !== 'string' || /[{]\w+, /.test(texts) || texts.length > LONGEST_NAME) return []
  return [texts.replace(/[（(，,]?\s*\{\w+\}\s*[）)]?/g, '').trim()].filter((word) => word !== '')
}
