// What staff fill in when money goes back. Amounts are 分.

import * as z from 'zod'
import { id, paidCents, reason } from './fields'

const what = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole') }),
  z.object({
    kind: z.literal('lines'),
    lines: z
      .array(z.object({ lineId: id, quantity: z.int().min(1).max(99) }))
      .min(1)
      .max(200)
      .refine((lines) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length),
  }),
  z.object({ kind: z.literal('amount'), amountCents: paidCents }),
])

export const refundOrder = z.object({
  what,
  reason,
  returnsStock: z.boolean(),
  isStillMade: z.boolean().default(false),
})
