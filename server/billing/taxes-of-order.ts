// The taxes of an order, by the rules that it is priced by: its own since money came for it, else
// the store's.

import type { FixedRules } from '@/domain/ordering'
import { type RateTax, type TaxRules, taxesOf } from '@/domain/taxes'
import type { Prisma } from '@/prisma/client/client'
import { keptAdjustments } from '../ordering/kept-adjustments'

export const TAX_FACTS = {
  fixedRules: true,
  lines: { where: { state: { not: 'voided' } } },
  adjustments: true,
} as const satisfies Prisma.OrderSelect

type TaxFacts = Prisma.OrderGetPayload<{ select: typeof TAX_FACTS }>

export function taxesOfOrder(
  store: TaxRules,
  owedCents: number,
  order: TaxFacts | undefined,
): RateTax[] {
  if (!order) return []
  return taxesOf(taxRulesOf(store, order), owedCents, order.lines, keptAdjustments(order))
}

export function taxRulesOf(store: TaxRules, order: Pick<TaxFacts, 'fixedRules'>): TaxRules {
  return (order.fixedRules as FixedRules | null) ?? store
}
