// What a manager says of a merchant's account at a payment platform. Secrets are never filled in:
// only the name under which they are.

import * as z from 'zod'
import { ONLINE_METHODS } from '@/domain/methods'

export const save = z.object({
  method: z.enum(ONLINE_METHODS),
  merchant: z.string().regex(/^[A-Za-z0-9_]{4,64}$/),
  settings: z.record(
    z.string().regex(/^[a-zA-Z]{1,40}$/),
    z.union([z.string().max(200), z.boolean()]),
  ),
  secretName: z.string().regex(/^[A-Z][A-Z0-9_]{2,39}$/),
})
