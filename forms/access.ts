// What staff fill in at the door.

import * as z from 'zod'
import { PASSWORD_LENGTH, PIN_LENGTH } from '@/domain/access'
import { someText } from './fields'

export const signIn = z.object({
  login: someText(64),
  password: z.string().min(1).max(200),
})

/** One's own, by who knows the password. */
export const changePassword = z.object({
  password: z.string().min(1).max(PASSWORD_LENGTH.most),
  next: z.string().min(1).max(PASSWORD_LENGTH.most),
})

export const changePin = z.object({
  password: z.string().min(1).max(PASSWORD_LENGTH.most),
  pin: z.string().min(1).max(PIN_LENGTH.most),
})
