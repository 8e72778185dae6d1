// What staff say of a dish that waits for its weight or its price. Amounts are 分.

import * as z from 'zod'
import { MAXIMUM_GRAMS } from '@/domain/menu'
import { cents } from './fields'

/** `grams` where it is weighed, a price where that is asked; null = not to be said. */
export const priceLine = z.object({
  grams: z.int().min(1).max(MAXIMUM_GRAMS).nullable(),
  priceCents: cents.min(1).nullable(),
})
