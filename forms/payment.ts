// What staff fill in at the till. Amounts are 分.

import * as z from 'zod'
import { paidCents } from './fields'

/** Null = just what is due. */
export const takeCash = z.object({ givenCents: paidCents.nullable().default(null) })

/** What stands on the terminal's slip. */
export const takeCard = z.object({ reference: z.string().regex(/^[A-Za-z0-9-]{1,40}$/) })
