// Money is an integer number of a currency's own smallest units (分, cents, yen, fils); `…Cents`
// means that, whatever the currency. Whole yuan, dollars or dinars exist only at the edges, made
// and read by digits and never by a float.

/**
 * ISO 4217 where it is not two. What a stored integer means must not hang on which ICU a machine
 * has.
 */
const DIGITS: Readonly<Record<string, number>> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code) => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3]),
])

/**
 * How many digits of a currency (ISO 4217, 'CNY') stand behind the point: 2, JPY and VND 0, KWD 3.
 */
export function digitsOf(currency: string): number {
  return DIGITS[currency] ?? 2
}

/** How many smallest units one whole of a currency has: CNY 100, JPY 1, KWD 1,000. */
export function unitsOfOne(currency: string): number {
  return 10 ** digitsOf(currency)
}

/** 7650 with two digits → '76.50'; with none → '7650'. */
export function decimalText(units: number | bigint, digits: number): string {
  const sign = units < 0 ? '-' : ''
  const figures = String(units)
    .replace('-', '')
    .padStart(digits + 1, '0')
  const whole = figures.slice(0, figures.length - digits)
  return `${sign}${whole}${digits > 0 ? `.${figures.slice(-digits)}` : ''}`
}

/** Smallest units → '76.00', JPY '76', KWD '0.076': for files, fields and platforms. */
export function amountText(units: number | bigint, currency: string): string {
  return decimalText(units, digitsOf(currency))
}

/**
 * Smallest units → the spec's number of whole ones (CNY 7600 → 76, JPY 7600 → 7600). Only for the
 * HTTP contract and files.
 */
export function wholeOf(units: number, currency: string): number {
  return Number(amountText(units, currency))
}

/**
 * '76', '76.5', '76.50' → 7650 with two digits; anything else, or more than is exact → null. What
 * programs write, not people.
 */
function fromDecimalText(text: string, digits: number): number | null {
  const match = /^(\d{1,16})(?:\.(\d+))?$/.exec(text.trim())
  const [, whole = '', fraction = ''] = match ?? []
  if (!match || fraction.length > digits) return null
  const units = Number(`${whole}${fraction.padEnd(digits, '0')}`)
  return Number.isSafeInteger(units) ? units : null
}

/** What a program writes as an amount → smallest units, or null. */
export function amountFromText(text: string, currency: string): number | null {
  return fromDecimalText(text, digitsOf(currency))
}

/**
 * Why what is typed is no amount. decimals: more of them than there are; comma: one that parts no
 * thousands.
 */
export type TypedFlaw = 'number' | 'decimals' | 'comma'

/** Thousands parted by points: '1.234,50', '12.000.000'. One point alone may part either. */
const POINTED = /^(\d{1,3}(?:\.\d{3})+),(\d+)$|^(\d{1,3}(?:\.\d{3}){2,})$/

/**
 * What a person types → an integer of the last digit: '.5', '12.', '１２．５', '1,234.50', '1.234,50'
 * and '¥12' mean what they look like. Digits beyond the last are never dropped, not even noughts:
 * '50.000' is fifty thousand to some.
 */
export function fromTyped(text: string, digits: number): number | { flaw: TypedFlaw } {
  const typed = text
    .normalize('NFKC')
    .replace(/[。·٫]/g, '.')
    .replace(/[\s_]|^\p{Sc}|\p{Sc}$/gu, '')
  if (!/^[\d.,]+$/.test(typed) || !/\d/.test(typed)) return { flaw: 'number' }
  const [, pointed, cents = '', even] = POINTED.exec(typed) ?? []
  const thousands = pointed ?? even
  const plain = thousands === undefined ? typed : `${thousands.replaceAll('.', '')}.${cents}`
  const [whole = '', fraction = '', ...more] = plain.split('.')
  if (more.length > 0) return { flaw: 'number' }
  if (fraction.includes(',')) return { flaw: 'comma' }
  if (whole.includes(',') && !/^\d{1,3}(,\d{3})+$/.test(whole)) return { flaw: 'comma' }
  if (fraction.length > digits) return { flaw: 'decimals' }
  const units = Number(`${whole.replaceAll(',', '')}${fraction.padEnd(digits, '0')}`)
  return Number.isSafeInteger(units) ? units : { flaw: 'number' }
}

/** What a person types as an amount → smallest units, or null. */
export function amountFromTyped(text: string, currency: string): number | null {
  const typed = fromTyped(text, digitsOf(currency))
  return typeof typed === 'number' ? typed : null
}

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(language: string, currency: string, short: boolean): Intl.NumberFormat {
  const name = `${language} ${currency} ${short}`
  let format = formats.get(name)
  if (!format) {
    const digits = digitsOf(currency)
    format = new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      numberingSystem: 'latn',
      signDisplay: 'never',
      ...(short
        ? { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 }
        : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    } as Intl.NumberFormatOptions)
    formats.set(name, format)
  }
  return format
}

