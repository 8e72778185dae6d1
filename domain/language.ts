// Which of the house's languages somebody reads, and how a name is chosen. The languages are the
// folders of text/; the first is what every name is first written in.

import { LANGUAGES, type Language } from '@/text/languages'

export { LANGUAGES, type Language }

const [FIRST] = LANGUAGES

/**
 * The language a person gets: their own choice (cookie) before what the browser prefers. Who reads
 * none of ours reads English, where there is English; who says nothing of it, as programs do, the
 * first.
 * @param chosen value of the `locale` cookie
 * @param accepted value of the Accept-Language header
 */
export function languageOf(chosen: string | undefined, accepted: string | undefined): Language {
  const known = languageCalled(chosen)
  if (known) return known
  const preferences = preferencesIn(accepted ?? '')
  const isOut = (language: Language) =>
    preferences.some(({ tag, weight }) => weight === 0 && languageIn(tag) === language)
  const wanted = preferences.filter(({ weight }) => weight > 0)
  for (const { tag } of wanted) {
    const language = languageIn(tag)
    if (language) return language
  }
  const readsOther = wanted.some(({ tag }) => tag !== '*')
  const english = LANGUAGES.filter((language) => readsOther && primaryOf(language) === 'en')
  const inTurn = [...english, ...LANGUAGES]
  return inTurn.find((language) => !isOut(language)) ?? inTurn[0] ?? FIRST
}

/** What a printer, say, was set to; the first where that language is not there any more. */
export const knownLanguage = (text: string): Language => languageCalled(text) ?? FIRST

/**
 * Whether somebody is asked which of our languages they would rather read: who reads Traditional
 * Chinese first, has not chosen, and finds only the other Chinese here. Until then they read that,
 * the nearer one.
 */
export function isAskedForLanguage(
  chosen: string | undefined,
  accepted: string | undefined,
): boolean {
  if (languageCalled(chosen)) return false
  const wanted = preferencesIn(accepted ?? '').filter(({ weight }) => weight > 0)
  const first = wanted.find(({ tag }) => languageIn(tag))
  if (first === undefined || !isTraditional(first.tag)) return false
  const ours = languageIn(first.tag)
  return ours !== null && !isTraditional(ours.toLowerCase())
}

const languageCalled = (name: string | undefined) => LANGUAGES.find((language) => language === name)

/** Mandarin, Cantonese and the other languages that are written as Chinese. */
const CHINESE = /^(zh|cmn|yue|wuu|hak|nan|gan|hsn|cdo|lzh)(-|$)/

const primaryOf = (tag: string) => tag.toLowerCase().split('-')[0]

/**
 * Which of ours a tag (RFC 5646) asks for: that very one, else the same language elsewhere; null
 * for a language that is none of ours.
 */
function languageIn(tag: string): Language | null {
  const near = LANGUAGES.filter((language) =>
    CHINESE.test(tag)
      ? CHINESE.test(language.toLowerCase())
      : primaryOf(language) === primaryOf(tag),
  )
  return (
    near.find((language) => language.toLowerCase() === tag) ??
    near.find((language) => isTraditional(language.toLowerCase()) === isTraditional(tag)) ??
    near[0] ??
    null
  )
}

/** By its script, else by the places that write so. */
function isTraditional(tag: string): boolean {
  if (!CHINESE.test(tag) || /-hans(-|$)/.test(tag)) return false
  return /-(hant|tw|hk|mo)(-|$)/.test(tag) || /^(yue|hak|nan)(?!.*-(cn|my|sg)(-|$))/.test(tag)
}

/**
 * What an Accept-Language header (RFC 9110, 12.5.4) says, most wanted first; what is not wanted at
 * all has the weight 0.
 */
function preferencesIn(accepted: string): { tag: string; weight: number }[] {
  return accepted
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase())
      const quality = parameters.find((each) => /^q\s*=/.test(each))
      const weight = quality === undefined ? 1 : Number(quality.replace(/^q\s*=\s*/, ''))
      return { tag: tag.replaceAll('_', '-'), weight }
    })
    .filter(({ tag, weight }) => tag !== '' && weight >= 0)
    .sort((a, b) => b.weight - a.weight)
}

/**
 * A text in other languages than the one that it was first written in, by language: `{ "en": "Kung
 * Pao chicken" }`.
 */
export type Localized = Readonly<Record<string, string>>

/** What has a name, as the house first wrote it, and the same in other languages. */
export type Named = { name: string; names: Localized }

/**
 * Every name of a dish, area, option …, in the order in which they are tried: in the asked
 * language, as the house first wrote it, in any other. This is the one place that says so.
 */
export function namesIn(
  language: Language,
  { name, names }: Named,
): readonly [string, ...string[]] {
  const { [language]: asked, ...others } = names
  return asked ? [asked, name, ...Object.values(others)] : [name, ...Object.values(others)]
}

/** The name of a dish, area, option … as a person reads it. */
export const nameIn = (language: Language, thing: Named): string => namesIn(language, thing)[0]

/** The names of several that are one to whoever reads, each once: 'Latte / Caffè latte'. */
export const listIn = (language: Language, things: readonly Named[]): string =>
  [...new Set(things.map((thing) => nameIn(language, thing)))].join(' / ')

/** What a dish says of itself, by the same order. */
export const descriptionIn = (
  language: Language,
  { description, descriptions }: { description: string; descriptions: Localized },
) => nameIn(language, { name: description, names: descriptions })

/** What a portion of a dish is called, by the same order; empty where nobody said it. */
export const unitIn = (language: Language, { unit, units }: { unit: string; units: Localized }) =>
  nameIn(language, { name: unit, names: units })

/** Whatever is written of a name in any language, for a search. */
export const everyName = ({ name, names }: Named) => [name, ...Object.values(names)].join(' ')
