// What people type, as the number that it means; NaN where it means none, which every schema refuses.

import { centsFromYuanText, yuanText } from '@/domain/money'

/** '38', '38.5' → 分. The same digits read a percentage as its part of 10,000. */
export function centsIn(text: string): number {
  return centsFromYuanText(text) ?? Number.NaN
}

/** '38' → 38; '1.5' stays what it is, so that it can be said that it is not whole. */
export function numberIn(text: string): number {
  return /^\d{1,9}(\.\d{1,2})?$/.test(text.trim()) ? Number(text) : Number.NaN
}

/** Null where nothing is typed. */
export function orNone(read: (text: string) => number, text: string): number | null {
  return text.trim() === '' ? null : read(text)
}

/** The limit of a field as it is typed: amounts and percentages with two decimals, by their names. */
export function limitTyped(path: string, limit: number): number | string {
  return /(Cents|BasisPoints)$/.test(path) ? yuanText(limit) : limit
}
