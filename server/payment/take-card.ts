// A card on the terminal at the till: staff type in the reference on its slip. No card data comes here.

import type { SplitRequest } from '@/domain/split'
import type { Actor } from '../access/procedures'
import { type PaymentView, readPaymentView } from '../billing/read-payment'
import type { Deps } from '../deps'
import { takeAtTill } from './take-at-till'

export type CardRequest = {
  orderId: number
  split: SplitRequest
  /** A guest's call for cash that is answered by it. */
  callId: number | null
  /** What the person saw as due, in 分; null = whatever it is. */
  amountCents: number | null
  reference: string
  key: string
}

/** @throws Refusal thing.not-found, order.final, order.already-paid, order.nothing-owed, price.changed, request.key-reused */
export async function takeCard(
  deps: Deps,
  actor: Actor,
  request: CardRequest,
): Promise<PaymentView> {
  const { orderId, key, split, callId, amountCents, reference } = request
  const { payment } = await takeAtTill(deps, actor, {
    orderId,
    key,
    split,
    callId,
    amountCents,
    method: 'credit_card',
    check: () => {},
    transactionIdOf: (paymentId) => `TERM${paymentId}-${reference}`,
    details: { reference },
  })
  const who = { storeId: actor.storeId, sittingId: null, guestId: null }
  return readPaymentView(deps, payment.id, who)
}
