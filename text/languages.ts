// Written by setup/write-languages.mjs from the folders beside it: a folder is a language.

import zhCNLanguage from './zh-CN/language.json'
import enLanguage from './en/language.json'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** What each language says of itself, in itself: names, the way to it, what joins a list. */
export const OWN_WORDS: Readonly<Record<Language, typeof zhCNLanguage>> = {
  'zh-CN': zhCNLanguage,
  'en': enLanguage,
}
