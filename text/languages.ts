// Written by setup/write-languages.mjs from the folders beside it: to add a language, add its folder.

import zhCNLanguage from './zh-CN/language.json'
import enLanguage from './en/language.json'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** What each language says of itself, in itself: its name, in short, the way to it, and what stands between things that are listed. */
export const OWN_WORDS: Readonly<Record<Language, typeof zhCNLanguage>> = {
  'zh-CN': zhCNLanguage,
  'en': enLanguage,
}
