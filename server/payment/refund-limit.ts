// A cashier gives back only so much of one bill; several small refunds count together.

import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'

/** The most the actor may still give back of this bill, in 分; null = any amount. Programs are bound as cashiers are. */
export async function refundLimit(
  tx: Prisma.TransactionClient,
  actor: Actor,
  orderId: number,
): Promise<number | null> {
  if (actor.role === 'owner' || actor.role === 'manager') return null
  const store = await tx.store.findUniqueOrThrow({
    where: { id: actor.storeId },
    select: { cashierRefundLimitCents: true },
  })
  if (store.cashierRefundLimitCents === null) return null
  const { _sum } = await tx.refund.aggregate({
    where: { orderId, staffId: actor.staffId, state: { not: 'failed' } },
    _sum: { amountCents: true },
  })
  return Math.max(0, store.cashierRefundLimitCents - (_sum.amountCents ?? 0))
}

/** @throws Refusal refund.over-limit (limitCents) */
export async function checkRefundLimit(
  tx: Prisma.TransactionClient,
  actor: Actor,
  orderId: number,
  amountCents: number,
): Promise<void> {
  const limitCents = await refundLimit(tx, actor, orderId)
  if (limitCents !== null && amountCents > limitCents) {
    throw new Refusal('refund.over-limit', { limitCents })
  }
}
