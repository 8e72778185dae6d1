// What a discount by hand would make of a bill: computed by the same function as the bill itself,
// nothing is written.

import { openCents } from '@/domain/billing'
import { billOf } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { keptLines, readBillFacts } from '../ordering/bill-facts'
import { WHOLE_ORDER } from '../ordering/lock-order'
import { refusePaidPortions } from '../ordering/paid-portions'
import type { DiscountRequest } from './discount-order'

/**
 * Amounts in 分; `openCents` is what would still have to be paid. @throws Refusal thing.not-found,
 * line.paid as the discount itself
 */
export async function previewDiscount(
  deps: Deps,
  { storeId }: Actor,
  request: DiscountRequest,
): Promise<{ takenCents: number; owedCents: number; openCents: number }> {
  const order = await deps.db.order.findFirst({
    where: { id: request.orderId, storeId },
    include: WHOLE_ORDER,
  })
  if (!order) throw new Refusal('thing.not-found')
  const line = order.lines.find(({ id }) => id === request.lineId)
  if (line) await refusePaidPortions(deps.db, order, line, line.quantity)
  const { bill: now, rules } = await readBillFacts(deps.db, order.id)
  const next = { ...request, id: Number.MAX_SAFE_INTEGER, maximumCents: null, reason: '' }
  const bill = billOf(keptLines(now), { ...rules, discounts: [...rules.discounts, next] })
  const taken = bill.adjustments.find(({ discountId }) => discountId === next.id)
  const { owedCents } = bill
  const takenCents = 0 - (taken?.amountCents ?? 0)
  return { takenCents, owedCents, openCents: openCents({ ...order, owedCents }) }
}
