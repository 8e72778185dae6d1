// A refusal as a sentence: what happened and, where there is something to do, what to do. Its words are in text/…/refusals.json, one for
// each code; the compiler holds them complete.

import { OWN_WORDS } from '@/text/languages'
import type { Gaps, Say } from '@/text/say'
import type { Role } from './access'
import { type Language, type Localized, type Named, nameIn } from './language'
import { yuanText } from './money'
import type { RefusalCode, RefusalDetails } from './refusal'

/** What a detail is called in a sentence that can do without it. */
const NONE = 'none'
/** Every detail that a sentence names. */
const NAMED = [
  ...['by', 'day', 'dish', 'dishes', 'field', 'from', 'group', 'guestNumber', 'left', 'level'],
  ...['name', 'origin', 'points', 'reason', 'roles', 'table', 'unit', 'number'],
]
const AMOUNTS = [
  'amountCents',
  'leftCents',
  'limitCents',
  'minimumCents',
  'openCents',
  'totalCents',
]

const ABSENT: Gaps = Object.fromEntries([
  ...NAMED.map((detail) => [detail, NONE]),
  ...AMOUNTS.map((detail) => [detail, yuanText(0)]),
])

/** The sentence of a refusal; amounts in its details are 分. */
export function refusalSentence(
  say: Say<'refusals'>,
  language: Language,
  code: RefusalCode,
  details: RefusalDetails = {},
): string {
  return say(code, { ...ABSENT, ...gapsOf(say, language, details) })
}

function gapsOf(say: Say<'refusals'>, language: Language, details: RefusalDetails): Gaps {
  const gaps: Record<string, string | number> = {}
  for (const [key, value] of Object.entries(details)) {
    if (typeof value === 'number') gaps[key] = key.endsWith('Cents') ? yuanText(value) : value
    else if (typeof value === 'string' && value !== '') {
      gaps[key] = nameIn(language, { name: value, names: asTexts(details[`${key}Names`]) })
    }
  }
  const { dishes, roles, retryAfterSeconds } = details
  if (isList<Named>(dishes)) {
    gaps.dishes = dishes
      .map((dish) => say('quoted', { name: nameIn(language, dish) }))
      .join(OWN_WORDS[language].between)
  }
  if (isList<Role>(roles)) gaps.roles = roles.map((role) => say(`role.${role}`)).join(say('or'))
  return { ...gaps, ...(typeof retryAfterSeconds === 'number' ? waitOf(retryAfterSeconds) : {}) }
}

const asTexts = (value: unknown): Localized =>
  typeof value === 'object' && value !== null ? (value as Localized) : {}

function isList<Each>(value: unknown): value is Each[] {
  return Array.isArray(value) && value.length > 0
}

/** In the largest unit that does not make it shorter than it is. */
function waitOf(seconds: number): Gaps {
  if (seconds <= 90) return { number: seconds, unit: 'second' }
  if (seconds <= 90 * 60) return { number: Math.ceil(seconds / 60), unit: 'minute' }
  return { number: Math.ceil(seconds / 3_600), unit: 'hour' }
}
