// What is filled in of a menu: each kind of item whole.

import * as z from 'zod'
import { CONTENTS } from '@/domain/allergies'
import {
  ALLERGENS,
  DIET_TAGS,
  MAXIMUM_COURSE,
  MAXIMUM_PROMISED_MINUTES,
  PER_GRAMS,
  SERVED_AS,
} from '@/domain/menu'
import { type Bodies, MOST_ITEMS } from '@/domain/menu-document'
import type { DishesChange } from '@/domain/menu-many'
import { MAXIMUM_CENTS } from '@/domain/money'
import { cents, itemKey, names, someText, text } from '../fields'

const name = someText(40)
const minutes = z.int().min(1).max(MAXIMUM_PROMISED_MINUTES)
const course = z.int().min(0).max(MAXIMUM_COURSE)
const minuteOfDay = z.int().min(0).max(1_440)

/** Texts in other languages, by language; what is left empty is none. */
const descriptions = z
  .record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), text(400))
  .transform((texts) => Object.fromEntries(Object.entries(texts).filter(([, each]) => each)))

const once = <Each extends z.ZodType>(each: Each, most: number) =>
  z
    .array(each)
    .max(most)
    .refine((list) => new Set(list).size === list.length)

export const saveSchedule = z.object({
  name: someText(20),
  weekdays: once(z.int().min(0).max(6), 7),
  fromMinute: minuteOfDay.max(1_439),
  toMinute: minuteOfDay,
}) satisfies z.ZodType<Bodies['schedule']>

export const saveCategory = z.object({
  name,
  names,
  promisedMinutes: minutes.nullable(),
  course,
  isMustOrder: z.boolean(),
  schedule: itemKey.nullable(),
}) satisfies z.ZodType<Bodies['category']>

export const saveOptionGroup = z.object({
  kind: z.enum(['size', 'preparation', 'extra']),
  name,
  names,
  minimum: z.int().min(0).max(50),
  maximum: z.int().min(1).max(50),
  freeCount: z.int().min(0).max(50),
  isDearest: z.boolean(),
  options: z
    .array(
      z.object({
        key: itemKey,
        name,
        names,
        priceCents: z.int().min(-MAXIMUM_CENTS).max(MAXIMUM_CENTS),
        maximumQuantity: z.int().min(1).max(20),
        isDefault: z.boolean(),
        sizePrices: z.array(z.object({ size: itemKey, priceCents: cents })).max(60),
        allergens: once(z.enum(ALLERGENS), ALLERGENS.length),
        freeFrom: once(z.enum(ALLERGENS), ALLERGENS.length),
      }),
    )
    .max(60),
}) satisfies z.ZodType<Bodies['option_group']>

const picture = z.string().regex(/^\/pictures\/[a-z0-9][a-z0-9-]{0,76}$/)

const slot = z.object({
  key: itemKey,
  name,
  names,
  minimum: z.int().min(0).max(20),
  maximum: z.int().min(1).max(20),
  choices: z.array(z.object({ dish: itemKey, extraCents: cents })).max(100),
})

export const saveDish = z.object({
  category: itemKey,
  kind: z.enum(['single', 'combo']),
  name,
  names,
  description: text(400),
  descriptions,
  unit: text(12),
  units: names,
  priceCents: cents,
  promoPriceCents: cents.nullable(),
  memberPriceCents: cents.nullable(),
  hourPrices: z.array(z.object({ schedule: itemKey, priceCents: cents })).max(20),
  isPerPerson: z.boolean(),
  perGrams: z.literal(PER_GRAMS).nullable(),
  isMarketPrice: z.boolean(),
  hasLevelShare: z.boolean(),
  taxClass: z.enum(['standard', 'reduced']),
  takeawayTaxClass: z.enum(['standard', 'reduced']).nullable(),
  servedAs: z.enum(SERVED_AS),
  picture: picture.nullable(),
  spiciness: z.int().min(0).max(3),
  allergens: once(z.enum(ALLERGENS), ALLERGENS.length),
  freeFrom: once(z.enum(ALLERGENS), ALLERGENS.length),
  dietTags: once(z.enum(DIET_TAGS), DIET_TAGS.length),
  isSignature: z.boolean(),
  promisedMinutes: minutes.nullable(),
  course: course.nullable(),
  stations: once(z.string().min(1).max(64), 10),
  optionGroups: once(itemKey, 20),
  slots: z.array(slot).max(20),
}) satisfies z.ZodType<Bodies['dish']>

/** What is said of many dishes at once; what is left out stays as it is. */
export const changeDishes = z.object({
  price: z
    .object({
      addedBasisPoints: z.int().min(-10_000).max(100_000),
      addedCents: z.int().min(-MAXIMUM_CENTS).max(MAXIMUM_CENTS),
      roundToCents: z.int().min(1).max(1_000_000),
      isReducedToo: z.boolean(),
    })
    .optional(),
  category: itemKey.optional(),
  stations: once(z.string().min(1).max(64), 10).optional(),
  course: course.nullish(),
  promisedMinutes: minutes.nullish(),
  servedAs: z.enum(SERVED_AS).optional(),
  allergens: z
    .array(z.object({ allergen: z.enum(ALLERGENS), contents: z.enum(CONTENTS) }))
    .max(ALLERGENS.length)
    .optional(),
  diets: z
    .array(z.object({ diet: z.enum(DIET_TAGS), isSo: z.boolean() }))
    .max(DIET_TAGS.length)
    .optional(),
}) satisfies z.ZodType<DishesChange>

/** Dishes with a new picture each, and the one that was shown before. */
export const setPictures = z.object({
  pictures: z
    .array(z.object({ key: itemKey, picture, seen: picture.nullable() }))
    .min(1)
    .max(MOST_ITEMS),
})
