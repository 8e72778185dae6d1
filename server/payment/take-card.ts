// A card on the terminal at the till: staff type in the reference on its slip. No card data comes here.

import type { SplitWish } from '@/domain/split'
import type { Actor } from '../access/procedures'
import type { Ground } from '../ground'
import { type PaymentView, readPaymentView } from './read-payment'
import { takeAtTill } from './take-at-till'

export type CardWish = {
  orderId: number
  split: SplitWish
  /** A guest's call for cash that is answered by it. */
  callId: number | null
  /** What the person saw as due, in 分; null = whatever it is. */
  amountCents: number | null
  reference: string
  key: string
}

/** @throws Refusal thing.not-found, order.final, order.already-paid, order.nothing-owed, price.changed, request.key-reused */
export async function takeCard(ground: Ground, actor: Actor, wish: CardWish): Promise<PaymentView> {
  const { orderId, key, split, callId, amountCents, reference } = wish
  const { payment } = await takeAtTill(ground, actor, {
    orderId,
    key,
    split,
    callId,
    amountCents,
    method: 'credit_card',
    provider: 'terminal',
    check: () => {},
    transactionIdOf: (paymentId) => `TERM${paymentId}-${reference}`,
    details: { reference },
  })
  const who = { storeId: actor.storeId, sittingId: null, guestId: null }
  return readPaymentView(ground, payment.id, who)
}
