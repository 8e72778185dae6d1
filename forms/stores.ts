// What an owner fills in for a further store.

import * as z from 'zod'
import { names, someText, text } from './fields'

export const copy = z.object({
  name: someText(40),
  names,
  address: text(120),
  phone: text(40),
  hasMenu: z.boolean(),
  hasTables: z.boolean(),
  hasPeople: z.boolean(),
})
