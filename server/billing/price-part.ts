// The price of a part of a bill, or why it cannot be paid now; and between how many a bill is paid
// evenly.

import { Refusal } from '@/domain/refusal'
import { type Part, priceSplit, type SplitRequest, type SplitState } from '@/domain/split'
import type { Prisma } from '@/prisma/client/client'

/**
 * @param expectedCents what the person saw, in 分; null = whatever it is
 * @throws Refusal order.final, order.unpriced (number), order.already-paid, order.nothing-owed,
 *   payment.other-pending (the whole, and nothing is free), split.nothing-left, split.locked
 *   (guestNumber), split.too-much (leftCents), price.changed (totalCents)
 */
export function pricePart(
  order: { state: string; settledAt: Date | null; awaited: number },
  state: SplitState,
  request: SplitRequest,
  expectedCents: number | null,
): Part {
  if (order.state === 'cancelled') throw new Refusal('order.final')
  if (order.awaited > 0) throw new Refusal('order.unpriced', { number: order.awaited })
  if (state.openCents === 0) {
    throw new Refusal(order.settledAt ? 'order.already-paid' : 'order.nothing-owed')
  }
  if (state.freeCents === 0 && request.kind === 'whole') throw new Refusal('payment.other-pending')
  const part = priceSplit(state, request)
  if ('code' in part) {
    const { code, ...details } = part
    throw new Refusal(code, details)
  }
  if (expectedCents !== null && part.amountCents !== expectedCents) {
    throw new Refusal('price.changed', { totalCents: part.amountCents })
  }
  return part
}

/**
 * Who pays evenly first says between how many; it holds, and what they share, until all those parts
 * are taken or none is any more.
 */
export async function keepWays(
  tx: Prisma.TransactionClient,
  orderId: number,
  state: SplitState,
  request: SplitRequest,
): Promise<void> {
  if (request.kind !== 'even' || state.evenWays !== null) return
  const { _max } = await tx.payment.aggregate({ where: { orderId }, _max: { id: true } })
  const splitCents = state.freeCents
  const data = { splitWays: request.ways, splitCents, splitAfterId: _max.id }
  await tx.order.update({ where: { id: orderId }, data })
}
