// What a store adds to its bills, how it rounds them, how much a cashier may take off and give
// back, how long a payment may take, and what stands on receipts.

import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { readPart, type Versioned } from '../house/store-part'

const BILL_RULES = {
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

export const billRulesOf = (
  db: Pick<Prisma.TransactionClient, 'store'>,
  storeId: number,
): Promise<StoreBillRules> =>
  db.store.findUniqueOrThrow({ where: { id: storeId }, select: BILL_RULES })

export const readBillRules = (deps: Deps, actor: Actor): Promise<Versioned<StoreBillRules>> =>
  readPart(deps, actor, billRulesOf)
