// Texts as the formatter reads them that is there: in pages it is the one without a parser
// (next.config.ts), which spares every phone 10 kB, and reads texts that were parsed here.

import compile from 'icu-minify/compile'
import formatMessage from 'use-intl/format-message'

const read = new Map<object, object>()

/** @param texts a file of texts, or a part of one; each is compiled once */
export function compiled<Part extends object>(texts: Part): Part {
  if (formatMessage.raw) return texts
  const known = read.get(texts) ?? Object.fromEntries(Object.entries(texts).map(compiledEntry))
  read.set(texts, known)
  return known as Part
}

function compiledEntry([key, text]: [string, string | object]) {
  // Plain objects, as only those go to a phone.
  return [
    key,
    typeof text === 'string' ? JSON.parse(JSON.stringify(compile(text))) : compiled(text),
  ]
}
