// The two languages of the house and how a name is chosen; zh-CN is what every name is first written in.

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/**
 * The language a person gets: their own choice (cookie) before what the browser prefers, else zh-CN.
 * @param chosen value of the `locale` cookie
 * @param accepted value of the Accept-Language header
 */
export function languageOf(chosen: string | undefined, accepted: string | undefined): Language {
  const known = LANGUAGES.find((language) => language === chosen)
  if (known) return known
  const wishes = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality = 'q=1'] = part.trim().split(';')
      return { tag: tag.toLowerCase(), weight: Number(quality.trim().replace('q=', '')) || 0 }
    })
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wishes) {
    if (tag.startsWith('zh')) return 'zh-CN'
    if (tag.startsWith('en')) return 'en'
  }
  return 'zh-CN'
}

/** The name of a dish, area, option … in a language, falling back to the one it was first written in. */
export function nameIn(
  language: Language,
  thing: { name: string; nameEn?: string | null },
): string {
  return language === 'en' && thing.nameEn ? thing.nameEn : thing.name
}
