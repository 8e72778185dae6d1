// The spec's way to start a payment: with the customer's phone, whose member price and points it then has.

import type { PaymentMethod } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Context } from '../context'
import { findMember } from '../membership/find-member'
import { attachToOrder } from './attach-to-order'
import { createPayment } from './create-payment'
import type { PaymentView } from './read-payment'

/** A phone that is no member's pays like anybody. @throws Refusal as createPayment, member.phone-invalid */
export async function createForCustomer(
  ctx: Context,
  actor: Actor,
  wish: { orderId: number; method: PaymentMethod; phone: string | undefined; key: string },
): Promise<PaymentView> {
  const { phone, ...rest } = wish
  if (phone) {
    try {
      const { id: memberId } = await findMember(ctx, actor, { phone })
      await attachToOrder(ctx, actor, { orderId: wish.orderId, memberId })
    } catch (error) {
      const isStranger = error instanceof Refusal && error.code === 'member.unknown'
      const isUnderWay = error instanceof Refusal && error.code === 'order.already-paid'
      if (!isStranger && !isUnderWay) throw error
    }
  }
  const payer = { ...actor, sittingId: null, guestId: null }
  return createPayment(ctx, payer, { ...rest, split: { kind: 'whole' }, expectedCents: null })
}
