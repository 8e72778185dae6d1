// What a discount by hand would make of a bill: computed by the same function as the bill itself, nothing is written.

import { billOf } from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Ground } from '../ground'
import { BILL_FACTS, pricedBy } from '../ordering/bill-facts'
import type { DiscountWish } from './discount-order'

/** Amounts in 分. @throws Refusal thing.not-found */
export async function previewDiscount(
  ground: Ground,
  { storeId }: Actor,
  wish: DiscountWish,
): Promise<{ takenCents: number; owedCents: number }> {
  const order = await ground.db.order.findFirst({
    where: { id: wish.orderId, storeId },
    include: BILL_FACTS,
  })
  if (!order) throw new Refusal('thing.not-found')
  const { lines, rules } = pricedBy(order)
  const next = { ...wish, id: Number.MAX_SAFE_INTEGER, maximumCents: null, reason: '' }
  const bill = billOf(lines, { ...rules, discounts: [...rules.discounts, next] })
  const taken = bill.adjustments.find(({ discountId }) => discountId === next.id)
  return { takenCents: 0 - (taken?.amountCents ?? 0), owedCents: bill.owedCents }
}
