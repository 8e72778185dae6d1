// What a store adds to its bills, how it rounds them, how much a cashier may take off and give
// back, how long a payment may take, and what stands on receipts.

import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'

export const BILL_RULES = {
  perHeadCents: true,
  serviceBasisPoints: true,
  taxBasisPoints: true,
  reducedTaxBasisPoints: true,
  isTaxAdded: true,
  roundingCents: true,
  cashierDiscountLimitCents: true,
  cashierRefundLimitCents: true,
  paymentExpiresMinutes: true,
  receiptHeader: true,
  receiptFooter: true,
} as const

/** Amounts in 分, parts of 10,000; a limit of null = none. */
export type StoreBillRules = {
  perHeadCents: number
  serviceBasisPoints: number
  taxBasisPoints: number
  reducedTaxBasisPoints: number | null
  isTaxAdded: boolean
  roundingCents: number
  cashierDiscountLimitCents: number | null
  cashierRefundLimitCents: number | null
  paymentExpiresMinutes: number
  receiptHeader: string
  receiptFooter: string
}

export function readBillRules(deps: Deps, { storeId }: Actor): Promise<StoreBillRules> {
  return deps.db.store.findUniqueOrThrow({ where: { id: storeId }, select: BILL_RULES })
}
