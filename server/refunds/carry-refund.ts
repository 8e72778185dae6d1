// Carries a recorded refund out at the provider, outside any transaction, and writes what came of
// it, once. It may be called again after a crash: a platform knows a refund by our reference, and a
// finished one is left alone. A no is a no: what it was for is told, and a person tries again,
// under the same number as long as that is good, or hands cash over instead.

import type { RefundState } from '@/domain/billing'
import { businessDay } from '@/domain/calendar'
import { isVisit } from '@/domain/membership'
import { statesBefore } from '@/domain/moves'
import { giveBack, REFUND_MOVES } from '@/domain/refunds'
import { Refusal } from '@/domain/refusal'
import { type Payment, Prisma, type Refund } from '@/prisma/client/client'
import { tellPayment } from '../billing/tell-payment'
import type { Deps } from '../deps'
import { countVisit } from '../membership/count-visit'
import { returnCoupon } from '../membership/return-coupon'
import { takeBackPoints } from '../membership/take-back-points'
import { lockOrder } from '../ordering/lock-order'
import { cash } from '../platforms/providers/at-the-till'
import type { RefundAnswer } from '../platforms/providers/provider'
import { providerNamed } from '../platforms/providers/registry'

/** @returns the refund's state afterwards */
export async function carryRefund(deps: Deps, refundId: number): Promise<RefundState> {
  const asked = await deps.db.refund.findUniqueOrThrow({
    where: { id: refundId },
    include: { payment: true },
  })
  if (asked.state !== 'pending') return asked.state
  await deps.db.refund.update({
    where: { id: refundId },
    data: { attempts: { increment: 1 }, askedAt: deps.now() },
  })
  const answer = await askFor(deps, asked)
  if (answer.state === 'pending') {
    if (answer.reason) await remember(deps, asked, answer.reason)
    return 'pending'
  }
  return deps.db.$transaction(async (tx) => {
    await lockOrder(tx, asked.storeId, asked.orderId)
    return writeOutcome(tx, refundId, answer, deps.now())
  })
}

/**
 * What came of a refund, once; the order's row is locked by this transaction. @returns the refund's
 * state afterwards
 */
export async function writeOutcome(
  tx: Prisma.TransactionClient,
  refundId: number,
  answer: Exclude<RefundAnswer, { state: 'pending' }>,
  at: Date,
): Promise<RefundState> {
  const { state, providerRef } = answer
  const { payment, order, ...refund } = await tx.refund.findUniqueOrThrow({
    where: { id: refundId },
    include: {
      order: true,
      payment: {
        include: {
          store: { select: { timeZone: true, dayEndsAtHour: true } },
        },
      },
    },
  })
  if (refund.state !== 'pending') return refund.state

  const isSettled = order.settledAt !== null
  const { fromSurplusCents: _, ...sums } = giveBack({ ...order, isSettled }, refund.amountCents)
  const isEmpty = !isSettled && sums.paidCents === sums.surplusCents

  const day = businessDay(at.getTime(), payment.store)
  await tx.refund.update({
    where: { id: refundId, state: { in: statesBefore(REFUND_MOVES, state) } },
    data: {
      state,
      providerRef,
      doneAt: at,
      businessDay: new Date(day),
      failReason: null,
      ...(answer.state === 'failed' && {
        failReason: answer.reason.slice(0, 64),
        isNumberDead: answer.isNumberDead,
        refusals: { increment: 1 },
      }),
    },
  })
  if (state === 'succeeded') {
    await tx.order.update({
      where: { id: order.id, version: order.version, refundedCents: order.refundedCents },
      // Without any money in it a bill is priced by the rules of now again.
      data: { ...sums, ...(isEmpty && { fixedRules: Prisma.DbNull }) },
    })
    if (isVisit(order) && !isVisit({ ...order, ...sums })) {
      await countVisit(tx, order.memberId, -1)
      await returnCoupon(tx, order.id, at)
    }
    if (payment.memberId) {
      await takeBackPoints(tx, {
        storeId: order.storeId,
        orderId: order.id,
        memberId: payment.memberId,
        refundId,
        at,
      })
    }
  }

  await tellPayment(tx, payment)
  return state
}

/**
 * A platform that does not answer may have sent the money: the refund stays on its way and is asked
 * about again.
 */
async function askFor(
  deps: Deps,
  refund: Refund & { payment: Payment },
): Promise<RefundAnswer | { state: 'pending'; reason?: never }> {
  const provider = refund.isInCash ? cash : providerNamed(refund.payment.provider)
  try {
    return await provider.refund(deps, refund.payment, refund)
  } catch (err) {
    const reason = unsentFor(err)
    // An earlier ask may have been heard without an answer; the first one, kept back by our own
    // keys, was not.
    if (reason && refund.attempts === 0) {
      const providerRef = provider.refundNumber(refund.payment, refund.id)
      return { state: 'failed', providerRef, reason, isNumberDead: false }
    }
    deps.log.warn({ err, refund: refund.id }, 'a refund was not answered; it is asked for again')
    await remember(deps, refund, reason ?? 'no-answer')
    return { state: 'pending' }
  }
}

/** Why this call surely sent nothing; null where it may have. */
function unsentFor(err: unknown): string | null {
  if (!(err instanceof Refusal)) return null
  if (err.code === 'provider.refused') return String(err.details.reason || err.code)
  return /^(account\.|provider\.amount$)/.test(err.code) ? err.code : null
}

async function remember(deps: Deps, { id }: Refund, reason: string): Promise<void> {
  await deps.db.refund.updateMany({
    where: { id, state: 'pending' },
    data: { failReason: reason.slice(0, 64) },
  })
}
