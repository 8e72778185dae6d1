// What an owner fills in to open a restaurant.

import * as z from 'zod'
import { EXAMPLE_MENUS, LIST_LIMITS, OPENING_STEPS, RESTAURANT_TYPES } from '@/domain/opening'
import * as people from './access/people'
import { names, someText, text } from './fields'
import * as seating from './seating'

export const openRestaurant = z.object({
  name: someText(40),
  names,
  type: z.enum(RESTAURANT_TYPES),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** IANA. */
  timeZone: z
    .string()
    .max(64)
    .refine((zone) => isTimeZone(zone)),
  /** The hour of the clock at which a business day is over. */
  dayEndsAtHour: z.int().min(0).max(12),
})

function isTimeZone(zone: string): boolean {
  try {
    return zone !== '' && new Intl.DateTimeFormat('en', { timeZone: zone }) !== null
  } catch {
    return false
  }
}

/** As everybody else who works here. */
export const openOwner = people.add.pick({ name: true, login: true, password: true })

export const keepStep = z.object({
  step: z.enum(OPENING_STEPS),
  state: z.enum(['done', 'skipped']),
})

/** An area with the tables of a pattern. */
export const addArea = z.object({
  ...seating.addArea.omit({ isTakeaway: true }).shape,
  ...seating.addTables.omit({ areaId: true }).shape,
})

export const takeExample = z.object({ example: z.enum(EXAMPLE_MENUS) })

export const takeList = z.object({
  list: text(LIST_LIMITS.characters),
  firstCategory: someText(40),
})
