// What an owner fills in for a further store.

import * as z from 'zod'
import { id, names, someText, text } from './fields'

/** The menu of a further store: the one that this store has or follows, a copy of it, none. */
export const COPIED_MENUS = ['follow', 'copy', 'none'] as const

export const copy = z.object({
  name: someText(40),
  names,
  address: text(120),
  phone: text(40),
  menu: z.enum(COPIED_MENUS),
  hasTables: z.boolean(),
  hasPeople: z.boolean(),
})

/** What the stores of a brand are called together. */
export const nameBrand = z.object({ name: someText(40), names })

/** Whose menu a store follows, and what of its own stays. */
export const followMenu = z.object({
  leaderId: id,
  keepsPrices: z.boolean(),
  keepsOthers: z.boolean(),
})
