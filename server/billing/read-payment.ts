// A payment as whoever may see it sees it. Where to pay is told only to who started it, and to
// staff.

import type { PaymentState } from '@/domain/billing'
import {
  type RefundState,
  type RefundTrouble,
  refundableCents,
  refundTrouble,
  TAKE_OVER_AFTER_MS,
} from '@/domain/billing'
import type { PaymentMethod } from '@/domain/methods'
import { payPath } from '@/domain/paths'
import { Refusal } from '@/domain/refusal'
import type { SplitKind } from '@/domain/split'
import type { Prisma } from '@/prisma/client/client'
import type { Deps } from '../deps'

export type RefundView = {
  id: number
  amountCents: number
  reason: string
  state: RefundState
  createdAt: string
  /** How often the platform was asked for it. */
  attempts: number
  /** Given in cash, whatever way the payment came. */
  isInCash: boolean
  /**
   * Why it does not go, and the platform's own word for that; null where nothing stands in its way.
   */
  trouble: RefundTrouble | null
  platformWord: string | null
  /** Whether it failed and nobody has tried again. */
  needsRetry: boolean
}

export type PaymentView = {
  id: number
  orderId: number
  orderNumber: string
  method: PaymentMethod
  provider: string
  state: PaymentState
  /** Which part of the bill it is for. */
  splitKind: SplitKind
  amountCents: number
  currency: string
  transactionId: string | null
  /**
   * Where it is paid while it is pending, for who started it and for staff: a path of ours or a
   * platform's own address. Null at the till.
   */
  payUrl: string | null
  isMine: boolean
  /** Which guest of the table began it; null for staff. */
  guestNumber: number | null
  /**
   * From when on the looking guest may end it, although another phone began it; null where that is
   * not the question.
   */
  takeOverAt: string | null
  createdAt: string
  expiresAt: string
  paidAt: string | null
  earnedPoints: number
  /** What may still be given back. */
  refundableCents: number
  refunds: RefundView[]
}

/** Who looks: a guest of the sitting, or staff of the store (guestId and sittingId null). */
export type Onlooker = { storeId: number; sittingId: number | null; guestId: number | null }

export const PAYMENT_FACTS = {
  order: { select: { number: true } },
  guest: { select: { number: true } },
  refunds: { orderBy: { id: 'asc' } },
  points: { where: { reason: 'earned' } },
} as const satisfies Prisma.PaymentInclude

/** @throws Refusal thing.not-found */
export async function readPaymentView(
  deps: Deps,
  paymentId: number,
  who: Onlooker,
): Promise<PaymentView> {
  const payment = await deps.db.payment.findFirst({
    where: {
      id: paymentId,
      storeId: who.storeId,
      ...(who.sittingId ? { order: { sittingId: who.sittingId } } : {}),
    },
    include: PAYMENT_FACTS,
  })
  if (!payment) throw new Refusal('thing.not-found')
  return paymentViewOf(payment, who)
}

export function paymentViewOf(
  payment: Prisma.PaymentGetPayload<{ include: typeof PAYMENT_FACTS }>,
  who: Onlooker,
): PaymentView {
  const { id, orderId, method, provider, state, amountCents, currency, transactionId } = payment
  const isMine = who.guestId !== null && payment.guestId === who.guestId
  const maySeeDoor = isMine || who.sittingId === null
  const payUrl = provider === 'simulator' ? payPath(payment.token) : payment.payUrl
  const isOnline = provider !== 'cash' && provider !== 'terminal'
  return {
    id,
    orderId,
    orderNumber: payment.order.number,
    method,
    provider,
    state,
    splitKind: payment.splitKind,
    amountCents,
    currency,
    transactionId,
    payUrl: state === 'pending' && isOnline && maySeeDoor ? payUrl : null,
    isMine,
    guestNumber: payment.guest?.number ?? null,
    takeOverAt:
      state === 'pending' && who.guestId !== null && !isMine
        ? new Date(payment.createdAt.getTime() + TAKE_OVER_AFTER_MS).toISOString()
        : null,
    createdAt: payment.createdAt.toISOString(),
    expiresAt: payment.expiresAt.toISOString(),
    paidAt: payment.paidAt?.toISOString() ?? null,
    earnedPoints: payment.points.reduce((sum, entry) => sum + entry.delta, 0),
    refundableCents: refundableCents(payment, payment.refunds),
    refunds: payment.refunds.map((refund) => ({
      id: refund.id,
      amountCents: refund.amountCents,
      reason: refund.reason,
      state: refund.state,
      createdAt: refund.createdAt.toISOString(),
      attempts: refund.attempts,
      isInCash: refund.isInCash,
      trouble: refundTrouble(refund.failReason),
      platformWord: refund.failReason,
      needsRetry:
        refund.state === 'failed' &&
        refund.failReason !== 'returned' &&
        refund.amountCents <= refundableCents(payment, payment.refunds) &&
        !payment.refunds.some(({ idempotencyKey }) => idempotencyKey === `retry-${refund.id}`),
    })),
  }
}
