// What staff say of a dish that runs out.

import * as z from 'zod'
import { MAXIMUM_STOCK } from '@/domain/menu'
import { cents } from './fields'

/** Sold out until an instant or until somebody lifts it; null stock = not counted. */
export const setAvailability = z.object({
  isSoldOut: z.boolean(),
  soldOutUntil: z.iso.datetime({ offset: true }).nullish(),
  stock: z.int().min(0).max(MAXIMUM_STOCK).nullish(),
})

/** An option by itself, as a size may run out; a count of null = not counted. */
export const setOptionAvailability = z.object({
  isSoldOut: z.boolean(),
  stock: z.int().min(0).max(MAXIMUM_STOCK).nullish(),
})

/** 时价 of today: of a portion, or of the grams that the dish is priced by. */
export const setMarketPrice = z.object({ priceCents: cents.min(1) })

/** Many dishes at once, until somebody lifts it. */
export const markDishes = z.object({ isSoldOut: z.boolean() })