const minusOf = (units: number | bigint) => (units < 0 ? '−' : '')

/**
 * What an amount is written of, exact however large: a float holds none of sixteen digits, so whole
 * and fraction are written apart.
 */
function partsIn(language: string, currency: string, units: number | bigint) {
  const [whole = '', fraction = ''] = amountText(units, currency).replace('-', '').split('.')
  return formatOf(language, currency, false)
    .formatToParts(BigInt(whole))
    .map(({ type, value }) => ({ type, value: type === 'fraction' ? fraction : value }))
}

/**
 * An amount as a reader of `language` writes it, exact however large: '¥1,234.50', '−$3.00', 'KWD
 * 1.250', '₫12,000,000'.
 */
export function sumIn(language: string, currency: string, units: number | bigint): string {
  return withoutParts([], language, currency, units)
}

/** The same without empty decimals, as menus have it: '¥38', '¥38.50'. */
export function priceIn(language: string, currency: string, units: number | bigint): string {
  const isEven = partsIn(language, currency, units).every(
    ({ type, value }) => type !== 'fraction' || /^0+$/.test(value),
  )
  return withoutParts(isEven ? ['decimal', 'fraction'] : [], language, currency, units)
}

/** The same without its sign, for columns under one that has it: '1,234.50', '−3.00'. */
export function figuresIn(language: string, currency: string, units: number | bigint): string {
  return withoutParts(['currency', 'literal'], language, currency, units)
}

function withoutParts(
  left: readonly string[],
  language: string,
  currency: string,
  units: number | bigint,
) {
  const parts = partsIn(language, currency, units).filter(({ type }) => !left.includes(type))
  return `${minusOf(units)}${parts.map(({ value }) => value).join('')}`
}

/** What changes a sum: '+¥5.00', '−¥3.00'. */
export function changeIn(language: string, currency: string, units: number | bigint): string {
  return `${units < 0 ? '' : '+'}${sumIn(language, currency, units)}`
}

/** The sign of a currency as a reader of `language` knows it: '¥', '$', 'KWD'. */
export function signIn(language: string, currency: string): string {
  const parts = formatOf(language, currency, false).formatToParts(0)
  return parts.find(({ type }) => type === 'currency')?.value ?? currency
}

/** For axes, where it is rounded: '¥1.2K'. */
export function shortSumIn(language: string, currency: string, units: number): string {
  const text = formatOf(language, currency, true).format(Math.abs(wholeOf(units, currency)))
  return `${minusOf(units)}${text}`
}

/**
 * `cents` × `basisPoints` / 10,000, half up, in integers (0 ≤ basisPoints ≤ 10,000), exact however
 * large.
 */
export function shareOf(cents: number, basisPoints: number): number {
  const product = cents * basisPoints
  if (Number.isSafeInteger(product)) return Math.floor((product + 5_000) / 10_000)
  return Number((BigInt(cents) * BigInt(basisPoints) + 5_000n) / 10_000n)
}

/** `cents` × `times` / `of`, rounded down, exact however large; none is negative. */
export function partOf(cents: number, times: number, of: number): number {
  const product = cents * times
  if (Number.isSafeInteger(product)) return Math.floor(product / of)
  return Number((BigInt(cents) * BigInt(times)) / BigInt(of))
}

/** `cents` × `times` / `of`, to the nearest, a half up; as exact as `partOf`. */
export function nearestPartOf(cents: number, times: number, of: number): number {
  const product = 2 * cents * times + of
  if (Number.isSafeInteger(product)) return Math.floor(product / (2 * of))
  return Number((2n * BigInt(cents) * BigInt(times) + BigInt(of)) / (2n * BigInt(of)))
}

/**
 * Splits a whole by weights so that the parts add back to it; earlier parts take the odd units of
 * largest remainder.
 */
export function prorate(wholeCents: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (sum === 0) return weights.map((_, index) => (index === 0 ? wholeCents : 0))
  // Whole × weight of two large amounts is beyond what a number holds exactly.
  const exact = weights.map((weight) => BigInt(wholeCents) * BigInt(weight))
  const parts = exact.map((product) => Number(product / BigInt(sum)))
  const rests = exact.map((product, index) => ({ index, rest: Number(product % BigInt(sum)) }))
  let left = wholeCents - parts.reduce((total, part) => total + part, 0)
  for (const { index } of rests.sort((a, b) => b.rest - a.rest || a.index - b.index)) {
    if (left === 0) break
    parts[index] = (parts[index] ?? 0) + 1
    left -= 1
  }
  return parts
}

/**
 * The most that one amount or one bill may come to, in smallest units: 10^13, a hundred milliard
 * yuan. More is refused in a sentence. Sums over bills are exact up to 2^53, nine hundred times
 * that.
 */
export const MAXIMUM_CENTS = 10_000_000_000_000
