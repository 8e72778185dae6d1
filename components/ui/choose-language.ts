// A choice of language is kept in a cookie that the server reads too.

import type { Language } from '@/domain/language'

const YEAR_SECONDS = 365 * 86_400

export function keepLanguage(language: Language): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on old phones
  document.cookie = `locale=${language}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`
}
