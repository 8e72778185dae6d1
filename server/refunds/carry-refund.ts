// Carries a recorded refund out at the provider, outside any transaction, and writes what came of it, once.
// It may be called again after a crash: a platform knows a refund by our reference, and a finished one is left alone.

import type { RefundState } from '@/domain/billing'
import { businessDay } from '@/domain/calendar'
import { isVisit } from '@/domain/membership'
import { statesBefore } from '@/domain/moves'
import { giveBack, REFUND_MOVES } from '@/domain/refunds'
import { type Payment, Prisma, type Refund } from '@/prisma/client/client'
import { tellPayment } from '../billing/tell-payment'
import type { Deps } from '../deps'
import { countVisit } from '../membership/count-visit'
import { returnCoupon } from '../membership/return-coupon'
import { takeBackPoints } from '../membership/take-back-points'
import { lockOrder } from '../ordering/lock-order'
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
  if (answer.state === 'pending') return 'pending'
  const { state, providerRef } = answer

  return deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const order = await lockOrder(tx, asked.storeId, asked.orderId)
    const { payment, ...refund } = await tx.refund.findUniqueOrThrow({
      where: { id: refundId },
      include: {
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
        failReason: state === 'failed' ? 'declined' : null,
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
  })
}

/** A platform that does not answer may have sent the money: the refund stays on its way and is asked about again. */
async function askFor(deps: Deps, refund: Refund & { payment: Payment }) {
  try {
    return await providerNamed(refund.payment.provider).refund(deps, refund.payment, refund)
  } catch (err) {
    deps.log.warn({ err, refund: refund.id }, 'a refund was not answered; it is asked for again')
    await deps.db.refund.updateMany({
      where: { id: refund.id, state: 'pending' },
      data: { failReason: 'no-answer' },
    })
    return { state: 'pending' } as const
  }
}
