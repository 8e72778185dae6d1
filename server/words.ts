// What the server says by itself, in a person's or a printer's language.

import type { Language } from '@/domain/language'
import type { RefusalCode, RefusalDetails } from '@/domain/refusal'
import { refusalSentence } from '@/domain/refusal-sentences'
import { sayIn } from '@/text/words'

/** The sentence of a refusal; amounts in its details are smallest units of its `currency`. */
export function sentenceOf(
  language: Language,
  code: RefusalCode,
  details: RefusalDetails = {},
): string {
  return refusalSentence(sayIn(language, 'refusals'), language, code, details)
}

/** What is shown for a bug: nothing of what went wrong, only that it did. */
export const unexpected = (language: Language) => sayIn(language, 'refusals')('unexpected')
