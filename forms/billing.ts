// What a manager sets for bills, and what staff take off one. Amounts are 分.

import * as z from 'zod'
import { MAXIMUM_PAYMENT_MINUTES } from '@/domain/billing'
import { basisPoints, cents, id, reason, text } from './fields'

export const setBillRules = z.object({
  perHeadCents: cents,
  serviceBasisPoints: basisPoints,
  taxBasisPoints: basisPoints,
  /** Null = one rate for every dish. */
  reducedTaxBasisPoints: basisPoints.nullable(),
  isTaxAdded: z.boolean(),
  roundingCents: z.int().min(1).max(1_000),
  /** Null = no limit. */
  cashierDiscountLimitCents: cents.nullable(),
  /** Null = no limit. */
  cashierRefundLimitCents: cents.nullable(),
  paymentExpiresMinutes: z.int().min(1).max(MAXIMUM_PAYMENT_MINUTES),
  receiptHeader: text(60),
  receiptFooter: text(60),
})

/**
 * What staff take off: an amount in 分, a percentage as what is still paid of 10,000, or one line as
 * a gift.
 */
export const previewDiscount = z
  .object({
    lineId: id.nullable().default(null),
    kind: z.enum(['amount_off', 'percent_off', 'gift']),
    amountCents: cents.default(0),
    payBasisPoints: basisPoints.default(10_000),
  })
  .refine(({ kind, lineId }) => kind !== 'gift' || lineId !== null)

export const discount = previewDiscount.safeExtend({ reason })
