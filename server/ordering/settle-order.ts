// What follows when all that a bill owes is paid: its coupon is used up, or comes back where it
// took nothing off, the visit counts, and a pay-first order goes to the kitchen.

import { isVisit } from '@/domain/membership'
import type { Prisma } from '@/prisma/client/client'
import { countVisit } from '../membership/count-visit'
import { returnCoupon, tellCouponBack } from '../membership/return-coupon'
import { changeOrder } from './change-order'
import { lockOrder, type WholeOrder } from './lock-order'

type By = { staffId: number | null; at: Date }

/** Of an order whose row is locked and that has just been settled by this transaction. */
export async function followSettled(
  tx: Prisma.TransactionClient,
  order: WholeOrder,
  { staffId, at }: By,
): Promise<void> {
  const used = order.adjustments.some(({ couponId, amountCents }) => couponId && amountCents < 0)
  if (used) {
    await tx.coupon.updateMany({ where: { orderId: order.id, usedAt: null }, data: { usedAt: at } })
  } else if (await returnCoupon(tx, order.id, at)) await tellCouponBack(tx, order.id, at)
  if (isVisit({ ...order, settledAt: at })) await countVisit(tx, order.memberId, 1)
  if (order.mode !== 'pay_first') return
  const waiting = order.rounds.filter(({ state }) => state === 'pending').map(({ id }) => id)
  await changeOrder(tx, order, { staffId, reason: 'paid', at }, { confirm: waiting })
}

/**
 * After something came off a bill that is paid in part: what was paid may be all of it now, and
 * then it is settled. @param before as it was then
 */
export async function settleCovered(
  tx: Prisma.TransactionClient,
  before: WholeOrder,
  by: By,
): Promise<void> {
  if (before.paidCents === before.surplusCents) return
  const order = await lockOrder(tx, before.storeId, before.id)
  const paidCents = order.paidCents - order.surplusCents
  const isRunning = !order.settledAt && !order.reopenedAt && order.state !== 'cancelled'
  if (!isRunning || order.owedCents > paidCents || order.awaited > 0) return
  await tx.order.update({ where: { id: order.id, settledAt: null }, data: { settledAt: by.at } })
  await followSettled(tx, order, by)
}
