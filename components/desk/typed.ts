// What people type, as the number that it means; NaN where it means none, which every schema
// refuses.

import type { Money } from '@/components/ui/money'
import { decimalText, fromTyped } from '@/domain/money'

/** How many digits a percentage has behind the point. */
const PERCENT_DIGITS = 2

/** '38', '38.5' per cent → its part of 10,000. */
export function percentIn(text: string): number {
  const read = fromTyped(text, PERCENT_DIGITS)
  return typeof read === 'number' ? read : Number.NaN
}

/** A part of 10,000 → '38.50' per cent. */
export const percentText = (basisPoints: number) => decimalText(basisPoints, PERCENT_DIGITS)

/** '38' → 38; '1.5' stays what it is, so that it can be said that it is not whole. */
export function numberIn(text: string): number {
  const read = fromTyped(text, 2)
  return typeof read === 'number' ? read / 100 : Number.NaN
}

/** Null where nothing is typed. */
export function orNone(read: (text: string) => number, text: string): number | null {
  return text.trim() === '' ? null : read(text)
}

/**
 * The limit of a field as it is typed: amounts and percentages with their decimals, by the fields'
 * names.
 */
export function limitTyped(path: string, limit: number, { textOf }: Money): number | string {
  if (/Cents$/.test(path)) return textOf(limit)
  return /BasisPoints$/.test(path) ? percentText(limit) : limit
}

/** How many digits may stand behind the point of a field with decimals; null for others. */
export function digitsTyped(path: string, { digits }: Money): number | null {
  if (/Cents$/.test(path)) return digits
  return /BasisPoints$/.test(path) ? PERCENT_DIGITS : null
}
