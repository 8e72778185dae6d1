// How a setting is read that somebody typed, by the program and by what comes before it: as it was
// meant. Imports nothing.

const QUOTES = /^(["'“‘])(.*)(["'”’])$/s

/**
 * `.env` files, Windows and copied lines leave quotes, blanks and line ends around a value.
 * @param {string} value
 * @returns {string}
 */
export function meant(value) {
  const text = value.replace(/^\uFEFF/, '').trim()
  return (QUOTES.exec(text)?.[2] ?? text).trim()
}

/**
 * One of this process's settings; '' where it is not set.
 * @param {string} name
 */
export const setting = (name) => meant(process.env[name] ?? '')
