// What is filled in for members, and what a manager sets for them.

import * as z from 'zod'
import {
  COUPON_KINDS,
  MAXIMUM_LEVELS,
  MAXIMUM_POINTS,
  MAXIMUM_POINTS_PER_YUAN,
} from '@/domain/membership'
import { basisPoints, cents, id, names, phone, someText, text } from './fields'

const points = z.int().min(1).max(MAXIMUM_POINTS)
const count = z.int().min(1).max(1_000_000)
const instantMs = z.int().min(0).max(4_102_444_800_000)

export const register = z.object({
  phone,
  name: text(40),
  hasConsented: z.boolean().default(false),
})

/** Points for something that has no reward. */
export const redeem = z.object({ points, reason: text(100) })

export const giveCoupon = z.object({ offerId: id })

/** All levels at once, the lowest first. */
export const setLevels = z.object({
  levels: z
    .array(
      z.object({
        name: text(40),
        names,
        minimumPoints: z.int().min(0).max(MAXIMUM_POINTS),
        payBasisPoints: basisPoints,
      }),
    )
    .max(MAXIMUM_LEVELS),
})

/** Points for each whole yuan. */
export const setPointsRate = z.object({
  pointsPerYuan: z.int().min(0).max(MAXIMUM_POINTS_PER_YUAN),
})

export const saveOffer = z.object({
  terms: z.object({
    kind: z.enum(COUPON_KINDS),
    name: text(40),
    names,
    amountCents: cents,
    payBasisPoints: basisPoints,
    maximumCents: cents.min(1).nullable(),
    minimumCents: cents,
    dishIds: z.array(id).max(100),
    validDays: z.int().min(1).max(3_650).nullable(),
    perMember: count.nullable(),
    total: count.nullable(),
    startsAtMs: instantMs.nullable(),
    endsAtMs: instantMs.nullable(),
  }),
})

export const saveReward = z.object({ name: someText(40), names, points, offerId: id })
