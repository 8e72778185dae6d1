// The charges and discounts of a bill as they are kept, with the dishes they fall on.

import type { AdjustmentPart } from '@/domain/costs'
import type { OrderAdjustment } from '@/prisma/client/client'
import { spoken } from '../database/spoken'

/** @returns parts as `billOf` made them; null = written before dishes were kept */
export function keptAdjustments({ adjustments }: { adjustments: readonly OrderAdjustment[] }) {
  return spoken(adjustments).map((each) => ({
    ...each,
    parts: each.parts as AdjustmentPart[] | null,
  }))
}
