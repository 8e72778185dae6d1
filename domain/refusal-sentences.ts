// A refusal as a sentence: what happened and, where there is something to do, what to do. Its words
// are in text/…/refusals.json, one for each code; the compiler holds them complete.

import { OWN_WORDS } from '@/text/languages'
import type { Gaps, Say } from '@/text/say'
import type { Role } from './access'
import { type Language, type Localized, type Named, nameIn } from './language'
import { sumIn } from './money'
import type { RefusalCode, RefusalDetails } from './refusal'

/** What a detail is called in a sentence that can do without it. */
const NONE = 'none'
/** Every detail that a sentence names. */
const NAMED = [
  'currency',
  ...[
    'by',
    'day',
    'dish',
    'dishes',
    'fault',
    'field',
    'from',
    'group',
    'guestNumber',
    'left',
    'level',
  ],
  ...[
    'name',
    'origin',
    'part',
    'people',
    'points',
    'reason',
    'roles',
    'table',
    'time',
    'unit',
    'number',
  ],
]
const AMOUNTS = [
  'amountCents',
  'leftCents',
  'limitCents',
  'minimumCents',
  'openCents',
  'totalCents',
]

const ABSENT: Gaps = Object.fromEntries(NAMED.map((detail) => [detail, NONE]))

/**
 * The sentence of a refusal; amounts in its details are the smallest units of its `currency`, 分
 * where it names none.
 */
export function refusalSentence(
  say: Say<'refusals'>,
  language: Language,
  code: RefusalCode,
  details: RefusalDetails = {},
): string {
  const currency = typeof details.currency === 'string' ? details.currency : 'CNY'
  const sum = (cents: number) => sumIn(language, currency, cents)
  const noSums = Object.fromEntries(AMOUNTS.map((detail) => [detail, sum(0)]))
  return say(code, { ...ABSENT, ...noSums, ...gapsOf(say, language, details, sum) })
}

function gapsOf(
  say: Say<'refusals'>,
  language: Language,
  details: RefusalDetails,
  sum: (cents: number) => string,
): Gaps {
  const gaps: Record<string, string | number> = {}
  for (const [key, value] of Object.entries(details)) {
    if (typeof value === 'number') gaps[key] = key.endsWith('Cents') ? sum(value) : value
    else if (typeof value === 'string' && value !== '') {
      gaps[key] = nameIn(language, { name: value, names: asTexts(details[`${key}Names`]) })
    }
  }
  const { dishes, people, roles, retryAfterSeconds } = details
  if (isList<Named>(dishes)) {
    gaps.dishes = dishes
      .map((dish) => say('quoted', { name: nameIn(language, dish) }))
      .join(OWN_WORDS[language].between)
  }
  if (isList<string>(people)) gaps.people = people.join(say('or'))
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
