// What an owner fills in about the restaurant itself.

import * as z from 'zod'
import { PERMISSIONS, type Permission } from '@/domain/access'
import { isDay } from '@/domain/calendar'
import {
  CURRENCIES,
  isTimeZone,
  MOST_SPANS,
  MOST_SPECIAL_DAYS,
  ORDER_MODES,
  spansFault,
} from '@/domain/house'
import { names, namesOf, someText, text } from './fields'

export const setRestaurant = z.object({
  name: someText(40),
  names,
  address: text(120),
  phone: text(40),
  currency: z.enum(CURRENCIES as [string, ...string[]]),
  /** IANA. */
  timeZone: z.string().max(60).refine(isTimeZone),
  dayEndsAtHour: z.int().min(0).max(12),
})

/** Where a picture of a store is, without size suffix; null = none. */
const picture = z
  .string()
  .regex(/^\/pictures\/s\d{1,10}-[0-9a-f]{24}$/)
  .nullable()

export const setFace = z.object({
  logo: picture,
  picture,
  notice: text(200),
  notices: namesOf(200),
  wifiName: text(32),
  wifiPassword: text(63),
})

export const setOrdering = z.object({
  orderMode: z.enum(ORDER_MODES),
  isAutoConfirming: z.boolean(),
  isBusy: z.boolean(),
  isTakingOrders: z.boolean(),
})

const span = z.object({
  fromMinute: z.int().min(0).max(1_439),
  toMinute: z.int().min(1).max(2_880),
})
const isRight = (spans: readonly z.infer<typeof span>[]) => spansFault(spans) === null

export const setHours = z.object({
  openingHours: z
    .array(span.extend({ weekday: z.int().min(0).max(6) }))
    .max(7 * MOST_SPANS)
    .refine((all) =>
      [0, 1, 2, 3, 4, 5, 6].every((weekday) => {
        const own = all.filter((each) => each.weekday === weekday)
        return own.length <= MOST_SPANS && isRight(own)
      }),
    ),
  specialDays: z
    .array(
      z.object({
        /** YYYY-MM-DD */
        day: z.string().refine(isDay),
        name: text(40),
        names,
        /** None = closed all day. */
        spans: z.array(span).max(MOST_SPANS).refine(isRight),
      }),
    )
    .max(MOST_SPECIAL_DAYS)
    .refine((days) => new Set(days.map(({ day }) => day)).size === days.length),
})

export const makeKey = z.object({
  name: someText(40),
  scopes: z
    .array(z.enum(PERMISSIONS as [Permission, ...Permission[]]))
    .min(1)
    .max(PERMISSIONS.length),
  /** How long it holds; null = until somebody ends it. */
  days: z.int().min(1).max(3_650).nullable(),
})
