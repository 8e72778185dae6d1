// A cashier gives back only money of today's business day, and only so much of one bill; several
// small refunds count together.

import { LOSSES } from '@/domain/access'
import { businessDay } from '@/domain/calendar'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'

/**
 * The most the actor may still give back of this bill, in 分; null = any amount. Programs are bound
 * as cashiers are.
 */
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

/**
 * Money that came on another business day than now goes back by a manager.
 * @throws Refusal refund.earlier-day (day)
 */
export async function checkRefundDay(
  tx: Prisma.TransactionClient,
  actor: Actor,
  paymentIds: readonly number[],
  at: Date,
): Promise<void> {
  const day = await earlierDay(tx, actor, paymentIds, at)
  if (day !== null) throw new Refusal('refund.earlier-day', { day })
}

/**
 * The business day (YYYY-MM-DD) of payments that the actor may not give back, because it is not
 * today; null = they may.
 */
export async function earlierDay(
  tx: Prisma.TransactionClient,
  actor: Actor,
  paymentIds: readonly number[],
  at: Date,
): Promise<string | null> {
  if (actor.may(LOSSES['refund of an earlier day'])) return null
  const clock = await tx.store.findUniqueOrThrow({
    where: { id: actor.storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })
  const today = new Date(businessDay(at.getTime(), clock))
  const earlier = await tx.payment.findFirst({
    where: {
      id: { in: [...paymentIds] },
      OR: [{ businessDay: null }, { businessDay: { not: today } }],
    },
    orderBy: { id: 'asc' },
  })
  if (!earlier) return null
  return (earlier.businessDay ?? earlier.createdAt).toISOString().slice(0, 10)
}
