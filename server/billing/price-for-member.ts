// Bills of a sitting become a member's: their price follows the level, and so does the price of the
// cart, so its version moves and a submit that saw the old price is asked again.

import { roomsOf } from '@/domain/event'
import type { Prisma } from '@/prisma/client/client'
import { tellCouponBack } from '../membership/return-coupon'
import { lockOrders, type WholeOrder } from '../ordering/lock-order'
import { recomputeBill } from '../ordering/recompute-bill'
import { tell } from '../outbox'

export type MemberPricing = {
  storeId: number
  sittingId: number | null
  orderIds: readonly number[]
  memberId: number
  mayTake: (order: WholeOrder) => boolean
  staffId: number | null
  at: Date
}

/**
 * Gives the orders that may be taken to the member; locks the sitting first, then the orders, as
 * placing does.
 */
export async function priceForMember(
  tx: Prisma.TransactionClient,
  pricing: MemberPricing,
): Promise<{ takenOrders: number }> {
  const { storeId, sittingId, memberId, staffId, at } = pricing
  const sitting = sittingId
    ? await tx.sitting.update({
        where: { id: sittingId },
        data: { cartVersion: { increment: 1 } },
        select: { cartVersion: true },
      })
    : null
  const orders = await lockOrders(tx, storeId, pricing.orderIds)

  const taken = orders.filter((order) => pricing.mayTake(order) && order.memberId !== memberId)

  for (const { id, version, state } of taken) {
    await tx.order.update({
      where: { id, version },
      data: { memberId, version: { increment: 1 } },
    })
    const reason = 'member'
    await tx.orderMove.create({
      data: { orderId: id, version, fromState: state, toState: state, staffId, reason, at },
    })
    const back = await tx.coupon.updateMany({
      where: { orderId: id, memberId: { not: memberId }, usedAt: null },
      data: { orderId: null, returnedFromId: id, returnedAt: at },
    })
    if (back.count > 0) await tellCouponBack(tx, id, at)
    await recomputeBill(tx, id, { staffId, at })
  }

  if (sitting && sittingId) {
    const rooms = roomsOf({ storeId, sittingId })
    const payload = { sitting_id: sittingId, cart_version: sitting.cartVersion }
    await tell(tx, { storeId, type: 'cart_changed', rooms, payload })
  }
  return { takenOrders: taken.length }
}
