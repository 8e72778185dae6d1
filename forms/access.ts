// What staff fill in at the door.

import * as z from 'zod'
import { someText } from './fields'

export const signIn = z.object({
  login: someText(64),
  password: z.string().min(1).max(200),
})
