// What is filled in about people who work here.

import * as z from 'zod'
import {
  LOCK_MINUTES,
  LOGIN,
  LOGIN_LENGTH,
  PASSWORD_LENGTH,
  PERSON_NAME_LENGTH,
  PIN_LENGTH,
  ROLES,
} from '@/domain/access'
import { someText } from '../fields'

const login = z.string().trim().min(1).max(LOGIN_LENGTH).regex(LOGIN)
const name = someText(PERSON_NAME_LENGTH)
/** Whether they do is the rule's to say (`passwordFault`, `pinFault`). */
const password = z.string().min(1).max(PASSWORD_LENGTH.most)
const pin = z.string().max(PIN_LENGTH.most)

/** A new person with a role in this store; null = without a PIN. */
export const add = z.object({ login, name, password, pin: pin.nullable(), role: z.enum(ROLES) })

export const rename = z.object({ login, name })

export const setPassword = z.object({ password })

/** Null takes it away. */
export const setPin = z.object({ pin: pin.nullable() })

/** A device on which people change by PIN, and when it locks itself. */
export const shareDevice = z.object({
  name: someText(30),
  lockMinutes: z.int().min(LOCK_MINUTES.least).max(LOCK_MINUTES.most),
})
