// Amounts as people read them.

import { yuanText } from '@/domain/money'

/** 分 → '¥38', '¥38.50': whole yuan without the empty decimals, as menus do. */
export function priceOf(cents: number): string {
  return sumOf(cents).replace(/\.00$/, '')
}

/** 分 → '¥38.00', '−¥3.00': what is to be paid, to the 分. */
export function sumOf(cents: number): string {
  return `${cents < 0 ? '−' : ''}¥${yuanText(Math.abs(cents))}`
}

/** 分 → '+¥5.00', '−¥3.00': what changes a sum. */
export function changeOf(cents: number): string {
  return `${cents < 0 ? '' : '+'}${sumOf(cents)}`
}
