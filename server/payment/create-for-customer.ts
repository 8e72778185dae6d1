// The spec's way to start a payment: with the customer's phone, whose member price and points it
// then has.

import type { PaymentMethod } from '@/domain/methods'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { attachToOrder } from '../billing/attach-to-order'
import type { PaymentView } from '../billing/read-payment'
import type { Context } from '../context'
import { findMember } from '../membership/find-member'
import { carriersOf } from '../platforms/carriers'
import { createPayment } from './create-payment'

/**
 * A phone that is no member's pays like anybody; what cannot begin gives nothing to a member.
 * @throws Refusal as createPayment, member.phone-invalid
 */
export async function createForCustomer(
  ctx: Context,
  actor: Actor,
  request: { orderId: number; method: PaymentMethod; phone: string | undefined; key: string },
): Promise<PaymentView> {
  const { phone, ...rest } = request
  const carriers = await carriersOf(ctx, ctx.db, actor.storeId)
  if (phone && carriers[request.method]) {
    try {
      const { id: memberId } = await findMember(ctx, actor, { phone })
      await attachToOrder(ctx, actor, { orderId: request.orderId, memberId })
    } catch (error) {
      const isStranger = error instanceof Refusal && error.code === 'member.unknown'
      const isUnderWay = error instanceof Refusal && error.code === 'order.already-paid'
      if (!isStranger && !isUnderWay) throw error
    }
  }
  const payer = { ...actor, sittingId: null, guestId: null }
  return createPayment(ctx, payer, { ...rest, split: { kind: 'whole' }, expectedCents: null })
}
