// Amounts as a bill shows them: always to the 分.

import { yuanText } from '@/domain/money'

/** 分 → '¥38.00', '−¥3.00'. */
export function sumOf(cents: number): string {
  return `${cents < 0 ? '−' : ''}¥${yuanText(Math.abs(cents))}`
}

/** 分 → '+¥5.00', '−¥3.00': what changes a sum. */
export function changeOf(cents: number): string {
  return `${cents < 0 ? '' : '+'}${sumOf(cents)}`
}
