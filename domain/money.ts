// Money is an integer number of 分 (minor units); yuan exist only at the edges, made and read by digits.

/** 分 → the spec's yuan number with two decimals (7600 → 76). Only for the HTTP contract. */
export function yuan(cents: number): number {
  return Number(yuanText(cents))
}

/** 分 → '76.00'. */
export function yuanText(cents: number): string {
  const sign = cents < 0 ? '-' : ''
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** '76', '76.5', '76.50' → 分; anything else → null. Never goes through a float. */
export function centsFromYuanText(text: string): number | null {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (!match) return null
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** `cents` × `basisPoints` / 10,000, half up, in integers (0 ≤ basisPoints ≤ 10,000). */
export function shareOf(cents: number, basisPoints: number): number {
  return Math.floor((cents * basisPoints + 5_000) / 10_000)
}

/** Splits a whole by weights so that the parts add back to it; earlier parts take the odd 分 of largest remainder. */
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

/** The largest amount that anybody may name: ten million yuan. */
export const MAXIMUM_CENTS = 1_000_000_000
