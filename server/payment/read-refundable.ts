// What may be given back of a bill, dish by dish and as a whole, for who is about to do it.

import { leftQuantity, lineRefunds, type RefundState, refundableCents } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import type { Ground } from '../ground'
import { refundLimit } from './refund-limit'

export type Refundable = {
  /** What is left of all payments together, in 分. */
  leftCents: number
  /** The most the asking person may give back of this bill, in 分; null = any amount. */
  limitCents: number | null
  /** Whether some of it was paid in cash, which a person hands back. */
  hasCash: boolean
  lines: {
    id: number
    name: string
    nameEn: string | null
    leftQuantity: number
    /** What the first so many portions are worth, in 分: one entry per portion, the last is all of them. */
    portionCents: number[]
  }[]
}

/** @throws Refusal thing.not-found */
export async function readRefundable(
  ground: Ground,
  actor: Actor,
  { orderId }: { orderId: number },
): Promise<Refundable> {
  const order = await ground.db.order.findFirst({
    where: { id: orderId, storeId: actor.storeId },
    include: BILL_TO_REFUND,
  })
  if (!order) throw new Refusal('thing.not-found')
  const kept = keptLines(order)
  return {
    leftCents: paymentsLeft(order).reduce((sum, { leftCents }) => sum + leftCents, 0),
    limitCents: await refundLimit(ground.db, actor, orderId),
    hasCash: order.payments.some(
      ({ provider, state }) => provider === 'cash' && state === 'succeeded',
    ),
    lines: kept.map((line) => ({
      id: line.id,
      name: line.name,
      nameEn: line.nameEn,
      leftQuantity: leftQuantity(line),
      portionCents: Array.from({ length: leftQuantity(line) }, (_, index) => {
        const wanted = [{ lineId: line.id, quantity: index + 1 }]
        return lineRefunds(order.owedCents, kept, wanted)[0]?.amountCents ?? 0
      }),
    })),
  }
}

export const BILL_TO_REFUND = {
  lines: {
    orderBy: { id: 'asc' },
    include: { refunds: { include: { refund: { select: { state: true, createdAt: true } } } } },
  },
  payments: { include: { refunds: true } },
} as const satisfies Prisma.OrderInclude

type BillToRefund = Prisma.OrderGetPayload<{ include: typeof BILL_TO_REFUND }>

/**
 * The lines that the bill is for, with what of them was given back or is on its way. A bill that is reopened is owed and paid
 * anew: what went back before counts no more.
 */
export function keptLines(order: BillToRefund) {
  const { reopenedAt } = order
  const counts = (refund: { state: RefundState; createdAt: Date }) =>
    refund.state !== 'failed' && (!reopenedAt || refund.createdAt >= reopenedAt)
  return order.lines
    .filter((line) => line.state !== 'voided')
    .map((line) => ({
      ...line,
      refundedQuantity: line.refunds
        .filter(({ refund }) => counts(refund))
        .reduce((sum, { quantity }) => sum + quantity, 0),
    }))
}

/** The payments with what is left of each, in 分. */
export function paymentsLeft(order: BillToRefund) {
  return order.payments.map((payment) => ({
    id: payment.id,
    leftCents: refundableCents(payment, payment.refunds),
  }))
}
